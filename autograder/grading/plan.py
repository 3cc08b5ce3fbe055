"""What is to be graded: by whom asked, of whom, on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.answers import Limits
from autograder.course import Assignment, Course, CourseError
from autograder.grading.handed import Hand
from autograder.grading.key import exam_key, submission_key
from autograder.grading.submissions import read_class
from autograder.grading.task import Task
from autograder.grading.terms import Terms
from autograder.sandbox import Tier
from autograder.sandbox.plan import wall


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

    @property
    def terms(self) -> Terms:
        """What holds for the whole run."""
        return Terms(self.course.root, self.seed, self.tier, self.limits)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is graded on what, and the key of each assignment's exam."""

    students: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    exams: tuple[str, ...]

    @property
    def count(self) -> int:
        """The number of reports that there will be."""
        return len(self.students) * len(self.assignments)


def plan(request: Request) -> tuple[Plan, tuple[Hand, ...]]:
    """Read what was handed in, once, and say what is graded; CourseError where that is nothing."""
    inside = request.submissions.resolve(), request.out.resolve()
    if inside[0] == inside[1] or inside[0] in inside[1].parents:
        raise CourseError(f"{request.out} lies in {request.submissions}: choose another folder.")
    demand_hidden(request.course, request.tier, request.limits)
    known = request.course.assignments
    named = tuple(request.course.find(name) for name in dict.fromkeys(request.assignments))
    hands = read_class(request.submissions, named or known, known)
    answered = {s.assignment for hand in hands for s in hand.submissions if s.source}
    wanted = named or tuple(one for one in known if one.name in answered)
    if not wanted:
        raise CourseError(
            f"Nobody handed in any of {', '.join(a.name for a in known)}: "
            f"expected {request.submissions}/<student>/<assignment>/<file>."
        )
    exams = tuple(exam_key(assignment, request.terms) for assignment in wanted)
    return Plan(tuple(hand.student for hand in hands), wanted, exams), hands


def demand_hidden(course: Course, tier: Tier, limits: Limits) -> None:
    """Raise CourseError where submissions could read the course, since it lies among libraries."""
    for place in wall(tier, limits).readable:
        if course.root.is_relative_to(Path(place).resolve()):
            raise CourseError(
                f"{course.root} lies in {place}, which submissions can read: move it."
            )


def tasks(request: Request, todo: Plan, hands: Sequence[Hand]) -> Iterator[Task]:
    """Yield what there is to do, one assignment after the other: a job has one exam at a time."""
    for assignment, exam in zip(todo.assignments, todo.exams, strict=True):
        for hand in hands:
            found = next(one for one in hand.submissions if one.assignment == assignment.name)
            key = submission_key(exam, found.source, found.notes)
            yield Task(request.terms, exam, found, key)


def changed(request: Request, todo: Plan) -> list[str]:
    """Return the assignments whose checks or references have changed since this was planned."""
    pairs = zip(todo.assignments, todo.exams, strict=True)
    return [one.name for one, exam in pairs if exam_key(one, request.terms) != exam]
