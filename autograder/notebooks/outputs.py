"""What the cells of a graded notebook show: points for nbgrader, messages for students."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.grading.files import OutputError
from autograder.home.scoreboard import Line, check_lines
from autograder.notebooks.cells import graded_cell
from autograder.results import CheckResult, Report, Status


@dataclass(frozen=True, slots=True)
class Output:
    """A graded cell's points, of how many, and what is said about them."""

    points: int
    max_points: int
    text: str


class CannotGradeError(OutputError):
    """The grader's fault, or the instructor's: no points are lost; the message says what to do."""


def outputs(report: Report, worth: Mapping[str, float]) -> dict[str, Output]:
    """Return what each graded cell shows, by name; `worth` is what nbgrader takes them to be worth.

    Raises CannotGradeError where a check could not be run, or the cells are of other checks.
    """
    faulty = [check.id for check in report.checks if check.points is None]
    if faulty:
        raise CannotGradeError(
            f"The grader failed on {', '.join(faulty)}; no points are lost. Run it again."
        )
    groups: dict[str, list[CheckResult]] = {}
    for check in report.checks:
        groups.setdefault(graded_cell(check.function, hidden=check.hidden), []).append(check)
    made = {name: _output(checks) for name, checks in groups.items()}
    others = {name for name in made.keys() | worth if not _agree(made.get(name), worth.get(name))}
    if others:
        raise CannotGradeError(
            f"The graded cells of {report.assignment} are not those of its checks "
            f"({', '.join(sorted(others))}). Run `autograder nbgrader init` and `nbgrader "
            f"generate_assignment {report.assignment} --force`, then grade again."
        )
    return made


def _agree(made: Output | None, worth: float | None) -> bool:
    return made is not None and made.max_points == worth


def _output(checks: list[CheckResult]) -> Output:
    points = sum(check.points or 0 for check in checks)
    lines = [text for text, _ in check_lines([_line(check) for check in checks])]
    return Output(points, sum(check.max_points for check in checks), "\n".join(lines) + "\n")


def _line(check: CheckResult) -> Line:
    return Line(
        "",
        check.function,
        check.title,
        check.max_points,
        ran=True,
        passed=check.status is Status.PASSED,
        share=(check.points or 0) / check.max_points if check.max_points else 0.0,
        message=check.message,
    )
