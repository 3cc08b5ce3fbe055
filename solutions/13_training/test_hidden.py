"""Hidden checks of 13_training: agreement with the reference, and digits that nobody has seen."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks import CheckFailed, Row, assert_same_answers, assert_unchanged, every, points
from autograder.checks.case import SEEDS
from autograder.checks.cases.digits import (
    assert_learned,
    assert_params,
    digits_task,
    train_alone,
)
from autograder.checks.cases.training import (
    StepCase,
    assert_labels,
    assert_step,
    differs,
    network_case,
)

FILE = Path(__file__).parents[2] / "assignments" / "13_training" / "digits.npz"
with np.load(FILE, allow_pickle=False) as file:
    DIGITS, LABELS = file["images"][:, None] / 16, file["labels"].astype(np.int64)

STEP = "sgd_momentum"
SHAPES = {"w1": (2, 1, 3, 3), "b1": (2,), "w3": (4, 5), "b3": (4,)}
STEPS = (
    StepCase({"w": (3,)}, 0.1, 0.9),
    StepCase({"w": (3, 2)}, 1.0, 0.9, 1),
    StepCase({"w": (3, 2)}, 0.1, 0.0, 2),
    StepCase({"w": (3, 2)}, 0.1, 1.0, 3),
    StepCase({"w": (3, 2)}, 0.0, 0.5, 4),
    StepCase({"w": (2, 3), "b": (2,)}, 0.01, 0.5, 5),
    StepCase(SHAPES, 0.05, 0.9, 6),
    StepCase(SHAPES, 2.0, 0.3, 7),
)


def step(function, case, dicts):
    """Ask for one step."""
    return function(*dicts, lr=case.lr, momentum=case.momentum)


@points(8, of=STEP)
@every(*STEPS)
def test_sgd_momentum_agrees(student, reference, case):
    """sgd_momentum is right for parameters of all shapes, any lr and momentum"""
    dicts = case.dicts()
    assert_step(step(student.sgd_momentum, case, dicts), *step(reference.sgd_momentum, case, dicts))


@points(4, of=STEP)
@every(*STEPS[5:])
def test_sgd_momentum_keeps(student, reference, case):
    """sgd_momentum leaves its inputs as they were, and every step is one of its own"""
    dicts = case.dicts()
    settings = {"lr": case.lr, "momentum": case.momentum}
    right = step(reference.sgd_momentum, case, dicts)
    first = assert_unchanged(student.sgd_momentum, *dicts, **settings)
    assert_step(first, *right)
    assert_step(step(student.sgd_momentum, case, dicts), *right)


def reads(worth, title, *cases):
    """Make a check of agreement with the reference."""

    def test(student, reference, case):
        assert_labels(case.call(student.predict), case.call(reference.predict))

    test.__doc__ = f"predict {title}"
    return points(worth, of="predict")(every(*cases)(test))


test_predict_one_factor = reads(
    5,
    "is right when one thing changes at a time",
    network_case(60),
    network_case(1),
    network_case(60, 2, seed=1),
    network_case(60, filters=(1, 1), seed=2),
    network_case(60, filters=(4, 2), seed=3),
    network_case(60, size=(4, 8), seed=4),
    network_case(60, size=(8, 4), seed=5),
    network_case(60, size=(2, 2), seed=6),
    network_case(60, classes=2, seed=7),
    network_case(60, classes=12, seed=8),
)
test_predict_combined = reads(
    6,
    "is right for networks of all sizes",
    network_case(80, 1, (5, 6), (8, 8), 10, seed=9),
    network_case(80, 3, (4, 5), (6, 4), 7, seed=10),
    network_case(80, 2, (1, 3), (2, 8), 3, seed=11),
    network_case(80, 1, (3, 1), (6, 2), 4, seed=12),
    network_case(30, 1, (8, 16), (8, 8), 10, seed=13),
    network_case(300, 1, (2, 2), (4, 4), 6, seed=14),
)


@points(2, of="predict")
@every(network_case(30, 2, seed=14), network_case(30, 2, seed=15))
def test_predict_keeps(student, reference, case):
    """predict leaves its inputs as they were and gives the same answer to the same question"""
    right = case.call(reference.predict)
    first = assert_unchanged(student.predict, case.arrays[0], case.params)
    assert_labels(first, right)
    assert_same_answers(first, case.call(student.predict), "labels")


@points(26, of="train", hint="vary the images while you train; plan the lr; more filters read more")
@settings(max_examples=2)
@given(seed=SEEDS)
def test_train_digits(student, seed):
    """train learns from 1300 digits to read 497 new ones, moved and dimmed a little"""
    if seed == 0:  # the first one that is drawn, always: it would be the same every year
        task = digits_task(DIGITS, LABELS, 64, seed)
        assert_params(student.train(task.images, task.labels, seed=7), (1, 8, 8))
        return
    task = digits_task(DIGITS, LABELS, 1300, seed)
    params = train_alone(student.train, task, 7)
    assert_learned(params, task, student.predict, full=0.97, least=0.80)


@points(2, of="train", hint="K is 10, whatever labels there are")
@settings(max_examples=1)
@given(task=st.just(digits_task(DIGITS, LABELS, 48, 3, classes=3)))
def test_train_few_classes(student, task):
    """train works where only a few of the ten labels occur"""
    params = student.train(task.images, task.labels, seed=3)
    assert_learned(params, task, student.predict, full=0.8, least=0.4)


@points(4, of="train")
@settings(max_examples=1)
@given(task=st.just(digits_task(DIGITS, LABELS, 24, 4)))
def test_train_keeps(student, task):
    """train leaves its inputs as they were, and depends on its arguments alone"""
    given = task.images, task.labels
    first = assert_params(assert_unchanged(student.train, *given, seed=0), (1, 8, 8))
    student.train(task.images[:12], task.labels[:12], seed=6)
    again = assert_params(student.train(*given, seed=0), (1, 8, 8))
    if differs(first, again):
        raise CheckFailed(Row("params", "are other ones when the same question comes again"))
