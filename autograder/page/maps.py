"""A map of where an array is wrong: its images side by side, wrong entries filled.

Rows of the map are samples (or filters), columns are channels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from autograder.page.html import Html, join, tag
from autograder.page.words import Words
from autograder.results import Difference
from autograder.where import axis_names, region

GAP, LABEL, LABELLED = 8, 18, 90  # pixels; a map is at least as wide as its label
CELLS, ACROSS = (7, 16), 260  # smallest and largest cell, and the width to aim at
MOST_ROWS, MOST_COLUMNS, SIDE = 8, 12, 24


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How a map is laid out: so many images of so many cells."""

    rows: int
    columns: int
    height: int
    width: int
    cell: int

    def at(self, row: int, column: int) -> tuple[int, int]:
        """Return where an image's corner is."""
        left = LABEL + column * (self.width * self.cell + GAP)
        return left, LABEL + row * (self.height * self.cell + GAP)


def where_map(found: Difference, words: Words) -> Html | None:
    """Return a picture of where an answer is wrong; None where one grid of numbers shows it."""
    if not is_mapped(found):
        return None
    columns = found.shape[-3] if len(found.shape) > 2 else 1
    rows = math.prod(found.shape[:-3])
    sheet = _sheet(found, min(rows, MOST_ROWS), min(columns, MOST_COLUMNS))
    parts = [
        _plane(found, sheet, (row, column), row * columns + column)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    ]
    title = words("where {name} is wrong: filled cells", name=found.name)
    wrong = np.array([one == "x" for one in found.wrong]).reshape(found.shape)
    said = words.said(region(wrong, found.name))
    picture = _picture(sheet, [tag("title", f"{title}; {said}"), *parts, *_labels(found, words)])
    cut = rows > sheet.rows or columns > sheet.columns
    more = words("the first {n} images", n=sheet.rows * sheet.columns) if cut else ""
    caption = tag("figcaption", tag("b", title), " ", "; ".join(filter(None, (said, more))))
    return tag("figure", caption, tag("div", picture, class_="planes"), class_="map")


def is_mapped(found: Difference) -> bool:
    """Tell whether a map adds to what the numbers show."""
    if not found.wrong or len(found.shape) < 2 or max(found.shape[-2:]) > SIDE:
        return False
    return math.prod(found.shape[:-2]) > 1


def _sheet(found: Difference, rows: int, columns: int) -> _Sheet:
    height, width = found.shape[-2:]
    cell = (ACROSS - columns * GAP) // max(1, columns * width)
    return _Sheet(rows, columns, height, width, min(max(cell, CELLS[0]), CELLS[1]))


def _picture(sheet: _Sheet, parts: list[Html]) -> Html:
    right, bottom = sheet.at(sheet.rows, sheet.columns)[0], sheet.at(sheet.rows, 0)[1]
    size = max(sheet.at(0, sheet.columns)[0], right, LABELLED), max(bottom, LABELLED)
    view = f"0 0 {size[0]} {size[1]}"
    return tag("svg", *parts, role="img", viewBox=view, width=size[0], height=size[1])


def _plane(found: Difference, sheet: _Sheet, place: tuple[int, int], number: int) -> Html:
    left, top = sheet.at(*place)
    cell, start = sheet.cell, number * sheet.height * sheet.width
    square = f"h{cell - 2}v{cell - 2}h-{cell - 2}z"
    size = {"width": sheet.width * cell, "height": sheet.height * cell}
    cells = [
        f"M{left + at % sheet.width * cell + 1} {top + at // sheet.width * cell + 1}{square}"
        for at in range(sheet.height * sheet.width)
        if found.wrong[start + at : start + at + 1] == "x"
    ]
    frame = tag("rect", x=left, y=top, **size, class_="frame")
    return join([frame, tag("path", d="".join(cells), class_="cells") if cells else None])


def _labels(found: Difference, words: Words) -> list[Html]:
    """Write along the edges what rows and columns of the map are."""
    if len(found.shape) != 4:
        return []
    first, second = (words.said(f"{name}s") for name in axis_names(found.name, 4)[:2])
    turned = f"translate({LABEL - 12} {LABEL}) rotate(90)"
    return [
        tag("text", f"{second} →", x=LABEL, y=LABEL - 6),
        tag("text", f"{first} →", transform=turned),
    ]
