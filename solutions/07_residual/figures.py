"""Figures of 07_residual: two blocks, and the numbers that go through one of them and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Grid, paint
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
    line,
    number,
    text,
)

Numbers = NDArray[np.int_]

X = np.array([[1, -1, 4, 4], [-1, 2, 4, 2], [-2, 4, 4, 3]])
H1 = np.array([[3, 0, 1, 5], [0, 0, 3, 3], [0, 1, 2, 4]])
MAIN = np.array([[-4, -1, -2, -6], [2, -1, -3, 1], [-1, -2, 0, -2]])
Y = np.array([[0, 0, 2, 0], [1, 1, 1, 3], [0, 2, 4, 1]])
DY = np.array([[1, 1, 2, 1], [2, 3, 1, -1], [1, -2, 1, 2]])
THROUGH = np.array([[2, -2, -1, 0], [0, 0, 0, 3], [0, 2, -3, -1]])
DX = np.array([[2, -2, 1, 0], [2, 3, 1, 2], [0, 0, -2, 1]])
SMALL = {"main": [[-4, -2], [2, -2]], "shortcut": [[1, 7], [-5, 7]], "y": [[0, 5], [0, 5]]}
WORDS = {
    "blocks": (
        "A residual block and a bottleneck block",
        "On the left a residual block: x goes through a 3 by 3 convolution with the stride, a relu "
        "and a second 3 by 3 convolution; past them runs the shortcut, which is x itself or a "
        "1 by 1 convolution with the same stride; both are added, and after the sum comes the last "
        "relu. On the right a bottleneck block: 1 by 1, relu, 3 by 3 with the stride, relu, 1 by "
        "1, and the same shortcut, sum and relu.",
    ),
    "forward": (
        "The numbers of a residual block whose shortcut is x itself",
        "x goes through the first convolution and its relu, which gives h1, and through the second "
        "convolution, which gives main. main and x are added pixel by pixel, and the last relu "
        "makes negative sums 0. Pixel (1, 0) is 2 - 1 = 1; pixel (0, 3) is -6 + 4 = -2, and 0 "
        "after the relu.",
    ),
    "backward": (
        "What comes back takes both paths",
        "dz is dy where the sum was above 0, and 0 elsewhere. The main path brings back what went "
        "through two convolutions, the shortcut brings back dz as it is. dx is the sum of both: "
        "pixel (2, 2) gets -3 + 1 = -2, pixel (1, 0) gets 0 from the main path and 2 by the "
        "shortcut.",
    ),
    "projection": (
        "A projection with stride 2 reads every second row and column",
        "Of the 3 by 4 image the projection reads pixels (0, 0), (0, 2), (2, 0) and (2, 2), which "
        "are 1, 4, -2 and 4, and gives 2 times the pixel minus 1: 1, 7, -5 and 7. Added to main, "
        "-4 -2 / 2 -2, that makes -3 5 / -3 5, and after the relu 0 5 / 0 5.",
    ),
}


def _box(x: float, y: float, words: str, hue: Hue | None = None, width: float = 96) -> str:
    """Draw a layer, 32 units high, with its middle at x."""
    fill, stroke = (hue.tint, hue.stroke) if hue else (PAPER, INK)
    look = {"rx": 6, "fill": fill, "stroke": stroke, "stroke_width": 1.5}
    return element("rect", x=x - width / 2, y=y, width=width, height=32, **look) + text(
        x, y + 21, words
    )


def _plus(x: float, y: float) -> str:
    """Draw a sum with its middle at (x, y)."""
    look = {"fill": THIRD.tint, "stroke": THIRD.stroke, "stroke_width": 2}
    return element("circle", cx=x, cy=y, r=14, **look) + text(x, y + 6, "+", size=20)


def _path(x: float, layers: tuple[str, ...], step: float) -> str:
    """Draw layers under each other, from x at the top to the sum, the last relu and y."""
    first, parts = 98, [text(x, TOP, "x", weight="bold"), arrow(x, TOP + 8, x, 96)]
    for place, words in enumerate(layers):
        y = first + step * place
        below = y + step - 2 if place < len(layers) - 1 else SUM - 16
        parts += [_box(x, y, words, FIRST if "conv" in words else None), arrow(x, y + 32, x, below)]
    parts += [_plus(x, SUM), arrow(x, SUM + 14, x, SUM + 34), _box(x, SUM + 36, "relu")]
    parts += [arrow(x, SUM + 68, x, SUM + 88), text(x, SUM + 104, "y", weight="bold")]
    return "".join(parts)


def _shortcut(x: float, past: float) -> str:
    """Draw the way past the layers: aside, down, and back to the sum."""
    corners = line(x, 76, past, 76, SECOND.stroke) + line(past, 76, past, SUM, SECOND.stroke)
    return corners + arrow(past, SUM, x + 16, SUM, SECOND.stroke)


TOP, SUM = 58, 356  # where x and the sum stand


def blocks() -> str:
    """Draw both blocks side by side."""
    return document(
        *WORDS["blocks"],
        520,
        text(92, 28, "residual block", weight="bold"),
        text(292, 28, "bottleneck block", weight="bold"),
        _shortcut(76, 162) + _shortcut(276, 362),
        _path(76, ("conv 3×3, s", "relu", "conv 3×3"), 86),
        _path(276, ("conv 1×1", "relu", "conv 3×3, s", "relu", "conv 1×1"), 48),
        text(20, 488, "shortcut: x itself, or conv 1×1, s", anchor="start", fill=SECOND.stroke),
        text(20, 508, "s: with the stride", anchor="start"),
    )


def forward() -> str:
    """Draw the worked example from x to y."""
    x, h1, main = Grid(X, 20, 36, 34), Grid(H1, 244, 36, 34), Grid(MAIN, 20, 206, 34)
    again, y = Grid(X, 244, 206, 34), Grid(Y, 132, 362, 34, "y")
    return document(
        *WORDS["forward"],
        530,
        x.draw("x"),
        arrow(166, 87, 232, 87),
        text(199, 76, "conv, relu", size=14),
        h1.draw("h1"),
        arrow(300, 144, 160, 186),
        text(262, 174, "conv", size=14),
        main.draw("main", paint([(1, 0)], FIRST.tint)),
        text(200, 264, "+", size=24),
        again.draw("x", paint([(1, 0)], SECOND.tint)),
        arrow(200, 314, 200, 354),
        text(212, 338, "relu", size=14, anchor="start"),
        y.draw("y", paint(zip(*np.nonzero(Y), strict=True), THIRD.tint)),
        y.window(1, 0, 1, 1, THIRD),
        equation(20, 494, _sum(MAIN, X, (1, 0)), name="pixel (1,0):", hue=THIRD),
        equation(20, 516, _sum(MAIN, X, (0, 3)), name="pixel (0,3):", hue=THIRD),
        text(192, 516, "and relu makes it 0", anchor="start"),
    )


def _sum(one: Numbers, other: Numbers, at: tuple[int, int]) -> str:
    """Return the sum of two pixels as an equation."""
    second = f"({number(other[at])})" if other[at] < 0 else number(other[at])
    return f"{number(one[at])} + {second} = {number(one[at] + other[at])}"


def backward() -> str:
    """Draw the worked example from dy to dx."""
    dz = DY * (Y > 0)
    dy, masked = Grid(DY, 20, 36, 34), Grid(dz, 244, 36, 34)
    through, straight = Grid(THROUGH, 20, 220, 34), Grid(dz, 244, 220, 34)
    dx = Grid(DX, 132, 376, 34, "dx")
    return document(
        *WORDS["backward"],
        544,
        dy.draw("dy"),
        arrow(166, 87, 232, 87),
        text(199, 76, "mask", size=14),
        masked.draw("dz", paint(zip(*np.nonzero(Y), strict=True), THIRD.tint)),
        arrow(270, 144, 120, 192),
        text(130, 166, "main path", size=14),
        arrow(312, 144, 312, 192),
        text(322, 170, "shortcut", size=14, anchor="start"),
        through.draw("from the convolutions", paint([(2, 2)], FIRST.tint)),
        text(200, 278, "+", size=24),
        straight.draw("dz as it is", paint([(2, 2)], SECOND.tint)),
        arrow(200, 328, 200, 366),
        dx.draw("dx", paint([(2, 2)], THIRD.tint)),
        dx.window(2, 2, 1, 1, THIRD),
        equation(20, 508, _sum(THROUGH, dz, (2, 2)), name="pixel (2,2):", hue=THIRD),
        equation(20, 530, _sum(THROUGH, dz, (1, 0)), name="pixel (1,0):", hue=THIRD),
    )


def projection() -> str:
    """Draw what a projection with stride 2 reads, and the sum."""
    read = [(0, 0), (0, 2), (2, 0), (2, 2)]
    x, main = Grid(X, 20, 66), Grid(SMALL["main"], 20, 236)
    shortcut, y = Grid(SMALL["shortcut"], 278, 84), Grid(SMALL["y"], 290, 236, 36, "y")
    again = Grid(SMALL["shortcut"], 136, 236)
    return document(
        *WORDS["projection"],
        396,
        text(20, 28, "ws = 2, bs = −1, stride=2", anchor="start"),
        x.draw("x", paint(read, SECOND.tint)),
        "".join(x.window(*at, 1, 1, SECOND, inset=2) for at in read),
        arrow(178, 120, 266, 120),
        text(222, 108, "2·x − 1", size=14),
        shortcut.draw("shortcut", paint([(0, 0), (0, 1), (1, 0), (1, 1)], SECOND.tint)),
        main.draw("main"),
        text(114, 278, "+", size=24),
        again.draw("shortcut"),
        arrow(216, 272, 280, 272),
        text(248, 260, "relu", size=14),
        y.draw("y"),
        equation(20, 346, _projected(0, 2, 0, 1), name="output (0,1):", hue=THIRD),
        equation(20, 370, _projected(2, 0, 1, 0), name="output (1,0):", hue=THIRD),
    )


def _projected(row: int, column: int, i: int, j: int) -> str:
    pixel, main = X[row, column], SMALL["main"][i][j]
    shown = f"({number(pixel)})" if pixel < 0 else number(pixel)
    return f"{number(main)} + (2·{shown} − 1) = {number(main + 2 * pixel - 1)}"


FIGURES = {"blocks": blocks, "forward": forward, "backward": backward, "projection": projection}


def batch(rows):
    """Make one image of one channel."""
    return np.array(rows, dtype=np.float64)[None, None]


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, dy = batch(X), batch(DY)
    plain = {
        "w1": batch([[0, 0, 0], [0, 1, -1], [0, 0, 0]]),
        "b1": np.array([1.0]),
        "w2": batch([[0, 1, 0], [0, -1, 0], [0, 0, 0]]),
        "b2": np.array([-1.0]),
    }
    projected = plain | {"ws": batch([[2]]), "bs": np.array([-1.0])}
    return {
        ("forward", "y"): module.residual_block(x, plain),
        ("backward", "dx"): module.residual_block_backward(dy, x, plain)[0],
        ("projection", "y"): module.residual_block(x, projected, stride=2),
    }
