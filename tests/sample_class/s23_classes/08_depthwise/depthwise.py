"""08 Depthwise, object-oriented: layers that remember what they saw, and chains of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import ChainMap

import numpy as np


class ChannelMismatch(ValueError):
    """Layers that do not fit together."""


class Layer(ABC):
    keys: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.grads: dict[str, np.ndarray] = {}

    @abstractmethod
    def forward(self, x: np.ndarray) -> np.ndarray: ...

    @abstractmethod
    def backward(self, dy: np.ndarray) -> np.ndarray: ...


class Depthwise(Layer):
    def __init__(self, w, b, stride=1, padding=0, keys=("w", "b")):
        super().__init__()
        if stride < 1 or padding < 0:
            raise ValueError("stride and padding")
        self.w, self.b, self.stride, self.padding, self.keys = w, b, stride, padding, keys

    def windows(self, padded):
        KH, KW = self.w.shape[1:]
        for i in range((padded.shape[2] - KH) // self.stride + 1):
            for j in range((padded.shape[3] - KW) // self.stride + 1):
                r, q = i * self.stride, j * self.stride
                yield i, j, np.s_[:, :, r : r + KH, q : q + KW]

    def forward(self, x):
        if x.shape[1] != self.w.shape[0]:
            raise ChannelMismatch(f"{x.shape[1]} channels, {len(self.w)} filters")
        p = self.padding
        self.inside = np.s_[:, :, p : p + x.shape[2], p : p + x.shape[3]]
        self.padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        room = [(n - k) // self.stride + 1 for n, k in zip(self.padded.shape[2:], self.w.shape[1:])]
        if min(room) < 1:
            raise ValueError("kernel does not fit")
        y = np.empty((*x.shape[:2], *room))
        for i, j, window in self.windows(self.padded):
            y[:, :, i, j] = (self.padded[window] * self.w).sum((2, 3)) + self.b
        return y

    def backward(self, dy):
        dpadded, dw = np.zeros_like(self.padded), np.zeros_like(self.w)
        for i, j, window in self.windows(self.padded):
            share = dy[:, :, i, j, None, None]
            dw += (share * self.padded[window]).sum(0)
            dpadded[window] += share * self.w
        self.grads = dict(zip(self.keys, (dw, dy.sum((0, 2, 3)))))
        return dpadded[self.inside]


class Pointwise(Layer):
    def __init__(self, w, b, keys=("w", "b")):
        super().__init__()
        self.w, self.b, self.keys = w, b, keys

    def forward(self, x):
        if x.shape[1] != self.w.shape[1]:
            raise ChannelMismatch("channels")
        self.x = x
        return np.moveaxis(np.moveaxis(x, 1, -1) @ self.w.T + self.b, -1, 1)

    def backward(self, dy):
        dw = np.tensordot(dy, self.x, ([0, 2, 3], [0, 2, 3]))
        self.grads = dict(zip(self.keys, (dw, dy.sum((0, 2, 3)))))
        return np.moveaxis(np.moveaxis(dy, 1, -1) @ self.w, -1, 1)


class ReLU6(Layer):
    def forward(self, x):
        self.open = (0 < x) & (x < 6)
        return np.where(self.open, x, np.where(x < 6, 0.0, 6.0))

    def backward(self, dy):
        return np.where(self.open, dy, 0.0)


class Chain(Layer):
    def __init__(self, *layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy):
        for layer in reversed(self.layers):
            dy = layer.backward(dy)
        self.grads = dict(ChainMap(*(layer.grads for layer in self.layers)))
        return dy


class Skip(Layer):
    """Adds what went in to what comes out."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner.forward(x) + x

    def backward(self, dy):
        dx = self.inner.backward(dy) + dy
        self.grads = self.inner.grads
        return dx


def depthwise(params, stride, padding):
    return Depthwise(params["wd"], params["bd"], stride, padding, ("wd", "bd"))


def pointwise(params, letter):
    keys = f"w{letter}", f"b{letter}"
    return Pointwise(*(params[key] for key in keys), keys)


def separable(params, stride, padding):
    return Chain(depthwise(params, stride, padding), pointwise(params, "p"))


def block(channels, params, stride):
    inner = Chain(
        pointwise(params, "e"), ReLU6(), depthwise(params, stride, 1), ReLU6(), pointwise(params, "p")
    )
    return Skip(inner) if (stride, channels) == (1, len(params["wp"])) else inner


def both(layer, x, dy):
    layer.forward(x)
    return layer.backward(dy), layer.grads


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    return Depthwise(w, b, stride, padding).forward(x)


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    dx, grads = both(Depthwise(w, np.zeros(len(w)), stride, padding), x, dy)
    return dx, *grads.values()


def pointwise_conv2d(x, w, b):
    return Pointwise(w, b).forward(x)


def pointwise_conv2d_backward(dy, x, w):
    dx, grads = both(Pointwise(w, np.zeros(len(w))), x, dy)
    return dx, *grads.values()


def separable_conv2d(x, params, *, stride=1, padding=0):
    return separable(params, stride, padding).forward(x)


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    return both(separable(params, stride, padding), x, dy)


def inverted_residual(x, params, *, stride=1):
    return block(x.shape[1], params, stride).forward(x)


def inverted_residual_backward(dy, x, params, *, stride=1):
    return both(block(x.shape[1], params, stride), x, dy)


def separable_cost_ratio(out_channels, kernel):
    return sum(1 / n for n in (out_channels, kernel[0] * kernel[1]))
