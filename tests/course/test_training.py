"""A network that learned something else earns nothing, and an assignment may ask for more time."""

from pathlib import Path

import numpy as np
import pytest

from autograder.answers import Limits
from autograder.checks import CheckFailed
from autograder.checks.cases.digits import (
    assert_learned,
    assert_params,
    digits_task,
)
from autograder.course import Course, load_reference
from autograder.exam.collect import collect
from autograder.exam.mark import Failure, Verdict
from autograder.exam.rehearse import Paper, Trial
from autograder.exam.shrink import FEW, can_shrink
from autograder.grading.allowance import limits

COURSE = Course(Path(__file__).resolve().parents[2])
TRAINING = COURSE.find("13_training")


@pytest.fixture(scope="module")
def digits():
    with np.load(TRAINING.public / "digits.npz", allow_pickle=False) as file:
        return file["images"][:, None] / 16, file["labels"].astype(np.int64)


@pytest.fixture(scope="module")
def reference():
    return load_reference(TRAINING)


@pytest.fixture(scope="module")
def memorised(digits, reference):
    """Params that know the public file by heart, under the digits' own names."""
    images, labels = digits
    return reference.train(images[:600], labels[:600], seed=0)


def share(params, task, predict):
    with pytest.raises(CheckFailed) as caught:
        assert_learned(params, task, predict, full=0.97, least=0.8)
    return caught.value.share


def test_params_from_elsewhere_earn_nothing(digits, reference, memorised):
    own_names = reference.predict(digits[0][600:], memorised) == digits[1][600:]
    assert own_names.mean() > 0.9  # or this is no memory worth mentioning
    for seed in range(1, 6):
        task = digits_task(*digits, 100, seed)
        assert share(memorised, task, reference.predict) == 0


def test_what_is_to_be_read_is_in_no_file(digits):
    task = digits_task(*digits, 1300, 3)
    known = {image.tobytes() for image in digits[0]}
    new = [image.tobytes() not in known for image in task.new_images]
    assert len(new) == 497
    assert all(new)
    assert not {image.tobytes() for image in task.images} & {i.tobytes() for i in task.new_images}


def test_order_tells_no_label(digits):
    """What stands at the same place in the file, or was asked last time, is no help."""
    task, other = (digits_task(*digits, 1300, seed) for seed in (1, 2))
    for guess in (digits[1][:497], digits[1][-497:], other.new_labels, np.arange(497) % 10):
        assert np.mean(guess == task.new_labels) < 0.25


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("w1", np.ones((33, 1, 3, 3))),
        ("w1", np.ones((0, 1, 3, 3))),
        ("w2", np.ones((32, 15, 3, 3))),
        ("w3", np.ones((9, 512))),
        ("b3", np.full(10, np.nan)),
        ("b1", "sixteen"),
        ("w2", None),
    ],
)
def test_params_of_another_form_are_refused_before_they_are_used(memorised, key, value):
    assert_params(memorised, (1, 8, 8))
    with pytest.raises(CheckFailed):
        assert_params(memorised | {key: value}, (1, 8, 8))


def test_an_assignment_gets_the_time_that_it_asks_for_and_never_less_than_usual():
    assert limits(Limits(), COURSE.find("04_conv")) == Limits()
    more = limits(Limits(), TRAINING)
    assert (more.cpu_seconds, more.wall_seconds) == (60, 180)
    generous = Limits(cpu_seconds=100)
    assert limits(generous, TRAINING) == generous


def test_a_check_of_few_costly_cases_is_not_run_again_for_a_smaller_one():
    check = next(check for check in collect(TRAINING) if check.id.endswith("test_train_digits"))
    for count, expected in ((FEW - 1, False), (FEW, True)):
        trials = tuple(Trial({"seed": seed}, ()) for seed in range(count))
        failure = Failure(trials[-1].example, None, lambda: ())
        assert can_shrink(check, Verdict(Paper(check, trials), (failure,))) is expected
