"""The class in one screen of a terminal: the same figures as on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size

from autograder.page.words import ENGLISH, Words
from autograder.results import ReportStatus
from autograder.summary import Made, Summary, Tally
from autograder.visible import visible

MISTAKES, HARDEST = 5, 3  # lines, over all assignments
BLOCKS = " ▁▂▃▄▅▆▇█"
PLAIN = " .:-=+*%#"  # where a terminal is not Unicode's
Styled = tuple[str, str]
"""A line and its style, as rich names it."""


def class_lines(
    summary: Summary, width: int = 80, words: Words = ENGLISH, *, plain: bool = False
) -> Iterator[Styled]:
    """Yield the screen's lines, none wider than `width` (in characters)."""
    yield from ((line[:width].rstrip(), style) for line, style in _table(summary, width, plain))
    for heading, lines in (
        (words("commonest mistakes"), _mistakes(summary, words)),
        (words("hardest checks"), _hardest(summary, words)),
    ):
        if lines:
            yield "", ""
            yield heading, "bold"
        yield from ((_cut(line, width), "") for line in lines)


def _mistakes(summary: Summary, words: Words) -> list[str]:
    made = [(m, t) for t in summary.tallies.values() for m in t.commonest(MISTAKES)]
    made.sort(key=lambda pair: (-len(pair[0].students), -sum(pair[0].lost)))
    return [
        f"{_share(len(m.students), t):>9}  {m.function}: {words.said(m.diagnosis.says)}"
        for m, t in made[:MISTAKES]
    ]


def _hardest(summary: Summary, words: Words) -> list[str]:
    hard = [(one, t) for t in summary.tallies.values() for one in t.hardest(HARDEST)]
    hard.sort(key=lambda pair: pair[0].passed / pair[0].of)
    return [
        f"{_share(one.of - one.passed, t):>9}  {words.said(one.check.title)}"
        for one, t in hard[:HARDEST]
    ]


def _share(count: int, tally: Tally) -> str:
    return f"{count} of {len(tally.sat)}"


def _cut(text: str, width: int) -> str:
    shown = visible(text, "")
    if cell_len(shown) <= width:
        return shown
    return f"{set_cell_size(shown, max(1, width - 1)).rstrip()}…"


def _table(summary: Summary, width: int, plain: bool) -> Iterator[Styled]:
    """Lay the assignments out, with fewer columns where there is less room."""
    heads = (
        "assignment",
        "graded",
        "missing",
        "to regrade",
        "median",
        "of",
        "full marks",
        "points",
    )
    rows = [heads, *(_row(name, tally, plain) for name, tally in sorted(summary.tallies.items()))]
    kept = [0, 1, 2, 3, 4, 5, 6, 7]
    for left_out in (7, 6, 5, 2):
        if _width(rows, kept) > width:
            kept.remove(left_out)
    sizes = [max(len(row[at]) for row in rows) for at in kept]
    for number, row in enumerate(rows):
        cells = [
            row[at].ljust(size) if at in {0, 7} else row[at].rjust(size)
            for at, size in zip(kept, sizes, strict=True)
        ]
        yield "  ".join(cells), "" if number else "bold"


def _width(rows: Sequence[Sequence[str]], kept: Sequence[int]) -> int:
    return sum(max(len(row[at]) for row in rows) + 2 for at in kept) - 2


def _row(name: str, tally: Tally, plain: bool) -> tuple[str, ...]:
    statuses = (ReportStatus.GRADED, ReportStatus.MISSING, ReportStatus.ERROR)
    counts = (str(tally.statuses[status]) for status in statuses)
    middle = "–" if tally.middle is None else f"{tally.middle:g}"
    return (name, *counts, middle, str(tally.max_points), str(tally.full), bars(tally, plain))


def bars(tally: Tally, plain: bool = False) -> str:
    """Return the distribution of points in ten characters."""
    counts, marks = tally.distribution(), PLAIN if plain else BLOCKS
    most = max(*counts, 1)
    return "".join(marks[-(-count * (len(marks) - 1) // most)] for count in counts)


def class_json(summary: Summary) -> dict[str, Any]:
    """Return the same figures for programs."""
    return {
        name: {
            "graded": tally.statuses[ReportStatus.GRADED],
            "missing": tally.statuses[ReportStatus.MISSING],
            "to_regrade": tally.statuses[ReportStatus.ERROR],
            "median": tally.middle,
            "max_points": tally.max_points,
            "full_marks": tally.full,
            "distribution": tally.distribution(),
            "mistakes": [_mistake_json(one) for one in tally.commonest()],
            "hardest": [
                {"id": one.check.id, "title": one.check.title, "passed": one.passed, "of": one.of}
                for one in tally.hardest(10)
            ],
        }
        for name, tally in sorted(summary.tallies.items())
    }


def _mistake_json(made: Made) -> dict[str, Any]:
    named = made.diagnosis
    about = {"function": made.function, "name": named.name, "says": named.says}
    return {**about, "students": made.students}
