"""Send tasks through an executor, few at a time, and survive its death."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from multiprocessing import get_context

from autograder.grading.job import Outcome, Task, failed, run, start_job

AHEAD = 4  # tasks a job that are waiting: enough to keep it busy, few enough for memory

MakeExecutor = Callable[[], Executor]
Fly = dict["Future[Outcome]", Task]


def processes(jobs: int) -> MakeExecutor:
    """Return a maker of process pools; fresh interpreters, so that nothing is inherited."""
    return lambda: ProcessPoolExecutor(jobs, get_context("spawn"), initializer=start_job)


def dispatch(
    tasks: Sequence[Task], jobs: int, make: MakeExecutor
) -> Generator[Outcome, None, None]:
    """Yield outcomes as they come. When the executor breaks, what was under way is tried alone.

    A task that breaks an executor by itself is reported as the grader's failure.
    """
    todo, suspects = list(reversed(tasks)), list[Task]()
    while todo or suspects:
        alone = bool(suspects)
        batch = [suspects.pop()] if alone else todo
        executor, flying = make(), Fly()
        try:
            yield from _until_broken(executor, batch, flying, 1 if alone else AHEAD * jobs)
        except BrokenExecutor:
            if alone:
                yield from (failed(task, "grading it ends the process") for task in flying.values())
            else:
                suspects += flying.values()
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def _until_broken(
    executor: Executor, todo: list[Task], flying: Fly, most: int
) -> Iterator[Outcome]:
    while todo or flying:
        while todo and len(flying) < most:
            flying[executor.submit(run, todo[-1])] = todo[-1]
            todo.pop()
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda one: one.exception() is not None):
            outcome = _outcome(future, flying[future])
            del flying[future]
            yield outcome


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except Exception:  # noqa: BLE001 - the grader's fault, and it costs nobody points
        return failed(task, traceback.format_exc())
