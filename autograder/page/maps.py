"""A map of where an array is wrong: its images side by side, wrong entries filled.

Rows of the map are samples (or filters), columns are channels.
"""

from __future__ import annotations

import math

from autograder.checks.where import axis_names
from autograder.page.html import Html, join, tag
from autograder.page.words import Words
from autograder.results import Difference

CELL, GAP, LABEL = 9, 10, 14
SQUARE = f"h{CELL - 2}v{CELL - 2}h-{CELL - 2}z"
MOST_ROWS, MOST_COLUMNS, SIDE = 8, 12, 24


def where_map(found: Difference, words: Words) -> Html | None:
    """Return a picture of where an answer is wrong; None where one grid of numbers shows it."""
    if not is_mapped(found):
        return None
    height, width = found.shape[-2:]
    columns = found.shape[-3] if len(found.shape) > 2 else 1
    rows = math.prod(found.shape[:-3]) if len(found.shape) > 3 else 1
    shown = min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)
    parts = [
        _plane(found, (row * columns + column) * height * width, (row, column))
        for row in range(shown[0])
        for column in range(shown[1])
    ]
    parts += _labels(found, shown, words)
    size = LABEL + shown[1] * (width * CELL + GAP), LABEL + shown[0] * (height * CELL + GAP)
    title = words("where {name} is wrong: filled cells", name=found.name)
    count = found.wrong.count("x")
    said = words("{n} of {size} entries are wrong", n=count, size=len(found.wrong))
    picture = tag(
        "svg",
        tag("title", f"{title}; {said}"),
        *parts,
        role="img",
        viewBox=f"0 0 {size[0]} {size[1]}",
        width=size[0],
        height=size[1],
    )
    cut = rows > shown[0] or columns > shown[1]
    more = words("the first {n} images", n=shown[0] * shown[1]) if cut else ""
    caption = tag(
        "figcaption", tag("b", title), " ", tag("span", "; ".join(filter(None, (said, more))))
    )
    return tag("figure", caption, tag("div", picture, class_="planes"), class_="map")


def is_mapped(found: Difference) -> bool:
    """Tell whether a map adds to what the numbers show."""
    if not found.wrong or len(found.shape) < 2 or max(found.shape[-2:]) > SIDE:
        return False
    return math.prod(found.shape[:-2]) > 1


def _plane(found: Difference, start: int, place: tuple[int, int]) -> Html:
    height, width = found.shape[-2:]
    left = LABEL + place[1] * (width * CELL + GAP)
    top = LABEL + place[0] * (height * CELL + GAP)
    frame = tag("rect", x=left, y=top, width=width * CELL, height=height * CELL, class_="frame")
    cells = [
        f"M{left + at % width * CELL + 1} {top + at // width * CELL + 1}{SQUARE}"
        for at in range(height * width)
        if found.wrong[start + at : start + at + 1] == "x"
    ]
    return join([frame, tag("path", d="".join(cells), class_="cells") if cells else None])


def _labels(found: Difference, shown: tuple[int, int], words: Words) -> list[Html]:
    """Write along the edges what rows and columns of the map are."""
    if len(found.shape) != 4:
        return []
    height, width = found.shape[-2:]
    names = axis_names(found.name, len(found.shape))
    across = LABEL + shown[1] * (width * CELL + GAP) - GAP
    down = LABEL + shown[0] * (height * CELL + GAP) - GAP
    first, second = (words.said(f"{name}s") for name in names[:2])
    return [
        tag("text", f"{second} →", x=LABEL, y=LABEL - 4) if across else Html(""),
        tag("text", f"{first} →", x=0, y=0, transform=f"translate({LABEL - 4} {LABEL}) rotate(90)")
        if down
        else Html(""),
    ]
