"""The work of one process: build an exam, own a zygote, examine the submissions that come."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.answers import Limits, StandIns
from autograder.course import Assignment, Course, load_reference
from autograder.exam.collect import Check, collect
from autograder.exam.rehearse import build_exam
from autograder.grading.examine import Examined, Examiner
from autograder.grading.submissions import Submission
from autograder.results import CheckResult, Private, Report, ReportStatus, Status, total
from autograder.sandbox import Sandbox, SandboxFault, Tier, linux


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole run."""

    course: Path
    seed: int
    tier: Tier
    limits: Limits


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to grade, and the key of what it is graded by."""

    terms: Terms
    submission: Submission
    key: str


BARRED = "BARRED"
"""What a reference calls the earlier topics that would be the answer: they cannot be imported."""

Outcome = tuple[Report, Private]
Results = tuple[CheckResult, ...]


def run(task: Task) -> Outcome:
    """Grade one submission; never raises for what a submission does."""
    desk = _desk(task.terms)
    checks = desk.checks(task.submission.assignment)
    if task.submission.source is None:
        return _ungraded(task, ReportStatus.MISSING, _blank(checks, Status.SKIPPED, 0))
    try:
        return _graded(task, desk.examine(task.submission))
    except SandboxFault:
        desk.close()  # a wall that failed once is built anew for the next submission
        return failed(task, traceback.format_exc(limit=-6))


def failed(task: Task, fault: str) -> Outcome:
    """Return the result of a submission that the grader could not grade: no points are lost."""
    checks = _desk(task.terms).checks(task.submission.assignment)
    return _ungraded(task, ReportStatus.ERROR, _blank(checks, Status.ERROR, None), fault)


def start_job() -> None:
    """Prepare a process for tasks: it leaves Ctrl-C to its parent, and dies with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)


class Desk:
    """Everything that a process keeps between submissions: one exam at a time and its wall."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._course = Course(terms.course)
        self._name = ""
        self._examiner: Examiner | None = None
        self.checks = cache(self._collect)

    def _collect(self, assignment: str) -> tuple[Check, ...]:
        return collect(self._course.find(assignment))

    def examine(self, submission: Submission) -> Examined:
        """Examine a submission, after building its assignment's exam where it is another one."""
        if self._examiner is None or self._name != submission.assignment:
            self.close()
            assignment = self._course.find(submission.assignment)
            checks = self.checks(submission.assignment)
            exam = build_exam(assignment, self._terms.seed, checks)
            sandbox = Sandbox(self._terms.tier, self._terms.limits)
            self._examiner = Examiner(exam, sandbox, stand_ins(self._course, assignment))
            self._name = submission.assignment
        assert submission.source is not None
        return self._examiner.examine(submission.source)

    def close(self) -> None:
        """Take the wall down."""
        if self._examiner is not None:
            self._examiner.close()
            self._examiner = None


def stand_ins(course: Course, assignment: Assignment) -> StandIns:
    """Return what earlier assignments' functions answer when a submission imports them.

    None at all where they would be the answer: such a module cannot be imported.
    """
    barred = getattr(load_reference(assignment), BARRED, ())
    return {
        earlier.topic: {} if earlier.topic in barred else _functions(load_reference(earlier))
        for earlier in course.earlier(assignment)
    }


def _functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    own = (v for v in vars(module).values() if getattr(v, "__module__", "") == module.__name__)
    return {f.__name__: f for f in own if not f.__name__.startswith("_")}


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
