"""Where in an array the wrong entries are, in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IMAGE_AXES = ("sample", "channel", "row", "column")
FILTER_AXES = ("filter", "channel", "row", "column")
AXES = {4: IMAGE_AXES, 3: ("channel", "row", "column"), 2: ("row", "column"), 1: ("entry",)}


def axis_names(name: str, ndim: int) -> tuple[str, ...]:
    """Name the axes of the array called `name`, as the handouts call them."""
    of_filters = name in {"w", "dw"} or name.startswith("grads['w")
    if of_filters and ndim == len(FILTER_AXES):
        return FILTER_AXES
    return AXES.get(ndim, tuple(f"axis {i}" for i in range(ndim)))


def region(wrong: NDArray[np.bool_], name: str) -> str:
    """Describe the true entries of the mask `wrong`: "all in the last row", "everywhere".

    Sentences start with the count, so that they read on from the array's name.
    """
    count, size = int(wrong.sum()), wrong.size
    if count == size:
        return "all of its entries are wrong" if size > 1 else "its only entry is wrong"
    said = f"{count} of {size} entries {'are' if count > 1 else 'is'} wrong"
    places = [
        place
        for axis, label in enumerate(axis_names(name, wrong.ndim))
        if (place := _along(wrong, axis, label))
    ]
    return f"{said}, {'all ' * (count > 1)}in {' of '.join(reversed(places))}" if places else said


def _along(wrong: NDArray[np.bool_], axis: int, label: str) -> str:
    """Say which positions along one axis hold all wrong entries, or "" where it is no news."""
    others = tuple(i for i in range(wrong.ndim) if i != axis)
    hit = np.flatnonzero(wrong.any(axis=others))
    length = wrong.shape[axis]
    if len(hit) == length or length == 1:
        return ""
    if len(hit) == 1:
        return {0: f"the first {label}", length - 1: f"the last {label}"}.get(
            int(hit[0]), f"{label} {hit[0]}"
        )
    if len(hit) == 2 and hit[0] == 0 and hit[1] == length - 1:
        return f"the first and last {label}"
    if hit[0] > 0 and len(hit) == length - hit[0]:
        return f"the {_plural(label)} from {hit[0]} on"
    if hit[-1] < length - 1 and len(hit) == hit[-1] + 1:
        return f"the {_plural(label)} up to {hit[-1]}"
    return ""


def _plural(label: str) -> str:
    return f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"
