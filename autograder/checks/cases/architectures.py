"""The networks as a list of stages, each with how it follows, and images to try them on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.cases.following import (
    Array,
    Follows,
    conv,
    corner,
    dense,
    distances,
    framed,
    inception,
    inverted,
    normed,
    points_of_board,
    pointwise,
    probabilities,
    quarters,
    relu6,
    residual,
    same,
    shares,
    whole,
)
from autograder.checks.cases.networks import NetworkCase
from autograder.checks.cases.stages import assert_stages

# fmt: off
NETWORKS: Mapping[str, Mapping[str, Follows]] = {
    "lenet5": {
        "C1": conv("x", "1", first=1, act=np.tanh), "S2": quarters("C1"),
        "C3": conv("S2", "3", first=1, act=np.tanh), "S4": quarters("C3"),
        "C5": dense("S4", "5", np.tanh), "F6": dense("C5", "6", np.tanh), "y": distances},
    "alexnet": {
        "C1": conv("x", "1", 4, 5), "N1": normed("C1"), "S2": corner("N1", 2, 2),
        "C3": conv("S2", "3"), "N3": normed("C3"), "S4": corner("N3", 2, 2),
        "C5": conv("S4", "5"), "C6": conv("C5", "6"), "C7": conv("C6", "7"),
        "S8": corner("C7", 2, 2), "F9": dense("S8", "9"), "F10": dense("F9", "10"),
        "y": dense("F10", "11", same)},
    "fashion_cnn": {
        "C1": conv("x", "1"), "S2": corner("C1", 2, 1), "C3": conv("S2", "3"),
        "C4": conv("C3", "4"), "S5": corner("C4", 2, 1), "C6": conv("S5", "6"),
        "C7": conv("C6", "7"), "S8": corner("C7", 2, 1), "F9": dense("S8", "9"),
        "F10": dense("F9", "10"), "y": dense("F10", "11", shares)},
    "resnet": {
        "C1": conv("x", "1", 2), "S2": framed("C1"), "R3": residual("S2", "r3", 1),
        "R4": residual("R3", "r4", 2), "R5": residual("R4", "r5", 2), "G6": whole("R5"),
        "y": dense("G6", "7", same)},
    "mobilenet_v2": {
        "C1": conv("x", "1", 2, act=relu6), "M2": inverted("C1", "m2", 1),
        "M3": inverted("M2", "m3", 2), "M4": inverted("M3", "m4", 1), "C5": pointwise,
        "G6": whole("C5"), "y": dense("G6", "7", same)},
    "googlenet": {
        "C1": conv("x", "1", 2), "S2": framed("C1"), "I3": inception("S2", "i3"),
        "S4": framed("I3"), "I5": inception("S4", "i5"), "G6": whole("I5"),
        "y": dense("G6", "7", same)},
}
# fmt: on


def stages_of(case: NetworkCase) -> Mapping[str, Follows]:
    """Return how each stage of a case's network follows."""
    if case.network in NETWORKS:
        return NETWORKS[case.network]
    names = ["x", *list(case.stages)[:-2]]  # a policy network has any number of convolutions
    layers = {name: conv(before, name[1:]) for before, name in pairwise(names)}
    return layers | {"S": points_of_board, "y": probabilities}


def middle(w: Array) -> Array:
    """Keep of a filter what is in its middle; other arrays as they are."""
    if w.ndim < 3 or w.shape[-1] < 2:
        return w
    kept, at = np.zeros_like(w), (..., w.shape[-2] // 2, w.shape[-1] // 2)
    kept[at] = w[at]
    return kept


def slope(case: NetworkCase) -> tuple[Array, dict[str, Array]]:
    """Return an image that rises to the right and below, and filters that keep it rising."""
    shape = case.shapes["x"]
    rows, columns = np.indices(shape[2:])
    each = np.arange(1.0, shape[0] * shape[1] + 1).reshape(*shape[:2], 1, 1)
    params = {key: np.abs(middle(w)) for key, w in case.params.items()}
    return (each + 0.5 * rows + 0.25 * columns) / 4, params


def flat(case: NetworkCase) -> tuple[Array, dict[str, Array]]:
    """Return an image of one colour, and filters of both signs."""
    x = case.arrays[0]
    return x[:, :, :1, :1] + np.zeros_like(x), anything(case)[1]


def anything(case: NetworkCase) -> tuple[Array, dict[str, Array]]:
    """Return any image, for a network without max-pools, and filters of both signs."""
    return case.arrays[0], {key: middle(w) for key, w in case.params.items()}


Look = Callable[[NetworkCase], tuple[Array, dict[str, Array]]]


@cache
def _followed(case: NetworkCase, look: Look) -> tuple[Array, dict[str, Array], list[Array]]:
    """Return what is asked, and the right stages; the same for every submission of a class."""
    x, params = look(case)
    right: list[Array] = []
    for i in range(len(case.stages)):
        right.append(_stage(case, (x, params), i, right))
    return x, params, right


def _stage(
    case: NetworkCase, asked: tuple[Array, dict[str, Array]], i: int, given: Sequence[Array]
) -> Array:
    """Work out stage i from those before it."""
    (x, params), names = asked, list(case.stages)
    before = {"x": x} | dict(zip(names[:i], given, strict=False))
    return stages_of(case)[names[i]](before, params, case.stages[names[i]])


def assert_follows(
    function: Callable[..., Any], case: NetworkCase, look: Look, only: str = ""
) -> None:
    """Demand that a network's stages follow from its input, or those in `only`."""
    x, params, right = _followed(case, look)
    again = partial(_stage, case, (x, params))
    assert_stages(function(x, params), list(case.stages), right, only, again)
