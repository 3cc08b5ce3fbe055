"""A case: small arrays with their settings, to ask a forward function and its backward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.checks.values import WHOLE, Array, make_values

Shape = tuple[int, ...]
Pair = tuple[int, int]
SEEDS = st.integers(0, 2**32 - 1)


@dataclass(frozen=True, eq=False)
class Case:
    """One question to a forward function and to its backward.

    `shapes` name the forward's arrays in order, `settings` are keyword arguments, `extra` are
    positional ones after the arrays. `output` is the shape of the answer; the backward gets a
    `dy` of that shape and the arrays in `backward_takes`. With `packed`, all arrays but the first
    go into one dict: `f(x, params)`, and the backward returns `(dx, grads)`.

    `values` is the kind of all arrays, or the kind of each by name (see `values.KINDS`).
    """

    shapes: Mapping[str, Shape]
    settings: Mapping[str, Any]
    output: Shape
    backward_takes: tuple[str, ...] = ()
    extra: tuple[Any, ...] = ()
    values: str | Mapping[str, str] = "normal"
    packed: bool = False
    seed: int = field(default=0, kw_only=True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each array."""
        if isinstance(self.values, str):
            return (self.values,) * len(self.shapes)
        return tuple(self.values[name] for name in self.shapes)

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """The forward's arrays, read-only; whoever is called gets copies."""
        rng = np.random.default_rng([self.seed, 1])
        made = zip(self.kinds, self.shapes.values(), strict=True)
        return tuple(make_values(kind, shape, rng) for kind, shape in made)

    @cached_property
    def dy(self) -> Array:
        """An upstream gradient."""
        rng = np.random.default_rng([self.seed, 2])
        kind = "integers" if WHOLE.issuperset(self.kinds) else "normal"
        return make_values(kind, self.output, rng)

    @property
    def params(self) -> dict[str, Array]:
        """All arrays but the first, by name."""
        return dict(list(zip(self.shapes, self.arrays, strict=True))[1:])

    def call(self, function: Callable[..., Any], *arrays: Array) -> Any:
        """Call a forward with this case's arrays (or with the given ones) and settings."""
        arguments: tuple[Any, ...] = arrays or self.arrays
        if self.packed:
            x, *others = arguments
            arguments = x, dict(zip(list(self.shapes)[1:], others, strict=True))
        return function(*arguments, *self.extra, **self.settings)

    def backward(self, function: Callable[..., Any], dy: Array | None = None) -> Any:
        """Call a backward with `dy`, what it takes of the forward's arrays, and the settings."""
        named = dict(zip(self.shapes, self.arrays, strict=True))
        kept: list[Any] = [named[name] for name in self.backward_takes]
        if self.packed:
            kept = [self.arrays[0], self.params]
        return function(self.dy if dy is None else dy, *kept, *self.extra, **self.settings)


def every(*cases: Case) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a check on each of these cases, the plainest first, each varying it in one thing."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        drawn = given(case=st.sampled_from(cases))(test)
        for case in reversed(cases):
            drawn = example(case=case)(drawn)
        return drawn

    return decorate


def positions(size: int, kernel: int, stride: int, padding: int = 0) -> int:
    """Count the windows along one axis; a stride that does not divide leaves cells over."""
    return (size + 2 * padding - kernel) // stride + 1
