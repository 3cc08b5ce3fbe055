"""Prove an assignment: its checks catch every known mistake and let right answers pass."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.answers import Source
from autograder.course import Assignment, Course
from autograder.exam.rehearse import build_exam
from autograder.grading.examine import Examined, Examiner
from autograder.grading.job import stand_ins
from autograder.mistakes import Mistake, catalogue, plain_loops
from autograder.release import stale
from autograder.results import CheckResult
from autograder.sandbox import Sandbox, Tier


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


def validate(course: Course, assignment: Assignment, tier: Tier, seed: int = 0) -> Proof:
    """Grade the stub, the reference, the plain-loops answer and every mistake, through the wall."""
    exam = build_exam(assignment, seed)
    examiner = Examiner(exam, Sandbox(tier), stand_ins(course, assignment))

    def examine(text: str, suspect: str | None = None) -> Examined:
        return examiner.examine(Source(assignment.topic, text, assignment.file), suspect=suspect)

    try:
        loops = plain_loops(assignment)
        complaints = _stub(examine(assignment.stub.read_text("utf-8")))
        reference = examine(assignment.reference.read_text("utf-8"))
        complaints += _right("the reference", reference)
        complaints += _right("the plain-loops answer", examine(loops))
        kills = []
        for mistake in catalogue(assignment):
            examined = examine(mistake.apply(loops), mistake.of)
            complaints += _mistaken(mistake, examined)
            kills.append(_kill(mistake, examined))
    finally:
        examiner.close()
    complaints += _idle(reference.checks, kills)
    complaints += [f"{path.name} is stale: autograder release" for path in stale(assignment)]
    return Proof(assignment.name, reference.checks, tuple(kills), tuple(complaints))


def _stub(examined: Examined) -> list[str]:
    return [f"the stub passes {c.id}" for c in examined.checks if c.points]


def _right(who: str, examined: Examined) -> list[str]:
    failed = [c for c in examined.checks if c.points != c.max_points]
    said = [f"{who} fails {c.id}: {c.message.splitlines()[:3]}" for c in failed]
    return said + [f"{who}: {note}" for note in examined.notes]


def _mistaken(mistake: Mistake, examined: Examined) -> list[str]:
    lost = {c.function for c in examined.checks if c.points != c.max_points}
    said = [f"{mistake.name!r} goes unnoticed"] if mistake.of not in lost else []
    others = sorted(lost - {mistake.of})
    said += [f"{mistake.name!r} also costs points of {', '.join(others)}"] if others else []
    names = {c.diagnosis.name for c in examined.checks if c.diagnosis}
    wrong = sorted(names - {mistake.name})
    said += [f"{mistake.name!r} is named {', '.join(wrong)}"] if wrong else []
    faults = [f"{mistake.name!r} breaks the check {check}" for check in examined.faults]
    return said + faults


def _kill(mistake: Mistake, examined: Examined) -> Kill:
    caught = frozenset(c.id for c in examined.checks if c.points != c.max_points)
    named = next((c.diagnosis.name for c in examined.checks if c.diagnosis), None)
    return Kill(mistake, caught, named)


def _idle(checks: tuple[CheckResult, ...], kills: list[Kill]) -> list[str]:
    caught = frozenset[str]().union(*(kill.caught_by for kill in kills))
    return [f"{check.id} catches no known mistake" for check in checks if check.id not in caught]
