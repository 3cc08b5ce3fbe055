"""How each stage of a network follows from those before, on images whose answers are plain.

Filters have weights in their middle only, so that they mix the channels of one pixel; and images
are of one colour, or rise to the right and below, so that a max-pool takes the lower right corner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.case import Shape

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Follows = Callable[[Arrays, Arrays, Shape], Array]
"""Makes a stage of this shape from the stages before it, by name, and the network's params."""


def relu(z: Array) -> Array:
    """Return z where it is above 0."""
    return np.where(z > 0, z, 0)


def relu6(z: Array) -> Array:
    """Return z between 0 and 6."""
    return np.asarray(np.clip(z, 0, 6))


def same(z: Array) -> Array:
    """Return z as it is."""
    return z


def shares(s: Array) -> Array:
    """Return the softmax of scores."""
    powers = np.exp(s - s.max())  # of toy scores, which are all about as large
    return np.asarray(powers / powers.sum(axis=1)[:, None])


def seen(x: Array, step: int, first: int, shape: Shape) -> Array:
    """Return every step-th row and column from `first` on; the last one again beyond the edge."""
    rows, columns = (
        np.minimum(first + step * np.arange(count), size - 1)
        for count, size in zip(shape[2:], x.shape[2:], strict=True)
    )
    return x[:, :, rows][..., columns]


def fewer(x: Array, step: int) -> Shape:
    """Return the shape of what 3×3 windows make of x at stride `step` with padding 1."""
    return (*x.shape[:2], *(-(-size // step) for size in x.shape[2:]))


def mixed(x: Array, w: Array, b: Array) -> Array:
    """Mix the channels of every pixel."""
    weights = w.reshape(*w.shape[:2], -1).sum(axis=2)
    return np.tensordot(weights, x, (1, 1)).swapaxes(0, 1) + b[:, None, None]


def part(params: Arrays, name: str) -> Arrays:
    """Return a block's parameters."""
    return {key.split(".")[1]: w for key, w in params.items() if key.split(".")[0] == name}


def conv(
    before: str, key: str, step: int = 1, first: int = 0, act: Callable[[Array], Array] = relu
) -> Follows:
    """Return how a convolution follows; `first` is where its first window has its middle."""
    return lambda s, p, to: act(mixed(seen(s[before], step, first, to), p[f"w{key}"], p[f"b{key}"]))


def corner(before: str, step: int, first: int) -> Follows:
    """Return how a max-pool follows, whose first window ends at row and column `first`."""
    return lambda s, _, to: seen(s[before], step, first, to)


def framed(before: str) -> Follows:
    """Return how a 3×3 max-pool at stride 2 follows, with a frame that never wins."""
    return lambda s, _, __: seen(s[before], 2, 1, fewer(s[before], 2))


def quarters(before: str) -> Follows:
    """Return how an average pool of 2×2 follows."""

    def follows(s: Arrays, _: Arrays, to: Shape) -> Array:
        places = [(i, j) for i in (0, 1) for j in (0, 1)]
        corners = [s[before][:, :, i::2, j::2][:, :, : to[2], : to[3]] for i, j in places]
        return np.asarray(np.sum(corners, axis=0) / 4)

    return follows


def dense(before: str, key: str, act: Callable[[Array], Array] = relu) -> Follows:
    """Return how a dense layer follows, or a convolution as large as what it sees."""

    def follows(s: Arrays, p: Arrays, to: Shape) -> Array:
        rows, w = s[before].reshape(len(s[before]), -1), p[f"w{key}"]
        return act(np.inner(rows, w.reshape(len(w), -1)) + p[f"b{key}"]).reshape(to)

    return follows


def whole(before: str) -> Follows:
    """Return how a global average pool follows."""
    return lambda s, _, __: s[before].mean(axis=(2, 3))


def normed(before: str) -> Follows:
    """Return how local response norm follows: a channel, the one before it and the one after."""

    def follows(s: Arrays, _: Arrays, __: Shape) -> Array:
        squares = np.pad(s[before] ** 2, ((0, 0), (1, 1), (0, 0), (0, 0)))
        three = squares[:, :-2] + squares[:, 1:-1] + squares[:, 2:]
        return np.asarray(s[before] / (1 + 0.00002 * three) ** 0.75)

    return follows


def residual(before: str, name: str, step: int) -> Follows:
    """Return how a residual block follows."""

    def follows(s: Arrays, p: Arrays, _: Shape) -> Array:
        x, q = seen(s[before], step, 0, fewer(s[before], step)), part(p, name)
        z = mixed(relu(mixed(x, q["w1"], q["b1"])), q["w2"], q["b2"])
        return relu(z + (mixed(x, q["ws"], q["bs"]) if "ws" in q else x))

    return follows


def inverted(before: str, name: str, step: int) -> Follows:
    """Return how an inverted residual follows."""

    def follows(s: Arrays, p: Arrays, _: Shape) -> Array:
        x, q = seen(s[before], step, 0, fewer(s[before], step)), part(p, name)
        e = relu6(mixed(x, q["we"], q["be"]))
        d = relu6(e * q["wd"].sum(axis=(1, 2))[:, None, None] + q["bd"][:, None, None])
        y = mixed(d, q["wp"], q["bp"])
        return y + x if step == 1 and y.shape == x.shape else y

    return follows


def inception(before: str, name: str) -> Follows:
    """Return how an inception module follows."""

    def follows(s: Arrays, p: Arrays, _: Shape) -> Array:
        x, q = s[before], part(p, name)
        a3, a5 = (relu(mixed(x, q[f"w{key}r"], q[f"b{key}r"])) for key in "35")
        into = {"1": x, "3": a3, "5": a5, "p": seen(x, 1, 1, x.shape)}
        ends = [relu(mixed(a, q[f"w{key}"], q[f"b{key}"])) for key, a in into.items()]
        return np.concatenate(ends, axis=1)

    return follows


def distances(s: Arrays, p: Arrays, _: Shape) -> Array:
    """Return how LeNet-5's answer follows."""
    return np.asarray(np.linalg.norm(s["F6"][:, None] - p["prototypes"], axis=2))


def pointwise(s: Arrays, p: Arrays, _: Shape) -> Array:
    """Return how MobileNetV2's last convolution follows."""
    return relu6(mixed(s["M4"], p["w5"], p["b5"]))


def points_of_board(s: Arrays, p: Arrays, to: Shape) -> Array:
    """Return how the scores of all points of a board follow, row by row."""
    last = s[list(s)[-1]]
    return (mixed(last, p["w"], np.zeros(1)) + p["b"]).reshape(to)


def probabilities(s: Arrays, _: Arrays, __: Shape) -> Array:
    """Return how the policy follows."""
    return shares(s["S"])
