"""Tell whether two answers are the same, up to rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.answers import Answer, Raised, Returned

CLOSE = 1e-9
"""Of the largest magnitude, as where answers are judged."""


def same_answer(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are the same up to rounding."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return one.changed == other.changed and _same_value(one.value, other.value)
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.kind == other.kind
    return False


def _same_value(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same_value, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same_value(one[k], other[k]) for k in one)
    if _is_numeric(one) and _is_numeric(other):
        return _close(np.asarray(one), np.asarray(other))
    plain = one is None or isinstance(one, str)
    return plain and type(one) is type(other) and bool(one == other)


def _is_numeric(value: Any) -> bool:
    known = isinstance(value, np.ndarray | np.generic | int | float)
    return known and np.asarray(value).dtype.kind in "fiub"


def _close(one: NDArray[Any], other: NDArray[Any]) -> bool:
    if one.shape != other.shape:
        return False
    mine, wanted = one.astype(float), other.astype(float)
    with np.errstate(all="ignore"):
        size = np.abs(wanted)
        scale = max(1.0, float(size.max(initial=0.0, where=np.isfinite(size))))
        far = ~(np.abs(mine - wanted) <= CLOSE * scale)
    return not far.any() or np.array_equal(mine[far], wanted[far], equal_nan=True)
