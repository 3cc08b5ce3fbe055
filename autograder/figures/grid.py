"""Grids of numbers, with windows on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from autograder.figures.svg import (
    FAINT,
    INK,
    LINE,
    PAPER,
    ZERO,
    Hue,
    element,
    number,
    text,
)

Cell = tuple[int, int]


def block(row: int, column: int, height: int, width: int) -> tuple[Cell, ...]:
    """Return the cells of a window."""
    return tuple((row + k, column + l) for k in range(height) for l in range(width))  # noqa: E741


def paint(cells: Iterable[Cell], colour: str) -> dict[Cell, str]:
    """Return these cells in one colour, for Grid.draw."""
    return dict.fromkeys(cells, colour)


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix of numbers, or of nothing where they are NaN, with its upper left corner at (x, y).

    `result` names a grid whose numbers are the answer of a function: a test compares them with the
    reference's.
    """

    values: ArrayLike
    x: float
    y: float
    cell: float = 36
    result: str = ""

    @property
    def shape(self) -> Cell:
        """Rows and columns."""
        rows, columns = np.shape(self.values)
        return rows, columns

    @property
    def right(self) -> float:
        """Where the grid ends on the right."""
        return self.x + self.cell * self.shape[1]

    @property
    def bottom(self) -> float:
        """Where the grid ends below."""
        return self.y + self.cell * self.shape[0]

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y + self.bottom) / 2

    def frame(self, row: int, column: int, height: int, width: int) -> dict[Cell, str]:
        """Return the colours that shade all cells but those of an image in the middle."""
        everything = block(0, 0, *self.shape)
        return paint(set(everything) - set(block(row, column, height, width)), ZERO)

    def draw(self, label: str = "", fills: Mapping[Cell, str] | None = None) -> str:
        """Return the cells, with a label above."""
        colours = fills or {}
        cells = "\n".join(self._cell(at, colours.get(at, PAPER)) for at in block(0, 0, *self.shape))
        marks = {"data_result": self.result} if self.result else {}
        head = text(self.x, self.y - 8, label, anchor="start", weight="bold") if label else ""
        return head + element("g", cells, **marks)

    def _cell(self, at: Cell, fill: str) -> str:
        (row, column), side = at, self.cell
        x, y = self.x + column * side, self.y + row * side
        look = {"fill": fill, "stroke": LINE}
        square = element("rect", x=x, y=y, width=side, height=side, **look)
        value = float(np.asarray(self.values)[at])
        if np.isnan(value):
            return square
        words = number(value)
        size = 16 if len(words) <= 3 else 14  # four characters would touch the lines
        colour = FAINT if fill == ZERO else INK
        return square + text(x + side / 2, y + side / 2 + 5.5, words, size=size, fill=colour)

    def window(
        self, row: int, column: int, height: int, width: int, hue: Hue, *, inset: float = 0
    ) -> str:
        """Return the outline of a window; insets keep overlapping ones apart."""
        return element(
            "rect",
            x=self.x + column * self.cell + inset,
            y=self.y + row * self.cell + inset,
            width=width * self.cell - 2 * inset,
            height=height * self.cell - 2 * inset,
            rx=3,
            fill="none",
            stroke=hue.stroke,
            stroke_width=3,
            stroke_dasharray=hue.dash,
        )

    def ring(self, row: int, column: int) -> str:
        """Return a ring round a number: the winner of its window."""
        return element(
            "circle",
            cx=self.x + (column + 0.5) * self.cell,
            cy=self.y + (row + 0.5) * self.cell,
            r=12,
            fill="none",
            stroke=INK,
            stroke_width=2,
        )
