"""Whole networks at toy size: a case knows the shape of every stage."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from autograder.checks.case import Case, Pair, Shape, positions
from autograder.checks.values import Array

WORDS = 7
"""The words that toy sentences are made of: few, so that they come again."""

INPUTS = {"lenet5": 1.0, "text_cnn": 1.0}
"""How far inputs are from 0 where that is not BRIGHT. Much larger ones, and tanh would be 1 or -1
everywhere."""

BRIGHT = 4.0
"""So that local response norm makes a difference, and relu6 meets some numbers beyond 6."""


@dataclass(frozen=True, eq=False, kw_only=True)
class NetworkCase(Case):
    """A question to a network, `f(x, params)`. `stages` are the shapes of its answers by name.

    Weights are as large as keeps what goes through them about as large as it was. The input is so
    many times as `loud` as usual.
    """

    network: str
    stages: Mapping[str, Shape] = field(default_factory=dict)
    loud: float = field(default=1.0, kw_only=True)

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """The network's input, then its parameters; read-only, whoever is called gets copies."""
        rng = np.random.default_rng([self.seed, 1])
        made = [self._make(name, shape, rng) for name, shape in self.shapes.items()]
        for array in made:
            array.flags.writeable = False
        return tuple(made)

    def _make(self, name: str, shape: Shape, rng: np.random.Generator) -> Array:
        if name == "tokens":
            return rng.integers(0, WORDS, shape)  # type: ignore[return-value]  # whole numbers
        if name in {"x", "planes"}:
            return rng.standard_normal(shape) * INPUTS.get(self.network, BRIGHT) * self.loud
        if name in {"embedding", "prototypes"}:
            return rng.standard_normal(shape)
        if name.rpartition(".")[2][0] == "b":
            return rng.uniform(-0.5, 1, shape)  # a little above 0: few maps die at a relu
        return rng.standard_normal(shape) * float(np.sqrt(2 / math.prod(shape[1:])))


class Draft:
    """A network being drafted: shapes of its parameters and of its stages, one after another."""

    def __init__(self, network: str, name: str, shape: Shape) -> None:
        self.network = network
        self.shapes: dict[str, Shape] = {name: shape}
        self.stages: dict[str, Shape] = {}
        self.at = shape
        """What the next layer gets."""

    def learn(self, key: str, *shape: int) -> None:
        """Add a filter `w…` and its bias; keys of blocks have a dot in them."""
        before, _, after = key.rpartition(".")
        dot = f"{before}." if before else ""
        self.shapes |= {f"{dot}w{after}": shape, f"{dot}b{after}": shape[:1]}

    def stage(self, name: str, *shape: int) -> None:
        """Add a stage of this shape, or of the shape of the one before."""
        self.at = self.stages[name] = shape or self.at

    def conv(
        self, key: str, filters: int, kernel: Pair, *, stride: int = 1, padding: int = 0
    ) -> None:
        """Add a convolution, the stage C and its key."""
        self.learn(key, filters, self.at[1], *kernel)
        self.stage(f"C{key}", self.at[0], filters, *self.moved(kernel, stride, padding))

    def pool(self, name: str, kernel: int, stride: int, padding: int = 0) -> None:
        """Add a pool."""
        self.stage(name, *self.at[:2], *self.moved((kernel, kernel), stride, padding))

    def moved(self, kernel: Pair, stride: int, padding: int) -> Pair:
        """Return how many windows there are along rows and columns."""
        rows, columns = (
            positions(size, side, stride, padding)
            for size, side in zip(self.at[2:], kernel, strict=True)
        )
        return rows, columns

    def dense(self, name: str, key: str, units: int) -> None:
        """Add a dense layer over all that a sample has."""
        self.learn(key, units, math.prod(self.at[1:]))
        self.stage(name, self.at[0], units)

    def case(self, seed: int) -> NetworkCase:
        """Return the case."""
        answer = list(self.stages.values())[-1]
        return NetworkCase(
            self.shapes,
            {},
            answer,
            packed=True,
            network=self.network,
            stages=self.stages,
            seed=seed,
        )


def sequence_case(
    n: int = 2, c: int = 2, f: int = 3, length: int = 6, width: int = 3, *, seed: int = 0
) -> Case:
    """Make a case for `conv1d(x, w, b)`; the defaults are the plain one."""
    shapes: dict[str, Shape] = {"x": (n, c, length), "w": (f, c, width), "b": (f,)}
    return Case(shapes, {}, (n, f, length - width + 1), seed=seed)


def policy_case(
    n: int = 2,
    planes: int = 2,
    board: Pair = (4, 5),
    layers: int = 3,
    maps: int = 2,
    *,
    backwards: bool = False,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `policy_network(planes, params)` with so many layers before the last.

    With `backwards` the parameters stand in the other order, which must not matter.
    """
    draft = Draft("policy_network", "planes", (n, planes, *board))
    draft.conv("1", maps, (5, 5), padding=2)
    for key in range(2, layers + 1):
        draft.conv(str(key), maps + key % 2, (3, 3), padding=1)
    draft.shapes |= {"w": (1, draft.at[1], 1, 1), "b": board}
    if backwards:
        first, *others = draft.shapes.items()
        draft.shapes = dict([first, *others[::-1]])
    draft.stage("S", n, board[0] * board[1])
    draft.stage("y")
    return draft.case(seed)


def text_case(
    n: int = 2,
    length: int = 7,
    d: int = 3,
    maps: tuple[int, int, int] = (2, 2, 2),
    classes: int = 2,
    *,
    seed: int = 0,
) -> NetworkCase:
    """Make a case for `text_cnn(tokens, params)`."""
    draft = Draft("text_cnn", "tokens", (n, length))
    draft.shapes["embedding"] = (WORDS, d)
    draft.stage("E", n, d, length)
    for width, count in zip((3, 4, 5), maps, strict=True):
        draft.learn(str(width), count, d, width)
        draft.stage(f"C{width}", n, count, length - width + 1)
    draft.stage("M", n, sum(maps))
    draft.dense("y", "", classes)
    return draft.case(seed)
