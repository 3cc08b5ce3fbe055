"""01 Geometry, object-oriented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import NamedTuple


class GeometryError(ValueError):
    """Something that cannot be."""


@dataclass(frozen=True)
class Axis:
    size: int
    kernel: int
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        if self.stride < 1 or self.padding < 0:
            raise GeometryError(f"impossible: {self}")

    def fitting(self) -> Axis:
        if self.kernel > self.size + 2 * self.padding:
            raise GeometryError(f"too large: {self}")
        return self

    @property
    def starts(self) -> range:
        return range(0, self.size + 2 * self.padding - self.kernel + 1, self.stride)

    @property
    def left_over(self) -> int:
        return self.size + 2 * self.padding - self.starts[-1] - self.kernel

    @property
    def missing(self) -> int:
        last = range(0, self.size, self.stride)[-1]
        return max(last + self.kernel - self.size, 0)


class Pads(NamedTuple):
    before: int
    after: int


@dataclass(frozen=True)
class Layer:
    weights: int
    outputs: int
    bias: bool = True

    @property
    def parameters(self) -> int:
        return self.outputs * (self.weights + self.bias)


@dataclass(frozen=True)
class Seen:
    field: int = 1
    jump: int = 1

    def through(self, layer: tuple[int, int]) -> Seen:
        kernel, stride = layer
        return Seen(self.field + (kernel - 1) * self.jump, self.jump * stride)


def output_size(size, kernel, *, stride=1, padding=0):
    return len(Axis(size, kernel, stride, padding).fitting().starts)


def tiles_exactly(size, kernel, *, stride=1, padding=0):
    return not Axis(size, kernel, stride, padding).fitting().left_over


def same_padding(size, kernel, *, stride=1):
    total = Axis(size, kernel, stride).missing
    return Pads(before=total // 2, after=(total + 1) // 2)


def conv_parameters(in_channels, out_channels, kernel, *, bias=True):
    return Layer(in_channels * prod(kernel), out_channels, bias).parameters


def conv_multiplications(in_channels, out_channels, kernel, output):
    return Layer(in_channels * prod(kernel), out_channels, bias=False).parameters * prod(output)


def dense_parameters(inputs, outputs, *, bias=True):
    return Layer(inputs, outputs, bias).parameters


def receptive_field(layers):
    return reduce(Seen.through, layers, Seen()).field


def separable_multiplications(in_channels, out_channels, kernel, output):
    depthwise = conv_multiplications(1, in_channels, kernel, output)
    return depthwise + conv_multiplications(in_channels, out_channels, (1, 1), output)
