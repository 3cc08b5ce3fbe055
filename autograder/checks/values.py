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


def _sparse(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """1 and -1 among zeros: as a filter of 3x3, what it makes is no larger than what it reads."""
    return rng.choice([-1.0, 0.0, 0.0, 0.0, 0.0, 1.0], shape)


def _halves(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Halfway between whole numbers: as a bias after whole numbers, half from any kink."""
    return rng.integers(-2, 2, shape).astype(np.float64) + 0.5


def _quarters(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers and a quarter: as a bias after halves, a quarter from any kink."""
    return rng.integers(-2, 2, shape).astype(np.float64) + 0.25


def _eighths(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers and an eighth: as a bias after quarters, an eighth from any kink."""
    return rng.integers(-2, 2, shape).astype(np.float64) + 0.125


def _rough(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Whole numbers, nearly: no nearer to a kink that anybody could see, but float32 shows."""
    return _small(shape, rng) + rng.uniform(-1e-6, 1e-6, shape)


def _distinct(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Every whole number once, around 0: no ties, easy to read."""
    size = int(np.prod(shape))
    return (rng.permutation(size) - size // 2).reshape(shape).astype(np.float64)


def _below(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Every whole number once, all below 0: shows whatever is padded with zeros."""
    return _distinct(shape, rng) - np.prod(shape)


def _spaced(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """At least half apart, so that a finite difference of 0.2 changes no maximum."""
    return _distinct(shape, rng) * 0.75 + rng.uniform(0, 0.2, shape)


def _negative(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """All below zero: shows a maximum that starts at 0."""
    return _spaced(shape, rng) - np.prod(shape)


def _positive(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """All above zero: shows a minimum that starts at 0."""
    return _spaced(shape, rng) + np.prod(shape)


def _huge(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Far below 0 and far above it: beyond whatever number somebody starts a maximum from."""
    return _distinct(shape, rng) * 1e12


def _close(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Put a millionth between values: ties only for whoever compares with a tolerance."""
    return 1 + _distinct(shape, rng) * 1e-6


def _ties(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return rng.integers(0, 3, shape).astype(np.float64)


def _constant(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    return np.full(shape, float(rng.integers(1, 6)))


def _picks(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Zeros with a single 1 in each filter, which picks that entry out of every window."""
    picks = np.zeros((shape[0], int(np.prod(shape[1:]))))
    picks[np.arange(shape[0]), rng.integers(0, picks.shape[1], shape[0])] = 1
    return picks.reshape(shape)


KINDS: dict[str, Maker] = {
    "normal": _normal,
    "integers": _integers,
    "small": _small,
    "sparse": _sparse,
    "halves": _halves,
    "quarters": _quarters,
    "eighths": _eighths,
    "rough": _rough,
    "distinct": _distinct,
    "below": _below,
    "spaced": _spaced,
    "negative": _negative,
    "positive": _positive,
    "huge": _huge,
    "close": _close,
    "ties": _ties,
    "constant": _constant,
    "picks": _picks,
}

# fmt: off
WHOLE = frozenset({"integers", "small", "sparse", "halves", "quarters", "eighths", "distinct",
                   "below", "ties", "constant", "picks"})
# fmt: on
"""Kinds of which sums and products are exact, in any order."""


def make_values(kind: str, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Make a read-only array of the given kind and shape."""
    values = KINDS[kind](shape, rng)
    values.flags.writeable = False
    return values
