"""Checks of derivatives that need no reference.

For y = f(x) and a direction u, the backward is right only if <dx, u> equals the derivative of
<dy, f(x + t u)> at t = 0: one projection and two numbers, as in autograd's and JAX's own tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.cases import Case
from autograder.checks.compare import assert_array, assert_several, assert_shape
from autograder.checks.failure import CheckFailed, Row

Array = NDArray[np.float64]

TOLERANCE = 1e-10
"""Of the sum of magnitudes in the two sides. A difference of a function that is linear in the
argument has no truncation error at any step, so rounding is all there is."""

JACOBIAN_LIMIT = 200
"""A failed check computes the whole gradient of arguments of at most so many entries."""


def assert_gradient(
    case: Case,
    forward: Callable[..., Any],
    backward: Callable[..., Any],
    names: str,
    *,
    step: float = 1.0,
    tolerance: float = TOLERANCE,
) -> None:
    """Demand that `backward` agrees with central differences of `forward`.

    `names` are the gradients in the order returned, "dx dw db"; they belong to the case's arrays
    in order. `step` may be 1 where the forward is linear in each array by itself; at kinks it
    must be smaller than the distance to the next one.
    """
    labels = names.split()
    answer = case.backward(backward)
    gradients = assert_several(answer, labels) if len(labels) > 1 else [answer]
    checked = [
        assert_shape(g, x.shape, label)
        for g, x, label in zip(gradients, case.arrays, labels, strict=True)
    ]
    rng = np.random.default_rng([case.seed, 3])
    for i, (gradient, label) in enumerate(zip(checked, labels, strict=True)):
        u = rng.uniform(0.5, 1, gradient.shape) * rng.choice([-1.0, 1.0], gradient.shape)
        slope, scale = _slope(case, forward, i, u, step)
        got = float(np.sum(gradient * u))
        if not abs(got - slope) <= tolerance * (scale + np.abs(gradient * u).sum() + 1):
            _explain(case, forward, i, gradient=gradient, label=label, step=step)


def _slope(
    case: Case, forward: Callable[..., Any], i: int, u: Array, step: float
) -> tuple[float, float]:
    """Return <dy, (f(x + hu) - f(x - hu)) / 2h> and the size of its terms."""
    sides = []
    for sign in (1, -1):
        arrays = list(case.arrays)
        arrays[i] = arrays[i] + sign * step * u
        sides.append(assert_shape(case.call(forward, *arrays), case.output, "y"))
    terms = case.dy * (sides[0] - sides[1]) / (2 * step)
    scale = np.abs(case.dy * sides[0]).sum() + np.abs(case.dy * sides[1]).sum()
    return float(terms.sum()), float(scale)


def _explain(
    case: Case, forward: Callable[..., Any], i: int, *, gradient: Array, label: str, step: float
) -> None:
    """Find where the gradient is wrong by differencing one entry at a time, and say so."""
    if gradient.size <= JACOBIAN_LIMIT:
        expected = np.empty_like(gradient)
        for index in np.ndindex(gradient.shape):
            u = np.zeros_like(gradient)
            u[index] = 1.0
            expected[index] = _slope(case, forward, i, u, step)[0]
        assert_array(gradient, np.round(expected, 12), label)
    raise CheckFailed(Row(label, "disagrees with finite differences of your forward function"))


def assert_adjoint(case: Case, forward: Callable[..., Any], backward: Callable[..., Any]) -> None:
    """Demand <forward(u), dy> = <u, backward(dy)> for a map that is linear in its one array."""
    (u,) = case.arrays
    y = assert_shape(case.call(forward), case.output, "y")
    dx = assert_shape(case.backward(backward), u.shape, "dx")
    left, right = float(np.sum(y * case.dy)), float(np.sum(u * dx))
    scale = np.abs(y * case.dy).sum() + np.abs(u * dx).sum() + 1
    if not abs(left - right) <= TOLERANCE * scale:
        said = f"<y, dy> = {left:.6g} but <x, dx> = {right:.6g}: they must be equal"
        raise CheckFailed(
            Row("dx", "is not the adjoint of your forward function"), Row("", said, reveals=True)
        )
