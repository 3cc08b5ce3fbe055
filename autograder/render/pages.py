"""The class page: a Jinja2 template that escapes all it is given, one stylesheet, one script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.page.frame import policy, style
from autograder.page.html import Html, coded
from autograder.page.student import student_page
from autograder.page.words import ENGLISH, Words
from autograder.render.plots import best_first, distribution, per_column, strip
from autograder.summary import Row, Summary, Tally
from autograder.visible import visible

__all__ = ["class_page", "student_page"]

HARDEST, MISTAKES = 6, 10  # lines of each assignment
NAMED, FEW = 40, 4  # students that a line names: at most, and without being asked


def _shown(value: Any) -> Any:
    """Write out what acts on a page's order in whatever is not markup."""
    plain = isinstance(value, str) and not hasattr(value, "__html__")
    return visible(value) if plain else value


TEMPLATES = Environment(
    loader=PackageLoader("autograder.render", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_shown,
)


def class_page(summary: Summary, about: str, words: Words = ENGLISH) -> str:
    """Return the class's page. `about` is the line on seed, sandbox and date."""
    students: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in summary.rows:
        students[row.student][row.assignment] = row
    script = resources.files("autograder.render").joinpath("templates/class.js").read_text("utf-8")
    order = {student: at for at, student in enumerate(sorted(students))}
    return TEMPLATES.get_template("class.html").render(
        w=words,
        coded=coded,
        about=about,
        style=Html(style()),
        script=Html(script),
        policy=policy(style(), script),
        students=dict(sorted(students.items())),
        link=lambda student: (
            f"students/{quote(student, safe='', errors='surrogateescape')}/index.html"
        ),
        tallies=dict(sorted(summary.tallies.items())),
        histogram=lambda tally: distribution(tally, words),
        heat=_heat,
        places=lambda tally: " ".join(str(order[one.student]) for one in best_first(tally.sat)),
        per_column=per_column,
        lines=(HARDEST, MISTAKES, NAMED, FEW),
    )


def _heat(tally: Tally) -> Iterator[tuple[Any, int, Html]]:
    """Yield each check with how many passed it and its strip, one function after another."""
    ordered = best_first(tally.sat)
    places = list(dict.fromkeys(check.function for check in tally.checks))
    for at, check in sorted(
        enumerate(tally.checks), key=lambda pair: places.index(pair[1].function)
    ):
        marks = "".join(one.marks[at] for one in ordered)
        yield check, marks.count("p"), strip(marks)
