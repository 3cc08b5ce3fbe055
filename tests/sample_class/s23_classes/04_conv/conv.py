"""04 Convolution, object-oriented."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Iterator

import numpy as np


class GeometryError(ValueError):
    """A convolution that cannot be."""


@dataclass(frozen=True)
class Axis:
    size: int
    kernel: int
    stride: int
    padding: int

    def __post_init__(self) -> None:
        if self.stride < 1 or self.padding < 0 or self.kernel > self.padded:
            raise GeometryError(f"impossible: {self}")

    @property
    def padded(self) -> int:
        return self.size + 2 * self.padding

    @property
    def inside(self) -> slice:
        return slice(self.padding, self.padding + self.size)

    def windows(self) -> Iterator[tuple[int, slice]]:
        starts = range(0, self.padded - self.kernel + 1, self.stride)
        return ((i, slice(start, start + self.kernel)) for i, start in enumerate(starts))

    def __len__(self) -> int:
        return (self.padded - self.kernel) // self.stride + 1


@dataclass
class Convolution:
    x: np.ndarray
    w: np.ndarray
    stride: int = 1
    padding: int = 0
    rows: Axis = field(init=False)
    columns: Axis = field(init=False)

    def __post_init__(self) -> None:
        if self.x.shape[1] != self.w.shape[1]:
            raise GeometryError("channels")
        self.rows, self.columns = (
            Axis(self.x.shape[a], self.w.shape[a], self.stride, self.padding) for a in (2, 3)
        )

    @cached_property
    def padded(self) -> np.ndarray:
        shape = (*self.x.shape[:2], self.rows.padded, self.columns.padded)
        frame = np.zeros(shape)
        frame[:, :, self.rows.inside, self.columns.inside] = self.x
        return frame

    def __iter__(self) -> Iterator[tuple[int, int, tuple]]:
        for i, r in self.rows.windows():
            for j, c in self.columns.windows():
                yield i, j, (slice(None), slice(None), r, c)

    def forward(self, b: np.ndarray) -> np.ndarray:
        y = np.empty((len(self.x), len(self.w), len(self.rows), len(self.columns)))
        for i, j, window in self:
            y[:, :, i, j] = np.tensordot(self.padded[window], self.w, ([1, 2, 3], [1, 2, 3])) + b
        return y

    def backward(self, dy: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        dxp, dw = np.zeros_like(self.padded), np.zeros_like(self.w)
        for i, j, window in self:
            dxp[window] += np.tensordot(dy[:, :, i, j], self.w, 1)
            dw += np.tensordot(dy[:, :, i, j], self.padded[window], (0, 0))
        return dxp[:, :, self.rows.inside, self.columns.inside], dw, dy.sum((0, 2, 3))


def conv2d(x, w, b, *, stride=1, padding=0):
    return Convolution(x, w, stride, padding).forward(b)


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    return Convolution(x, w, stride, padding).backward(dy)


class Dense:
    def __init__(self, weight):
        self.weight = weight

    def over(self, shape):
        if self.weight.shape[1] != np.prod(shape):
            raise GeometryError(f"{self.weight.shape} over {shape}")
        return self.weight.reshape(-1, *shape)


def dense_as_conv(weight, shape):
    return Dense(weight).over(shape)


class Mixer:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def __call__(self, x):
        return Convolution(x, self.w[..., np.newaxis, np.newaxis]).forward(self.b)


def conv1x1(x, w, b):
    return Mixer(w, b)(x)
