"""The work of one process: build an exam, own a zygote, examine the submissions that come."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeVar

from autograder.answers import StandIns
from autograder.course import Course
from autograder.data import most_data
from autograder.exam.collect import Check, collect
from autograder.exam.rehearse import Exam, build_exam
from autograder.grading.allowance import limits, plain, stand_ins
from autograder.grading.examine import Examined, Examiner
from autograder.grading.key import exam_key
from autograder.grading.task import ExamChangedError, Outcome, Task
from autograder.grading.terms import Terms
from autograder.reach import reached
from autograder.results import CheckResult, Private, Report, ReportStatus, Status, total
from autograder.sandbox import Sandbox, SandboxFault

Made = TypeVar("Made")


Results = tuple[CheckResult, ...]


def run(task: Task, desk: Desk | None = None) -> Outcome:
    """Grade one submission; never raises for what a submission does.

    A wall that fails is built anew, once: what it was that failed may be over. Raises
    ExamChangedError where this would be another exam than that of the other submissions. Without a
    `desk`, the process's own is taken.
    """
    desk = desk or _desk(task.terms)
    if task.submission.source is None:
        return _ungraded(task, ReportStatus.MISSING, _blank(desk.checks(task), Status.SKIPPED, 0))
    try:
        try:
            return _graded(task, desk.examine(task))
        except SandboxFault:
            desk.close()
            return _graded(task, desk.examine(task))
    except SandboxFault:
        desk.close()
        return failed(task, traceback.format_exc(limit=-6), desk)


def failed(task: Task, fault: str, desk: Desk | None = None) -> Outcome:
    """Return the result of a submission that the grader could not grade: no points are lost."""
    checks = _blank((desk or _desk(task.terms)).checks(task), Status.ERROR, None)
    return _ungraded(task, ReportStatus.ERROR, checks, fault)


class Desk:
    """Everything that a process keeps between submissions: one exam at a time and its wall."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._course = Course(terms.course)
        self._checks: dict[str, tuple[Check, ...]] = {}
        self._exam = ""
        self._most_data: int | None = None
        self._examiner: Examiner | None = None

    def checks(self, task: Task) -> tuple[Check, ...]:
        """Return the checks of a task's exam."""
        if task.exam not in self._checks:
            assignment = self._course.find(task.submission.assignment)
            self._checks[task.exam] = self._unchanged(task, lambda: collect(assignment))
        return self._checks[task.exam]

    def examine(self, task: Task) -> Examined:
        """Examine a submission, after building its exam where that is another one."""
        if self._examiner is None or self._exam != task.exam:
            self.close()
            self._examiner = self._new_examiner(task)
            self._exam = task.exam
        source = task.submission.source
        assert source is not None
        only = None if task.patch_of is None else reached(task.patch_of, source.text)
        source, notes = plain(source, self._most_data)
        found = self._examiner.examine(source, only=only)
        return replace(found, notes=(*notes, *found.notes))

    def _new_examiner(self, task: Task) -> Examiner:
        assignment = self._course.find(task.submission.assignment)
        self._most_data = most_data(assignment.checks[0])

        def prepare() -> tuple[Exam, StandIns]:
            exam = build_exam(assignment, self._terms.seed, self.checks(task))
            return exam, stand_ins(self._course, assignment)

        exam, answered_here = self._unchanged(task, prepare)
        sandbox = Sandbox(self._terms.tier, limits(self._terms.limits, assignment))
        try:
            return Examiner(exam, sandbox, answered_here)
        except BaseException:
            sandbox.close()
            raise

    def _unchanged(self, task: Task, make: Callable[[], Made]) -> Made:
        """Make something out of the course's files, and see that they are still the same."""
        made = make()
        name = task.submission.assignment
        if exam_key(self._course.find(name), self._terms) != task.exam:
            raise ExamChangedError(name)
        return made

    def close(self) -> None:
        """Take the wall down."""
        if self._examiner is not None:
            self._examiner.close()
            self._examiner = None


@cache
def _desk(terms: Terms) -> Desk:
    return Desk(terms)


def _graded(task: Task, found: Examined) -> Outcome:
    faulty = any(check.status is Status.ERROR for check in found.checks)
    status = ReportStatus.ERROR if faulty else ReportStatus.GRADED
    about = task.submission
    private = Private(about.student, about.assignment, found.output, found.details, found.faults)
    return _report(task, status, found.checks, found.notes), private


def _ungraded(task: Task, status: ReportStatus, checks: Results, fault: str = "") -> Outcome:
    about, faults = task.submission, {"grader": fault} if fault else {}
    return _report(task, status, checks), Private(about.student, about.assignment, "", {}, faults)


def _report(
    task: Task, status: ReportStatus, checks: Results, notes: tuple[str, ...] = ()
) -> Report:
    return Report(
        student=task.submission.student,
        assignment=task.submission.assignment,
        points=total(checks),
        max_points=sum(check.max_points for check in checks),
        status=status,
        sandbox=str(task.terms.tier),
        seed=task.terms.seed,
        checks=checks,
        notes=(*task.submission.notes, *notes),
        key=task.key,
    )


def _blank(checks: tuple[Check, ...], status: Status, points: int | None) -> Results:
    said = {
        Status.ERROR: "The grader failed; no points are lost. Ask for a regrade.",
        Status.SKIPPED: "Nothing that could be graded was handed in.",
    }[status]
    return tuple(
        CheckResult(c.id, c.title, c.function, c.hidden, points, c.points, status, said)
        for c in checks
    )
