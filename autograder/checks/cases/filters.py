"""Cases of one kernel on one image, grey or in three colours, one by one and drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, positions


def filter_case(
    size: Pair = (5, 5),
    kernel: Pair = (3, 3),
    *,
    channel: int | None = None,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `correlate2d(image, kernel)`; with `channel`, one for `channel_edges`."""
    h, w = (positions(s, k, 1) for s, k in zip(size, kernel, strict=True))
    grey = channel is None
    return Case(
        {"image": size if grey else (3, *size), "kernel": kernel},
        {} if grey else {"channel": channel},
        (h, w),
        values=values,
        seed=seed,
    )


@st.composite
def filter_cases(draw: st.DrawFn, values: str = "normal", *, colour: bool = False) -> Case:
    """Draw a kernel and an image that it fits, often not square."""
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    size = draw(st.integers(kernel[0], 6)), draw(st.integers(kernel[1], 6))
    channel = draw(st.integers(0, 2)) if colour else None
    return filter_case(size, kernel, channel=channel, values=values, seed=draw(SEEDS))
