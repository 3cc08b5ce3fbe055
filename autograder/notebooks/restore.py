"""Put a submitted notebook's cells right: every cell that nbgrader looks for, once, as given out.

All code that a student wrote stays, wherever it stands, since functions are graded by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.grading.notebook import Cell

GONE = "# This cell was not in the notebook that was handed in."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell that nbgrader looks for, as it was given out."""

    name: str
    kind: str
    source: str
    locked: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """A cell as it will be; `name` is empty where it is nothing to nbgrader."""

    kind: str
    source: str
    name: str = ""


def restored(cells: Sequence[Cell], wanted: Sequence[Wanted]) -> list[Restored]:
    """Return a notebook's cells with each wanted one in it exactly once.

    A locked cell gets back its source; what stood in its place, if it is code, stays before it. Of
    several copies of an answer the last one has the name. What is missing comes after the wanted
    cell that it was given out after.
    """
    found = list(_found(cells, {one.name: one for one in wanted}))
    above = -1
    for one in wanted:
        here = [at for at, cell in enumerate(found) if cell.name == one.name]
        if not here:
            here = [above + 1]
            source = one.source if one.locked else _gone(one)
            found.insert(above + 1, Restored(one.kind, source, one.name))
        above = here[0]
    return found


def _found(cells: Sequence[Cell], wanted: dict[str, Wanted]) -> Iterator[Restored]:
    lasts = {cell.name: at for at, cell in enumerate(cells) if cell.name in wanted}
    for at, cell in enumerate(cells):
        one = wanted.get(cell.name)
        kind = "code" if cell.is_code else _text_kind(cell.kind)
        is_named = one is not None and lasts[cell.name] == at
        if one is None or (not is_named and not one.locked):
            yield Restored(kind, cell.source)
        elif not one.locked:
            yield Restored(one.kind, cell.source, one.name)
        else:
            if cell.is_code and cell.source.strip() != one.source.strip():
                yield Restored(kind, cell.source)
            if is_named:
                yield Restored(one.kind, one.source, one.name)


def _text_kind(kind: str) -> str:
    return "markdown" if kind == "markdown" else "raw"


def _gone(one: Wanted) -> str:
    """Say that an answer is missing; what was given out in its place would count as an answer."""
    return GONE if one.kind == "code" else ""
