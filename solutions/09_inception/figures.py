"""Figures of 09_inception: four branches, what they see, and what comes back from them."""

from __future__ import annotations

import numpy as np

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    INK,
    PAPER,
    SECOND,
    THIRD,
    Hue,
    arrow,
    document,
    element,
    equation,
    text,
)

X = np.array([[1, -2, -3], [2, -4, -1.0]])
A5R = np.array([[2.5, 0, 0], [3.5, 0, 0.5]])
Y5 = np.array([[0, 0.25, 5.25], [0, 0.25, 6.75]])
W5 = np.zeros((5, 5))
W5[1, 2], W5[2, 0], W5[2, 2] = 1, 2, -1
POOLED = np.array([[2, 2, -1], [2, 2, -1.0]])
PARTS = {
    "1×1": np.array([[2, 0, 0], [6, 0, 0]]),
    "3×3": np.array([[0, 1, 1], [0, -1, 0]]),
    "5×5": np.array([[-2, 0, 0], [2, 0, -1]]),
    "pool": np.array([[0, 0, 0], [0, 0, -3]]),
}
DX = np.array([[0, 1, 1], [8, -1, -4]])
HUES = {"1×1": FIRST, "3×3": SECOND, "5×5": THIRD, "pool": Hue("#6b3fa0", "#e6dcf5", "none")}
WORDS = {
    "module": (
        "The four branches of GoogLeNet's first inception module",
        "The input has 28 by 28 pixels and 192 channels. Side by side: a 1×1 convolution to 64 "
        "channels; a 1×1 to 96 and then a 3×3 to 128; a 1×1 to 16 and then a 5×5 to 32; a 3×3 "
        "max-pool and then a 1×1 to 32. Laid on top of each other they are 256 channels.",
    ),
    "bottleneck": (
        "A bottleneck of 16 channels before the 5×5 saves nine tenths of the work",
        "Above: 192 channels go straight into a 5×5 convolution with 32 filters, which takes "
        "120,422,400 multiplications. Below: a 1×1 convolution makes 16 channels of the 192 first, "
        "and the 5×5 works on those. Together the two take 12,443,648.",
    ),
    "five": (
        "A 5×5 window with padding 2 is larger than the image",
        "The reduced image 2.5 0 0 / 3.5 0 0.5 has a frame of two zeros on every side. The window "
        "of the output in row 1 and column 2 reaches two pixels in every direction. Its filter "
        "has a 1 above the middle, a 2 two columns to the left and a -1 in the middle: "
        "1 times 0, plus 2 times 3.5, minus 0.5, plus the bias 0.25 gives 6.75.",
    ),
    "pool": (
        "The pool's frame of minus infinity is never the largest",
        "The image 1 -2 -3 / 2 -4 -1 has a frame of minus infinity. The window of the upper right "
        "pixel holds -2 -3 / -4 -1 and five cells of the frame; its largest number is -1. With a "
        "frame of zeros it would be 0.",
    ),
    "backward": (
        "The gradient of x is the sum of what comes back from four branches",
        "The 1×1 branch sends 2 0 0 / 6 0 0, the 3×3 branch 0 1 1 / 0 -1 0, the 5×5 branch "
        "-2 0 0 / 2 0 -1, and the pool branch -3 to the lower right pixel and 0 to the others. "
        "Added up, dx is 0 1 1 / 8 -1 -4.",
    ),
}


def _box(x: float, y: float, words: str, hue: Hue | None = None, width: float = 88) -> str:
    """Draw a layer as a box with words in it."""
    fill, stroke = (hue.tint, hue.stroke) if hue else (PAPER, INK)
    look = {"rx": 4, "fill": fill, "stroke": stroke, "stroke_width": 1.5}
    box = element("rect", x=x, y=y, width=width, height=34, **look)
    return box + text(x + width / 2, y + 22, words)


def module() -> str:
    """Draw the four branches with their numbers of channels."""
    layers = {
        "1×1": ("", "1×1: 64"),
        "3×3": ("1×1: 96", "3×3: 128"),
        "5×5": ("1×1: 16", "5×5: 32"),
        "pool": ("max 3×3", "1×1: 32"),
    }
    parts = [_box(100, 16, "x: 28×28, 192 channels", width=200)]
    for place, (name, (first, last)) in enumerate(layers.items()):
        left, hue = 10 + 97 * place, HUES[name]
        middle = left + 44
        parts += [_box(left, 186, last, hue), arrow(middle, 220, middle, 258, hue.stroke)]
        if first:
            parts += [_box(left, 106, first, hue), arrow(middle, 140, middle, 182, hue.stroke)]
        down = 102 if first else 182
        parts.append(arrow(112 + 58 * place, 50, middle, down, hue.stroke))
    return document(
        *WORDS["module"],
        348,
        *parts,
        _box(10, 262, "concatenated along the channels", width=379),
        equation(100, 326, "64 + 128 + 32 + 32 = 256", name="channels:"),
    )


def bottleneck() -> str:
    """Draw the two ways from 192 channels to 32, with what they cost."""
    direct, cheap = HUES["5×5"], FIRST
    return document(
        *WORDS["bottleneck"],
        300,
        text(16, 28, "28×28 pixels, without a bottleneck", anchor="start", weight="bold"),
        _box(16, 42, "192 channels", width=108) + arrow(124, 59, 150, 59),
        _box(152, 42, "5×5", direct) + arrow(240, 59, 266, 59),
        _box(268, 42, "32 channels", width=108),
        equation(16, 104, "28·28·32·5·5·192 = 120422400", hue=direct),
        text(16, 148, "with a bottleneck of 16 channels", anchor="start", weight="bold"),
        _box(16, 162, "192", width=52) + arrow(68, 179, 88, 179),
        _box(90, 162, "1×1", cheap, 64) + arrow(154, 179, 174, 179),
        _box(176, 162, "16", width=42) + arrow(218, 179, 238, 179),
        _box(240, 162, "5×5", direct, 64) + arrow(304, 179, 324, 179),
        _box(326, 162, "32", width=50),
        equation(16, 224, "28·28·16·192 = 2408448", name="1×1:", hue=cheap),
        equation(16, 248, "28·28·32·5·5·16 = 10035200", name="5×5:", hue=direct),
        equation(16, 280, "2408448 + 10035200 = 12443648", name="both:"),
    )


def five() -> str:
    """Draw the window of one output of the 5×5, which hangs far over the edge."""
    framed = Grid(np.pad(A5R, 2), 14, 64, 34)
    kernel, y = Grid(W5, 14, 326, 30), Grid(Y5, 232, 356, 44, "y5")
    taps = {(2, 4): FIRST.tint, (3, 2): SECOND.tint, (3, 4): THIRD.tint}
    weights = {(1, 2): FIRST.tint, (2, 0): SECOND.tint, (2, 2): THIRD.tint}
    return document(
        *WORDS["five"],
        528,
        text(14, 28, "padding 2, after the 1×1 and its relu", anchor="start"),
        framed.draw("what goes into the 5×5", framed.frame(2, 2, 2, 3) | taps),
        framed.window(1, 2, 5, 5, THIRD, inset=1.5),
        text(264, 130, "the window of", anchor="start"),
        text(264, 152, "row 1, column 2", anchor="start"),
        kernel.draw("w5", weights),
        arrow(174, 400, 222, 400),
        y.draw("the 5×5 branch", {(1, 2): THIRD.tint}),
        y.window(1, 2, 1, 1, THIRD, inset=1.5),
        equation(14, 508, "1·0 + 2·3.5 − 1·0.5 + 0.25 = 6.75", name="(1,2):", hue=THIRD),
    )


def pool() -> str:
    """Draw the pool's frame and a window whose numbers are all below 0."""
    framed = np.pad(X, 1, constant_values=-np.inf)
    x, y = Grid(framed, 14, 64, 38), Grid(POOLED, 256, 102, 42, "pooled")
    return document(
        *WORDS["pool"],
        280,
        text(14, 28, "3×3, stride 1, a frame of -inf", anchor="start"),
        x.draw("x", x.frame(1, 1, 2, 3)),
        x.window(0, 2, 3, 3, SECOND, inset=1.5),
        x.ring(2, 3),
        arrow(x.right + 8, 144, y.x - 8, 144),
        y.draw("largest", {(0, 2): SECOND.tint}),
        y.window(0, 2, 1, 1, SECOND, inset=1.5),
        text(14, 250, "A frame of zeros would make 0 of this -1.", anchor="start"),
    )


def backward() -> str:
    """Draw the four parts of dx and their sum."""
    parts = []
    for place, (name, values) in enumerate(PARTS.items()):
        left, top = 24 + 212 * (place % 2), 40 + 128 * (place // 2)
        grid = Grid(values, left, top, 40, f"dx{place}")
        fills = paint([at for at in block(0, 0, 2, 3) if values[at]], HUES[name].tint)
        parts.append(grid.draw(f"through {name}", fills))
        if place:
            parts.append(text(grid.x - (46 if place % 2 else 12), grid.middle + 7, "+", size=22))
    dx = Grid(DX, 130, 306, 44, "dx")
    return document(
        *WORDS["backward"],
        454,
        *parts,
        text(108, dx.middle + 7, "=", size=22),
        dx.draw("dx"),
        equation(24, 434, "0 + 0 + (−1) + (−3) = −4", name="pixel (1,2):"),
    )


FIGURES = {
    "module": module,
    "bottleneck": bottleneck,
    "five": five,
    "pool": pool,
    "backward": backward,
}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, params, dy = _example()
    y = module.inception_module(x, params)
    framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    found = {
        ("five", "y5"): y[:, 2],
        ("pool", "pooled"): module.max_pool2d(framed, kernel=(3, 3), stride=1),
        ("backward", "dx"): module.inception_module_backward(dy, x, params)[0],
    }
    for place in range(4):
        alone = np.where(np.arange(4)[:, None, None] == place, dy, 0)
        found["backward", f"dx{place}"] = module.inception_module_backward(alone, x, params)[0]
    return found


def _example():
    """Return x, params and dy of the handout's worked example."""
    w3 = np.array([[0, 0, 0], [2, 1, 0], [0, 0, -1.0]])
    filters = {"w1": 2, "w3r": -1, "w3": w3, "w5r": 1, "w5": W5, "wp": -1}
    biases = {"b1": 0.5, "b3r": 0.5, "b3": 0.25, "b5r": 1.5, "b5": 0.25, "bp": 0.5}
    params = {key: np.atleast_2d(value)[None, None] * 1.0 for key, value in filters.items()}
    params |= {key: np.array([value]) for key, value in biases.items()}
    dy = [
        [[1, 2, 0], [3, -1, 1]],
        [[2, 1, -1], [2, -1, 1]],
        [[3, 1, -1], [-2, 2, 1]],
        [[1, -1, 2], [0, 3, 1]],
    ]
    return X[None, None], params, np.array([dy], dtype=np.float64)
