"""Prove an assignment: its checks catch every known mistake and let right answers pass.

The stub, the reference, the plain-loops answer and every mistake are graded as a class would be,
behind the wall.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

from autograder import kept
from autograder.answers import Limits, Source
from autograder.course import Assignment, Course
from autograder.grading.crew import Crew
from autograder.grading.dispatch import dispatch
from autograder.grading.handed import Submission
from autograder.grading.key import exam_key
from autograder.grading.task import Outcome, Task
from autograder.grading.terms import Terms
from autograder.mistakes import Mistake, catalogue, plain_loops
from autograder.release import stale
from autograder.results import CheckResult
from autograder.sandbox import Tier

STUB, REFERENCE, LOOPS = "the stub", "the reference", "the plain-loops answer"


@dataclass(frozen=True, slots=True)
class Kill:
    """One mistake, the checks that caught it, and the name that the report gave it."""

    mistake: Mistake
    caught_by: frozenset[str]
    named: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """The kill matrix of an assignment and everything that is wrong with it."""

    assignment: str
    checks: tuple[CheckResult, ...]
    kills: tuple[Kill, ...]
    complaints: tuple[str, ...]


def validate(
    course: Course, assignments: tuple[Assignment, ...], tier: Tier, seed: int = 0, jobs: int = 1
) -> Iterator[Proof]:
    """Yield the proof of each assignment, from the last one on: the last ones take longest.

    Assignments are graded side by side, each by jobs of its own, so that no exam is built twice.
    Raises CourseError where one is unfinished.
    """
    terms = Terms(course.root, seed, tier, Limits())
    tasks = [(assignment, list(_tasks(assignment, terms))) for assignment in reversed(assignments)]
    lanes = min(jobs, len(assignments))
    crews = [_Crews(jobs // lanes + (lane < jobs % lanes)) for lane in range(lanes)]
    idle: SimpleQueue[_Crews] = SimpleQueue()
    for one in crews:
        idle.put(one)
    pool = ThreadPoolExecutor(lanes)
    try:
        graded = [(one, pool.submit(_graded, many, idle)) for one, many in tasks]
        for assignment, outcomes in graded:
            yield _proof(assignment, outcomes.result())
    finally:
        for one in crews:
            one.stop()
        pool.shutdown(cancel_futures=True)


class _Crews:
    """Makes crews of so many jobs, until it is told to stop: then it ends those that it made."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._made: list[Crew] = []
        self._stopped = False
        self._lock = threading.Lock()

    def __call__(self) -> Crew:
        """Make a crew."""
        with self._lock:
            if self._stopped:
                raise CancelledError
            self._made.append(Crew(self.jobs))
            return self._made[-1]

    def stop(self) -> None:
        """Make no more."""
        with self._lock:
            self._stopped = True
            for crew in self._made:
                crew.kill_workers()


def _graded(tasks: list[Task], idle: SimpleQueue[_Crews]) -> dict[str, Outcome]:
    """Grade an assignment's tasks in a lane of its own, by whatever crew is idle."""
    make = idle.get()
    try:
        outcomes = dispatch(tasks, make.jobs, make)
        return {report.student: (report, private) for report, private in outcomes}
    finally:
        idle.put(make)


def _tasks(assignment: Assignment, terms: Terms) -> Iterator[Task]:
    """Yield everything that is to be graded."""
    exam, loops = exam_key(assignment, terms), plain_loops(assignment)

    def task(who: str, text: str, patch_of: str | None = None) -> Task:
        source = Source(assignment.topic, text, assignment.file)
        return Task(terms, exam, Submission(who, assignment.name, source), "", patch_of)

    yield task(STUB, assignment.stub.read_text("utf-8"))
    yield task(REFERENCE, assignment.reference.read_text("utf-8"))
    yield task(LOOPS, loops)
    for mistake in catalogue(assignment):
        yield task(mistake.name, mistake.apply(loops), loops)


def _proof(assignment: Assignment, found: dict[str, Outcome]) -> Proof:
    checks = found[REFERENCE][0].checks
    complaints = [f"the stub passes {c.id}" for c in found[STUB][0].checks if c.points]
    complaints += _right(REFERENCE, found[REFERENCE]) + _right(LOOPS, found[LOOPS])
    kills = [_kill(mistake, found[mistake.name]) for mistake in catalogue(assignment)]
    for kill in kills:
        complaints += _mistaken(kill.mistake, found[kill.mistake.name])
    complaints += _idle(checks, kills)
    complaints += [f"{path.name} is stale: autograder release" for path in stale(assignment)]
    return Proof(assignment.name, checks, tuple(kills), tuple(complaints))


def _right(who: str, outcome: Outcome) -> list[str]:
    report = outcome[0]
    failed = [c for c in report.checks if c.points != c.max_points]
    said = [f"{who} fails {c.id}: {c.message.splitlines()[:3]}" for c in failed]
    return [*said, *(f"{who}: {note}" for note in report.notes), *_faults(who, outcome)]


def _faults(who: str, outcome: Outcome) -> list[str]:
    return [f"{who} breaks the check {check}" for check in outcome[1].faults]


def _mistaken(mistake: Mistake, outcome: Outcome) -> list[str]:
    checks = outcome[0].checks
    lost = {c.function for c in checks if c.points != c.max_points}
    said = [f"{mistake.name!r} goes unnoticed"] if mistake.of not in lost else []
    others = sorted(lost - {mistake.of})
    said += [f"{mistake.name!r} also costs points of {', '.join(others)}"] if others else []
    names = {c.diagnosis.name for c in checks if c.diagnosis}
    wrong = sorted(names - {mistake.name, kept.NAME})  # some mistakes keep something
    said += [f"{mistake.name!r} is named {', '.join(wrong)}"] if wrong else []
    return said + _faults(repr(mistake.name), outcome)


def _kill(mistake: Mistake, outcome: Outcome) -> Kill:
    checks = outcome[0].checks
    caught = frozenset(c.id for c in checks if c.points != c.max_points)
    named = next((c.diagnosis.name for c in checks if c.diagnosis), None)
    return Kill(mistake, caught, named)


def _idle(checks: tuple[CheckResult, ...], kills: list[Kill]) -> list[str]:
    caught = frozenset[str]().union(*(kill.caught_by for kill in kills))
    return [f"{check.id} catches no known mistake" for check in checks if check.id not in caught]
