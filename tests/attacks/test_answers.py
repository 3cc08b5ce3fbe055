"""Whatever can cross the wire as an answer, the grader marks it: no fault, no point, no bill."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.answers import Answer, Call, Raised, Returned
from autograder.checks import assert_same_answers
from autograder.checks.failure import CheckFailed
from autograder.course import Course
from autograder.exam.mark import Marker
from autograder.exam.rehearse import Exam
from autograder.exam.same import same_answer
from autograder.grading.report import check_result, private_details
from autograder.results import CheckResult, Status
from autograder.sandbox.talk import ALTOGETHER

COURSE = Course(Path(__file__).resolve().parents[2])
Alter = Callable[[Any], Any]


def alternating(one: Any, other: Any) -> Alter:
    """Return what gives two answers in turn."""
    kept: list[Any] = []

    def answer(_: Any) -> Any:
        kept.append(1)
        return one if len(kept) % 2 else other

    return answer


# Together they would be a matrix of 8 TB.
TALL, WIDE = np.zeros((1 << 20, 1)), np.zeros(1 << 20)
WRONG: dict[str, Alter] = {
    "nothing": lambda _: None,
    "text": lambda _: "\x1b[2J\u202e" * 100,
    "an integer of 400 digits": lambda _: -(10**399),
    "such integers in a list": lambda _: [10**399] * 3,
    "nan": lambda _: float("nan"),
    "a dict": lambda _: {"\x1b]0;x\x07": 1, "dx": None},
    "no results": lambda _: (),
    "a deep list": lambda _: [[[[[[[1]]]]]]],
    "a ragged list": lambda _: [[1, 2], [3], np.ones(2)],
    "a mixture": lambda _: (np.ones(3), None, "x"),
    "32 dimensions": lambda _: np.ones((1,) * 32),
    "no entries, but a huge side": lambda _: np.zeros((0, 2**20)),
    "gradients that are none": lambda _: (np.ones((2, 2)), {"w": None, "b": "x"}),
    "shapes that would blow up when added": alternating(TALL, WIDE),
    "the same within one answer": lambda _: [TALL, WIDE, np.ones(1)],
}


def each(value: Any, alter: Alter) -> Any:
    """Alter the arrays of an answer of the right shape."""
    if isinstance(value, tuple | list):
        return type(value)(each(item, alter) for item in value)
    if isinstance(value, dict):
        return {key: each(item, alter) for key, item in value.items()}
    return alter(np.asarray(value, float))


# Altered entries of an answer whose shape is right.
VALUES: dict[str, Alter] = {
    "all nan": lambda y: np.full_like(y, np.nan),
    "all infinite": lambda y: np.full_like(y, np.inf),
    "infinities of both signs": lambda y: np.where(np.indices(y.shape).sum(0) % 2, np.inf, -np.inf),
    "the largest floats": lambda y: np.full_like(y, np.finfo(float).max),
    "minus the largest": lambda y: np.full_like(y, np.finfo(float).min),
    "one nan in right numbers": lambda y: np.concatenate([[np.nan], y.ravel()[1:]]).reshape(
        y.shape
    ),
    "complex with nothing imaginary": lambda y: y.astype(complex),
    "complex": lambda y: y + 1j,
    "booleans": lambda y: y.astype(bool),
    "the largest integers": lambda y: np.full(y.shape, 2**64 - 1, "u8"),
    "bytes": lambda y: np.full(y.shape, -128, "i1"),
    "halves": lambda y: np.full(y.shape, 6e4, "f2"),
    "one more axis": lambda y: y[..., None],
    "no axis": lambda y: np.float64(y.sum() + 1e9),
    "a list of lists": lambda y: y.tolist(),
    "tiny": lambda y: np.full_like(y, 5e-324),
}


def judged(exam: Exam, lie: Callable[[Answer], Answer]) -> list[CheckResult]:
    """Return what a liar's answers are worth, with the messages; no check may break on them."""
    found = []

    def live(call: Call) -> Answer:
        return lie(exam.ask_reference(call))

    for function, right in exam.right.items():
        answers = [lie(answer) for answer in right]
        verdicts = Marker(exam).mark(function, answers, live)
        assert private_details(exam, verdicts).keys() == {
            v.check.id for v in verdicts if v.failures
        }
        for verdict in verdicts:
            assert not verdict.fault, verdict.fault
            shown = verdict.failures[0] if verdict.failures else None
            found.append(check_result(exam, verdict, shown, None))
    return found


def strange(exam: Exam, lie: Callable[[Answer], Answer]) -> Iterator[str]:
    """Yield the functions of which any answer is altered: a number has no lists in it."""
    for function, right in exam.right.items():
        if not all(same_answer(lie(answer), answer) for answer in right):
            yield function


@pytest.fixture
def exam(request: pytest.FixtureRequest, exam_of: Callable[[str], Exam]) -> Exam:
    """The exam of the assignment that a test is given."""
    return exam_of(request.param)


NAMES = [assignment.name for assignment in COURSE.assignments]


@pytest.mark.parametrize("exam", NAMES, indirect=True)
@pytest.mark.parametrize("kind", [*WRONG, *VALUES])
def test_a_strange_answer_is_wrong_and_nothing_worse(exam: Exam, kind: str) -> None:
    """No check breaks on it, no warning is raised, no message runs wild, and it costs no memory."""

    def lie(right: Answer) -> Answer:
        value = getattr(right, "value", np.ones((2, 2)))
        return Returned(WRONG[kind](value) if kind in WRONG else each(value, VALUES[kind]))

    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = judged(exam, lie)
    assert time.monotonic() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10
    assert {check.status for check in found} <= {Status.PASSED, Status.FAILED}
    assert all(len(check.message) < 2000 for check in found)
    assert all(c.isprintable() or c == "\n" for check in found for c in check.message)
    lost = {check.function for check in found if check.points != check.max_points}
    assert lost
    assert lost >= set(strange(exam, lie))


@pytest.mark.parametrize("exam", NAMES, indirect=True)
def test_an_exception_with_an_odd_message_is_wrong_and_nothing_worse(exam: Exam) -> None:
    """Its text reaches the student only of public checks, and never the terminal's controls."""
    text = "\x1b[31mred\x1b]8;;http://x\x07 \u202eabc\u2066 \u200b\ufeff \x9b nul\0 " + "x" * 400
    found = judged(exam, lambda _: Raised("ValueError", "N\x1b[2J", text, 10**6, text))
    assert all(
        "\\x1b" in check.message for check in found if check.points == 0 and not check.hidden
    )
    assert not any("31mred" in check.message for check in found if check.hidden)
    assert all(c.isprintable() or c == "\n" for check in found for c in check.message)


def test_two_large_answers_are_compared_in_little_memory() -> None:
    """As many bytes as a function may send, as many numbers as fit into them."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    one = np.zeros(ALTOGETHER // 2, "u1")
    assert_same_answers(one, one.copy())
    with pytest.raises(CheckFailed, match="two equal calls gave different answers"):
        assert_same_answers(one, one + np.uint8(1))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10
