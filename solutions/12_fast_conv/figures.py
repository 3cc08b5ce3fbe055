"""Figures of 12_fast_conv: windows that become columns, and columns that go back."""

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
COLS = np.array(
    [[1, 2, 3, 5, 6, 7], [2, 3, 4, 6, 7, 8], [5, 6, 7, 9, 10, 11], [6, 7, 8, 10, 11, 12.0]]
)
W = np.array([[1.0, 2.0, 0.0, -1.0]])
Y = np.array([[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]])
BACK = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])
ADDED = np.array([[1.0, 5.0, 4.0], [5.0, 13.0, 8.0]])
WINDOWS = (((0, 0), FIRST), ((1, 1), SECOND))  # and their hues
WORDS = {
    "im2col": (
        "Every window becomes a column",
        "The image holds 1 2 3 4 / 5 6 7 8 / 9 10 11 12. Its window (0, 0), 1 2 / 5 6, is column 0 "
        "of cols: 1 2 5 6. Its window (1, 1), 6 7 / 10 11, is column 4: 6 7 10 11. There are six "
        "columns for the two rows of three positions.",
    ),
    "slices": (
        "A row of cols is a slice of the image",
        "Row 1 of cols, 2 3 4 6 7 8, holds the upper right entry of every window. These are the "
        "pixels of the first two rows without the first column: 2 3 4 / 6 7 8.",
    ),
    "product": (
        "The filter, as a row, times the columns",
        "The filter 1 2 0 -1 as a row, times the 4 by 6 matrix of columns, plus 0.5, gives six "
        "numbers: -0.5 1.5 3.5 7.5 9.5 11.5. They are the rows -0.5 1.5 3.5 and 7.5 9.5 11.5 of y.",
    ),
    "col2im": (
        "Columns go back to their windows and add up",
        "Column 0, 1 3 5 7, goes back to the left window as 1 3 / 5 7, column 1, 2 4 6 8, to the "
        "right window as 2 4 / 6 8. The middle column of the image is in both: it gets 3 + 2 = 5 "
        "and 7 + 6 = 13.",
    ),
}


def im2col() -> str:
    """Draw two windows and their columns."""
    x, cols = Grid(X, 20, 40), Grid(COLS, 150, 210, 38, "cols")
    parts = [x.draw("x")]
    columns: dict[tuple[int, int], str] = {}
    for (i, j), hue in WINDOWS:
        column = 3 * i + j
        parts.append(x.window(i, j, 2, 2, hue, inset=1.5))
        columns |= paint(block(0, column, 4, 1), hue.tint)
        parts += [text(200, 80 + 34 * i, _said(i, j, column), anchor="start", fill=hue.stroke)]
    parts.append(cols.draw("cols", columns))
    parts += [cols.window(0, 3 * i + j, 4, 1, hue) for (i, j), hue in WINDOWS]
    for row, entry in enumerate(("(0,0)", "(0,1)", "(1,0)", "(1,1)")):
        parts.append(text(140, 234 + 38 * row, f"entry {entry}", anchor="end"))
    return document(*WORDS["im2col"], 384, *parts, arrow(92, 160, 92, 192))


def _said(i: int, j: int, column: int) -> str:
    return f"window ({i},{j}) → column {column}"


def slices() -> str:
    """Draw one row of the columns as a slice of the image."""
    x, cols = Grid(X, 20, 40), Grid(COLS, 150, 210, 38, "cols")
    return document(
        *WORDS["slices"],
        384,
        x.draw("x", paint(block(0, 1, 2, 3), THIRD.tint)),
        x.window(0, 1, 2, 3, THIRD),
        text(200, 80, "entry (0,1) of all windows", anchor="start", fill=THIRD.stroke),
        arrow(84, 156, 142, 262),
        cols.draw("cols", paint(block(1, 0, 1, 6), THIRD.tint)),
        cols.window(1, 0, 1, 6, THIRD),
    )


def product() -> str:
    """Draw the filter as a row, times the columns."""
    w, cols = Grid(W, 14, 98, 32), Grid(COLS, 164, 40, 37, "cols")
    flat = Grid(Y.reshape(1, 6), 164, 224, 37)
    y = Grid(Y, 164, 306, 42, "y")
    column = paint(block(0, 1, 4, 1), FIRST.tint)
    sides = f"1·2 + 2·3 + 0·6 + (-1)·7 + 0.5 = {number(1.5)}".replace("-", "−")
    return document(
        *WORDS["product"],
        440,
        w.draw("w as a row"),
        text(153, 121, "·", size=24),
        cols.draw("cols", column),
        cols.window(0, 1, 4, 1, FIRST),
        text(154, 248, "+ 0.5 =", anchor="end"),
        flat.draw("", {(0, 1): FIRST.tint}),
        flat.window(0, 1, 1, 1, FIRST),
        arrow(219, 266, 219, 290),
        y.draw("y", {(0, 1): FIRST.tint}),
        y.window(0, 1, 1, 1, FIRST),
        equation(14, 424, sides, name="(0,1)", hue=FIRST),
    )


def _sent(column: int) -> Numbers:
    """Return what one column sends back: NaN where it sends nothing."""
    sent = np.full(ADDED.shape, np.nan)
    sent[:, column : column + 2] = BACK[:, column].reshape(2, 2)
    return sent


def col2im() -> str:
    """Draw two columns that go back to overlapping windows."""
    cols = Grid(BACK, 20, 40)
    one, two = Grid(_sent(0), 132, 60), Grid(_sent(1), 274, 60)
    both = Grid(ADDED, 132, 206, 42, "x")
    shared = paint(block(0, 1, 2, 1), THIRD.tint)
    hues: tuple[Hue, Hue] = (FIRST, SECOND)
    columns = {(k, q): hues[q].tint for q in (0, 1) for k in range(4)}
    return document(
        *WORDS["col2im"],
        344,
        cols.draw("cols", columns),
        one.draw("column 0", paint(block(0, 0, 2, 2), FIRST.tint)),
        one.window(0, 0, 2, 2, FIRST),
        text(257, one.middle + 8, "+", size=24),
        two.draw("column 1", paint(block(0, 1, 2, 2), SECOND.tint)),
        two.window(0, 1, 2, 2, SECOND),
        text(116, both.middle + 8, "=", size=24),
        both.draw("x", shared),
        both.window(0, 1, 2, 1, THIRD),
        equation(20, 320, "3 + 2 = 5", name="pixel (0,1):", hue=THIRD),
        equation(220, 320, "7 + 6 = 13", name="pixel (1,1):", hue=THIRD),
    )


FIGURES = {"im2col": im2col, "slices": slices, "product": product, "col2im": col2im}


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, w = X[None, None], W.reshape(1, 1, 2, 2)
    cols = module.im2col(x, (2, 2))
    return {
        ("im2col", "cols"): cols,
        ("slices", "cols"): cols,
        ("product", "cols"): cols,
        ("product", "y"): module.conv2d_fast(x, w, np.array([0.5])),
        ("col2im", "x"): module.col2im(BACK[None], (1, 1, 2, 3), (2, 2)),
    }
