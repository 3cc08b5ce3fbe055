"""Rehearse the checks on the reference: find out which calls they make, and the right answers."""

from __future__ import annotations

import inspect
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from autograder.answers import Answer, Call, Memory, Returned
from autograder.checks.student import Student
from autograder.course import Assignment, CourseError, load_reference
from autograder.exam.collect import Check, collect
from autograder.exam.draw import Example, draw
from autograder.exam.keys import call_key
from autograder.in_process import asker


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One call that a check made, and the right answer.

    `question` is its place among the questions to the judged function; None where the call was to
    another function, which the grader answers.
    """

    call: Call
    right: Answer
    question: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One example of a check, with the calls that it makes in order."""

    example: Example
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A check with all its examples."""

    check: Check
    trials: tuple[Trial, ...]

    @property
    def measures(self) -> bool:
        """Whether the check looks at what answers cost."""
        return any(step.call.measure for trial in self.trials for step in trial.steps)


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """What a class is asked about one assignment."""

    assignment: Assignment
    seed: int
    reference: ModuleType
    ask_reference: Callable[[Call], Answer]
    papers: tuple[Paper, ...]
    questions: Mapping[str, tuple[Call, ...]]
    right: Mapping[str, tuple[Answer, ...]]

    def parameters(self, function: str) -> tuple[str, ...]:
        """Return the names of a function's parameters, for messages."""
        found = getattr(self.reference, function, None)
        return tuple(inspect.signature(found).parameters) if callable(found) else ()


def build_exam(
    assignment: Assignment,
    seed: int = 0,
    checks: tuple[Check, ...] | None = None,
    *,
    listed_only: bool = False,
) -> Exam:
    """Collect (unless that is done), draw (if not told otherwise) and rehearse the checks."""
    reference = load_reference(assignment)
    ask_reference = asker(vars(reference), assignment.file)
    sheet = _QuestionSheet(ask_reference)
    papers = [
        Paper(check, tuple(sheet.rehearse(check, e) for e in draw(check, seed, listed_only)))
        for check in checks or collect(assignment)
    ]
    for paper in papers if not listed_only else ():
        _demand_question(paper)
    questions, right, place = sheet.shuffled(seed)
    placed = tuple(_placed(paper, place) for paper in papers)
    return Exam(assignment, seed, reference, ask_reference, placed, questions, right)


def _unmeasured(ask: Callable[[Call], Answer], call: Call) -> Answer:
    """Ask for a measured call's answer, and say that it costs nothing: no check fails here for it.

    What the reference costs is seen where it is graded like a submission.
    """
    answer = ask(replace(call, measure=None))
    if call.measure is None or not isinstance(answer, Returned):
        return answer
    return replace(answer, cost=0.0 if isinstance(call.measure, Memory) else float("inf"))


def _demand_question(paper: Paper) -> None:
    calls = (step.call for trial in paper.trials for step in trial.steps)
    if not any(call.function == paper.check.function for call in calls):
        raise CourseError(
            f"{paper.check.id} never calls student.{paper.check.function}, "
            "which it is said to judge."
        )


class _QuestionSheet:
    """Collects the questions to each function; equal calls of different checks become one."""

    def __init__(self, ask: Callable[[Call], Answer]) -> None:
        self._ask = ask
        self._index: dict[str, dict[tuple[Any, ...], int]] = defaultdict(dict)
        self._asked: dict[str, list[tuple[Call, Answer]]] = defaultdict(list)

    def rehearse(self, check: Check, example: Example) -> Trial:
        """Run a check on the reference and note its calls; raises CourseError where it fails."""
        steps: list[Step] = []
        seen: Counter[tuple[Any, ...]] = Counter()

        def answer(call: Call, *, judged: bool) -> Answer:
            right, question = _unmeasured(self._ask, call), None
            if judged and not call.measure:
                key = call_key(call)
                question = self._question(call, (*key, seen[key]), right)
                seen[key] += 1
            steps.append(Step(call, right, question))
            return right

        student = Student(lambda call: answer(call, judged=call.function == check.function))
        reference = Student(lambda call: answer(call, judged=False))
        try:
            run_body(check, example, student, reference)
        except Exception as error:
            where = f" on {example}" if example else ""
            raise CourseError(f"The reference fails {check.id}{where}: {error}") from error
        return Trial(example, tuple(steps))

    def _question(self, call: Call, key: tuple[Any, ...], right: Answer) -> int:
        index, asked = self._index[call.function], self._asked[call.function]
        if key not in index:
            index[key] = len(asked)
            asked.append((call, right))
        return index[key]

    def shuffled(
        self, seed: int
    ) -> tuple[dict[str, tuple[Call, ...]], dict[str, tuple[Answer, ...]], dict[str, list[int]]]:
        """Return questions and answers in an order that mixes sizes, and each question's place."""
        questions, right, place = {}, {}, {}
        for function, asked in self._asked.items():
            order = list(range(len(asked)))
            random.Random(f"{seed}:{function}").shuffle(order)  # noqa: S311 - no secret
            questions[function] = tuple(asked[i][0] for i in order)
            right[function] = tuple(asked[i][1] for i in order)
            place[function] = [order.index(i) for i in range(len(asked))]
        return questions, right, place


def _placed(paper: Paper, place: Mapping[str, list[int]]) -> Paper:
    def moved(step: Step) -> Step:
        if step.question is None:
            return step
        return Step(step.call, step.right, place[step.call.function][step.question])

    return Paper(
        paper.check,
        tuple(Trial(t.example, tuple(moved(s) for s in t.steps)) for t in paper.trials),
    )


def run_body(check: Check, example: Example, student: Student, reference: Student) -> None:
    """Run a check's own code on one example."""
    fixtures = {"student": student, "reference": reference}
    check.body(**{name: fixtures[name] for name in check.fixtures}, **example)
