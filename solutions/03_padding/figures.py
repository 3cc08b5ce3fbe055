"""Figures of 03_padding: frames of zeros, and the way back through them."""

from __future__ import annotations

import numpy as np

from autograder.figures.grid import Cell, Grid, block, paint
from autograder.figures.svg import (
    FIRST,
    SECOND,
    across,
    arrow,
    document,
    down,
    equation,
    text,
)

X = np.array([[1, 2, 3], [4, 5, 6]])
DY = np.arange(1, 13).reshape(3, 4)
FOUR_SIDES = np.array(
    [
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 1, 2, 3, 0, 0, 0, 0],
        [0, 0, 4, 5, 6, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
)
SAME_23 = np.array([[0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0]])
SAME_34 = np.array([[0, 1, 2, 3, 0, 0], [0, 4, 5, 6, 0, 0], [0, 0, 0, 0, 0, 0]])
WORDS = {
    "backward": (
        "zero_pad2d_backward cuts the frame off",
        "With top=1 and right=1 the first row and the last column of dy are frame and dropped; "
        "dx is 5 6 7 in the first row, 9 10 11 in the second. With bottom=2 and left=3 only the "
        "4 in the upper right corner is left.",
    ),
    "padding": (
        "zero_pad2d with a different amount on each side",
        "An image of 2 rows and 3 columns gets 1 row of zeros on top, 3 at the bottom, 2 "
        "columns of zeros on the left and 4 on the right. The result has 6 rows and 9 columns; "
        "the image begins in row 1 and column 2.",
    ),
    "same": (
        "SAME padding: what is odd goes after",
        "Above, kernel (2, 3) with stride 1: no row on top and one at the bottom, one column "
        "left and one right. Below, kernel (3, 4) with stride 2: no row on top and one at the "
        "bottom, one column left and two right; the second window starts two columns after the "
        "first and ends with the padded image.",
    ),
}


def four_sides() -> str:
    """Draw an image that gets another amount on every side."""
    y = Grid(FOUR_SIDES, 102, 186, 32, "y")
    x = Grid(X, 166, 36, 32)
    columns = ((0, 2, "left=2"), (2, 5, "W=3"), (5, 9, "right=4"))
    rows = ((0, 1, "top=1"), (1, 3, "H=2"), (3, 6, "bottom=3"))
    return document(
        *WORDS["padding"],
        446,
        x.draw("x (1,1,2,3)", paint(block(0, 0, 2, 3), FIRST.tint)),
        arrow(214, 106, 214, 140),
        text(230, 128, "zero_pad2d", anchor="start"),
        *(across(102 + 32 * a, 102 + 32 * b, 176, words) for a, b, words in columns),
        *(down(186 + 32 * a, 186 + 32 * b, 90, words) for a, b, words in rows),
        y.draw(fills=y.frame(1, 2, 2, 3) | paint(block(1, 2, 2, 3), FIRST.tint)),
        y.window(1, 2, 2, 3, FIRST),
        equation(102, 406, "1 + 2 + 3 = 6", name="rows:"),
        equation(102, 430, "2 + 3 + 4 = 9", name="columns:"),
    )


def backward() -> str:
    """Draw which numbers of dy are left when the frame is cut off."""
    first, second = Grid(DY, 20, 66), Grid(DY, 20, 238)
    image, pixel = Grid(DY[1:, :3], 256, 102, 36, "dx"), Grid(DY[:1, 3:], 256, 238, 36, "dx2")
    blue, orange = FIRST.tint, SECOND.tint
    return document(
        *WORDS["backward"],
        364,
        text(20, 28, "top=1, right=1", anchor="start"),
        first.draw("dy", first.frame(1, 0, 2, 3) | paint(block(1, 0, 2, 3), blue)),
        first.window(1, 0, 2, 3, FIRST),
        arrow(176, image.middle, 244, image.middle),
        image.draw("dx", paint(block(0, 0, 2, 3), blue)),
        text(20, 204, "bottom=2, left=3", anchor="start"),
        second.draw("dy", second.frame(0, 3, 1, 1) | paint([(0, 3)], orange)),
        second.window(0, 3, 1, 1, SECOND),
        arrow(176, pixel.middle, 244, pixel.middle),
        pixel.draw("dx", paint([(0, 0)], orange)),
    )


def same() -> str:
    """Draw SAME padding with its first and last window, the odd cell after."""
    return document(
        *WORDS["same"],
        532,
        text(20, 28, "kernel=(2, 3), stride=1", anchor="start", weight="bold"),
        _same(Grid(SAME_23, 104, 82, 40, "same_23"), (2, 3), (1, 2)),
        equation(20, 228, "1·1 + 2 − 2 = 1 = 0 + 1", name="rows:"),
        equation(20, 252, "2·1 + 3 − 3 = 2 = 1 + 1", name="columns:"),
        text(20, 294, "kernel=(3, 4), stride=2", anchor="start", weight="bold"),
        _same(Grid(SAME_34, 104, 340, 40, "same_34"), (3, 4), (0, 2)),
        equation(20, 488, "0·2 + 3 − 2 = 1 = 0 + 1", name="rows:"),
        equation(20, 512, "1·2 + 4 − 3 = 3 = 1 + 2", name="columns:"),
    )


def _same(grid: Grid, kernel: Cell, last: Cell) -> str:
    """Draw a padded image, with amounts, its first window and the one that starts at `last`."""
    start, end = grid.x + grid.cell, grid.x + 4 * grid.cell  # the image's columns
    floor, above, beside = grid.y + 2 * grid.cell, grid.y - 10, grid.x - 12
    return "\n".join(
        (
            grid.draw(fills=grid.frame(0, 1, 2, 3)),
            grid.window(0, 0, *kernel, FIRST, inset=2),
            grid.window(*last, *kernel, SECOND, inset=5),
            across(grid.x, start, above, "left 1"),
            across(start, end, above, "W 3"),
            across(end, grid.right, above, f"right {grid.shape[1] - 4}"),
            down(grid.y, floor, beside, "H 2"),
            down(floor, grid.bottom, beside, "bottom 1"),
        )
    )


FIGURES = {"padding": four_sides, "backward": backward, "same": same}


def batch(rows):
    """Make one image of one channel."""
    return np.array(rows, dtype=np.float64)[None, None]


def results(module):
    """Return what the grids marked as results must hold, by figure and mark."""
    x, dy = batch([[1, 2, 3], [4, 5, 6]]), batch(np.arange(1, 13).reshape(3, 4))
    return {
        ("padding", "y"): module.zero_pad2d(x, top=1, bottom=3, left=2, right=4),
        ("backward", "dx"): module.zero_pad2d_backward(dy, top=1, right=1),
        ("backward", "dx2"): module.zero_pad2d_backward(dy, bottom=2, left=3),
        ("same", "same_23"): module.same_pad2d(x, (2, 3)),
        ("same", "same_34"): module.same_pad2d(x, (3, 4), stride=2),
    }
