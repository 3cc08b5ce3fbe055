"""Cases of im2col and col2im."""

from __future__ import annotations

from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, positions


def im2col_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (5, 5),
    kernel: Pair = (3, 3),
    *,
    stride: int = 1,
    padding: int = 1,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `im2col(x, kernel)`; the defaults are the plain one to vary from."""
    return Case(
        {"x": (n, c, *size)},
        {"stride": stride, "padding": padding},
        (n, c * kernel[0] * kernel[1], _windows(size, kernel, stride, padding)),
        extra=(kernel,),
        values=values,
        seed=seed,
    )


def col2im_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (5, 5),
    kernel: Pair = (3, 3),
    *,
    stride: int = 1,
    padding: int = 1,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `col2im(cols, shape, kernel)`."""
    image = (n, c, *size)
    return Case(
        {"cols": (n, c * kernel[0] * kernel[1], _windows(size, kernel, stride, padding))},
        {"stride": stride, "padding": padding},
        image,
        extra=(image, kernel),
        values=values,
        seed=seed,
    )


@st.composite
def im2col_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `im2col`: any legal sizes, stride and padding, often not square."""
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    h, w = (draw(st.integers(max(1, k - 2 * padding), 6)) for k in kernel)
    n, c = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return im2col_case(
        n, c, (h, w), kernel, stride=stride, padding=padding, values=values, seed=draw(SEEDS)
    )


def _windows(size: Pair, kernel: Pair, stride: int, padding: int) -> int:
    """Count the windows of one image."""
    h, w = (positions(s, k, stride, padding) for s, k in zip(size, kernel, strict=True))
    return h * w
