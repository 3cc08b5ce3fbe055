"""HTML pages: one for the class, one for each student. Everything is escaped by the templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.results import CheckResult, Report
from autograder.summary import Row, Summary

TEMPLATES = Environment(
    loader=PackageLoader("autograder.render", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def student_page(reports: Sequence[Report]) -> str:
    """Return one student's page: what passed, what did not and why."""
    return _render(
        "student.html",
        student=reports[0].student,
        reports=[(report, by_function(report.checks)) for report in reports],
    )


def class_page(summary: Summary, about: str) -> str:
    """Return the class's page. `about` is the line on seed and sandbox."""
    students: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in summary.rows:
        students[row.student][row.assignment] = row
    return _render(
        "class.html",
        students=dict(sorted(students.items())),
        links={student: f"students/{quote(student, safe='')}/index.html" for student in students},
        tallies=dict(sorted(summary.tallies.items())),
        about=about,
    )


def by_function(checks: Iterable[CheckResult]) -> dict[str, list[CheckResult]]:
    """Group checks by the function that they judge."""
    groups: dict[str, list[CheckResult]] = defaultdict(list)
    for check in checks:
        groups[check.function].append(check)
    return dict(groups)


def _render(template: str, **values: Any) -> str:
    return TEMPLATES.get_template(template).render(**values)
