"""Cases of single layers keep their promises; masks are judged by what any generator may make."""

import random

import numpy as np
import pytest
from hypothesis import find, given, settings

from autograder.checks import CheckFailed
from autograder.checks.cases.layers import (
    KINKED_STEP,
    LayerCase,
    class_case,
    entry_case,
    entry_cases,
    norm_cases,
)
from autograder.checks.cases.masks import assert_mask, assert_unlike

SHAPE = (80, 90)
GENERATORS = {
    "default_rng": lambda rate, seed: np.random.default_rng(seed).random(SHAPE) >= rate,
    "RandomState": lambda rate, seed: np.random.RandomState(seed).rand(*SHAPE) > rate,
    "binomial": lambda rate, seed: np.random.default_rng(seed).binomial(1, 1 - rate, SHAPE) == 1,
    "exact share": lambda rate, seed: (
        np.random.default_rng(seed).permutation(7200).reshape(SHAPE) >= round(7200 * rate)
    ),
    "random": lambda rate, seed: from_module(rate, random.Random(seed)),
}


def from_module(rate, rng):
    return np.array([rng.random() >= rate for _ in range(7200)]).reshape(SHAPE)


def uniform(*shape, seed=0):
    return np.random.default_rng(seed).random(shape)


@given(case=entry_cases())
@settings(max_examples=200)
def test_no_step_reaches_a_kink(case):
    (x,) = case.arrays
    nearest = min(np.abs(x).min(), np.abs(x - 6).min())
    assert nearest >= 0.75 > KINKED_STEP


@given(case=norm_cases())
@settings(max_examples=100)
def test_no_channel_has_a_tiny_variance(case):
    x = case.arrays[0]
    assert x[:, 0].size == 1 or x.var(axis=(0, 2, 3)).min() >= 0.25


def test_rows_and_images_are_drawn():
    for ndim in (2, 4):
        assert find(entry_cases(), lambda case, n=ndim: case.arrays[0].ndim == n)


def test_only_the_first_array_is_moved():
    shapes = {"x": (3, 4), "b": (4,)}
    plain, moved = (LayerCase(shapes, {}, (3, 4), moved=m) for m in ((1, 0), (2, 5)))
    assert np.array_equal(moved.arrays[0], 2 * plain.arrays[0] + 5)
    assert np.array_equal(moved.arrays[1], plain.arrays[1])
    assert not any(array.flags.writeable for array in moved.arrays)


def test_a_loss_has_an_upstream_gradient_of_one():
    assert class_case(loss=True).dy == 1
    assert entry_case((2, 3)).dy.shape == (2, 3)


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("rate", [0.2, 0.3, 0.5, 0.7])
def test_whatever_is_random_is_a_mask(name, rate):
    for seed in range(5):
        mask = GENERATORS[name](rate, seed)
        assert_mask(mask, SHAPE, rate)
        assert_mask(mask.astype(float), SHAPE, rate)


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (uniform(80, 90) < 0.2, "wrong share"),
        (uniform(80, 90) >= 0.25, "wrong share"),
        ((uniform(80, 90) >= 0.2) / 0.8, "neither True nor False"),
        (np.broadcast_to(uniform(90) >= 0.2, SHAPE), "two rows have the same mask"),
        (np.broadcast_to(uniform(80, 1) >= 0.2, SHAPE), "have the same mask"),
        (np.repeat(uniform(40, 90) >= 0.2, 2, axis=0), "two rows have the same mask"),
        (np.arange(7200).reshape(SHAPE) >= 1440, "have the same mask"),
        (uniform(90, 80) >= 0.2, "you returned shape (90, 80)"),
        ((uniform(80, 90) >= 0.2).tolist(), "a list of 80"),
        (np.argsort(uniform(80, 90), axis=1).argsort(axis=1) >= 18, "rows keep the same number"),
    ],
)
def test_what_is_not_random_is_no_mask(mask, words):
    with pytest.raises(CheckFailed) as error:
        assert_mask(mask, SHAPE, 0.2)
    assert words in " ".join(row.text for row in error.value.rows)


def test_the_same_mask_for_two_seeds_is_noticed():
    masks = np.array([uniform(20, 30, seed=seed) >= 0.5 for seed in range(3)], dtype=float)
    assert_unlike(masks, "seeds")
    masks[2] = masks[0]
    with pytest.raises(CheckFailed):
        assert_unlike(masks, "seeds")
    masks[2] = 1 - masks[0]
    with pytest.raises(CheckFailed):
        assert_unlike(masks, "seeds")


def test_a_fixed_number_for_every_seed_is_noticed():
    draws = np.array([uniform(20, 30, seed=seed) for seed in range(8)])
    assert_unlike(1.0 * (draws >= 0.5), "seeds")
    ranks = draws.reshape(8, -1).argsort(axis=1).argsort(axis=1)
    with pytest.raises(CheckFailed) as error:
        assert_unlike(1.0 * (ranks >= 300), "seeds")
    assert "all seeds keep the same number" in str(error.value)
    assert_unlike(np.ones((8, 600)), "seeds")  # at rate 0 that is right
