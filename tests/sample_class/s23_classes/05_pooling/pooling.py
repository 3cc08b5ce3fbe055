from abc import ABC, abstractmethod

import numpy as np


class Pool(ABC):
    """One kind of pooling: what a window gives, and who gets its gradient."""

    def __init__(self, x, kernel, stride):
        self.x, (self.kh, self.kw), self.stride = x, kernel, stride
        if stride < 1:
            raise ValueError("stride")
        self.oh, self.ow = ((s - k) // stride + 1 for s, k in zip(x.shape[2:], kernel))
        if self.oh < 1 or self.ow < 1:
            raise ValueError("window does not fit")

    @abstractmethod
    def value(self, window): ...

    @abstractmethod
    def shares(self, window): ...

    def each(self):
        for i in range(self.oh):
            for j in range(self.ow):
                yield i, j, np.s_[:, :, i * self.stride : i * self.stride + self.kh, j * self.stride : j * self.stride + self.kw]

    def forward(self):
        y = np.zeros((*self.x.shape[:2], self.oh, self.ow))
        for i, j, at in self.each():
            y[:, :, i, j] = self.value(self.x[at])
        return y

    def backward(self, dy):
        dx = np.zeros_like(self.x)
        for i, j, at in self.each():
            dx[at] += self.shares(self.x[at]) * dy[:, :, i, j, None, None]
        return dx


class Max(Pool):
    def value(self, window):
        return window.max((2, 3))

    def shares(self, window):
        flat = window.reshape(*window.shape[:2], -1)
        won = np.arange(flat.shape[2]) == flat.argmax(2)[..., None]
        return won.reshape(window.shape)


class Min(Max):
    def value(self, window):
        return -super().value(-window)

    def shares(self, window):
        return super().shares(-window)


class Average(Pool):
    def value(self, window):
        return window.mean((2, 3))

    def shares(self, window):
        return 1 / (self.kh * self.kw)


def max_pool2d(x, *, kernel, stride):
    return Max(x, kernel, stride).forward()


def max_pool2d_backward(dy, x, *, kernel, stride):
    return Max(x, kernel, stride).backward(dy)


def avg_pool2d(x, *, kernel, stride):
    return Average(x, kernel, stride).forward()


def avg_pool2d_backward(dy, x, *, kernel, stride):
    return Average(x, kernel, stride).backward(dy)


def min_pool2d(x, *, kernel, stride):
    return Min(x, kernel, stride).forward()


def min_pool2d_backward(dy, x, *, kernel, stride):
    return Min(x, kernel, stride).backward(dy)


def global_avg_pool2d(x):
    return Average(x, x.shape[2:], 1).forward().reshape(x.shape[:2])


def global_avg_pool2d_backward(dy, x):
    return Average(x, x.shape[2:], 1).backward(dy[:, :, None, None])
