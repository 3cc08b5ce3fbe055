"""Values to trees and bytes: see `values` for the form."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.refusals import DIGITS, kind_of, kind_of_dtype
from autograder.sandbox.values import DTYPES, Bounds, CannotCross

# All strings of a message together are at most so many times the longest that is allowed.
LONG = 50


class Packing:
    """Turns values into trees; `buffers` are the bytes of the arrays met, in order."""

    __slots__ = ("bounds", "buffers", "items", "letters", "size")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.buffers: list[Any] = []
        self.items = 0
        self.size = 0
        self.letters = 0

    def tree(self, value: Any, depth: int = 0) -> Any:  # noqa: PLR0911 - one per kind
        """Return the tree of `value`; CannotCross says why it has none."""
        kind = type(value)
        self.items += 1
        if self.items > self.bounds.items:
            raise self._refused("items")
        if value is None or kind is bool or kind is float:
            return value
        if kind is np.ndarray:
            return self._array(value)
        if issubclass(kind, int):
            return self._integer(int.__int__(value))
        if issubclass(kind, str):
            return self._text(str.__str__(value))
        if issubclass(kind, np.ndarray):
            return self._subclass(value)
        if issubclass(kind, np.generic):
            return ["n", *self._array(np.asarray(value))[1:2]]
        return self._container(kind, value, depth + 1)

    def _refused(self, kind: str) -> CannotCross:
        return CannotCross(kind, self.bounds)

    def _container(self, kind: type, value: Any, depth: int) -> Any:
        if depth > self.bounds.depth:
            raise self._refused("deep")
        if issubclass(kind, tuple):
            return ["t", *[self.tree(item, depth) for item in tuple.__iter__(value)]]
        if issubclass(kind, list):
            return ["l", *self._items(value, depth)]
        if issubclass(kind, dict):
            items = list(dict.items(value))
            if not all(type(key) is str and len(key) <= self.bounds.text for key, _ in items):
                raise self._refused("keys")
            return ["d", {self._text(key): self.tree(item, depth) for key, item in items}]
        if issubclass(kind, float):
            return float.__float__(value)
        raise self._refused(kind_of(value))

    def _items(self, value: Any, depth: int) -> list[Any]:
        if list.__len__(value) + self.items > self.bounds.items:
            raise self._refused("list")
        return [self.tree(item, depth) for item in list.__iter__(value)]

    def _integer(self, value: int) -> Any:
        if -(2**63) <= value < 2**63:
            return value
        if value.bit_length() > 3.3 * (DIGITS - 1):
            raise self._refused("digits")
        return ["i", self._text(str(value))]

    def _text(self, value: str) -> str:
        if len(value) > self.bounds.text:
            raise self._refused("string")
        self.letters += len(value)
        if self.letters > LONG * self.bounds.text:
            raise self._refused("text")
        return value if value.isascii() else value.encode("utf-8", "replace").decode()

    def _subclass(self, value: Any) -> Any:
        if issubclass(type(value), np.ma.MaskedArray):
            raise self._refused("masked")
        return self._array(np.asarray(value))

    def _array(self, array: np.ndarray[Any, Any]) -> list[Any]:
        dtype = array.dtype
        wanted = DTYPES.get(dtype.str)
        if wanted is None:
            wanted = portable(dtype)
            if wanted is None:
                raise self._refused(kind_of_dtype(dtype))
        self.size += array.size * wanted.itemsize
        if self.size > self.bounds.body:
            raise self._refused("body")
        if dtype != wanted:
            array = array.astype(wanted)
        self.buffers.append(raw_bytes(array))
        return ["a", wanted.str, *array.shape]


def portable(dtype: np.dtype[Any]) -> np.dtype[Any] | None:
    """Return what to send in place of a dtype of another byte order, or of this machine only."""
    if dtype.kind in "fc" and dtype.itemsize > (8 if dtype.kind == "f" else 16):
        return np.dtype("<f8" if dtype.kind == "f" else "<c16")
    return DTYPES.get(dtype.newbyteorder("<").str) if dtype.kind in "biufc" else None


def raw_bytes(array: np.ndarray[Any, Any]) -> Any:
    """Return the array's bytes in C order, without a copy where it is large and contiguous."""
    if array.nbytes < 1 << 15 or not array.flags.c_contiguous:
        return array.tobytes()
    return array.reshape(-1).view(np.uint8).data
