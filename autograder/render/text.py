"""A report as text: what a student sees on the page, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from autograder.page.check import MARKS, gist
from autograder.page.sums import by_function, of, points_of
from autograder.page.words import ENGLISH, Words
from autograder.results import CheckResult, Diagnosis, Report, ReportStatus, Status
from autograder.visible import visible

Styled = tuple[str, str]
COLOURS = {Status.PASSED: "green", Status.FAILED: "red"}
POINTS = 8  # characters at the end of a line
LABELLED = re.compile(r"(\S(?:.*?\S)?)(\s{2,}.*)")


def report_lines(report: Report, width: int = 80, words: Words = ENGLISH) -> Iterator[Styled]:
    """Yield the lines of one assignment's report with their styles."""
    yield _columns(report.assignment, of(report.points, report.max_points), width), "bold"
    if report.status is ReportStatus.MISSING:
        yield words("Nothing that could be graded was handed in."), "yellow"
    if report.status is ReportStatus.ERROR:
        yield words("The grader failed; no points are lost. Ask for a regrade."), "yellow"
    for note in report.notes:
        said = visible(words.said(note), "")
        yield from ((line, "yellow") for line in _wrapped(said, width))
    if report.status is not ReportStatus.MISSING:
        for function, checks in by_function(report.checks).items():
            yield "", ""
            yield from _function(function, checks, width, words)
    if report.sandbox:
        yield "", ""
        said = words("sandbox {tier}, seed {seed}", tier=report.sandbox, seed=report.seed)
        yield said, "dim"


def _columns(left: str, right: str, width: int) -> str:
    return f"{set_cell_size(left, max(cell_len(left), width - POINTS))}{right:>{POINTS}}"


def _wrapped(text: str, width: int, start: str = "") -> list[str]:
    """Break a text into lines of so many columns; a Korean letter takes two."""
    lines, indent = [start], " " * cell_len(start)
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] not in {start, indent} else lines[-1] + word
        if cell_len(longer) <= width or lines[-1] in {start, indent}:
            lines[-1] = longer
        else:
            lines.append(indent + word)
    return lines


def _function(
    function: str, checks: Sequence[CheckResult], width: int, words: Words
) -> Iterator[Styled]:
    right = all(check.status is Status.PASSED for check in checks)
    yield _columns(function, points_of(checks), width), "bold green" if right else "bold red"
    failed = (check for check in checks if check.status is not Status.PASSED)
    for named in dict.fromkeys(check.diagnosis for check in failed if check.diagnosis):
        yield from _mistake(named, width, words)
    seen: set[str] = set()
    for check in checks:
        yield from _check(check, width, words, seen)


def _mistake(named: Diagnosis, width: int, words: Words) -> Iterator[Styled]:
    for label, said in (("looks like", named.says), ("hint", named.hint)):
        if said:
            start = set_cell_size(f"  {words(label)}", 14)
            yield from ((line, "bold") for line in _wrapped(words.said(said), width, start))


def _check(check: CheckResult, width: int, words: Words, seen: set[str]) -> Iterator[Styled]:
    style = COLOURS.get(check.status, "yellow")
    hidden = f" ({words('hidden check')})" if check.hidden else ""
    title = _wrapped(words.said(check.title) + hidden, max(20, width - POINTS - 5))
    first = f"  {MARKS[check.status]} {title[0]}"
    yield _columns(first, of(check.points, check.max_points), width), style
    yield from ((f"    {line}", style) for line in title[1:])
    if check.status is Status.PASSED or not check.message:
        return
    said = gist(check)
    if said in seen:
        yield from _message(
            [line for line in check.message.splitlines() if line.startswith("called")], check, words
        )
        yield f"      {words('the same as above')}", "dim"
        return
    seen.add(said)
    yield from _message(check.message.splitlines(), check, words)


def _message(lines: Sequence[str], check: CheckResult, words: Words) -> Iterator[Styled]:
    for line in lines:
        if not _is_above(line, check):
            yield f"      {_translated(line, words)}".rstrip(), ""


def _is_above(line: str, check: CheckResult) -> bool:
    """Tell whether a line of the message stands above the function's checks."""
    named = check.diagnosis
    if named is None:
        return False
    hint = named.hint and line.startswith("hint") and line.endswith(named.hint)
    return line.startswith("looks like") or bool(hint)


def _translated(line: str, words: Words) -> str:
    found = LABELLED.fullmatch(line)
    if words.lang == "en" or not found:
        return line
    label, rest = found.groups()
    text = rest.lstrip()
    return f"{set_cell_size(words.said(label), len(line) - len(text))}{words.said(text)}"
