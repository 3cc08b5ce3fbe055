"""Plots of a class as inline SVG: a distribution, and a strip of a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from autograder.page.html import Html, tag
from autograder.page.words import Words
from autograder.summary import Sat, Tally

WIDTH, HEIGHT, FOOT, HEAD = 480, 130, 20, 16
COLUMNS = 400  # of a heat map; of a larger class each column stands for several students
LEVELS = 4


def distribution(tally: Tally, words: Words) -> Html:
    """Return a histogram of points, with its numbers for screen readers."""
    counts = tally.distribution()
    step, base = WIDTH / len(counts), HEIGHT - FOOT
    edges = [tally.max_points * at / len(counts) for at in range(len(counts) + 1)]
    said = ", ".join(
        f"{edges[at]:g}–{edges[at + 1]:g}: {count}" for at, count in enumerate(counts) if count
    )
    parts = [tag("title", f"{words('Distribution of points')}. {said or words('none')}")]
    if tally.middle is not None:
        middle = f"{tally.middle / max(1, tally.max_points) * WIDTH:g}"
        parts.append(tag("line", x1=middle, x2=middle, y1=HEAD, y2=base, class_="median"))
    for at, count in enumerate(counts):
        parts += _column(at * step, step, count, count / max(*counts, 1))
        parts.append(_label(at * step, f"{edges[at]:g}", "middle" if at else "start"))
    parts.append(_label(WIDTH, f"{edges[-1]:g}", "end"))
    parts.append(tag("line", x1=0, x2=WIDTH, y1=base, y2=base, class_="axis"))
    return tag("svg", *parts, role="img", viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="histogram")


def _column(left: float, width: float, count: int, share: float) -> list[Html]:
    """Return a bar as high as its share of the highest, with its number on top."""
    if not count:
        return []
    tall = share * (HEIGHT - HEAD - FOOT)
    top = HEIGHT - FOOT - tall
    size = {"width": f"{width - 4:g}", "height": f"{tall:g}"}
    bar = tag("rect", x=f"{left + 2:g}", y=f"{top:g}", **size, rx=2, class_="done")
    return [bar, _label(left + width / 2, str(count), "middle", top - 4)]


def _label(x: float, said: str, anchor: str, y: float = HEIGHT - 5) -> Html:
    return tag("text", said, x=f"{x:g}", y=f"{y:g}", text_anchor=anchor)


def best_first(sat: Sequence[Sat]) -> list[Sat]:
    """Return who sat an exam in the order of a heat map's columns."""
    return sorted(sat, key=lambda one: (-one.points, one.student))


def per_column(count: int) -> int:
    """Return how many students share a column."""
    return max(1, -(-count // COLUMNS))


def strip(marks: str) -> Html:
    """Return one check's row of a heat map. `marks` has a letter for each student, best first.

    The darker a column, the more of its students failed.
    """
    per = per_column(len(marks))
    columns = [_level(marks[at : at + per]) for at in range(0, len(marks), per)]
    lines: dict[str, str] = {}
    at = 0
    for level, run in groupby(columns):
        length = len(list(run))
        if level:
            lines[level] = f"{lines.get(level, '')}M{at} .5h{length}"
        at += length
    paths = [tag("path", d=d, class_=level) for level, d in sorted(lines.items())]
    return tag(
        "svg",
        *paths,
        viewBox=f"0 0 {max(1, len(columns))} 1",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _level(marks: str) -> str:
    """Return a class: h4 where all of these failed, h1 where few did, u where it is not known."""
    if set(marks) <= set("se"):
        return "u"
    failed = marks.count("f") / len(marks)
    return f"h{-(-failed * LEVELS // 1):.0f}" if failed else ""
