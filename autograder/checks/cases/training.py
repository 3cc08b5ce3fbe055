"""Steps of gradient descent, and networks to read digits with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair
from autograder.checks.cases.digits import KEYS, Labels
from autograder.checks.compare import assert_array, assert_several, describe
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.values import Array

Params = Mapping[str, Array]


def assert_labels(got: Any, expected: Labels) -> None:
    """Demand one label for each image."""
    assert_array(got, expected.astype(np.float64), "labels")


def assert_step(answer: Any, params: Params, velocity: Params) -> None:
    """Demand `(params, velocity)`: dicts with just these keys, arrays and values."""
    names = ("params", "velocity")
    for name, got, right in zip(
        names, assert_several(answer, names), (params, velocity), strict=True
    ):
        if not isinstance(got, dict):
            raise CheckFailed(Row(name, f"you returned {describe(got)}, expected a dict"))
        if set(got) != set(right):
            raise CheckFailed(Row(name, f"the keys must be {' '.join(right)}, and no others"))
        for key, value in right.items():
            assert_array(got[key], value, f"{name}['{key}']")


@dataclass(frozen=True, eq=False)
class StepCase:
    """One step of gradient descent: parameters of these shapes, with gradients and velocities."""

    shapes: Mapping[str, tuple[int, ...]]
    lr: float
    momentum: float
    seed: int = 0

    def dicts(self) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
        """Return params, grads and velocity in whole numbers, their keys in different orders."""
        rng = np.random.default_rng([self.seed, 6])

        def drawn() -> dict[str, Array]:
            return {
                k: rng.integers(-9, 10, shape).astype(np.float64)
                for k, shape in self.shapes.items()
            }

        params, grads, velocity = drawn(), drawn(), drawn()
        return params, dict(reversed(grads.items())), dict(sorted(velocity.items()))


@st.composite
def step_cases(draw: st.DrawFn) -> StepCase:
    """Draw a step for up to three arrays."""
    keys = draw(st.sampled_from((("w",), ("w", "b"), ("w1", "b1", "w2"))))
    sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))
    shapes = {key: draw(sizes)[: 1 if key[0] == "b" else 2] for key in keys}
    lr, momentum = draw(st.sampled_from((0.5, 0.1, 0.01))), draw(st.sampled_from((0.0, 0.5, 0.9)))
    return StepCase(shapes, lr, momentum, draw(SEEDS))


def network_case(
    n: int = 12,
    c: int = 1,
    filters: Pair = (2, 3),
    size: Pair = (4, 4),
    classes: int = 5,
    *,
    seed: int = 0,
) -> Case:
    """Make a case for `predict(images, params)`: a network of random numbers."""
    (f1, f2), (h, w) = filters, size
    shapes = {
        "images": (n, c, h, w),
        "w1": (f1, c, 3, 3),
        "b1": (f1,),
        "w2": (f2, f1, 3, 3),
        "b2": (f2,),
        "w3": (classes, f2 * (h // 2) * (w // 2)),
        "b3": (classes,),
    }
    return Case(shapes, {}, (n,), packed=True, seed=seed)


@st.composite
def network_cases(draw: st.DrawFn) -> Case:
    """Draw a small network and images for it."""
    c, f1, f2 = (draw(st.integers(1, 3)) for _ in range(3))
    h, w = (2 * draw(st.integers(1, 3)) for _ in range(2))
    n, classes = draw(st.integers(1, 9)), draw(st.integers(2, 5))
    return network_case(n, c, (f1, f2), (h, w), classes, seed=draw(SEEDS))


def differs(one: Params, other: Params) -> bool:
    """Tell whether two trainings began or went differently: not by rounding, which grows."""
    return any(
        one[key].shape != other[key].shape
        or float(np.abs(one[key] - other[key]).max()) > 1e-3 * float(np.abs(one[key]).max() + 1e-3)
        for key in KEYS
    )
