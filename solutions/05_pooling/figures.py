"""Figures of 05_pooling: winners of windows, and who gets the gradient."""

from __future__ import annotations

import numpy as np

from autograder.figures.grid import Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    THIRD,
    arrow,
    document,
    equation,
    number,
    text,
)

X = np.array([[1, 5, 2, 0], [3, -1, 4, 7], [6, 8, -2, 9]])
Y = np.array([[5, 5, 7], [8, 8, 9]])
DY = np.array([[1, 2, 3], [4, 5, 6]])
DX_MAX = np.array([[0, 3, 0, 0], [0, 0, 0, 3], [0, 9, 0, 6]])
DX_AVG = np.array([[1, 3, 5, 3], [5, 12, 16, 9], [4, 9, 11, 6]])
WORDS = {
    "average": (
        "Average pooling shares the gradient out equally",
        "The upstream gradient 4 8 12 / 16 20 24 is divided by the four pixels of a window: "
        "each gets a share of 1 2 3 / 4 5 6. Pixel (1, 1) lies in four windows and gets 1 + 2 + "
        "4 + 5 = 12; the upper left corner lies in one and gets 1.",
    ),
    "max": (
        "max_pool2d with kernel (2, 2): the largest number of every window",
        "Above, stride 2: the windows 1 5 / 3 -1 and 2 0 / 4 7 lie side by side and give 5 and "
        "7; the last row is left over. Below, stride 1: windows (1, 0) and (1, 1) overlap, and "
        "the 8 is the largest number of both.",
    ),
    "max_backward": (
        "The largest number of two windows gets the gradient of both",
        "Windows (1, 0) and (1, 1) have the upstream gradients 4 and 5. The 8 is the largest "
        "number of both windows, so in dx it has 4 + 5 = 9. The other numbers of these windows "
        "get nothing from them.",
    ),
    "ties": (
        "A tie: the first of the largest numbers takes it all",
        "In the window 3 7 / 7 1 both sevens are largest. Read row by row and from left to "
        "right, the 7 in the first row comes first: it gets the whole upstream gradient 6, the "
        "other 7 gets 0.",
    ),
}


def _largest(row: int, column: int) -> int:
    return int(X[row : row + 2, column : column + 2].max())


def maximum() -> str:
    """Draw the winners of windows, apart and overlapping."""
    return document(*WORDS["max"], 384, *_apart(), *_overlapping())


def _apart() -> tuple[str, ...]:
    """Draw the windows at stride 2, and the row that is left over."""
    x, y = Grid(X, 20, 66), Grid([[_largest(0, 0), _largest(0, 2)]], 252, 84, 40, "y_stride2")
    return (
        text(20, 28, "kernel=(2, 2), stride=2", anchor="start"),
        x.draw("x", x.frame(0, 0, 2, 4)),
        x.window(0, 0, 2, 2, FIRST, inset=2) + x.window(0, 2, 2, 2, SECOND, inset=2),
        x.ring(0, 1) + x.ring(1, 3),
        arrow(178, 104, 240, 104),
        y.draw("y", {(0, 0): FIRST.tint, (0, 1): SECOND.tint}),
        y.window(0, 0, 1, 1, FIRST, inset=1.5) + y.window(0, 1, 1, 1, SECOND, inset=1.5),
        arrow(240, 156, 172, 156),
        text(246, 161, "left over", anchor="start"),
    )


def _overlapping() -> tuple[str, ...]:
    """Draw two windows at stride 1 that have the same winner."""
    x, y = Grid(X, 20, 254), Grid(Y, 252, 272, 40, "y_stride1")
    return (
        text(20, 216, "kernel=(2, 2), stride=1", anchor="start"),
        x.draw("x"),
        x.window(1, 0, 2, 2, FIRST, inset=1) + x.window(1, 1, 2, 2, SECOND, inset=4),
        x.ring(2, 1),
        arrow(178, 332, 240, 332),
        y.draw("y", {(1, 0): FIRST.tint, (1, 1): SECOND.tint}),
        y.window(1, 0, 1, 1, FIRST, inset=1.5) + y.window(1, 1, 1, 1, SECOND, inset=1.5),
    )


def maximum_backward() -> str:
    """Draw a number that gets the gradient of two windows."""
    dy, x, dx = Grid(DY, 20, 66), Grid(X, 236, 66), Grid(DX_MAX, 236, 232, 36, "dx")
    return document(
        *WORDS["max_backward"],
        364,
        text(20, 28, "kernel=(2, 2), stride=1", anchor="start"),
        dy.draw("dy", {(1, 0): FIRST.tint, (1, 1): SECOND.tint}),
        dy.window(1, 0, 1, 1, FIRST, inset=1.5) + dy.window(1, 1, 1, 1, SECOND, inset=1.5),
        arrow(140, 120, 226, 120),
        x.draw("x"),
        x.window(1, 0, 2, 2, FIRST, inset=1) + x.window(1, 1, 2, 2, SECOND, inset=4),
        x.ring(2, 1),
        arrow(290, 182, 290, 224),
        dx.draw("dx", paint([(2, 1)], THIRD.tint)),
        dx.window(2, 1, 1, 1, THIRD),
        text(20, 262, "the largest of both:", anchor="start"),
        equation(20, 290, f"{DY[1, 0]} + {DY[1, 1]} = {DX_MAX[2, 1]}", name="pixel (2,1):"),
    )


def ties() -> str:
    """Draw a window with two equally large numbers."""
    x, dy = Grid([[3, 7], [7, 1]], 20, 66, 52), Grid([[6]], 178, 92, 52)
    dx = Grid([[0, 6], [0, 0]], 278, 66, 52, "dx")
    return document(
        *WORDS["ties"],
        236,
        text(20, 28, "kernel=(2, 2)", anchor="start"),
        x.draw("x", paint([(0, 1)], FIRST.tint)),
        x.ring(0, 1),
        arrow(28, 114, 116, 114, FIRST.stroke) + arrow(28, 166, 116, 166, FIRST.stroke),
        dy.draw("dy"),
        arrow(236, 118, 270, 118),
        dx.draw("dx", paint([(0, 1)], FIRST.tint)),
        dx.window(0, 1, 1, 1, FIRST),
        text(20, 196, "1st row, left to right, then the 2nd row:", anchor="start"),
        text(20, 218, "the first 7 takes all, the second nothing.", anchor="start"),
    )


def average() -> str:
    """Draw the equal shares of average pooling, and where they add up."""
    four = np.multiply(4, DY)
    dy, share = Grid(four, 20, 66), Grid(four / 4, 236, 66)
    dx = Grid(DX_AVG, 236, 200, 36, "dx")
    mine = paint(block(0, 0, 2, 2), THIRD.tint)
    terms = " + ".join(number(value) for value in four[:, :2].flat)
    return document(
        *WORDS["average"],
        394,
        text(20, 28, "kernel=(2, 2), stride=1", anchor="start"),
        dy.draw("dy", mine),
        arrow(140, 102, 224, 102),
        text(180, 92, "÷ 4", size=16),
        share.draw("for each pixel", mine),
        arrow(290, 146, 290, 176),
        dx.draw("dx", {(1, 1): THIRD.tint, (0, 0): FIRST.tint}),
        dx.window(0, 0, 2, 2, FIRST, inset=1) + dx.window(1, 1, 2, 2, SECOND, inset=4),
        text(20, 234, "two of the four", anchor="start"),
        text(20, 256, "windows on (1,1)", anchor="start"),
        arrow(160, 240, 228, 240),
        equation(20, 346, f"({terms}) / 4 = {DX_AVG[1, 1]}", name="pixel (1,1):", hue=THIRD),
        equation(20, 372, f"{four[0, 0]} / 4 = {DX_AVG[0, 0]}", name="pixel (0,0):", hue=FIRST),
    )


FIGURES = {"max": maximum, "max_backward": maximum_backward, "ties": ties, "average": average}


def batch(rows):
    """Make one image of one channel."""
    return np.array(rows, dtype=np.float64)[None, None]


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x = batch([[1, 5, 2, 0], [3, -1, 4, 7], [6, 8, -2, 9]])
    dy, tie = batch([[1, 2, 3], [4, 5, 6]]), batch([[3, 7], [7, 1]])
    one, two = {"kernel": (2, 2), "stride": 1}, {"kernel": (2, 2), "stride": 2}
    return {
        ("max", "y_stride1"): module.max_pool2d(x, **one),
        ("max", "y_stride2"): module.max_pool2d(x, **two),
        ("max_backward", "dx"): module.max_pool2d_backward(dy, x, **one),
        ("ties", "dx"): module.max_pool2d_backward(batch([[6]]), tie, **one),
        ("average", "dx"): module.avg_pool2d_backward(4 * dy, x, **one),
    }
