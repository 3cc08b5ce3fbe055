"""What a call has done to its arguments is seen, however deep, and nothing else is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.arguments import fresh, same

KEPT: list[Any] = [
    np.array([1.0, np.nan, -0.0]),
    [1, 2.5, float("nan"), "a", None, True],
    [(3, 2), (5, 1)],
    {"w": np.ones(2), "b": [0, 1]},
]
CHANGED: list[tuple[Any, Any]] = [
    ([(5, 3), (3, 2)], [(3, 2), (5, 3)]),
    ([1, 2], [1, 3]),
    ([1, 2], [1, 2.0]),
    ([1, 0], [True, False]),
    ([(1, 2)], [[1, 2]]),
    ([1.0], [float("nan")]),
    ([[1, 2]], [5]),
    ({"b": [0, 1]}, {"b": [0, 2]}),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ([np.array([0.0])], [np.array([-0.0])]),
    (["a"], [None]),
]


@pytest.mark.parametrize("value", KEPT)
def test_a_copy_is_the_same(value: Any) -> None:
    """To the last bit, undefined numbers included."""
    assert same(value, fresh(value))


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_what_was_changed_is_another(before: Any, after: Any) -> None:
    """Numbers in a list, their types, their order; either way round."""
    assert not same(before, after)
    assert not same(after, before)
