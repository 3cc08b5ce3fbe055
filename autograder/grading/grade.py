"""Grade a class: plan, dispatch, keep every result as it comes, publish."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.grading.dispatch import MakeExecutor, Tell, dispatch, processes
from autograder.grading.handed import Submission
from autograder.grading.oddities import oddities, unowned
from autograder.grading.plan import Plan, Request, changed, plan, tasks
from autograder.grading.publish import publish
from autograder.grading.store import Store, opened
from autograder.grading.task import Outcome, Task
from autograder.page.words import ENGLISH, Words
from autograder.results import Report, ReportStatus
from autograder.summary import Summary

__all__ = ["Graded", "Plan", "Request", "Watch", "grade_class"]


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

Running = Callable[[Plan, Sequence[Submission]], None]
"""Told what is being graded now."""

Send = Callable[[Sequence[Task]], Generator[Outcome, None, None]]


def grade_class(
    request: Request,
    watch: Watch | None = None,
    make_executor: MakeExecutor | None = None,
    *,
    running: Running | None = None,
    words: Words = ENGLISH,
) -> Graded:
    """Grade all that is not graded yet, keep each result as it comes, then publish.

    `make_executor` returns any `concurrent.futures.Executor`, such as a Dask client's. Raises
    ExamChangedError where the checks change meanwhile, and OutputError where no room is left; what
    was graded is kept.
    """
    started, tell = time.perf_counter(), watch or _nobody
    todo, hands = plan(request)
    odd = [*unowned(request.submissions), *oddities(hands, request.course.assignments)]
    with opened(request.out) as store:
        left = list(_left(store, todo, tasks(request, todo, hands), tell))
        del hands
        make = make_executor or processes(request.jobs)
        count, failed = Counter[ReportStatus](), list[Report]()
        send = partial(dispatch, jobs=request.jobs, make=make, tell=_told(todo, running))
        with contextlib.closing(_graded(store, left, send)) as reports:
            for report in reports:
                count[report.status] += 1
                failed += [report] if report.status is ReportStatus.ERROR else []
                tell(todo, report, False)
        summary = _published(store, request, todo, words)
        told = (*_warnings(store, request, todo, summary), *odd, *summary.unused)
    spent, fresh = time.perf_counter() - started, len(left) - count[ReportStatus.MISSING]
    return Graded(todo, summary, todo.count - len(left), fresh, spent, tuple(failed), told)


def _left(store: Store, todo: Plan, every: Iterable[Task], tell: Watch) -> Iterator[Task]:
    """Yield what no earlier run has graded, and tell of what one has."""
    for task in every:
        report = store.finished(task.submission.student, task.submission.assignment, task.key)
        if report is None:
            yield task
        else:
            tell(todo, report, True)


def _told(todo: Plan, running: Running | None) -> Tell:
    """Return what passes on which submissions are being graded."""
    return lambda tasks: (running or _nobody)(todo, [task.submission for task in tasks])


def _graded(store: Store, left: list[Task], send: Send) -> Generator[Report, None, None]:
    """Grade what is left, and keep each result before it is told of."""
    if left:
        store.begin({task.submission.assignment for task in left})
    with contextlib.closing(send(left)) as outcomes:
        for report, private in outcomes:
            store.save(report, private)
            yield report


def _published(store: Store, request: Request, todo: Plan, words: Words) -> Summary:
    """Write the table and the pages. What an earlier run graded stays in them, if it was whole."""
    store.end({assignment.name for assignment in todo.assignments})
    whole = store.graded() - store.unfinished()
    names = [one.name for one in request.course.assignments if one.name in whole]
    today = time.strftime("%Y-%m-%d")  # said on the page, and decides nothing
    about = words("sandbox {tier}, seed {seed}", tier=request.tier, seed=request.seed)
    return publish(store, todo.students, names, f"{about}, {today}", words)


def _warnings(store: Store, request: Request, todo: Plan, summary: Summary) -> Iterator[str]:
    """Say what an instructor should know of the table."""
    for name in changed(request, todo):
        yield f"the checks of {name} have changed meanwhile; give the same command again"
    for name in sorted(store.unfinished()):
        yield f"{name} is not in the table: a run on it was stopped; grade it again"
    for student, name in summary.lacking:
        yield f"{student} has no whole report of {name}; grade again with --assignment {name}"


def _nobody(*_: object) -> None:
    """Watch nothing."""
