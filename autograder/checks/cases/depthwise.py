"""Cases of depthwise, pointwise and separable convolution, and of MobileNet's block."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, positions

INVERTED_VALUES = {
    "x": "integers",
    "we": "small",
    "be": "halves",
    "wd": "small",
    "bd": "quarters",
    "wp": "small",
    "bp": "small",
}
"""What goes into the first relu6 is a whole number and a half, so half from 0 and 6 at least; cut
off, it is 0, 6 or a multiple of a half, and what goes into the second is a quarter from them. About
half of either is below 0, the rest between 0 and 6 and above 6: every part of relu6 is used."""


def depthwise_case(
    n: int = 2,
    c: int = 3,
    size: Pair = (5, 5),
    kernel: Pair = (3, 3),
    *,
    stride: int = 1,
    padding: int = 1,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `depthwise_conv2d(x, w, b)`; the defaults are the plain one to vary from."""
    h, w = (positions(s, k, stride, padding) for s, k in zip(size, kernel, strict=True))
    return Case(
        {"x": (n, c, *size), "w": (c, *kernel), "b": (c,)},
        {"stride": stride, "padding": padding},
        (n, c, h, w),
        ("x", "w"),
        values=values,
        seed=seed,
    )


@st.composite
def depthwise_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `depthwise_conv2d`: any legal sizes, stride and padding, often not square."""
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    h, w = (draw(st.integers(max(1, k - 2 * padding), 6)) for k in kernel)
    n, c = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return depthwise_case(
        n, c, (h, w), kernel, stride=stride, padding=padding, values=values, seed=draw(SEEDS)
    )


def pointwise_case(
    n: int = 2,
    c: int = 3,
    f: int = 2,
    size: Pair = (3, 4),
    *,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `pointwise_conv2d(x, w, b)`; its filters have no height and width."""
    return Case(
        {"x": (n, c, *size), "filters": (f, c), "b": (f,)},
        {},
        (n, f, *size),
        ("x", "filters"),
        values=values,
        seed=seed,
    )


@st.composite
def pointwise_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `pointwise_conv2d`."""
    n, c, f, h, w = (draw(st.integers(1, 4)) for _ in range(5))
    return pointwise_case(n, c, f, (h, w), values=values, seed=draw(SEEDS))


def separable_case(
    n: int = 2,
    c: int = 2,
    f: int = 3,
    size: Pair = (5, 5),
    kernel: Pair = (3, 3),
    *,
    stride: int = 1,
    padding: int = 1,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `separable_conv2d(x, params)`; the defaults are the plain one."""
    h, w = (positions(s, k, stride, padding) for s, k in zip(size, kernel, strict=True))
    return Case(
        {"x": (n, c, *size), "wd": (c, *kernel), "bd": (c,), "wp": (f, c), "bp": (f,)},
        {"stride": stride, "padding": padding},
        (n, f, h, w),
        values=values,
        packed=True,
        seed=seed,
    )


@st.composite
def separable_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `separable_conv2d`: any legal sizes, stride and padding."""
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    kernel = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    h, w = (draw(st.integers(max(1, k - 2 * padding), 5)) for k in kernel)
    n, c, f = (draw(st.integers(1, 3)) for _ in range(3))
    return separable_case(
        n, c, f, (h, w), kernel, stride=stride, padding=padding, values=values, seed=draw(SEEDS)
    )


def inverted_case(
    n: int = 2,
    c: int = 2,
    t: int = 4,
    f: int = 2,
    size: Pair = (4, 4),
    *,
    stride: int = 1,
    values: str | Mapping[str, str] = INVERTED_VALUES,
    seed: int = 0,
) -> Case:
    """Make a case for `inverted_residual(x, params)`; the plain one adds x at the end.

    Values of other kinds may come near a kink of relu6.
    """
    h, w = (positions(s, 3, stride, 1) for s in size)
    expansion = {"we": (t, c), "be": (t,)}
    return Case(
        {"x": (n, c, *size)} | expansion | {"wd": (t, 3, 3), "bd": (t,), "wp": (f, t), "bp": (f,)},
        {"stride": stride},
        (n, f, h, w),
        values=values,
        packed=True,
        seed=seed,
    )


@st.composite
def inverted_cases(draw: st.DrawFn) -> Case:
    """Draw a case for `inverted_residual`, at the strides that it has in a network.

    One pixel keeps its shape at stride 2; whether x is added to it then has a check of its own.
    """
    stride = draw(st.integers(1, 2))
    n, c, f = (draw(st.integers(1, 3)) for _ in range(3))
    t, h, w = (draw(st.integers(1, 4)) for _ in range(3))
    high = h + 1 if h == w == 1 else h
    return inverted_case(n, c, t, f, (high, w), stride=stride, seed=draw(SEEDS))
