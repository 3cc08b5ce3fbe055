"""`autograder show`: print a report as the student would see it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.course import Course, CourseError, find_course, guess
from autograder.exits import plain_errors
from autograder.grading.store import Store, readable
from autograder.languages import LangOption, words_for
from autograder.page.words import Words
from autograder.render.screen import class_lines
from autograder.render.text import report_lines
from autograder.results import Report, ReportStatus
from autograder.summary import Summary
from autograder.terminal import print_lines

WIDEST = 100  # characters: longer lines are hard to read


def show(
    grades: Annotated[Path, typer.Argument(help="Folder that `autograder grade` wrote.")],
    student: Annotated[str | None, typer.Argument(help="The class in figures if left out.")] = None,
    assignment: Annotated[str | None, typer.Argument(help="All of them if left out.")] = None,
    lang: LangOption = "en",
) -> None:
    """Print a report as the student would see it, or the class in figures."""
    console = Console()
    with plain_errors():
        store, words = readable(grades), words_for(lang, _course())
        if student is None:
            print_lines(console, class_lines(figures(store), console.width, words))
        else:
            print_reports(console, reports_of(store, student, assignment), words)


def print_reports(console: Console, reports: Sequence[Report], words: Words) -> None:
    """Print reports, one below the other."""
    width = min(console.width, WIDEST)
    for at, report in enumerate(reports):
        print_lines(console, [("", "")] if at else [])
        print_lines(console, report_lines(report, width, words))


def reports_of(store: Store, student: str, assignment: str | None = None) -> list[Report]:
    """Return a student's reports; CourseError with the nearest name where there is none.

    Without an assignment, those for which something was handed in.
    """
    students = store.students()
    if student not in students:
        raise CourseError(_unknown("student", student, students))
    names = store.of(student)
    if assignment is None:
        found = [store.report(student, name) for name in names]
        every = [report for report in found if report]
        graded = [report for report in every if report.status is not ReportStatus.MISSING]
        return graded or every
    if assignment not in names:
        raise CourseError(_unknown(f"report of {student} on", assignment, names))
    report = store.report(student, assignment)
    if report is None:
        raise CourseError(f"The report of {student} on {assignment} is damaged: grade again.")
    return [report]


def figures(store: Store) -> Summary:
    """Return a class's figures from the reports on disk, as far as a run was finished."""
    summary, unfinished = Summary(), store.unfinished()
    for student in store.students():
        names = (name for name in store.of(student) if name not in unfinished)
        found = (store.report(student, name) for name in names)
        summary.add([report for report in found if report])
    return summary


def _course() -> Course | None:
    """Return the course that translates titles, if there is one here."""
    try:
        return find_course()
    except CourseError:
        return None


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return f"There is no {what} {name!r} in these grades.{guess(name, known)}"
