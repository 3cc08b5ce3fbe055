"""Look for the smallest drawn case that fails. Best effort: the recorded failure is the verdict."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import Phase

from autograder.answers import Answer, Call
from autograder.checks.drawing import configured, inner_replaced, is_property, listed_examples
from autograder.exam.collect import Check
from autograder.exam.draw import run_property
from autograder.exam.mark import Failure, Verdict, attempt
from autograder.exam.rehearse import Exam
from autograder.exam.replay import Ask

SAME_FOR_ALL = {"to do", "missing", "stopped"}
"""Failures that a smaller case would not show better."""

FEW = 3
"""Cases. A check of fewer has costly ones, such as a network to train: it is not run again."""

ATTEMPTS = 50
"""Runs of one check while shrinking. Counted, not timed: a message must not depend on the load."""


class _EnoughError(BaseException):
    """Leaves Hypothesis from inside a test; not an Exception, so that it is no failure."""


class _Live:
    """Answers every call afresh: the student's behind the wall, the others by the reference."""

    def __init__(self, judged: Ask, other: Ask) -> None:
        self._judged = judged
        self._other = other

    def judged(self, call: Call) -> Answer:
        return self._judged(call)

    def other(self, call: Call) -> Answer:
        return self._other(call)


def can_shrink(check: Check, verdict: Verdict) -> bool:
    """Tell whether a failure came from a drawn case; listed ones start with the plainest."""
    if not is_property(check.test) or not verdict.failures:
        return False
    if verdict.failures[0].label in SAME_FOR_ALL:
        return False
    if len(verdict.paper.trials) < FEW:
        return False
    listed = verdict.paper.trials[: listed_examples(check.test)]
    failed = {id(failure.example) for failure in verdict.failures}
    return not any(id(trial.example) in failed for trial in listed)


def shrink(exam: Exam, check: Check, live: Ask) -> Failure | None:
    """Return the smallest failure that Hypothesis finds, or None where it finds none."""
    best: list[Failure] = []
    left = ATTEMPTS
    replay = _Live(live, exam.ask_reference)

    def test(**arguments: Any) -> None:
        nonlocal left
        if not left:
            raise _EnoughError
        left -= 1
        example = {k: v for k, v in arguments.items() if k not in check.fixtures}
        failure = attempt(check, example, replay, exam.assignment.file)
        if failure and failure.label in SAME_FOR_ALL:
            raise _EnoughError  # it died or ran out of time while shrinking: no better case
        if failure:
            best.append(failure)
            raise AssertionError

    chosen = configured(check.test, check.id, exam.seed, phases=(Phase.generate, Phase.shrink))
    with contextlib.suppress(_EnoughError, Exception), chosen, inner_replaced(check.test, test):
        run_property(check)  # whatever Hypothesis says of it
    return best[-1] if best else None
