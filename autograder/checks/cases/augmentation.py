"""Cases of functions that make new pictures of given ones, and what a random crop may be."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair
from autograder.checks.cases.masks import CHANCE
from autograder.checks.compare import assert_array, assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.values import Array


def is_clear(old: int, new: int) -> bool:
    """Tell whether no middle of `new` pixels lies between two of `old` ones.

    There floats agree with whole numbers, however the formula of `resize_nearest` is written.
    """
    return all((2 * i + 1) * old % (2 * new) for i in range(new))


SIZES = tuple((old, new) for old in range(1, 6) for new in range(1, 6) if is_clear(old, new))
"""Old and new sizes for `resize_nearest`."""

ENOUGH = 100
"""Pairs of images, to say of places that they agree too often for chance."""

Places = list[tuple[int, int]]


class PictureCase(Case):
    """A case whose pixels are anything from 0 to 1, or of another kind where one is named."""

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """The pictures, read-only."""
        if self.values != "pixels":
            return super().arrays
        x = np.random.default_rng([self.seed, 1]).random(self.shapes["x"])
        x.flags.writeable = False
        return (x,)


def picture_case(
    n: int = 2,
    c: int = 3,
    image: Pair = (4, 5),
    *,
    values: str = "distinct",
    seed: int = 0,
    **settings: Any,
) -> PictureCase:
    """Make a case for a function of pictures; `settings` are its keyword arguments.

    With `size` the answer has that size, with an odd number of `turns` it lies on its side.
    """
    output = settings.get("size") or image[:: -1 if settings.get("turns", 0) % 2 else 1]
    return PictureCase({"x": (n, c, *image)}, settings, (n, c, *output), values=values, seed=seed)


def _drawn(draw: st.DrawFn, values: str, image: Pair | None = None, **settings: Any) -> Case:
    n, c, h, w = (draw(st.integers(1, 4)) for _ in range(4))
    seed = draw(SEEDS)
    return picture_case(n, c, image or (h, w + 1), values=values, seed=seed, **settings)


@st.composite
def flip_cases(draw: st.DrawFn) -> Case:
    """Draw pictures to be flipped."""
    return _drawn(draw, "distinct")


@st.composite
def shift_cases(draw: st.DrawFn) -> Case:
    """Draw pictures and how far to move them, out of sight too."""
    down, right = draw(st.integers(-5, 5)), draw(st.integers(-5, 5))
    return _drawn(draw, "positive", down=down, right=right)


@st.composite
def brightness_cases(draw: st.DrawFn) -> Case:
    """Draw pictures and how much light to add, in sixteenths."""
    return _drawn(draw, "pixels", delta=draw(st.integers(-16, 16)) / 16)


@st.composite
def contrast_cases(draw: st.DrawFn, factor: float | None = None) -> Case:
    """Draw pictures and a factor, up to three and in quarters, unless it is given."""
    if factor is None:
        factor = draw(st.integers(0, 12)) / 4
    return _drawn(draw, "pixels", factor=factor)


@st.composite
def turn_cases(draw: st.DrawFn) -> Case:
    """Draw pictures and how often to turn them, backwards too."""
    return _drawn(draw, "distinct", turns=draw(st.integers(-5, 9)))


@st.composite
def resize_cases(draw: st.DrawFn) -> Case:
    """Draw pictures and a new size; no new pixel's middle lies between two old pixels."""
    (h, oh), (w, ow) = draw(st.sampled_from(SIZES)), draw(st.sampled_from(SIZES))
    return _drawn(draw, "distinct", image=(h, w), size=(oh, ow))


def assert_crops(got: Any, x: Array, size: Pair) -> Places:
    """Demand one window of every image, cut out of all channels alike; return their places.

    x: (N, C, H, W), no number twice. The places are (row, column) of the windows' first pixels.
    """
    height, width = size
    y = assert_shape(got, (*x.shape[:2], *size))
    found = []
    for n, crop in enumerate(y):
        at = np.argwhere(x[n, 0] == crop[0, 0, 0])
        i, j = (int(k) for k in at[0]) if len(at) else (x.shape[2], 0)
        if not np.array_equal(crop, x[n, :, i : i + height, j : j + width]):
            said = f"y[{n}] is no window of x[{n}], the same one in all its channels"
            raise CheckFailed(Row("y", f"has the right shape, but {said}"))
        found.append((i, j))
    return found


def assert_evenly(found: Places, rows: int, columns: int) -> None:
    """Demand that all places came up about equally often, and each by a chance of its own.

    There are rows · columns places. Rows and columns of a place, and of one image and the next,
    have nothing to do with each other.
    """
    places = rows * columns
    counts = np.zeros((rows, columns))
    np.add.at(counts, tuple(np.transpose(found)), 1)
    wanted = len(found) / places
    off = np.abs(counts - wanted) / (wanted * (1 - 1 / places)) ** 0.5
    i, j = (int(k) for k in np.unravel_index(int(off.argmax()), off.shape))
    if off[i, j] > CHANCE:
        said = f"({i}, {j}) came up {counts[i, j]:.0f} times in {len(found)}, expected {wanted:.0f}"
        shown = Row("", f"row and column {said}", reveals=True)
        raise CheckFailed(Row("places", "are not equally likely"), shown)
    _demand_independent(np.array(found, dtype=np.float64))
    _demand_no_repetition(np.array([i * columns + j for i, j in found]) * 1.0, 1 / places)


def _demand_independent(found: Array) -> None:
    tops, lefts = (found - found.mean(axis=0)).T
    pairs = (
        ("row and column of a place", tops, lefts),
        ("the rows of one image and the next", tops[1:], tops[:-1]),
        ("the columns of one image and the next", lefts[1:], lefts[:-1]),
    )
    for what, one, other in pairs:
        spread = float(np.sqrt((one**2).sum() * (other**2).sum()))
        if spread and abs(float((one * other).sum())) / spread > CHANCE / len(one) ** 0.5:
            raise CheckFailed(Row("places", f"are not by chance: {what} go together"))


def _demand_no_repetition(numbers: Array, chance: float) -> None:
    """Demand that places of images any distance apart agree by chance only."""
    for apart in range(1, len(numbers) - ENOUGH):
        alike = float(np.mean(numbers[apart:] == numbers[:-apart]))
        spread = (chance * (1 - chance) / (len(numbers) - apart)) ** 0.5
        if alike - chance > CHANCE * spread:
            said = f"are not by chance: those of images that are {apart} apart are often the same"
            raise CheckFailed(Row("places", said))


def assert_places_alike(first: Places, again: Places) -> None:
    """Demand the same crops when a seed comes again."""
    if first != again:
        said = "other places when the same seed comes again: make a generator from the seed"
        raise CheckFailed(Row("places", said))


def assert_places_differ(several: list[Places]) -> None:
    """Demand other crops for other seeds."""
    if any(one == other for k, one in enumerate(several) for other in several[:k]):
        raise CheckFailed(Row("places", "the same ones for another seed"))


def pixel_at(case: Case, place: Pair) -> tuple[Array, Array]:
    """Return pictures (N, C, H, W) that are 0 but for one pixel, and the colours (N, C) of it."""
    x = np.zeros(case.shapes["x"])
    colours = np.arange(1.0, 1 + x[:, :, 0, 0].size).reshape(x.shape[:2]) / 16
    x[:, :, place[0], place[1]] = colours
    return x, colours


def assert_pixel_at(got: Any, shape: tuple[int, ...], place: Pair, colours: Array) -> None:
    """Demand pictures of this shape that are 0 but for one pixel; outside, nothing is left."""
    right = np.zeros(shape)
    if 0 <= place[0] < shape[2] and 0 <= place[1] < shape[3]:
        right[:, :, place[0], place[1]] = colours
    assert_array(got, right)
