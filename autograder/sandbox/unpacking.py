"""Trees and bytes to values, trusting nothing: see `values` for the form."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.sandbox.refusals import DIGITS
from autograder.sandbox.values import DIMENSIONS, DTYPES, Bounds, WireError


class Unpacking:
    """Rebuilds values from trees, trusting nothing; arrays are taken from `body` in order."""

    __slots__ = ("body", "bounds", "items", "offset")

    def __init__(self, bounds: Bounds, body: Any) -> None:
        self.bounds = bounds
        self.body = body
        self.offset = 0
        self.items = 0

    def value(self, tree: Any, depth: int = 0) -> Any:
        """Return the value of a tree; WireError when it isn't one of ours."""
        kind = type(tree)
        self.items += 1
        if self.items > self.bounds.items or depth > self.bounds.depth:
            raise WireError("too many values, or nested too deeply")
        if tree is None or kind is bool or kind is float or kind is int:
            return tree
        if kind is str:
            return self._text(tree)
        if kind is not list or not tree:
            raise WireError("not a tree")
        tag = tree[0]
        if tag == "a":
            return self._array(tree)
        if tag == "t":
            return tuple([self.value(item, depth + 1) for item in tree[1:]])
        if tag == "l":
            return [self.value(item, depth + 1) for item in tree[1:]]
        return self._rare(tree, depth)

    def finish(self) -> None:
        """Check that nothing is left over; WireError when something is."""
        if self.offset != len(self.body):
            raise WireError("bytes left over")

    def _rare(self, tree: list[Any], depth: int) -> Any:
        if len(tree) != 2:
            raise WireError("not a tree")
        tag, inner = tree
        if tag == "n" and type(inner) is str:
            return self._array(["a", inner])[()]
        if tag == "d" and type(inner) is dict:
            if not all(type(key) is str for key in inner):
                raise WireError("a key that is not a string")
            return {self._text(key): self.value(item, depth + 1) for key, item in inner.items()}
        if tag == "i" and type(inner) is str and len(inner) <= DIGITS:
            digits = inner[1:] if inner[:1] == "-" else inner
            if digits.isascii() and digits.isdigit():
                return int(inner)
        raise WireError("not a tree")

    def _text(self, text: str) -> str:
        if len(text) > self.bounds.text:
            raise WireError("a string that is too long")
        return text

    def _array(self, tree: list[Any]) -> np.ndarray[Any, Any]:
        dtype = DTYPES.get(tree[1]) if len(tree) > 1 and type(tree[1]) is str else None
        shape = tree[2:]
        if dtype is None or len(shape) > DIMENSIONS:
            raise WireError("not an array")
        for size in shape:
            if type(size) is not int or size < 0:
                raise WireError("not a shape")
        # Zero times huge is a shape that numpy refuses: bound the product without the zeros.
        if math.prod(max(1, size) for size in shape) * dtype.itemsize > self.bounds.body:
            raise WireError("an array that is too large")
        count = math.prod(shape)
        if count * dtype.itemsize > len(self.body) - self.offset:
            raise WireError("an array larger than its bytes")
        return self._take(dtype, count).reshape(shape)

    def _take(self, dtype: np.dtype[Any], count: int) -> np.ndarray[Any, Any]:
        start = self.offset
        self.offset += count * dtype.itemsize
        if not count:
            return np.empty(0, dtype)
        if dtype.kind == "b":  # any byte but 0 and 1 would be a boolean that breaks numpy
            whole: np.ndarray[Any, Any] = np.frombuffer(self.body, np.uint8, count, start) != 0
            return whole
        return np.frombuffer(self.body, dtype, count, start).copy()
