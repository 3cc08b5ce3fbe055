"""Small arrays as one sees them: a grid of numbers for every image, wrong entries marked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.page.html import Html, hidden_text, join, tag
from autograder.page.words import Words
from autograder.results import Argument, Difference

PLANES = 12  # grids of one array that are drawn
SHADES = 4  # of either sign
Cell = float | str


@dataclass(frozen=True, slots=True)
class Array:
    """Entries of an array from `start` on, in C order; `wrong` has an "x" for each that differs."""

    name: str
    shape: tuple[int, ...]
    cells: Sequence[Cell]
    start: int = 0
    wrong: str = ""

    @property
    def largest(self) -> float:
        """The largest magnitude among the entries."""
        return max((abs(c) for c in self.cells if isinstance(c, int | float)), default=0.0)


def of_argument(argument: Argument) -> Array | None:
    """Return an argument as an array, or None where its values are not shown."""
    if argument.shape is None or argument.values is None:
        return None
    return Array(argument.name, argument.shape, list(_flat(argument.values)))


def of_difference(found: Difference, words: Words) -> tuple[Array, Array] | None:
    """Return the answer and the right one, or None where no entries are shown."""
    if not found.got:
        return None
    wrong = "".join("x" if g != e else "." for g, e in zip(found.got, found.expected, strict=True))
    if found.wrong:
        wrong = found.wrong[found.start : found.start + len(found.got)]
    return (
        Array(words("your {name}", name=found.name), found.shape, found.got, found.start, wrong),
        Array(words("expected"), found.shape, found.expected, found.start),
    )


def grid(array: Array, words: Words, largest: float = 0.0) -> Html:
    """Return a figure of an array: a table for each image or channel, its numbers shaded.

    Shades are relative to `largest`, so that arrays side by side compare.
    """
    scale = largest or array.largest
    planes = list(_planes(array))
    tables = [_plane(array, start, place, scale, words) for start, place in planes[:PLANES]]
    left = len(planes) - len(tables)
    more = tag("p", words("and {n} more", n=left), class_="more") if left > 0 else None
    name = tag("figcaption", tag("b", array.name), " ", tag("span", written(array.shape)))
    return tag("figure", name, tag("div", *tables, more, class_="planes"), class_="array")


def written(shape: Sequence[int]) -> str:
    """Write a shape as messages do: (2,3,5,5)."""
    return f"({','.join(map(str, shape))}{',' * (len(shape) == 1)})"


def _planes(array: Array) -> Iterator[tuple[int, str]]:
    """Yield where each shown image begins among the entries, and its index: "[0,1]"."""
    size = math.prod(array.shape[-2:])
    outer = array.shape[:-2]
    for start in range(0, len(array.cells), max(1, size)):
        number, place = (array.start + start) // max(1, size), []
        for axis in reversed(outer):
            number, at = divmod(number, axis)
            place.append(at)
        shown = math.prod(outer) > 1
        yield start, f"[{','.join(map(str, reversed(place)))}]" if shown else ""


def _plane(array: Array, start: int, place: str, scale: float, words: Words) -> Html:
    width = array.shape[-1] if array.shape else 1
    height = array.shape[-2] if len(array.shape) > 1 else 1
    rows = []
    for row in range(height):
        begin = start + row * width
        each = range(begin, min(begin + width, len(array.cells)))
        rows.append(tag("tr", *(_cell(array, at, scale, words) for at in each)))
    title = tag("caption", hidden_text(array.name), place or hidden_text(words("numbers")))
    return tag("table", title, tag("tbody", *rows), class_="grid")


def _cell(array: Array, at: int, scale: float, words: Words) -> Html:
    value = array.cells[at]
    wrong = array.wrong[at : at + 1] == "x"
    kinds = [kind for kind in (_shade(value, scale), "wrong" * wrong) if kind]
    said = hidden_text(f" {words('(wrong)')}") if wrong else None
    return tag("td", number(value), said, class_=" ".join(kinds) or None)


def number(value: Cell) -> str:
    """Write a number in at most four digits, with a real minus sign."""
    if isinstance(value, str):
        return value
    return f"{value + 0.0:.4g}".replace("-", "−")


def _shade(value: Cell, scale: float) -> str:
    if isinstance(value, str) or not scale or not value:
        return ""
    return f"{'p' if value > 0 else 'n'}{math.ceil(abs(value) / scale * SHADES)}"


def _flat(values: Any) -> Iterator[Cell]:
    if isinstance(values, list | tuple):
        for value in values:
            yield from _flat(value)
    elif isinstance(values, bool):
        yield int(values)
    elif isinstance(values, int | float):
        yield values
    else:
        yield "nan" if values is None else str(values)


def sizes(arguments: Sequence[Argument]) -> Html:
    """Return the names and shapes of arrays whose values are not shown."""
    each = [
        tag("span", tag("b", a.name), " ", written(a.shape), class_="chip")
        for a in arguments
        if a.shape is not None
    ]
    return join(each, " ")
