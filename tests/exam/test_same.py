"""When two answers are the same: up to rounding, and to the last bit."""

import dataclasses

import numpy as np
import pytest

from autograder.answers import Raised, Returned
from autograder.exam import mark
from autograder.exam.same import identical, same_answer

ONE = np.array([1.0, 2.0])
OTHERS = [
    Returned(np.nextafter(ONE, 3)),
    Returned(ONE.astype(np.float32)),
    Returned(ONE.astype(np.int64)),
    Returned(ONE[None]),
    Returned(ONE.tolist()),
    Returned(ONE, changed=(0,)),
    Returned(None),
    Raised("ValueError", "ValueError", "", None, ""),
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_another_bit_type_shape_or_side_effect_is_another_answer(other):
    assert not identical(Returned(ONE), other)
    assert not identical(other, Returned(ONE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((ONE, ONE), (ONE, ONE + 1)),
        ((ONE, ONE), [ONE, ONE]),
        ((ONE,), (ONE, ONE)),
        ({"w": ONE}, {"w": ONE + 1}),
        ({"w": ONE}, {"v": ONE}),
        (1, True),
        (1, 1.0),
        (np.nan, np.nan),
    ],
)
def test_what_is_inside_counts_too(one, other):
    assert not identical(Returned(one), Returned(other))


@pytest.mark.parametrize("value", [ONE, (ONE, {"w": ONE}), [1, 2.5], "text", None, True])
def test_a_copy_is_identical(value):
    copies = [Returned(np.copy(value) if value is ONE else value) for _ in range(2)]
    assert identical(*copies)


INF, NAN = np.inf, np.nan


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1e6, 1], [1e6, 1 + 1e-4]),
        ([1, 0], [1, 1e-10]),
        ([1, NAN], [1, NAN]),
        ([1, -INF], [1, -INF]),
        ([True, False], [1, 0]),
        ([], []),
    ],
)
def test_rounding_makes_no_other_answer_nor_do_equal_gaps(one, other):
    assert same_answer(Returned(np.array(one)), Returned(np.array(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1e6, 1], [1e6, 1 + 1e-2]),
        ([1, 0], [1, 1e-8]),
        ([1, NAN], [1, 2]),
        ([1, 2], [1, NAN]),
        ([1, INF], [1, -INF]),
        ([1, INF], [1, 2]),
        ([1, 2], [INF, 2]),
        ([INF, 1], [INF, 2]),
        ([1, 2], [[1, 2]]),
    ],
)
def test_what_is_farther_off_is_another_answer(one, other):
    assert not same_answer(Returned(np.array(one)), Returned(np.array(other)))


def test_only_what_differs_from_the_reference_is_judged(conv_exam, monkeypatch):
    """One answer of conv2d is off by a bit: what asked for it is run again, and nothing else."""
    judged = []
    attempt = mark.attempt

    def noted(check, example, *rest):
        judged.append(id(example))
        return attempt(check, example, *rest)

    monkeypatch.setattr(mark, "attempt", noted)
    right = list(conv_exam.right["conv2d"])
    place = next(i for i, one in enumerate(right) if isinstance(one, Returned))
    off = dataclasses.replace(right[place], value=np.nextafter(right[place].value, 1e9))
    given = [*right[:place], off, *right[place + 1 :]]
    verdicts = mark.mark_function(conv_exam, "conv2d", given, conv_exam.ask_reference)
    assert all(verdict.passed for verdict in verdicts)
    assert set(judged) == set(_examples_that_ask(conv_exam, {place, *_raised(right)}))


def _raised(answers):
    return (i for i, one in enumerate(answers) if not isinstance(one, Returned))


def _examples_that_ask(exam, places):
    papers = (paper for paper in exam.papers if paper.check.function == "conv2d")
    for trial in (trial for paper in papers for trial in paper.trials):
        if places & {step.question for step in trial.steps}:
            yield id(trial.example)
