"""Public checks of 13_training. Run them with `pytest` here, as often as you like."""

from pathlib import Path

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.checks import CheckFailed, Row, assert_shape, points
from autograder.checks.cases.digits import (
    assert_learned,
    assert_params,
    digits_task,
    train_alone,
)
from autograder.checks.cases.training import (
    assert_labels,
    assert_step,
    differs,
    network_case,
    network_cases,
    step_cases,
)

# The worked examples of the handout.
PARAMS = {"w": np.array([[1.0, 2.0]]), "b": np.array([0.5])}
GRADS = {"w": np.array([[10.0, -20.0]]), "b": np.array([5.0])}
VELOCITY = {"w": np.array([[0.5, 0.0]]), "b": np.array([-1.0])}
STILL = {"w": np.zeros((1, 2)), "b": np.zeros(1)}


def pixel(value=1.0):
    """Return one 3×3 filter that looks at the pixel in its middle."""
    w = np.zeros((1, 1, 3, 3))
    w[0, 0, 1, 1] = value
    return w


NETWORK = {
    "w1": pixel(),
    "b1": np.array([-1.0]),
    "w2": pixel(2),
    "b2": np.array([1.0]),
    "w3": np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
    "b3": np.array([0.0, 0.0, 10.0]),
}
IMAGES = np.array(
    [
        [[9.0, 2, 0, 1], [0, 3, 5, 0]],
        [[1, 0, 0, 2], [0, 3, 4, 6]],
        [[2, 1, -9, 3], [0, 1, 1, 2]],
        [[-8, 1, -7, -5], [-1, -3, -2, -4]],
    ]
)[:, None]


@points(4, of="sgd_momentum", hint="v = momentum · v - lr · gradient; then add v to the params")
def test_sgd_momentum_worked_example(student):
    """sgd_momentum gives the numbers of the worked example"""
    answer = student.sgd_momentum(PARAMS, GRADS, VELOCITY, lr=0.1, momentum=0.9)
    params = {"w": np.array([[0.45, 4.0]]), "b": np.array([-0.9])}
    velocity = {"w": np.array([[-0.55, 2.0]]), "b": np.array([-1.4])}
    assert_step(answer, params, velocity)


@points(4, of="sgd_momentum", hint="downhill is against the gradient")
def test_sgd_momentum_from_rest(student):
    """sgd_momentum goes lr times against the gradient when it starts from rest"""
    answer = student.sgd_momentum(PARAMS, GRADS, STILL, lr=0.1, momentum=0.9)
    params = {"w": np.array([[0.0, 4.0]]), "b": np.array([0.0])}
    assert_step(answer, params, {"w": np.array([[-1.0, 2.0]]), "b": np.array([-0.5])})


@points(4, of="sgd_momentum", hint="with no gradient, the velocity dies away and still moves")
@given(case=step_cases())
def test_sgd_momentum_rolls_on(student, case):
    """sgd_momentum rolls on where there is no slope"""
    params, _, velocity = case.dicts()
    flat = {key: np.zeros(value.shape) for key, value in params.items()}
    slower = {key: case.momentum * value for key, value in velocity.items()}
    moved = {key: params[key] + slower[key] for key in params}
    answer = student.sgd_momentum(params, flat, velocity, lr=case.lr, momentum=case.momentum)
    assert_step(answer, moved, slower)


@points(5, of="predict", hint="work through the handout's example with pencil and paper")
def test_predict_worked_example(student):
    """predict gives the labels of the worked example"""
    assert_labels(student.predict(IMAGES, NETWORK), np.array([0, 1, 1, 2]))


@points(2, of="predict", hint="argmax along the classes: one label for each image")
@example(case=network_case(60, 2, (3, 4), (4, 6), seed=99))
@given(case=network_cases())
def test_predict_shape(student, case):
    """predict returns a whole number from 0 to K - 1 for each image"""
    classes = len(case.params["b3"])
    labels = assert_shape(case.call(student.predict), case.output, "labels")
    if not np.isin(labels, np.arange(classes)).all():
        said = f"are wrong: some are not among 0 to {classes - 1}"
        raise CheckFailed(Row("labels", said))


@points(3, of="predict", hint="each bias is added to its class; the largest logit wins")
@given(case=network_cases())
def test_predict_biased(student, case):
    """predict gives the label whose bias is far above all others"""
    for label in range(len(case.params["b3"])):
        params = case.params
        params["b3"] = params["b3"] + 1e6  # exp() of such logits would be inf for all
        params["b3"][label] += 1e6
        got = student.predict(case.arrays[0], params)
        assert_labels(got, np.full(case.output, label))


# A network that was trained elsewhere is none: of a file no more than so many bytes of strings and
# numbers are run in grading.
MOST_DATA = 2000

DARK = dict(NETWORK, b1=np.array([1.0]), b2=np.array([-3.0]), b3=np.array([0.0, 0.5, 1.0]))
LEFT = dict(NETWORK, b3=np.array([0.0, -9.0, 0.0]))
# Several filters, none of them the same turned round, and biases that matter.
SEVERAL = network_case(40, 2, (3, 4), (8, 6), 5, seed=11)
READS = [int(label) for label in "3411144142314104423333203333431313020420"]


@points(3, of="predict", hint="what one image is does not depend on the others")
def test_predict_one_by_one(student):
    """predict reads images one by one as it reads them together"""
    for params, right in ((NETWORK, (0, 1, 1, 2)), (DARK, (0, 1, 1, 0)), (LEFT, (0, 0, 0, 0))):
        assert_labels(student.predict(IMAGES, params), np.array(right))
        for n, label in enumerate(right):
            assert_labels(student.predict(IMAGES[n : n + 1], params), np.array([label]))
    assert_labels(SEVERAL.call(student.predict), np.array(READS))


with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as file:
    DIGITS, LABELS = file["images"][:, None] / 16, file["labels"].astype(np.int64)

# Their labels are drawn anew: a 3 may be called 7 here. What counts is what training is told.
FEW = digits_task(DIGITS, LABELS, 24, 1)
SOME = digits_task(DIGITS, LABELS, 300, 2)

once = settings(max_examples=1)  # a training takes its time


@points(4, of="train", hint="the keys and shapes are in the handout; F1 and F2 are yours, K is 10")
@once
@given(task=st.just(FEW))
def test_train_params(student, task):
    """train returns the parameters of the network, with keys and shapes as they must be"""
    assert_params(student.train(task.images, task.labels, seed=1), (1, 8, 8))


@points(4, of="train", hint="make one generator from the seed and use no other chance")
@once
@given(task=st.just(FEW))
def test_train_seed(student, task):
    """train gives the same params for the same seed, and others for another"""
    trained = [
        assert_params(student.train(task.images, task.labels, seed=seed), (1, 8, 8))
        for seed in (1, 2, 1)
    ]
    if differs(trained[0], trained[2]):
        raise CheckFailed(Row("params", "are other ones when the same seed comes again"))
    if not differs(trained[0], trained[1]):
        raise CheckFailed(Row("params", "are the same for another seed"))


@points(10, of="train", hint="does the loss fall? `python look.py` shows how training goes")
def test_train_learns(student):
    """train learns from 300 digits to read most of the others"""
    assert_learned(train_alone(student.train, SOME, 1), SOME, student.predict, full=0.8, least=0.4)
