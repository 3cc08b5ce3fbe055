"""What any random generator may have made, and what none would."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.case import Shape
from autograder.checks.compare import assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.values import Array
from autograder.where import axis_names

CHANCE = 7
"""Standard deviations: no random generator goes so far from what is expected, ever."""

NEVER = 1e-9
"""What has no greater chance does not happen."""

ALIKE = 0.9
"""Correlation of two slices of a mask that nobody takes for chance: with 80 entries and more, that
would be eight standard deviations."""


def assert_mask(got: Any, shape: Shape, rate: float) -> Array:
    """Demand what any random generator may have made: of this shape, with about 1 - rate of True.

    No two slices along an axis may be alike, where a slice has more than one entry. 0 and 1 pass
    for False and True.
    """
    mask = assert_shape(got, shape, "mask")
    if not np.isin(mask, (0, 1)).all():
        raise CheckFailed(Row("mask", "has the wrong entries: some are neither True nor False"))
    for axis, label in enumerate(axis_names("mask", mask.ndim) if mask.ndim > 1 else ()):
        assert_unlike(np.moveaxis(mask, axis, 0), f"{label}s")
    kept, wanted = float(mask.mean()), 1 - rate
    if abs(kept - wanted) > CHANCE * (rate * wanted / mask.size) ** 0.5:
        said = f"{kept:.3f} of its entries are True, expected about {wanted:.3g}"
        raise CheckFailed(Row("mask", "has the wrong share of True"), Row("", said, reveals=True))
    return mask


def assert_unlike(masks: Array, what: str) -> None:
    """Demand that no two of several masks are alike, or each other's opposite, by chance each."""
    flat = np.reshape(masks, (len(masks), -1))
    spread = float(flat.std()) or 1.0
    rows = (flat - flat.mean()) / spread
    # Not rows @ rows.T, which starts threads for what is done faster without.
    alike = np.abs(np.einsum("ik,jk->ij", rows, rows)) / rows.shape[1] > ALIKE
    if np.triu(alike, 1).any():
        raise CheckFailed(Row("mask", f"has the wrong entries: two {what} have the same mask"))
    if np.ptp(flat.sum(axis=1)) == 0 and _chance_of_equal_counts(flat) < NEVER:
        said = f"is not by chance: all {what} keep the same number of entries"
        raise CheckFailed(Row("mask", said))


def _chance_of_equal_counts(masks: Array) -> float:
    """Return how probable it is that independent entries are kept as often in each of the masks.

    A binomial count hits its commonest value with a probability of about 1 / (its spread · √2π).
    """
    kept = float(masks.mean())
    spread = masks.shape[1] * kept * (1 - kept)
    return float((2 * np.pi * spread) ** (-(len(masks) - 1) / 2)) if spread else 1.0
