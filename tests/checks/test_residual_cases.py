"""Residual blocks are asked where every relu's input is far from 0, whatever is drawn."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from autograder.checks import KINK_STEP
from autograder.checks.cases.residual import (
    bottleneck_case,
    bottleneck_cases,
    residual_case,
    residual_cases,
    without_last_filters,
)
from autograder.course import Course, load_reference
from autograder.exam.collect import collect

COURSE = Course(Path(__file__).resolve().parents[2])
conv2d = load_reference(COURSE.find("04_conv")).conv2d
FAR = {"w2": 0.25, "w3": 0.125}  # by the last filters: half, a quarter, an eighth


def before_relus(case, *arrays):
    """Return what goes into each relu of a block."""
    params = dict(zip(case.shapes, arrays, strict=True))
    x, stride = params["x"], case.settings["stride"]
    shortcut = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    if "w3" in params:
        first = conv2d(x, params["w1"], params["b1"])
        read = np.maximum(first, 0)
        second = conv2d(read, params["w2"], params["b2"], stride=stride, padding=1)
        main = conv2d(np.maximum(second, 0), params["w3"], params["b3"])
        return first, second, main + shortcut
    first = conv2d(x, params["w1"], params["b1"], stride=stride, padding=1)
    main = conv2d(np.maximum(first, 0), params["w2"], params["b2"], padding=1)
    return first, main + shortcut


def demand_far(case):
    """Demand that no input of a relu is near 0, nor comes there by a finite difference."""
    inputs = before_relus(case, *case.arrays)
    far = FAR["w3" if "w3" in case.shapes else "w2"] - ("rough" in case.kinds) * 0.02
    assert all(np.abs(one).min() >= far for one in inputs)
    rng = np.random.default_rng(case.seed)
    for i, array in enumerate(case.arrays):
        for change in (np.ones(array.shape), rng.choice([-1.0, 1.0], array.shape)):
            moved = list(case.arrays)
            moved[i] = array + KINK_STEP * change
            for one, other in zip(inputs, before_relus(case, *moved), strict=True):
                assert np.array_equal(one > 0, other > 0)


@settings(max_examples=100, deadline=None)
@given(case=residual_cases())
def test_drawn_residual_blocks_keep_away_from_kinks(case):
    demand_far(case)


@settings(max_examples=100, deadline=None)
@given(case=bottleneck_cases(projected=True))
def test_drawn_bottleneck_blocks_keep_away_from_kinks(case):
    assert "ws" in case.shapes
    demand_far(case)


@pytest.mark.parametrize("make", [residual_case, bottleneck_case])
@pytest.mark.parametrize("dimensions", [(3, 4, 4, (7, 7)), (1, 1, 1, (1, 1)), (2, 4, 1, (3, 5))])
def test_large_and_rough_blocks_keep_away_from_kinks(make, dimensions):
    for seed in range(10):
        demand_far(make(*dimensions, seed=seed))
        demand_far(make(*dimensions, projection=4, stride=2, rough=True, seed=seed))


def test_rough_values_are_no_float32_numbers():
    case = residual_case(rough=True)
    for name, array in zip(case.shapes, case.arrays, strict=True):
        if name == "x" or name.startswith("w"):
            assert (array != array.astype(np.float32)).all(), name


@pytest.mark.parametrize("make", [residual_case, bottleneck_case])
@pytest.mark.parametrize("settings", [{}, {"projection": 2, "stride": 3, "size": (4, 7)}])
def test_without_its_last_filters_a_block_is_its_shortcut(make, settings):
    case = make(**settings)
    params, z, filters = without_last_filters(case)
    np.testing.assert_allclose(z, before_relus(case, case.arrays[0], *params.values())[-1])
    assert filters.shape == (case.output[1], case.shapes["x"][1])


def test_no_listed_case_is_dead():
    """Where a relu blocks everything, a wrong gradient behind it is 0 as the right one is."""
    blocks, looked_at = load_reference(COURSE.find("07_residual")), 0
    for check in collect(COURSE.find("07_residual")):
        for listed in getattr(check.test, "hypothesis_explicit_examples", ()):
            case = listed.kwargs["case"]
            block = "bottleneck_block" if "w3" in case.shapes else "residual_block"
            dx, grads = case.backward(getattr(blocks, f"{block}_backward"))
            assert dx.any(), check.id
            assert all(gradient.any() for gradient in grads.values()), check.id
            looked_at += 1
    assert looked_at > 100
