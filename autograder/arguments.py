"""A call's arguments: fresh copies for the student, whether they were changed, and chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np


def fresh(value: Any) -> Any:
    """Return a deep copy with writable, C-contiguous arrays."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy()
    if kind is tuple:
        return tuple([fresh(item) for item in value])
    if kind is list:
        return [fresh(item) for item in value]
    if kind is dict:
        return {key: fresh(item) for key, item in value.items()}
    return value


def same(before: Any, after: Any) -> bool:
    """Say whether an argument is still what it was, to the last bit (NaN equals itself)."""
    kind = type(before)
    if type(after) is not kind:
        return False
    if kind is np.ndarray:
        alike = before.dtype == after.dtype and before.shape == after.shape
        return alike and bool(before.tobytes() == after.tobytes())
    if kind in (tuple, list):
        return len(before) == len(after) and all(map(same, before, after))
    if kind is dict:
        same_keys = list(before) == list(after)
        return same_keys and all(same(item, after[key]) for key, item in before.items())
    return bool(before == after or (before != before and after != after))  # noqa: PLR0124


def seeded(args: Iterable[Any], kwargs: Mapping[str, Any]) -> bool:
    """Say whether a call leaves nothing to chance: a seed that is None would."""
    return all(value is not None for value in (*args, *kwargs.values()))
