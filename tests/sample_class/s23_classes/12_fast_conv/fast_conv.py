"""12 Fast convolution, object-oriented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Iterator

import numpy as np


class GeometryError(ValueError):
    """Windows that cannot be."""


@dataclass(frozen=True)
class Windows:
    """Where the windows of a batch of images are."""

    shape: tuple[int, int, int, int]
    kernel: tuple[int, int]
    stride: int
    padding: int

    def checked(self) -> Windows:
        too_large = any(k > s for k, s in zip(self.kernel, self.padded[2:]))
        if self.stride < 1 or self.padding < 0 or too_large:
            raise GeometryError(f"impossible: {self}")
        return self

    @cached_property
    def padded(self) -> tuple[int, int, int, int]:
        n, c, h, w = self.shape
        return n, c, h + 2 * self.padding, w + 2 * self.padding

    @cached_property
    def positions(self) -> tuple[int, int]:
        oh, ow = ((s - k) // self.stride + 1 for s, k in zip(self.padded[2:], self.kernel))
        return oh, ow

    @property
    def six(self) -> tuple[int, ...]:
        return (*self.shape[:2], *self.kernel, *self.positions)

    @property
    def three(self) -> tuple[int, int, int]:
        n, c, kh, kw, oh, ow = self.six
        return n, c * kh * kw, oh * ow

    @property
    def inside(self) -> tuple[slice, ...]:
        p = self.padding
        return (..., slice(p, p + self.shape[2]), slice(p, p + self.shape[3]))

    def __iter__(self) -> Iterator[tuple[tuple, tuple]]:
        """Yield, for each entry of a window, where it is in the columns and in the images."""
        for place in np.ndindex(*self.kernel):
            ends = (k + self.stride * o for k, o in zip(place, self.positions))
            cut = tuple(slice(k, end, self.stride) for k, end in zip(place, ends))
            yield (slice(None), slice(None), *place), (..., *cut)

    def take(self, x: np.ndarray) -> np.ndarray:
        frame = np.zeros(self.padded)
        frame[self.inside] = x
        columns = np.empty(self.six)
        for there, here in self:
            columns[there] = frame[here]
        return columns.reshape(self.three)

    def give(self, columns: np.ndarray) -> np.ndarray:
        frame = np.zeros(self.padded)
        columns = columns.reshape(self.six)
        for there, here in self:
            frame[here] += columns[there]
        return frame[self.inside]


def im2col(x, kernel, *, stride=1, padding=0):
    return Windows(x.shape, tuple(kernel), stride, padding).checked().take(x)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    return Windows(tuple(shape), tuple(kernel), stride, padding).give(cols)


class Layer:
    def __init__(self, x, w, stride, padding):
        if x.shape[1] != w.shape[1]:
            raise GeometryError("channels")
        self.x, self.w, self.matrix = x, w, w.reshape(len(w), -1)
        self.windows = Windows(x.shape, w.shape[2:], stride, padding).checked()

    def __call__(self, b):
        y = self.matrix @ self.windows.take(self.x) + b[:, np.newaxis]
        return y.reshape(len(self.x), len(self.w), *self.windows.positions)

    def gradients(self, dy):
        flat = dy.reshape(*dy.shape[:2], -1)
        dw = np.tensordot(flat, self.windows.take(self.x), ([0, 2], [0, 2]))
        return self.windows.give(self.matrix.T @ flat), dw.reshape(self.w.shape), flat.sum((0, 2))


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    return Layer(x, w, stride, padding)(b)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    return Layer(x, w, stride, padding).gradients(dy)
