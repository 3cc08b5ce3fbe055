"""Checks of derivatives that need no reference.

For y = f(x) and a direction u, the backward is right only if <dx, u> equals the derivative of
<dy, f(x + t u)> at t = 0: one projection and two numbers, as in autograd's and JAX's own tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from autograder.checks.case import Case
from autograder.checks.compare import TOLERANCE as TOLERANCE_OF_ANSWERS
from autograder.checks.compare import assert_array, assert_several, assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.grads import named_gradients, shown
from autograder.checks.values import Array

TOLERANCE = 1e-10
"""Of the sum of magnitudes in the two sides. A difference of a function that is linear in the
argument has no truncation error at any step, so rounding is all there is."""

SMALL_STEPS = 1e-6
"""Of the largest entry: what differences at small steps tell of single entries."""

KINK_STEP = 2.0**-16
"""For a block of layers with relu, at values that keep a quarter away from every kink: a change
of one entry grows by less than 2^14 on its way through three layers of a toy's size."""

JACOBIAN_LIMIT = 200
"""A failed check computes the whole gradient of arguments of at most so many entries."""


def assert_gradient(
    case: Case,
    forward: Callable[..., Any],
    backward: Callable[..., Any],
    names: str = "",
    *,
    only: str = "",
    step: float = 1.0,
    tolerance: float = TOLERANCE,
) -> None:
    """Demand that `backward` agrees with central differences of `forward`.

    `names` are the gradients in the order returned, "dx dw db"; they belong to the case's arrays
    in order. A packed case needs none: its gradients are "dx" and the keys of `params`. With
    `only`, just those names are judged. `step` may be 1 where the forward is linear in each array
    by itself; at kinks it must be smaller than the distance to the next one, and a forward that is
    not piecewise linear has a truncation error, for which `tolerance` must leave room.
    """
    slopes = _Slopes(case, forward, step)
    rng = np.random.default_rng([case.seed, 3])
    answer = case.backward(backward)
    for i, (label, given) in enumerate(_gradients(case, answer, names, only)):
        shape = case.arrays[i].shape
        u = rng.uniform(0.5, 1, shape) * rng.choice([-1.0, 1.0], shape)
        if not only or label in only.split():
            said = shown(label) if case.packed else label
            gradient = assert_shape(given, shape, said)
            slope, scale = slopes.along(i, u)
            got = float(np.sum(gradient * u))
            if not abs(got - slope) <= tolerance * (scale + np.abs(gradient * u).sum() + 1):
                slopes.fail(i, gradient, said)


def _gradients(case: Case, answer: Any, names: str, only: str) -> list[tuple[str, Any]]:
    """Return a backward's results with their names, in the order of the case's arrays."""
    if case.packed:
        return list(named_gradients(answer, case, only).items())
    labels = names.split()
    results = assert_several(answer, labels) if len(labels) > 1 else [answer]
    return list(zip(labels, results, strict=True))


class _Slopes:
    """Central differences of <dy, f> at a case, along directions of one argument."""

    def __init__(self, case: Case, forward: Callable[..., Any], step: float) -> None:
        self._case = case
        self._forward = forward
        self._name = getattr(forward, "__name__", "the forward")
        self._step = step

    def along(self, i: int, u: Array) -> tuple[float, float]:
        """Return <dy, (f(x + hu) - f(x - hu)) / 2h> and the size of its terms."""
        sides = [self._answer(i, sign * self._step * u) for sign in (1, -1)]
        terms = self._case.dy * (sides[0] - sides[1]) / (2 * self._step)
        scale = sum(float(np.abs(self._case.dy * side).sum()) for side in sides)
        return float(terms.sum()), scale

    def _answer(self, i: int, change: Array) -> Array:
        arrays = list(self._case.arrays)
        arrays[i] = arrays[i] + change
        try:
            return assert_shape(self._case.call(self._forward, *arrays), self._case.output, "y")
        except CheckFailed as fault:
            said = f"its gradient is compared with {self._name}, which must be right first"
            raise CheckFailed(Row("first", said), *fault.rows) from None

    def fail(self, i: int, gradient: Array, label: str) -> NoReturn:
        """Say that a gradient is wrong, and where if somebody asks."""
        raise CheckFailed(explain=lambda: self._where(i, gradient, label))

    def _where(self, i: int, gradient: Array, label: str) -> tuple[Row, ...]:
        """Find where the gradient is wrong by differencing one entry at a time."""
        measured = Row("expected", f"what finite differences of {self._name} give")
        close = TOLERANCE_OF_ANSWERS if self._step == 1 else SMALL_STEPS
        if gradient.size <= JACOBIAN_LIMIT:
            try:
                assert_array(gradient, self._gradient(i, gradient.shape), label, within=close)
            except CheckFailed as fault:
                return (*fault.rows, measured)
            except Exception:  # noqa: BLE001 - the forward, at home a student's, breaks elsewhere
                return (Row(label, f"disagrees with finite differences of {self._name}"),)
        little = ", by little" if gradient.size <= JACOBIAN_LIMIT else ""
        return (Row(label, f"disagrees with finite differences of {self._name}{little}"),)

    def _gradient(self, i: int, shape: tuple[int, ...]) -> Array:
        expected = np.empty(shape)
        for index in np.ndindex(shape):
            u = np.zeros(shape)
            u[index] = 1.0
            expected[index] = self.along(i, u)[0]
        rounded: Array = np.round(expected, 12)
        return rounded


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
