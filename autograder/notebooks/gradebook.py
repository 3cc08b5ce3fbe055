"""Record results in nbgrader's gradebook. What people entered there themselves stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.exam.collect import collect
from autograder.grading.plan import Plan
from autograder.grading.store import Store
from autograder.notebooks.cells import cells_of
from autograder.notebooks.make import notebook_text
from autograder.notebooks.needs import demand_nbgrader
from autograder.notebooks.outputs import outputs
from autograder.results import Report, ReportStatus


def demand_gradebook(url: str) -> None:
    """Raise CourseError where a gradebook cannot be opened: better before grading than after."""
    demand_nbgrader()
    from autograder.notebooks.nbgrader import open_gradebook  # noqa: PLC0415 - slow to load

    open_gradebook(url).close()


def record_class(url: str, store: Store, plan: Plan) -> int:
    """Record a class's results as nbgrader would, and return how many.

    `url` is a database's, such as `sqlite:///gradebook.db`. Assignments that it lacks are entered
    as `nbgrader generate_assignment` would. Missing submissions and the grader's own faults are
    left as they are. Raises CannotGradeError where the gradebook's cells are not the checks'.
    """
    from autograder.notebooks.nbgrader import enter, open_gradebook  # noqa: PLC0415 - slow to load

    with open_gradebook(url) as gradebook:
        entered = (one for one in gradebook.assignments if one.name in _names(one.notebooks))
        known = {assignment.name for assignment in entered}
    for assignment in plan.assignments:
        if assignment.name not in known:
            cells = cells_of(assignment, collect(assignment))
            enter(url, assignment.name, notebook_text(cells))
    with open_gradebook(url) as gradebook:
        names = [assignment.name for assignment in plan.assignments]
        return _record(gradebook, _reports(store, plan.students, names))


def _names(notebooks: Iterable[Any]) -> set[str]:
    return {notebook.name for notebook in notebooks}


def _reports(store: Store, students: Iterable[str], names: list[str]) -> Iterator[Report]:
    for student in students:
        for report in (store.report(student, name) for name in names):
            if report is not None and report.status is ReportStatus.GRADED:
                yield report


def _record(gradebook: Any, reports: Iterable[Report]) -> int:
    count, worths = 0, dict[str, dict[str, float]]()
    for report in reports:
        name = report.assignment
        if name not in worths:
            worths[name] = _worth(gradebook.find_notebook(name, name))
        gradebook.update_or_create_student(report.student)
        gradebook.update_or_create_submission(name, report.student)
        for cell, output in outputs(report, worths[name]).items():
            grade = gradebook.find_grade(cell, name, name, report.student)
            grade.auto_score = output.points
            # As nbgrader has it: who has graded by hand is asked to look at it again.
            grade.needs_manual_grade = grade.manual_score is not None
        gradebook.db.commit()
        count += 1
    return count


def _worth(notebook: Any) -> dict[str, float]:
    """Return the points of the graded cells that are no answers to be graded by hand."""
    answers = {cell.name for cell in notebook.solution_cells}
    return {c.name: c.max_score for c in notebook.grade_cells if c.name not in answers}
