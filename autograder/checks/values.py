"""What the arrays of a case are filled with. Each kind is there for what it makes visible."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Maker = Callable[[tuple[int, ...], np.random.Generator], Array]


def _normal(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return rng.standard_normal(shape)


def _integers(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers without 0: right answers are exact, and no entry hides."""
    signs: Array = rng.choice([-1.0, 1.0], shape)
    return rng.integers(1, 6, shape) * signs


def _small(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers from -2 to 2 without 0: sums over several layers stay small."""
    signs: Array = rng.choice([-1.0, 1.0], shape)
    return rng.integers(1, 3, shape) * signs


def _halves(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Halfway between whole numbers: as a bias after whole numbers, half from any kink."""
    return rng.integers(-2, 2, shape).astype(np.float64) + 0.5


def _quarters(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers and a quarter: as a bias after halves, a quarter from any kink."""
    return rng.integers(-2, 2, shape).astype(np.float64) + 0.25


def _distinct(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Every whole number once, around 0: no ties, easy to read."""
    size = int(np.prod(shape))
    return (rng.permutation(size) - size // 2).reshape(shape).astype(np.float64)


def _spaced(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """At least half apart, so that a finite difference of 0.2 changes no maximum."""
    return _distinct(shape, rng) * 0.75 + rng.uniform(0, 0.2, shape)


def _negative(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """All below zero: shows a maximum that starts at 0."""
    return _spaced(shape, rng) - np.prod(shape)


def _positive(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """All above zero: shows a minimum that starts at 0."""
    return _spaced(shape, rng) + np.prod(shape)


def _ties(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return rng.integers(0, 3, shape).astype(np.float64)


def _constant(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return np.full(shape, float(rng.integers(1, 6)))


def _ones(shape: tuple[int, ...], _: np.random.Generator) -> Array:
    return np.ones(shape)


def _picks(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Zeros with a single 1 in each filter, which picks that entry out of every window."""
    picks = np.zeros((shape[0], int(np.prod(shape[1:]))))
    picks[np.arange(shape[0]), rng.integers(0, picks.shape[1], shape[0])] = 1
    return picks.reshape(shape)


KINDS: dict[str, Maker] = {
    "normal": _normal,
    "integers": _integers,
    "small": _small,
    "halves": _halves,
    "quarters": _quarters,
    "distinct": _distinct,
    "spaced": _spaced,
    "negative": _negative,
    "positive": _positive,
    "ties": _ties,
    "constant": _constant,
    "ones": _ones,
    "picks": _picks,
}

WHOLE = frozenset(
    {"integers", "small", "halves", "quarters", "distinct", "ties", "constant", "picks"}
)
"""Kinds of which sums and products are exact, in any order."""


def make_values(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Make a read-only array of the given kind and shape."""
    values = KINDS[kind](shape, rng)
    values.flags.writeable = False
    return values
