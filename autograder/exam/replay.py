"""Answer a check's calls while it runs: with what was recorded, in the order of the rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from autograder.answers import Absent, Answer, Call
from autograder.exam.rehearse import Trial
from autograder.exam.same import same_answer

Ask = Callable[[Call], Answer]


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
        self._given: list[tuple[Answer, Answer | None]] = []
        self.last: Call | None = None
        self.is_foreseen = True
        """Whether every call so far was one of the rehearsal's, with a recorded answer."""

    def judged(self, call: Call) -> Answer:
        """Answer as the student did."""
        self.last = call
        step = next(self._steps, None)
        known = step is not None and same_call(step.call, call)
        if step is None or step.question is None or call.measure or not known:
            self.is_foreseen = False
            answer = self._live(call)
            self._given.append((answer, step.right if step is not None and known else None))
            return answer
        if step.question >= len(self._answers):
            return Absent(f"{call.function} gave no answer")
        self._given.append((self._answers[step.question], step.right))
        return self._answers[step.question]

    @property
    def strange(self) -> bool:
        """Whether any answer given so far is another than the reference's, or has no right one."""
        return not all(r is not None and same_answer(answer, r) for answer, r in self._given)

    def other(self, call: Call) -> Answer:
        """Answer as the reference does."""
        step = next(self._steps, None)
        if step is None or step.question is not None or not same_call(step.call, call):
            return self._reference(call)
        return step.right


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
