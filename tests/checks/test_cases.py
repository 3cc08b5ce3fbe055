"""Cases are repeatable, read-only, and have the property that their kind of values promises."""

import numpy as np
import pytest
from hypothesis import given, settings

from autograder.checks.cases.images import conv_case, conv_cases, pad_cases, pool_cases
from autograder.checks.values import KINDS, make_values

SHAPE = (2, 3, 5, 4)


def made(kind, seed=0):
    return make_values(kind, SHAPE, np.random.default_rng(seed))


def test_the_same_seed_gives_the_same_arrays_and_another_one_does_not():
    one, again, other = conv_case(seed=1), conv_case(seed=1), conv_case(seed=2)
    assert all(map(np.array_equal, one.arrays, again.arrays))
    assert not np.array_equal(one.arrays[0], other.arrays[0])
    assert np.array_equal(one.dy, again.dy)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_float64_and_read_only(kind):
    values = made(kind)
    assert values.dtype == np.float64
    assert not values.flags.writeable


@pytest.mark.parametrize("kind", ["spaced", "distinct", "negative", "positive"])
def test_kinds_without_ties_keep_half_a_unit_between_values(kind):
    assert np.diff(np.sort(made(kind), axis=None)).min() >= 0.5


def test_signs_and_ties_are_as_promised():
    assert made("negative").max() < 0 < made("positive").min()
    assert len(np.unique(made("ties"))) < 4
    assert len(np.unique(made("constant"))) == 1
    assert np.all(made("integers") != 0)
    assert np.all(made("integers") == np.round(made("integers")))


@pytest.mark.parametrize("strategy", [conv_cases(), pool_cases(), pad_cases()])
def test_drawn_cases_are_legal(strategy):
    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(case=strategy)
    def check(case):
        assert min(case.output) >= 1
        assert len(case.arrays) == len(case.shapes)

    check()
