"""Mark a submission: run every check on the answers that it gave."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol

import numpy as np
import pytest

from autograder.answers import Absent, Answer, Call
from autograder.checks.failure import Row, earned
from autograder.checks.message import known_rows, rows_of
from autograder.checks.student import Student
from autograder.exam.collect import Check
from autograder.exam.rehearse import Exam, Paper, Trial, run_body
from autograder.exam.same import same_answer

Answers = Mapping[str, Sequence[Answer]]
Ask = Callable[[Call], Answer]


@dataclass(frozen=True, eq=False)
class Failure:
    """One example on which a check failed: the student's last call, and what is wrong."""

    example: Mapping[str, Any]
    call: Call | None
    say: Callable[[], Sequence[Row]]
    share: float = 0.0
    """What it deserves of the check's points all the same."""
    label: str = ""
    """The first row's label, where that is known without further calls."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What is wrong, line by line; one failure of many is shown, the others need not say."""
        return tuple(self.say())


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What became of one check. `fault` is a traceback where the check itself broke."""

    paper: Paper
    failures: tuple[Failure, ...] = ()
    fault: str = ""
    skipped: str = ""

    @property
    def check(self) -> Check:
        """The check judged."""
        return self.paper.check

    @property
    def points(self) -> int | None:
        """What the answers deserve; None where that cannot be known."""
        if self.fault:
            return None
        if self.skipped:
            return 0
        return earned(self.check.points, min((f.share for f in self.failures), default=1.0))

    @property
    def passed(self) -> bool:
        """Tell whether the answers deserve this check's points."""
        return not (self.failures or self.fault or self.skipped)


def mark(exam: Exam, answers: Answers, live: Ask) -> tuple[Verdict, ...]:
    """Judge recorded answers; a call that was not foreseen goes to `live`."""
    return tuple(
        _mark_paper(exam, paper, answers.get(paper.check.function, ()), live)
        for paper in exam.papers
    )


def mark_function(
    exam: Exam, function: str, answers: Sequence[Answer], live: Ask, *, costs: bool = False
) -> tuple[Verdict, ...]:
    """Judge one function's answers: by the checks of what they cost, or by all others."""
    mine = (paper for paper in exam.papers if paper.check.function == function)
    papers = (paper for paper in mine if paper.measures == costs)
    return tuple(_mark_paper(exam, paper, answers, live) for paper in papers)


def _mark_paper(exam: Exam, paper: Paper, answers: Sequence[Answer], live: Ask) -> Verdict:
    failures = []
    for trial in paper.trials:
        replay = Replay(trial, answers, live, exam.ask_reference)
        try:
            failure = attempt(paper.check, trial.example, replay, exam.assignment.file)
        except pytest.skip.Exception as reason:
            return Verdict(paper, skipped=str(reason))
        except Exception:  # noqa: BLE001 - a fault of the check's is a result, not a crash
            if not replay.strange:
                return Verdict(paper, fault=traceback.format_exc(limit=-6))
            # The check runs on right answers, as rehearsed: what it stumbled over is this one.
            said = Row("returned", "something that the check cannot compute with")
            failure = Failure(trial.example, replay.last, lambda row=said: (row,))  # type: ignore[misc]
        if failure:
            failures.append(failure)
    return Verdict(paper, tuple(failures))


class Replies(Protocol):
    """Who answers while a check runs."""

    def judged(self, call: Call) -> Answer:
        """Answer for the function that the check judges."""

    def other(self, call: Call) -> Answer:
        """Answer for every other function."""


class Replay:
    """Answers a check's calls out of what was recorded, in the order of the rehearsal."""

    def __init__(self, trial: Trial, answers: Sequence[Answer], live: Ask, reference: Ask) -> None:
        self._steps = iter(trial.steps)
        self._answers = answers
        self._live = live
        self._reference = reference
        self._given: list[tuple[Answer, Answer]] = []
        self.last: Call | None = None

    def judged(self, call: Call) -> Answer:
        """Answer as the student did."""
        self.last = call
        step = next(self._steps, None)
        if call.measure:
            return self._live(call)
        if step is None or step.question is None or not same_call(step.call, call):
            return self._live(call)
        if step.question >= len(self._answers):
            return Absent(f"{call.function} gave no answer")
        self._given.append((self._answers[step.question], step.right))
        return self._answers[step.question]

    @property
    def strange(self) -> bool:
        """Whether any answer given so far is another than the reference's."""
        return not all(same_answer(answer, right) for answer, right in self._given)

    def other(self, call: Call) -> Answer:
        """Answer as the reference does."""
        step = next(self._steps, None)
        if step is None or step.question is not None or not same_call(step.call, call):
            return self._reference(call)
        return step.right


def attempt(check: Check, example: Mapping[str, Any], replay: Replies, file: str) -> Failure | None:
    """Run a check on one example; return what failed. A fault of the check's own is raised."""

    def ask(call: Call) -> Answer:
        return replay.judged(call) if call.function == check.function else replay.other(call)

    student = Student(ask)
    try:
        run_body(check, dict(example), student, Student(replay.other))
    except Exception as error:
        known = known_rows(error, check.function, file)
        if known is None:
            raise
        call = student._last_call(check.function)  # noqa: SLF001 - public names are the student's functions
        say = partial(_rows, error, check.function, file)
        label = known[0].label if known else ""
        return Failure(example, call, say, getattr(error, "share", 0.0), label)
    return None


def _rows(error: BaseException, function: str, file: str) -> tuple[Row, ...]:
    return rows_of(error, function, file) or ()


def same_call(one: Call, other: Call) -> bool:
    """Tell whether two calls ask the same."""
    return (
        one.function == other.function
        and one.watch == other.watch
        and _same(dict(one.kwargs), dict(other.kwargs))
        and _same(one.args, other.args)
    )


def _same(a: Any, b: Any) -> bool:
    if a is b:
        return True
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and bool((a == b).all())
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    return bool(a == b)
