"""Grade submitted notebooks one by one, with one exam and one wall for all that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.answers import Source
from autograder.course import Course
from autograder.grading.bounded import LARGEST_MODULE
from autograder.grading.handed import Submission
from autograder.grading.job import Desk, run
from autograder.grading.key import exam_key, submission_key
from autograder.grading.notebook import Cell, NotebookError, code_of
from autograder.grading.plan import demand_hidden
from autograder.grading.task import Task
from autograder.grading.terms import Terms
from autograder.notebooks.lines import in_cells
from autograder.results import Report


class Grader:
    """Grades as `autograder grade` does, in this process. Close it after the last notebook."""

    def __init__(self, terms: Terms) -> None:
        """Raise CourseError where submissions could read the course."""
        self._terms = terms
        self._course = Course(terms.course)
        demand_hidden(self._course, terms.tier, terms.limits)
        self._desk = Desk(terms)

    def grade(self, student: str, name: str, cells: Sequence[Cell], file: str) -> Report:
        """Return the report of one notebook; `file` is what messages call it.

        Raises CourseError for an assignment that the course has not.
        """
        assignment = self._course.find(name)
        try:
            text, remark = code_of(cells, LARGEST_MODULE)
        except NotebookError as error:
            text, remark = "", f"cannot be used: {error}"
        source = Source(assignment.topic, text, file)
        notes = (f"{file} {remark}",) if remark else ()
        exam = exam_key(assignment, self._terms)
        task = Task(
            self._terms,
            exam,
            Submission(student, name, source, notes),
            submission_key(exam, source, notes),
        )
        report, _ = run(task, self._desk)
        said = in_cells(cells, (assignment.file, file))
        checks = tuple(replace(check, message=said(check.message)) for check in report.checks)
        return replace(report, checks=checks, notes=tuple(map(said, report.notes)))

    def close(self) -> None:
        """Take the wall down."""
        self._desk.close()
