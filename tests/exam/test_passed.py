"""What a trial has passed on, to the last bit, is not judged again; everything else is."""

import dataclasses

import numpy as np
import pytest

from autograder.answers import Call, Raised, Returned
from autograder.exam import mark as marking
from autograder.exam.keys import answer_key, call_key
from autograder.exam.mark import Marker
from autograder.exam.passed import MOST, Passed

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
    assert answer_key(Returned(ONE)) != answer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((ONE, ONE), (ONE, ONE + 1)),
        ((ONE, ONE), [ONE, ONE]),
        ((ONE,), (ONE, ONE)),
        ({"w": ONE}, {"w": ONE + 1}),
        ({"w": ONE}, {"v": ONE}),
        ({}, ()),
        ({1: ONE}, {True: ONE}),
        (1, True),
        (1, 1.0),
        (1.0, np.float64(1.0)),
        (np.array(0.0), np.array(-0.0)),
        (0.0, -0.0),
        (np.float64(0.0), np.float64(-0.0)),
        ("1", 1),
    ],
)
def test_what_is_inside_counts_too(one, other):
    assert answer_key(Returned(one)) != answer_key(Returned(other))


@pytest.mark.parametrize("value", [ONE, (ONE, {"w": ONE}), [1, 2.5], "text", None, True, np.nan])
def test_a_copy_is_the_same_answer(value):
    one, other = (Returned(np.copy(value) if value is ONE else value) for _ in range(2))
    assert answer_key(one) == answer_key(other) is not None


@pytest.mark.parametrize(
    "value",
    [np.array([ONE, None], dtype=object), np.ma.array(ONE), {1, 2}, object(), [len]],
    ids=["objects", "masked", "a set", "an object", "a function"],
)
def test_what_is_more_than_its_bytes_equals_nothing(value):
    assert answer_key(Returned(value)) is None


def test_errors_equal_nothing():
    assert answer_key(Raised("ValueError", "ValueError", "", None, "")) is None


def test_only_so_many_ways_are_remembered(conv_exam):
    passed, trial = Passed(), conv_exam.papers[0].trials[0]
    for way in range(3 * MOST):
        passed.note(trial, (way,))
    assert sum(passed.has(trial, (way,)) for way in range(3 * MOST)) == MOST - 1  # the reference's


@pytest.fixture
def judged(monkeypatch):
    """Return the examples that were judged, as they are."""
    found = []
    attempt = marking.attempt

    def noted(check, example, *rest):
        found.append(id(example))
        return attempt(check, example, *rest)

    monkeypatch.setattr(marking, "attempt", noted)
    return found


@pytest.fixture
def off(conv_exam):
    """Return answers to conv2d of which one is off by so much, and its place."""

    def answers(change):
        right = list(conv_exam.right["conv2d"])
        place = next(i for i, one in enumerate(right) if isinstance(one, Returned))
        wrong = dataclasses.replace(right[place], value=change(right[place].value))
        return [*right[:place], wrong, *right[place + 1 :]], place

    return answers


def test_only_what_is_new_is_judged(conv_exam, judged, off):
    """One answer is off by a bit: what asked for it is run once more, and nothing else."""
    marker = Marker(conv_exam)
    answers, place = off(lambda y: np.nextafter(y, 1e9))
    raised = {i for i, one in enumerate(answers) if not isinstance(one, Returned)}

    for new in ({place}, set()):
        judged.clear()
        assert all(v.passed for v in marker.mark("conv2d", answers, conv_exam.ask_reference))
        assert set(judged) == set(_examples_that_ask(conv_exam, new | raised))


def test_what_failed_fails_again(conv_exam, judged, off):
    marker = Marker(conv_exam)
    answers, place = off(lambda y: y + 1)
    for _ in range(2):
        judged.clear()
        verdicts = marker.mark("conv2d", answers, conv_exam.ask_reference)
        assert not all(verdict.passed for verdict in verdicts)
        assert set(judged) >= set(_examples_that_ask(conv_exam, {place}))


def test_what_needed_a_live_call_is_judged_again(conv_exam, judged, monkeypatch):
    """That call might be answered otherwise the next time."""
    marker = Marker(conv_exam)
    live = []

    def ask(call):
        live.append(call)
        return conv_exam.ask_reference(call)

    replay = marking.Replay
    monkeypatch.setattr(marking, "Replay", lambda trial, *rest: replay(_emptied(trial), *rest))
    monkeypatch.setattr(marking.Keyed, "of", lambda *_: ("a key",))
    for _ in range(2):
        judged.clear()
        live.clear()
        marker.mark("conv2d", (), ask)
        assert judged
        assert live


def _emptied(trial):
    return dataclasses.replace(trial, steps=())


def _examples_that_ask(exam, places):
    papers = (paper for paper in exam.papers if paper.check.function == "conv2d")
    for trial in (trial for paper in papers for trial in paper.trials):
        if places & {step.question for step in trial.steps}:
            yield id(trial.example)


def test_a_question_with_another_zero_is_another_question():
    assert call_key(Call("f", (0.0,))) != call_key(Call("f", (-0.0,)))
    assert call_key(Call("f", (float("nan"),))) == call_key(Call("f", (float("nan"),)))
