"""The scoreboard: points per function, what is wrong, and what remains hidden."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH = 78
Styled = tuple[str, dict[str, bool]]


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


def scoreboard(lines: Sequence[Line]) -> Iterator[Styled]:
    """Yield the scoreboard's lines with their colours, one assignment after another."""
    folders = defaultdict(list)
    for line in lines:
        folders[line.folder].append(line)
    for folder in sorted(folders):
        yield "", {}
        yield f" {Path(folder).name} ".center(WIDTH, "="), {"bold": True}
        yield from _assignment(Path(folder), folders[folder])


def _assignment(folder: Path, lines: Sequence[Line]) -> Iterator[Styled]:
    functions: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        functions[line.function].append(line)
    for function, own in functions.items():
        yield from _function(function, own)
    got, worth = sum(line.worth for line in lines if line.passed), sum(line.worth for line in lines)
    yield "", {}
    yield f"{got} of {worth} points from the checks you have here.", {"bold": True}
    yield from _hidden(folder, set(functions))


def _function(function: str, lines: Sequence[Line]) -> Iterator[Styled]:
    got, worth = sum(line.worth for line in lines if line.passed), sum(line.worth for line in lines)
    yield "", {}
    if all(line.unwritten for line in lines):
        yield _columns(f"{function} is not written yet", f"0/{worth}"), {"yellow": True}
        return
    colour = "green" if got == worth else "red"
    yield _columns(function, f"{got}/{worth}"), {"bold": True, colour: True}
    for line in lines:
        mark, points = ("✓", line.worth) if line.passed else ("✗", 0)
        colour = "green" if line.passed else "red"
        yield _columns(f"  {mark} {line.title}", f"{points}/{line.worth}"), {colour: True}
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
