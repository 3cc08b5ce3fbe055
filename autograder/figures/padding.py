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
from autograder.figures.words import WORDS

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


def four_sides() -> str:
    """Draw an image that gets another amount on every side."""
    y = Grid(FOUR_SIDES, 102, 186, 32, "y")
    x = Grid(X, 166, 36, 32)
    columns = ((0, 2, "left=2"), (2, 5, "W=3"), (5, 9, "right=4"))
    rows = ((0, 1, "top=1"), (1, 3, "H=2"), (3, 6, "bottom=3"))
    return document(
        *WORDS["03_padding/padding"],
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
        *WORDS["03_padding/backward"],
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
        *WORDS["03_padding/same"],
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
