"""Executors that break cost no innocent submission anything."""

from concurrent.futures import BrokenExecutor, Future
from types import SimpleNamespace

import pytest

from autograder.grading import dispatch as module
from autograder.grading.crew import NotBegunError
from autograder.grading.dispatch import dispatch

KILLER = "the one that ends the process"


class Executor:
    """Runs at once; breaks for good when it meets the killer, as a process pool does."""

    def __init__(self):
        self.broken = False

    def submit(self, _, task):
        if self.broken:
            raise BrokenExecutor
        future = Future()
        if task.name == KILLER:
            self.broken = True
            future.set_exception(BrokenExecutor())
        elif task.name == "raises":
            future.set_exception(RuntimeError("a fault of the grader's"))
        else:
            future.set_result((task.name, "graded"))
        return future

    def shutdown(self, **_):
        pass


@pytest.fixture(autouse=True)
def failures(monkeypatch):
    monkeypatch.setattr(module, "failed", lambda task, fault: (task.name, fault))


def outcomes(*names, jobs=2):
    tasks = [SimpleNamespace(name=name) for name in names]
    return dict(dispatch(tasks, jobs, Executor))


def test_every_task_has_one_outcome():
    names = [str(number) for number in range(50)]
    assert outcomes(*names) == dict.fromkeys(names, "graded")


@pytest.mark.parametrize("place", [0, 3, 9])
def test_only_what_breaks_an_executor_by_itself_is_an_error(place):
    names = [str(number) for number in range(9)]
    names.insert(place, KILLER)
    found = outcomes(*names)
    assert found.pop(KILLER) == "grading it ends the process"
    assert set(found.values()) == {"graded"}
    assert len(found) == 9


def test_a_fault_of_one_task_stops_no_other():
    found = outcomes("a", "raises", "b")
    assert "a fault of the grader's" in found["raises"]
    assert (found["a"], found["b"]) == ("graded", "graded")


def test_what_was_not_begun_when_another_s_process_ended_is_no_suspect():
    """It goes on with the others, in a new executor."""
    made = []

    class Crew(Executor):
        def __init__(self):
            super().__init__()
            made.append(self)

        def submit(self, _, task):
            future = super().submit(_, task) if not self.broken else Future()
            if not future.done():
                future.set_exception(NotBegunError())
            return future

    tasks = [SimpleNamespace(name=name) for name in (KILLER, "a", "b", "c", "d", "e")]
    assert dict(dispatch(tasks, 2, Crew)).keys() == {KILLER, *"abcde"}
    assert len(made) == 3  # one that breaks, one for the killer alone, one for all the others


def test_nobody_waits_for_what_is_under_way_when_it_is_stopped():
    killed = []

    class Slow(Executor):
        def submit(self, _, task):
            return super().submit(_, task) if task.name == "quick" else Future()

        def kill_workers(self):
            killed.append(self)

    tasks = [SimpleNamespace(name=name) for name in ("quick", "slow", "slow")]
    outcomes = dispatch(tasks, 2, Slow)
    assert next(outcomes) == ("quick", "graded")
    outcomes.close()
    assert len(killed) == 1


def test_nothing_to_do_starts_no_executor():
    def never():
        raise AssertionError

    assert list(dispatch([], 2, never)) == []


def test_an_executor_that_takes_nothing_is_not_asked_for_ever():
    class Closed(Executor):
        def submit(self, *_):
            raise BrokenExecutor

    tasks = [SimpleNamespace(name=name) for name in "ab"]
    found = dict(dispatch(tasks, 2, Closed))
    assert found == dict.fromkeys("ab", "the executor takes no tasks")
