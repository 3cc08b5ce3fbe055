"""Questions about one axis, made from their answers: no formula is needed to know what is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st


@dataclass(frozen=True)
class AxisCase:
    """An axis and the windows on it, as `output_size` and its relatives are asked about them."""

    size: int
    kernel: int
    settings: Mapping[str, int]
    windows: int
    left_over: int = 0
    """Cells behind the last window."""
    missing: int = 0
    """Cells that SAME has to add; a negative number where there are more than it needs."""

    def ask(self, function: Callable[..., Any]) -> Any:
        """Put the question: `function(size, kernel, **settings)`."""
        return function(self.size, self.kernel, **self.settings)


def axis_case(
    windows: int, kernel: int, *, stride: int = 1, left_over: int = 0, padding: int = 0
) -> AxisCase:
    """Make the axis on which so many windows leave so many cells over.

    Padding is cut down where it would leave no cell of the image.
    """
    padded = (windows - 1) * stride + kernel + left_over
    padding = min(padding, (padded - 1) // 2)
    size, given = padded - 2 * padding, {"stride": stride, "padding": padding}
    return AxisCase(size, kernel, given, windows, left_over)


@st.composite
def axis_cases(draw: st.DrawFn, *, gaps: bool = True) -> AxisCase:
    """Draw an axis; without `gaps` no cell lies between two windows."""
    windows, kernel = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    stride = draw(st.integers(1, kernel + 2 * gaps))
    left_over, padding = draw(st.integers(0, stride - 1)), draw(st.integers(0, 3))
    return axis_case(windows, kernel, stride=stride, left_over=left_over, padding=padding)


def same_axis_case(windows: int, last: int, missing: int, *, stride: int = 1) -> AxisCase:
    """Make the axis that `windows` windows cover if the `missing` cells are added.

    `last` cells of it, 1 to `stride`, lie from the last window's start on.
    """
    size = (windows - 1) * stride + last
    return AxisCase(size, last + missing, {"stride": stride}, windows, missing=missing)


@st.composite
def same_axis_cases(draw: st.DrawFn) -> AxisCase:
    """Draw an axis for `same_padding`, some with nothing missing."""
    stride, windows = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    last = draw(st.integers(1, stride))
    return same_axis_case(windows, last, draw(st.integers(1 - last, 6)), stride=stride)
