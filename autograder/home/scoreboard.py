"""The scoreboard: points per function, what is wrong, and what remains hidden."""

from __future__ import annotations

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH = 78
Styled = tuple[str, dict[str, bool]]
Names = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One check's outcome, as it travels in a pytest report."""

    folder: str
    function: str
    title: str
    worth: int
    passed: bool
    message: str

    @property
    def unwritten(self) -> bool:
        """Tell whether the function is still the stub's."""
        return self.message.startswith("to do")


def scoreboard(lines: Sequence[Line], names: Names) -> Iterator[Styled]:
    """Yield the scoreboard's lines with their colours, one assignment after another.

    `names` says, by folder and function, what mistake the answers are those of, and what to try.
    """
    folders = defaultdict(list)
    for line in lines:
        folders[line.folder].append(line)
    for folder in sorted(folders):
        yield "", {}
        yield f" {Path(folder).name} ".center(WIDTH, "="), {"bold": True}
        yield from _assignment(Path(folder), folders[folder], names)


def _assignment(folder: Path, lines: Sequence[Line], names: Names) -> Iterator[Styled]:
    functions: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        functions[line.function].append(line)
    for function, own in functions.items():
        yield from _function(function, own, names.get((str(folder), function)))
    got, worth = sum(line.worth for line in lines if line.passed), sum(line.worth for line in lines)
    yield "", {}
    yield f"{got} of {worth} points from the checks you have here.", {"bold": True}
    yield from _hidden(folder, set(functions))


def _function(
    function: str, lines: Sequence[Line], mistake: tuple[str, str] | None
) -> Iterator[Styled]:
    got, worth = sum(line.worth for line in lines if line.passed), sum(line.worth for line in lines)
    yield "", {}
    if all(line.unwritten for line in lines):
        yield _columns(f"{function} is not written yet", f"0/{worth}"), {"yellow": True}
        return
    colour = "green" if got == worth else "red"
    yield _columns(function, f"{got}/{worth}"), {"bold": True, colour: True}
    if mistake:
        yield f"  looks like  {mistake[0]}", {"bold": True}
        yield f"  hint        {mistake[1]}", {}
    for line in lines:
        mark, points = ("✓", line.worth) if line.passed else ("✗", 0)
        colour = "green" if line.passed else "red"
        first, *more = textwrap.wrap(line.title, WIDTH - 12) or [""]
        yield _columns(f"  {mark} {first}", f"{points}/{line.worth}"), {colour: True}
        for rest in more:
            yield f"    {rest}", {colour: True}
        for text in line.message.splitlines():
            yield f"      {text}", {}


def _columns(left: str, right: str) -> str:
    return f"{left:<{WIDTH - 8}}{right:>8}"


def _hidden(folder: Path, functions: set[str]) -> Iterator[Styled]:
    """Say how many hidden checks remain, from what the course tells of them."""
    try:
        table: dict[str, dict[str, Any]] = json.loads((folder / "points.json").read_text("utf-8"))
    except (OSError, ValueError):
        return
    rows = [row for function, row in table.items() if function in functions]
    count = sum(row["hidden_checks"] for row in rows)
    points = sum(row["hidden_points"] for row in rows)
    if count:
        yield f"{count} hidden checks remain, worth {points} points: they ask the same", {}
        yield "functions other questions, when your work is graded.", {}
