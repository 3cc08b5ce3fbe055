"""Grade a class: plan, dispatch, keep every result as it comes, publish."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.answers import Limits
from autograder.course import Assignment, Course, CourseError
from autograder.grading.dispatch import MakeExecutor, dispatch, processes
from autograder.grading.job import Task, Terms
from autograder.grading.key import exam_key, submission_key
from autograder.grading.oddities import lookalikes, unknown_folders
from autograder.grading.publish import publish
from autograder.grading.store import Store, opened
from autograder.grading.submissions import handed_in, read_submission, students
from autograder.results import Report, ReportStatus
from autograder.sandbox import Tier
from autograder.sandbox.plan import wall
from autograder.summary import Summary


@dataclass(frozen=True, slots=True)
class Request:
    """What an instructor asks for."""

    course: Course
    submissions: Path
    out: Path
    tier: Tier
    assignments: tuple[str, ...] = ()
    jobs: int = 1
    seed: int = 0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is graded on what."""

    students: tuple[str, ...]
    assignments: tuple[Assignment, ...]

    @property
    def count(self) -> int:
        """The number of reports that there will be."""
        return len(self.students) * len(self.assignments)


@dataclass(frozen=True, slots=True)
class Graded:
    """How a run ended. `failed` are those of this run that the grader could not grade."""

    plan: Plan
    summary: Summary
    kept: int
    fresh: int
    seconds: float
    failed: tuple[Report, ...]
    warnings: tuple[str, ...]


Watch = Callable[[Plan, Report, bool], None]
"""Told of each report as it comes, and whether it was kept from an earlier run."""


def plan(request: Request) -> Plan:
    """Find out what there is to grade; raises CourseError where that is nothing."""
    inside = request.submissions.resolve(), request.out.resolve()
    if inside[0] == inside[1] or inside[0] in inside[1].parents:
        raise CourseError(f"{request.out} lies in {request.submissions}: choose another folder.")
    _demand_hidden(request.course, request.tier, request.limits)
    who, known = students(request.submissions), request.course.assignments
    if request.assignments:
        wanted = tuple(request.course.find(name) for name in dict.fromkeys(request.assignments))
    else:
        wanted = handed_in(request.submissions, known)
    if not wanted:
        raise CourseError(
            f"Nobody handed in any of {', '.join(a.name for a in known)}: "
            f"expected {request.submissions}/<student>/<assignment>/<file>."
        )
    return Plan(who, wanted)


def _demand_hidden(course: Course, tier: Tier, limits: Limits) -> None:
    """Raise CourseError where submissions could read the course, since it lies among libraries."""
    for place in wall(tier, limits).readable:
        if course.root.is_relative_to(Path(place).resolve()):
            raise CourseError(
                f"{course.root} lies in {place}, which submissions can read: move it."
            )


def grade_class(
    request: Request,
    watch: Watch | None = None,
    make_executor: MakeExecutor | None = None,
) -> Graded:
    """Grade all that is not graded yet, keep each result as it comes, then publish.

    `make_executor` returns any `concurrent.futures.Executor`, such as a Dask client's.
    """
    started, todo = time.perf_counter(), plan(request)
    tell, failed, fresh = watch or _nobody, list[Report](), 0
    with opened(request.out) as store:
        kept, tasks = _sorted_out(store, request, todo)
        for report in kept:
            tell(todo, report, True)
        make = make_executor or processes(request.jobs)
        with contextlib.closing(dispatch(tasks, request.jobs, make)) as outcomes:
            for report, private in outcomes:
                store.save(report, private)
                fresh += report.status is not ReportStatus.MISSING
                failed += [report] if report.status is ReportStatus.ERROR else []
                tell(todo, report, False)
        # Assignments graded by an earlier run stay in the table.
        graded = store.graded()
        names = [a.name for a in request.course.assignments if a.name in graded]
        about = f"Sandbox tier {request.tier}, seed {request.seed}."
        summary = publish(store, todo.students, names, about)
    spent, odd = time.perf_counter() - started, _warnings(request, todo, summary)
    return Graded(todo, summary, len(kept), fresh, spent, tuple(failed), odd)


def _warnings(request: Request, todo: Plan, summary: Summary) -> tuple[str, ...]:
    """Say what an instructor should look at before trusting the table."""
    alike = (
        f"{one} and {two} look like the same student; both were graded"
        for one, two in lookalikes(todo.students)
    )
    unknown = unknown_folders(request.submissions, request.course.assignments)
    return (*alike, *unknown, *summary.unused)


def _nobody(*_: object) -> None:
    """Watch nothing."""


def _sorted_out(store: Store, request: Request, todo: Plan) -> tuple[list[Report], list[Task]]:
    """Split what is to be graded into reports of an earlier run and tasks of this one."""
    kept, tasks = [], []
    for task in _tasks(request, todo):
        student, assignment = task.submission.student, task.submission.assignment
        report = store.finished(student, assignment, task.key)
        if report is None:
            tasks.append(task)
        else:
            kept.append(report)
    return kept, tasks


def _tasks(request: Request, todo: Plan) -> Iterator[Task]:
    terms = Terms(request.course.root, request.seed, request.tier, request.limits)
    for assignment in todo.assignments:
        key = exam_key(request.course, assignment, terms.seed, terms.tier, terms.limits)
        for student in todo.students:
            found = read_submission(request.submissions, student, assignment)
            yield Task(terms, found, submission_key(key, found.source, found.notes))
