"""Cases of convolution, pooling, padding and whole images, one by one and drawn.

A strategy draws dimensions, settings and one seed for the values, never the values themselves:
twice as fast as drawing arrays, and shrinking works on what a student can see.
"""

from __future__ import annotations

from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, positions


def conv_case(
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
    """Make a case for `conv2d(x, w, b)`; the defaults are the plain one to vary from."""
    h, w = (positions(s, k, stride, padding) for s, k in zip(size, kernel, strict=True))
    return Case(
        {"x": (n, c, *size), "w": (f, c, *kernel), "b": (f,)},
        {"stride": stride, "padding": padding},
        (n, f, h, w),
        ("x", "w"),
        values=values,
        seed=seed,
    )


@st.composite
def conv_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `conv2d`: any legal sizes, stride and padding, often not square."""
    stride, padding = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    h, w = (draw(st.integers(max(1, k - 2 * padding), 6)) for k in kernel)
    n, c, f = (draw(st.integers(1, 3)) for _ in range(3))
    return conv_case(
        n, c, f, (h, w), kernel, stride=stride, padding=padding, values=values, seed=draw(SEEDS)
    )


def pool_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (6, 6),
    kernel: Pair = (2, 2),
    *,
    stride: int = 2,
    values: str = "spaced",
    seed: int = 0,
) -> Case:
    """Make a case for `max_pool2d(x)` and its like; "spaced" values have no ties."""
    h, w = (positions(s, k, stride) for s, k in zip(size, kernel, strict=True))
    return Case(
        {"x": (n, c, *size)},
        {"kernel": kernel, "stride": stride},
        (n, c, h, w),
        ("x",),
        values=values,
        seed=seed,
    )


@st.composite
def pool_cases(draw: st.DrawFn, values: str = "spaced") -> Case:
    """Draw a case for pooling: windows that overlap, leave gaps, or do not tile."""
    kernel = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    size = tuple(draw(st.integers(k, 7)) for k in kernel)
    n, c = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return pool_case(
        n,
        c,
        (size[0], size[1]),
        kernel,
        stride=draw(st.integers(1, 4)),
        values=values,
        seed=draw(SEEDS),
    )


def image_case(
    n: int = 2, c: int = 3, size: Pair = (4, 5), *, values: str = "normal", seed: int = 0
) -> Case:
    """Make a case for a function of one batch of images that keeps or averages its pixels."""
    return Case({"x": (n, c, *size)}, {}, (n, c), ("x",), values=values, seed=seed)


@st.composite
def image_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a batch of images."""
    n, c, h, w = (draw(st.integers(1, 5)) for _ in range(4))
    return image_case(n, c, (h, w), values=values, seed=draw(SEEDS))


def pad_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (3, 4),
    sides: tuple[int, int, int, int] = (1, 1, 1, 1),
    *,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `zero_pad2d`; `sides` are top, bottom, left, right."""
    top, bottom, left, right = sides
    return Case(
        {"x": (n, c, *size)},
        {"top": top, "bottom": bottom, "left": left, "right": right},
        (n, c, size[0] + top + bottom, size[1] + left + right),
        values=values,
        seed=seed,
    )


@st.composite
def pad_cases(draw: st.DrawFn, values: str = "normal") -> Case:
    """Draw a case for `zero_pad2d`: four sides of their own, zero among them."""
    n, c, h, w = (draw(st.integers(1, 4)) for _ in range(4))
    top, bottom, left, right = (draw(st.integers(0, 3)) for _ in range(4))
    sides = (top, bottom, left, right)
    return pad_case(n, c, (h, w), sides, values=values, seed=draw(SEEDS))
