"""Cases of single layers: entry by entry, rows and classes, and images to be normalised."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, Shape
from autograder.checks.values import Array

Move = tuple[float, float]
HALFWAY: Move = (1.5, 0.75)
"""Moves whole numbers to where they are at least 0.75 from the kinks of relu and relu6."""

KINKED_STEP = 0.5
"""For differences of relu and relu6: exact at any step smaller than the distance to a kink."""

SMOOTH_STEP = 2.0**-17
SMOOTH = 2e-9
"""Of the terms of a difference of a smooth function at that step: its curvature spoils them by
2e-10 at most and rounding by 1e-11, while a wrong gradient is off by 1e-4 and more."""

SHAPES = st.one_of(st.tuples(*[st.integers(1, 5)] * 2), st.tuples(*[st.integers(1, 3)] * 4))
"""What a dense layer gives and what a convolution gives: rows, and images."""


@dataclass(frozen=True, eq=False)
class LayerCase(Case):
    """A case whose first array is multiplied by one number and raised by another, as `moved` says.

    Where the answer is one number, as of a loss, there is no upstream gradient: dy is 1.
    """

    moved: Move = field(default=(1.0, 0.0), kw_only=True)

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """The forward's arrays, read-only."""
        first, *others = super().arrays
        x = self.moved[0] * first + self.moved[1]
        x.flags.writeable = False
        return x, *others

    @cached_property
    def dy(self) -> Array:
        """An upstream gradient, or 1."""
        return super().dy if self.output else np.ones(())


def entry_case(
    shape: Shape = (3, 4), *, values: str = "distinct", seed: int = 0, moved: Move = HALFWAY
) -> LayerCase:
    """Make a case for a function that is computed entry by entry, clear of kinks."""
    return LayerCase({"x": shape}, {}, shape, ("x",), values=values, seed=seed, moved=moved)


@st.composite
def entry_cases(draw: st.DrawFn, values: str = "distinct", moved: Move = HALFWAY) -> LayerCase:
    """Draw rows or images for a function that is computed entry by entry."""
    return entry_case(draw(SHAPES), values=values, seed=draw(SEEDS), moved=moved)


def dropout_case(
    shape: Shape = (3, 4), rate: float = 0.2, *, values: str = "integers", seed: int = 0
) -> LayerCase:
    """Make a case for `dropout(x, mask)`; the mask keeps about half, whatever the rate."""
    mask = np.random.default_rng([seed, 4]).random(shape) < 0.5
    mask.flags.writeable = False
    return LayerCase({"x": shape}, {"rate": rate}, shape, extra=(mask,), values=values, seed=seed)


def dense_case(
    n: int = 3, d: int = 4, m: int = 2, *, values: str = "normal", seed: int = 0
) -> Case:
    """Make a case for `dense(x, w, b)`: n rows, d inputs, m outputs."""
    shapes = {"x": (n, d), "w": (m, d), "b": (m,)}
    return Case(shapes, {}, (n, m), ("x", "w"), values=values, seed=seed)


@st.composite
def dense_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `dense`."""
    n, d, m = (draw(st.integers(1, 5)) for _ in range(3))
    return dense_case(n, d, m, values=values, seed=draw(SEEDS))


def class_case(
    n: int = 3, k: int = 4, *, loss: bool = False, seed: int = 0, moved: Move = (1, 0)
) -> LayerCase:
    """Make a case for `softmax(logits)`, or for the loss, which takes labels besides."""
    labels = np.random.default_rng([seed, 4]).integers(0, k, n)
    labels.flags.writeable = False
    output, extra = ((), (labels,)) if loss else ((n, k), ())
    return LayerCase({"logits": (n, k)}, {}, output, ("logits",), extra, seed=seed, moved=moved)


@st.composite
def class_cases(draw: st.DrawFn, *, loss: bool = False) -> LayerCase:
    """Draw rows of scores, for the loss with labels."""
    n, k = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return class_case(n, k, loss=loss, seed=draw(SEEDS), moved=(draw(st.sampled_from((1, 3))), 0))


def lrn_case(
    n: int = 2,
    c: int = 5,
    size: Pair = (3, 3),
    *,
    values: str = "normal",
    seed: int = 0,
    **settings: float,
) -> LayerCase:
    """Make a case for `local_response_norm(x)`; alpha is so large that every term shows."""
    shape, given = (n, c, *size), {"r": 2, "alpha": 0.5, "beta": 0.75, "k": 1} | settings
    return LayerCase({"x": shape}, given, shape, ("x",), values=values, seed=seed)


@st.composite
def lrn_cases(draw: st.DrawFn) -> LayerCase:
    """Draw a case for local response normalisation, some with fewer channels than a window."""
    n, h, w = (draw(st.integers(1, 3)) for _ in range(3))
    settings: dict[str, Any] = {
        "r": draw(st.integers(1, 6)),
        "alpha": draw(st.sampled_from((0.1, 0.5, 2.0))),
        "beta": draw(st.sampled_from((0.5, 0.75, 1.0, 1.5))),
        "k": draw(st.sampled_from((1, 2, 0.5))),
    }
    return lrn_case(n, draw(st.integers(1, 6)), (h, w), seed=draw(SEEDS), **settings)


def rbf_case(n: int = 2, k: int = 3, d: int = 4, *, values: str = "normal", seed: int = 0) -> Case:
    """Make a case for `rbf_output(x, prototypes)`."""
    return Case({"x": (n, d), "prototypes": (k, d)}, {}, (n, k), values=values, seed=seed)


def norm_case(
    n: int = 2,
    c: int = 3,
    size: Pair = (3, 3),
    *,
    eps: float = 1e-5,
    values: str = "normal",
    seed: int = 0,
    moved: Move = (1, 0),
) -> LayerCase:
    """Make a case for `batch_norm2d(x, gamma, beta)`."""
    x = (n, c, *size)
    shapes: dict[str, Shape] = {"x": x, "gamma": (c,), "beta": (c,)}
    kinds = {"x": values, "gamma": "integers", "beta": "integers"}  # a gamma of 0 hides dx
    keeps = ("x", "gamma")
    return LayerCase(shapes, {"eps": eps}, x, keeps, values=kinds, seed=seed, moved=moved)


@st.composite
def norm_cases(draw: st.DrawFn) -> LayerCase:
    """Draw a case for batch normalisation; distinct whole numbers never have a tiny variance."""
    n, c, h, w = (draw(st.integers(1, 3)) for _ in range(4))
    eps = draw(st.sampled_from((1e-5, 0.1, 2.0)))
    return norm_case(n, c, (h, w), eps=eps, values="distinct", seed=draw(SEEDS))
