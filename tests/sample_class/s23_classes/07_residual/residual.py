"""07 Residual blocks, object-oriented: layers that remember what they saw, for one call only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Sequence

import conv
import numpy as np


class BlockError(ValueError):
    """Layers that do not fit together."""


class Layer(ABC):
    grads: dict[str, np.ndarray]

    def __init__(self) -> None:
        self.grads = {}

    @abstractmethod
    def forward(self, x: np.ndarray) -> np.ndarray: ...

    @abstractmethod
    def backward(self, dy: np.ndarray) -> np.ndarray: ...


class Convolution(Layer):
    def __init__(self, params: dict, key: str, **settings: int) -> None:
        super().__init__()
        self.w, self.b, self.key, self.settings = params["w" + key], params["b" + key], key, settings

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return conv.conv2d(x, self.w, self.b, **self.settings)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        dx, dw, db = conv.conv2d_backward(dy, self.x, self.w, **self.settings)
        self.grads = {"w" + self.key: dw, "b" + self.key: db}
        return dx


class Relu(Layer):
    def forward(self, x: np.ndarray) -> np.ndarray:
        self.open = x > 0
        return np.where(self.open, x, 0)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        return np.where(self.open, dy, 0)


class Chain(Layer):
    def __init__(self, layers: Sequence[Layer]) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, x: np.ndarray) -> np.ndarray:
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy: np.ndarray) -> np.ndarray:
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
            self.grads |= layer.grads
        return dy


class Residual(Layer):
    """Chains side by side, added."""

    def __init__(self, *paths: Chain) -> None:
        super().__init__()
        self.paths = paths

    def forward(self, x: np.ndarray) -> np.ndarray:
        first, second = (path.forward(x) for path in self.paths)
        if first.shape[1] != second.shape[1]:
            raise BlockError(f"{first.shape} and {second.shape}")
        return first + second

    def backward(self, dy: np.ndarray) -> np.ndarray:
        total = sum(path.backward(dy) for path in self.paths)
        self.grads = {key: value for path in self.paths for key, value in path.grads.items()}
        return total


def block(params: dict, stride: int, *main: Layer) -> Chain:
    if stride < 1:
        raise BlockError(f"stride={stride}")
    shortcut = [Convolution(params, "s", stride=stride)] if "ws" in params else []
    return Chain([Residual(Chain(main), Chain(shortcut)), Relu()])


def residual(params: dict, stride: int) -> Chain:
    first = Convolution(params, "1", stride=stride, padding=1)
    return block(params, stride, first, Relu(), Convolution(params, "2", padding=1))


def bottleneck(params: dict, stride: int) -> Chain:
    squeeze, expand = Convolution(params, "1"), Convolution(params, "3")
    middle = Convolution(params, "2", stride=stride, padding=1)
    return block(params, stride, squeeze, Relu(), middle, Relu(), expand)


def gradients(net: Chain, dy: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, dict]:
    net.forward(x)
    return net.backward(dy), net.grads


def residual_block(x, params, *, stride=1):
    return residual(params, stride).forward(x)


def residual_block_backward(dy, x, params, *, stride=1):
    return gradients(residual(params, stride), dy, x)


def bottleneck_block(x, params, *, stride=1):
    return bottleneck(params, stride).forward(x)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    return gradients(bottleneck(params, stride), dy, x)
