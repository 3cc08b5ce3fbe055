"""Cases of an inception module and of an auxiliary classifier, and which branch is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, Shape
from autograder.checks.compare import assert_array, assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.grads import counted, listed
from autograder.checks.values import Array

Channels = tuple[int, int, int, int, int, int]

BRANCHES = {"1×1": "w1 b1", "3×3": "w3r b3r w3 b3", "5×5": "w5r b5r w5 b5", "pool": "wp bp"}
"""The branches in the order of their channels, each with the names of what it learns."""

SECOND = {"b3": "quarters", "b5": "quarters"}
"""Kinds of the biases of second convolutions. Pixels are whole numbers without ties, filters small
whole numbers, the other biases halves. So what the relu of a 1×1 convolution gets is a half more
than a whole number, and what a relu after 3×3 or 5×5 gets a quarter more than a multiple of a half:
no kink is nearer than a quarter."""


def inception_case(
    n: int = 2,
    c: int = 2,
    size: Pair = (4, 4),
    channels: Channels = (2, 2, 2, 2, 2, 2),
    *,
    x: str = "distinct",
    values: str = "",
    seed: int = 0,
) -> Case:
    """Make a case for `inception_module(x, params)`; the defaults are the plain one.

    `channels` are those of w1, w3r, w3, w5r, w5 and wp, as in the table of GoogLeNet's paper. `x`
    is the kind of the image's values. Without `values`, a kind for everything, all keep away from
    kinks (see SECOND).
    """
    f1, r3, f3, r5, f5, fp = channels
    filters = {
        "1": (f1, c, 1, 1),
        "3r": (r3, c, 1, 1),
        "3": (f3, r3, 3, 3),
        "5r": (r5, c, 1, 1),
        "5": (f5, r5, 5, 5),
        "p": (fp, c, 1, 1),
    }
    shapes: dict[str, Shape] = {"x": (n, c, *size)}
    for key, shape in filters.items():
        shapes |= {f"w{key}": shape, f"b{key}": shape[:1]}
    kinds = {name: "small" if name[0] == "w" else "halves" for name in shapes} | SECOND | {"x": x}
    output = (n, f1 + f3 + f5 + fp, *size)
    return Case(shapes, {}, output, values=values or kinds, packed=True, seed=seed)


@st.composite
def inception_cases(draw: st.DrawFn) -> Case:
    """Draw a case for `inception_module`: the 5×5 window is larger than the images.

    A batch has at most 72 numbers, so that three channels of a pixel are at most 213 together, a
    filter's weight is at most 2 and a 5×5 window sees at most 12 pixels of 3 channels: whichever
    array moves by a step, what a relu gets moves by less than 15,400 steps. With KINK_STEP that is
    less than the quarter that is between it and the kink.
    """
    size = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    n, c = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    f1, r3, f3, r5, f5, fp = (draw(st.integers(1, 3)) for _ in range(6))
    x = draw(st.sampled_from(("distinct", "below")))
    return inception_case(n, c, size, (f1, r3, f3, r5, f5, fp), x=x, seed=draw(SEEDS))


def auxiliary_case(
    n: int = 2,
    c: int = 3,
    k: int = 4,
    size: Pair = (3, 4),
    *,
    values: str = "normal",
    seed: int = 0,
) -> Case:
    """Make a case for `auxiliary_classifier(x, params)`."""
    shapes: dict[str, Shape] = {"x": (n, c, *size), "w": (k, c), "b": (k,)}
    return Case(shapes, {}, (n, k), values=values, packed=True, seed=seed)


def arrays_with(case: Case, x: Array, **entries: tuple[Any, Any]) -> tuple[Array, ...]:
    """Return x and a case's filters and biases; those named are 0 but for one entry, or a block.

    `w3=((0, 0, 0, 2), 1)` makes a 3×3 filter that has a 1 in its upper right corner.
    """
    arrays = case.params | {key: np.zeros_like(case.params[key]) for key in entries}
    for key, (at, value) in entries.items():
        arrays[key][at] = value
    return x, *arrays.values()


def branch_slices(sizes: Sequence[int]) -> dict[str, slice]:
    """Return where in the output the channels of each branch are."""
    ends = list(accumulate(sizes))
    placed = zip(BRANCHES, [0, *ends], ends, strict=False)
    return {name: slice(start, end) for name, start, end in placed}


def branch_sizes(case: Case) -> tuple[int, ...]:
    """Return how many channels each branch of a case has."""
    return tuple(case.shapes[name][0] for name in ("w1", "w3", "w5", "wp"))


def upstream(case: Case, branch: str = "") -> Array:
    """Return an upstream gradient that float32 cannot hold; 0 outside `branch`, if one is named.

    With 0 elsewhere, dx is what comes through that branch alone.
    """
    dy = np.random.default_rng([case.seed, 4]).standard_normal(case.output)
    if branch:
        kept = np.zeros_like(dy)
        channels = branch_slices(branch_sizes(case))[branch]
        kept[:, channels] = dy[:, channels]
        dy = kept
    return dy


def assert_branches(got: Any, right: Array, sizes: Sequence[int], only: str = "") -> None:
    """Demand that the output of an inception module agrees with `right`, branch by branch.

    With `only`, the name of a branch, just that one is judged; what is said of the others holds all
    the same, so that a student sees which ones to look at.
    """
    answer = assert_shape(got, right.shape)
    wrong = {}
    for name, channels in branch_slices(sizes).items():
        label = f"y[:, {channels.start}:{channels.stop}]"
        try:
            assert_array(answer[:, channels], right[:, channels], label)
        except CheckFailed as fault:
            wrong[name] = fault.rows
    judged = [name for name in wrong if only in {"", name}]
    if judged:
        raise CheckFailed(Row("branches", _summary(list(wrong))), *wrong[judged[0]])


def assert_first_channel(got: Any, right: Array, case: Case, branch: str) -> None:
    """Demand that the first channel of a branch is as expected; the others are not judged."""
    at = branch_slices(branch_sizes(case))[branch].start
    y = assert_shape(got, case.output)
    assert_array(y[:, at : at + 1], right, f"y[:, {at}:{at + 1}]")


def _summary(wrong: list[str]) -> str:
    """Say which branches are wrong and how many are right."""
    right = len(BRANCHES) - len(wrong)
    if not right:
        return "all four are wrong"
    verb = "branch is" if len(wrong) == 1 else "branches are"
    rest = f"the other {counted(right)} are" if right > 1 else "the other is"
    return f"the {listed(wrong)} {verb} wrong, {rest} right"
