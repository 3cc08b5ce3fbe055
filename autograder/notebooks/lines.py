"""Say lines as they are in a notebook: in a cell, not in all of its code together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from autograder.grading.choose import DEFINED
from autograder.grading.notebook import Cell

LONGEST = 60  # characters of a function's name


def in_cells(cells: Sequence[Cell], files: Sequence[str]) -> Callable[[str], str]:
    """Return what rewrites "line 57 of conv.py" as "line 3 of the cell of conv2d"."""
    sources = [cell.source for cell in cells if cell.is_code]
    starts = [1]
    for source in sources:
        starts.append(starts[-1] + source.count("\n") + 1)
    told = re.compile(rf"\bline (\d{{1,7}}) of (?:{'|'.join(map(re.escape, files))})")

    def place(found: re.Match[str]) -> str:
        line = int(found[1])
        at = bisect_right(starts, line) - 1
        if not 0 <= at < len(sources):
            return found[0]
        names = DEFINED.findall(sources[at])
        cell = f"the cell of {names[0][:LONGEST]}" if names else f"code cell {at + 1}"
        return f"line {line - starts[at] + 1} of {cell}"

    return lambda text: told.sub(place, text)
