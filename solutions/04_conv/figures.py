"""Figures of 04_conv: windows that slide, and gradients that go back to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    THIRD,
    Hue,
    arrow,
    document,
    equation,
    number,
    text,
)

Numbers = NDArray[np.float64]

X = np.arange(1.0, 13.0).reshape(3, 4)
W = np.array([[1.0, 2.0], [0.0, -1.0]])
B = 0.5
Y = np.array([[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]])
STRIDED = np.array([[-0.5, -2.5, 0.5], [1.5, 9.5, 8.5]])
FRAMED = np.array(
    [
        [0, 0, 0, 0, 0, 0],
        [0, 1, 2, 3, 4, 0],
        [0, 5, 6, 7, 8, 0],
        [0, 9, 10, 11, 12, 0],
        [0, 0, 0, 0, 0, 0.0],
    ]
)
DY = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
DX = np.array([[1.0, 4.0, 7.0, 6.0], [4.0, 12.0, 14.0, 9.0], [0.0, -4.0, -5.0, -6.0]])
WORDS = {
    "backward": (
        "Where two windows overlap, their gradients add up",
        "Output (0, 0) has the upstream gradient 1 and sends 1 times the filter to its window; "
        "output (0, 1) has 2 and sends 2 times the filter to the window one column further. The "
        "middle column belongs to both: pixel (0, 1) gets 2 + 2 = 4. After all six windows, "
        "pixel (1, 1) has got 12 from four of them.",
    ),
    "dense": (
        "The rows of a dense layer's weights, arranged as filters",
        "Row 0 of the weight matrix, 0 to 11, becomes filter 0: its first six numbers are "
        "channel 0, 0 1 2 / 3 4 5, the other six are channel 1, 6 7 8 / 9 10 11. Row 1, 12 to "
        "23, becomes filter 1 in the same way.",
    ),
    "stride1": (
        "The first two windows of the convolution, stride 1, padding 0",
        "The filter is 1 2 / 0 -1 and the bias 0.5. Window (0, 0) of the 3 by 4 image holds 1 2 "
        "/ 5 6 and gives the output -0.5; one column further, window (0, 1) holds 2 3 / 6 7 and "
        "gives 1.5.",
    ),
    "stride2": (
        "Windows at stride 2 on the image with padding 1",
        "The padded image has 5 rows and 6 columns. Windows start every two rows and columns "
        "and do not overlap: window (0, 0) holds 0 0 / 0 1 and gives -0.5, window (0, 1) holds "
        "0 0 / 2 3 and gives -2.5, window (1, 1) holds 6 7 / 10 11 and gives 9.5. The last row "
        "is in no window.",
    ),
}


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _products(left: Numbers, right: Numbers) -> str:
    pairs = zip(left.flat, right.flat, strict=True)
    return " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in pairs)


def _one_output(window: Numbers) -> str:
    """Return how one window becomes one number."""
    return f"{_products(W, window)} + {number(B)} = {number(float((W * window).sum() + B))}"


def _slide(top: float, column: int, hue: Hue) -> str:
    """Draw window (0, column) of x and its output."""
    x, y = Grid(X, 20, top), Grid(Y, 252, top + 18, 42, f"y{column}")
    sides = _one_output(X[:2, column : column + 2])
    return "\n".join(
        (
            x.draw("x", paint(block(0, column, 2, 2), hue.tint)),
            x.window(0, column, 2, 2, hue),
            arrow(x.right + 14, y.y + 20, y.x - 12, y.y + 20, hue.stroke),
            y.draw("y", paint([(0, column)], hue.tint)),
            y.window(0, column, 1, 1, hue),
            equation(20, x.bottom + 26, sides, name=f"(0,{column})", hue=hue),
        )
    )


def stride1() -> str:
    """Draw the first two windows at stride 1."""
    return document(
        *WORDS["stride1"],
        474,
        Grid(W, 20, 36).draw("w"),
        text(120, 78, f"b = {number(B)}", anchor="start"),
        text(252, 66, "stride=1", anchor="start"),
        text(252, 90, "padding=0", anchor="start"),
        _slide(150, 0, FIRST),
        _slide(326, 1, SECOND),
    )


def stride2() -> str:
    """Draw three windows at stride 2 on the padded image."""
    x, y = Grid(FRAMED, 16, 66, 34), Grid(STRIDED, 262, 100, 42, "y")
    windows = (((0, 0), FIRST), ((0, 1), SECOND), ((1, 1), THIRD))
    fills = x.frame(1, 1, 3, 4)
    outputs = {at: hue.tint for at, hue in windows}
    parts = [x.draw("x, padding=1", fills), y.draw("y", outputs)]
    for place, ((i, j), hue) in enumerate(windows):
        window = FRAMED[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        parts += [x.window(2 * i, 2 * j, 2, 2, hue, inset=1.5), y.window(i, j, 1, 1, hue)]
        sides = _one_output(window)
        parts.append(equation(16, 296 + 26 * place, sides, name=f"({i},{j})", hue=hue))
    return document(
        *WORDS["stride2"],
        370,
        text(16, 28, "stride=2, padding=1", anchor="start"),
        *parts,
        arrow(x.right + 10, y.middle, y.x - 10, y.middle),
        arrow(252, 219, x.right + 6, 219),
        text(258, 224, "in no window", anchor="start"),
    )


def _sent(column: int) -> Numbers:
    """Return what output (0, column) alone sends back: NaN where it sends nothing."""
    sent = np.full(X.shape, np.nan)
    sent[:2, column : column + 2] = DY[0, column] * W
    return sent


def _scatter(top: float) -> tuple[str, ...]:
    """Draw what two outputs send to their windows, side by side."""
    one, two = Grid(_sent(0), 20, top), Grid(_sent(1), 232, top)
    return (
        one.draw("1·w, window (0,0)", paint(block(0, 0, 2, 2), FIRST.tint)),
        one.window(0, 0, 2, 2, FIRST),
        text(198, one.middle + 8, "+", size=24),
        two.draw("2·w, window (0,1)", paint(block(0, 1, 2, 2), SECOND.tint)),
        two.window(0, 1, 2, 2, SECOND),
    )


def backward() -> str:
    """Draw how two overlapping windows add up in dx."""
    pair = _sent(0), _sent(1)
    both = np.where(np.isnan(pair).all(0), np.nan, np.nansum(pair, 0))
    added, dx = Grid(both, 20, 330), Grid(DX, 232, 330, 36, "dx")
    shared = paint(block(0, 1, 2, 1), THIRD.tint)
    return document(
        *WORDS["backward"],
        512,
        Grid(DY, 20, 36).draw("dy", {(0, 0): FIRST.tint, (0, 1): SECOND.tint}),
        Grid(W, 232, 36).draw("w"),
        arrow(92, 118, 92, 148),
        *_scatter(180),
        added.draw("= both windows", shared),
        added.window(0, 1, 2, 1, THIRD),
        dx.draw("dx (all windows)", {(0, 1): THIRD.tint, (1, 1): THIRD.tint}),
        dx.window(0, 1, 1, 1, THIRD),
        dx.window(1, 1, 1, 1, THIRD),
        equation(20, 468, "1·2 + 2·1 = 4", name="pixel (0,1):", hue=THIRD),
        equation(20, 492, _four_windows(), name="pixel (1,1):", hue=THIRD),
    )


def _four_windows() -> str:
    """Return the sum for the pixel in four windows: its weight is another one in each."""
    around = DY[:, :2]
    return f"{_products(W[::-1, ::-1], around)} = {number(float(DX[1, 1]))}"


def dense() -> str:
    """Draw a dense layer's rows as filters."""
    weight = np.arange(24.0).reshape(2, 12)
    hues = (FIRST, SECOND)
    columns = {(d, k): hues[k // 6].tint for d in range(2) for k in range(12)}
    filters = []
    for d, c in block(0, 0, 2, 2):
        channel = weight[d, 6 * c : 6 * c + 6].reshape(2, 3)
        grid = Grid(channel, (112, 252)[c], 166 + 104 * d, 36, f"w{d}{c}")
        fills = paint(block(0, 0, 2, 3), hues[c].tint)
        filters.append(grid.draw("" if d else f"channel {c}", fills))
    return document(
        *WORDS["dense"],
        362,
        Grid(weight, 20, 36, 30).draw("weight (2,12)", columns),
        arrow(200, 106, 200, 138),
        *filters,
        text(20, 206, "filter 0", anchor="start", weight="bold"),
        text(20, 310, "filter 1", anchor="start", weight="bold"),
    )


FIGURES = {"stride1": stride1, "stride2": stride2, "backward": backward, "dense": dense}


def batch(rows):
    """Make one image of one channel."""
    return np.array(rows, dtype=np.float64)[None, None]


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, w, b = batch(np.arange(1, 13).reshape(3, 4)), batch([[1, 2], [0, -1]]), np.array([0.5])
    y = module.conv2d(x, w, b)
    filters = module.dense_as_conv(np.arange(24.0).reshape(2, 12), (2, 2, 3))
    return {
        ("stride1", "y0"): y,
        ("stride1", "y1"): y,
        ("stride2", "y"): module.conv2d(x, w, b, stride=2, padding=1),
        ("backward", "dx"): module.conv2d_backward(batch([[1, 2, 3], [4, 5, 6]]), x, w)[0],
        **{("dense", f"w{d}{c}"): filters[d, c] for d in range(2) for c in range(2)},
    }
