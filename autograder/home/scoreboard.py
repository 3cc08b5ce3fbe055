"""The scoreboard: points per function, what is wrong, and what remains hidden."""

from __future__ import annotations

import json
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checks.failure import earned

WIDTH = 78
PLAIN = str.maketrans("✓✗–", "+x-")  # for terminals that are not Unicode's
Styled = tuple[str, dict[str, bool]]
Names = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One check: what it is about, and what came of it if it ran."""

    folder: str
    function: str
    title: str
    worth: int
    ran: bool = False
    passed: bool = False
    share: float = 0.0
    message: str = ""
    printed: str = ""
    evidence: str = ""

    @property
    def points(self) -> int:
        """What it earned."""
        return earned(self.worth, self.share)


def scoreboard(lines: Sequence[Line], names: Names, *, plain: bool = False) -> Iterator[Styled]:
    """Yield the scoreboard's lines with their colours, one assignment after another.

    `names` says, by folder and function, what mistake the answers are those of, and what to try;
    with `plain` the marks are ASCII's.
    """
    marks = PLAIN if plain else {}
    yield from ((text.translate(marks), style) for text, style in _lines(lines, names))


def can_print(encoding: str | None) -> bool:
    """Tell whether a terminal of this encoding shows the marks."""
    try:
        "✓✗–".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _lines(lines: Sequence[Line], names: Names) -> Iterator[Styled]:
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
    wrong = {line.function for line in lines if line.ran and not line.passed}
    if all_missing(lines):
        yield "", {}
        yield lines[0].message.removeprefix("missing").strip(), {"bold": True, "red": True}
        functions = {}
    for function, own in functions.items():
        yield "", {}
        yield from _header(function, own)
        forward = function.removesuffix("_backward")
        if not _untouched(own) and function in wrong and forward in wrong - {function}:
            yield f"  first get {forward} right: this gradient is compared with it", {"bold": True}
        mistake = names.get((str(folder), function))
        if mistake:
            yield from ((text, {"bold": True}) for text in _told("looks like", mistake[0]))
            yield from ((text, {}) for text in _told("hint", mistake[1]))
        if not _untouched(own):
            yield from check_lines(own)
    yield "", {}
    yield f"{_of(lines)} points from the checks you have here.", {"bold": True}
    remain = hidden_remaining(folder, {line.function for line in lines})
    yield from ((part, {}) for part in textwrap.wrap(remain, WIDTH - 6))


def all_missing(lines: Sequence[Line]) -> bool:
    """Tell whether one thing is wrong with the file, so that no function of it can be tried."""
    one = lines[0].message
    return one.startswith("missing") and all(line.message == one for line in lines)


def _header(function: str, lines: Sequence[Line]) -> Iterator[Styled]:
    if _untouched(lines):
        said = "is not written yet" if lines[0].ran else "was not run"
        yield _columns(f"{function} {said}", _of(lines, "/")), {"yellow": True}
        return
    colour = "green" if all(line.passed for line in lines) else "red"
    yield _columns(function, _of(lines, "/")), {"bold": True, colour: True}


def _told(label: str, text: str) -> list[str]:
    """Return what is said of a function, in lines that fit."""
    return textwrap.wrap(f"  {label:<12}{text}", WIDTH, subsequent_indent=" " * 14)


def _untouched(lines: Sequence[Line]) -> bool:
    """Tell whether a function is still the stub's, or was not reached at all."""
    return all(not line.ran for line in lines) or all(
        line.message.startswith("to do") for line in lines
    )


def check_lines(lines: Sequence[Line]) -> Iterator[Styled]:
    """Yield each check with its points, and what is wrong where it failed."""
    said: set[str] = set()
    for line in lines:
        mark = ("✓" if line.passed else "✗") if line.ran else "–"
        colour = {"✓": "green", "✗": "red", "–": "yellow"}[mark]
        first, *more = textwrap.wrap(line.title, WIDTH - 12) or [""]
        yield _columns(f"  {mark} {first}", f"{line.points}/{line.worth}"), {colour: True}
        for rest in more:
            yield f"    {rest}", {colour: True}
        yield from _message(line, said)


def _message(line: Line, said: set[str]) -> Iterator[Styled]:
    """Yield what is wrong, once for all checks of which the same is."""
    about = ("called", "hint")  # what differs from check to check when one thing is wrong
    gist = "".join(text for text in line.message.splitlines() if not text.startswith(about))
    if line.message and gist in said:
        yield "      the same", {}
        return
    said.add(gist)
    for text in line.message.splitlines() if line.ran else ["it was not run"]:
        yield f"      {text}", {}
    for text in line.printed.splitlines():
        yield f"      printed  {text}", {}


def _of(lines: Sequence[Line], between: str = " of ") -> str:
    got, worth = sum(line.points for line in lines), sum(line.worth for line in lines)
    return f"{got}{between}{worth}"


def _columns(left: str, right: str) -> str:
    return f"{left:<{WIDTH - 8}}{right:>8}"


def hidden_remaining(folder: Path, functions: set[str]) -> str:
    """Say how many hidden checks remain, from what the course tells of them; "" where none do."""
    try:
        table: dict[str, dict[str, Any]] = json.loads((folder / "points.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    rows = [row for function, row in table.items() if function in functions]
    count = sum(row["hidden_checks"] for row in rows)
    points = sum(row["hidden_points"] for row in rows)
    checks = "hidden checks remain" if count > 1 else "hidden check remains"
    said = f"{count} {checks}, worth {points} points: they ask the same functions other questions"
    return f"{said}, when your work is graded." if count else ""
