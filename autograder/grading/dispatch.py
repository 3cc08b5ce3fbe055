"""Send tasks through an executor, few at a time, and survive its death."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    wait,
)

from autograder.grading.crew import Crew, NotBegunError
from autograder.grading.task import ExamChangedError, Outcome, Task, failed, run

AHEAD = 4  # tasks a job that are waiting: enough to keep it busy, few enough for memory

MakeExecutor = Callable[[], Executor]
Tell = Callable[[Sequence[Task]], None]
"""Told what is under way whenever that changes."""
Fly = dict["Future[Outcome]", Task]


def processes(jobs: int) -> MakeExecutor:
    """Return a maker of jobs: fresh interpreters, so that nothing is inherited."""
    return lambda: Crew(jobs)


def dispatch(
    tasks: Sequence[Task], jobs: int, make: MakeExecutor, tell: Tell = lambda _: None
) -> Generator[Outcome, None, None]:
    """Yield outcomes as they come. When the executor breaks, what was under way is tried alone.

    A task that breaks an executor by itself is reported as the grader's failure. Raises
    ExamChangedError where there is no longer one exam for all.
    """
    todo, suspects = list(reversed(tasks)), list[Task]()
    while todo or suspects:
        alone = bool(suspects)
        batch = [suspects.pop()] if alone else todo
        executor, flying, had = make(), Fly(), len(batch)
        try:
            most, now = 1 if alone else AHEAD * jobs, _first(jobs, flying, tell)
            yield from _until_broken(executor, batch, flying, most, now)
            executor.shutdown(wait=True, cancel_futures=True)
        except BaseException:
            _abandon(executor)
            raise
        if batch and not flying and len(batch) == had:  # it takes none
            yield failed(batch.pop(), "the executor takes no tasks")
        for future, task in flying.items():  # it broke
            if future.cancelled() or isinstance(future.exception(), NotBegunError):
                todo.append(task)
            elif not isinstance(future.exception(), BrokenExecutor):
                yield _outcome(future, task)
            elif alone:
                yield failed(task, "grading it ends the process")
            else:
                suspects.append(task)


def _first(jobs: int, flying: Fly, tell: Tell) -> Callable[[], None]:
    """Return what tells of the tasks that were sent first: so many are run side by side."""
    return lambda: tell(list(flying.values())[:jobs])


def _until_broken(
    executor: Executor, todo: list[Task], flying: Fly, most: int, tell: Callable[[], None]
) -> Iterator[Outcome]:
    """Yield outcomes until all is done, or until the executor breaks: then some is left flying."""
    with contextlib.suppress(BrokenExecutor):
        while todo or flying:
            while todo and len(flying) < most:
                flying[executor.submit(run, todo[-1])] = todo[-1]
                todo.pop()
            tell()
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda one: one.exception() is not None):
                outcome = _outcome(future, flying[future])
                del flying[future]
                yield outcome


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    try:
        return future.result()
    except (BrokenExecutor, ExamChangedError):
        raise
    except Exception:  # noqa: BLE001 - the grader's fault, and it costs nobody points
        return failed(task, traceback.format_exc())


def _abandon(executor: Executor) -> None:
    """Nobody waits any more for what is under way: end it where the executor can."""
    kill = getattr(executor, "kill_workers", None)
    if kill is not None:
        kill()
    executor.shutdown(wait=True, cancel_futures=True)
