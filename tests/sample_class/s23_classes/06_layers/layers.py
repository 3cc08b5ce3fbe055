from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np


class Activation(ABC):
    @abstractmethod
    def value(self, x): ...

    @abstractmethod
    def slope(self, x): ...

    def backward(self, dy, x):
        return dy * self.slope(x)


@dataclass(frozen=True)
class Ramp(Activation):
    """max(x, 0), up to a highest value."""

    top: float = np.inf

    def value(self, x):
        return np.minimum(np.maximum(x, 0.0), self.top)

    def slope(self, x):
        return np.logical_and(x > 0, x < self.top)


class Tanh(Activation):
    def value(self, x):
        # e^-2|x| is never too large
        e = np.exp(-2 * np.abs(x))
        return np.sign(x) * (1 - e) / (1 + e)

    def slope(self, x):
        y = self.value(x)
        return (1 - y) * (1 + y)


RELU, RELU6, TANH = Ramp(), Ramp(6.0), Tanh()


def relu(x):
    return RELU.value(x)


def relu_backward(dy, x):
    return RELU.backward(dy, x)


def relu6(x):
    return RELU6.value(x)


def relu6_backward(dy, x):
    return RELU6.backward(dy, x)


def tanh(x):
    return TANH.value(x)


def tanh_backward(dy, x):
    return TANH.backward(dy, x)


def dense(x, w, b):
    return np.matmul(w, x[..., None])[..., 0] + b


def dense_backward(dy, x, w):
    dw = sum(np.outer(g, row) for g, row in zip(dy, x))
    return [dy.dot(w), dw, np.add.reduce(dy, axis=0)]


class Scores:
    """A batch of logits."""

    def __init__(self, logits):
        self.rows = logits - logits.max(axis=1)[:, None]
        self.total = np.exp(self.rows).sum(axis=1)

    def probabilities(self):
        return np.exp(self.rows) / self.total[:, None]

    def surprise(self, labels):
        return np.log(self.total) - np.take_along_axis(self.rows, labels[:, None], axis=1)[:, 0]


def softmax(logits):
    return Scores(logits).probabilities()


def cross_entropy(logits, labels):
    return np.array(Scores(logits).surprise(labels).mean())


def cross_entropy_backward(logits, labels):
    right = np.arange(logits.shape[1]) == labels[:, None]
    return (Scores(logits).probabilities() - right) / len(logits)


class Coin:
    """Lands on True with some probability."""

    def __init__(self, seed):
        import random

        self.random = random.Random(seed)

    def throw(self, shape, probability):
        count = int(np.prod(shape))
        return np.array([self.random.random() < probability for _ in range(count)]).reshape(shape)


def dropout_mask(shape, *, rate, seed):
    return Coin(seed).throw(shape, 1 - rate)


def dropout(x, mask, *, rate):
    return np.where(mask, x / (1 - rate), 0)


def dropout_backward(dy, mask, *, rate):
    return np.where(mask, dy / (1 - rate), 0)


@dataclass(frozen=True)
class Lateral:
    """Local response normalisation with its settings."""

    r: int
    alpha: float
    beta: float
    k: float

    def around(self, a):
        half = self.r // 2
        padded = np.pad(a, ((0, 0), (half, half), (0, 0), (0, 0)))
        return sum(padded[:, i : i + a.shape[1]] for i in range(2 * half + 1))

    def base(self, x):
        return self.k + self.alpha * self.around(np.square(x))

    def forward(self, x):
        return x / self.base(x) ** self.beta

    def backward(self, dy, x):
        base = self.base(x)
        through = self.around(dy * x / base ** (self.beta + 1))
        return dy / base**self.beta - 2 * self.alpha * self.beta * x * through


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    return Lateral(r, alpha, beta, k).forward(x)


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    return Lateral(r, alpha, beta, k).backward(dy, x)


def rbf_output(x, prototypes):
    return np.linalg.norm(x[:, np.newaxis] - prototypes[np.newaxis], axis=2)


class BatchNorm:
    def __init__(self, x, eps):
        self.shape = x.shape
        flat = self.flat(x)
        self.m = flat.shape[1]
        self.centred = flat - flat.mean(axis=1, keepdims=True)
        self.root = np.sqrt(flat.var(axis=1, keepdims=True) + eps)

    def flat(self, a):
        return np.moveaxis(a, 1, 0).reshape(a.shape[1], -1)

    def unflat(self, a):
        n, c, h, w = self.shape
        return np.moveaxis(a.reshape(c, n, h, w), 0, 1)

    def forward(self, gamma, beta):
        return self.unflat(gamma[:, None] * self.centred / self.root + beta[:, None])

    def backward(self, dy, gamma):
        # one step of the forward after the other
        g = self.flat(dy)
        xhat = self.centred / self.root
        dxhat = g * gamma[:, None]
        droot = -(dxhat * self.centred).sum(axis=1, keepdims=True) / self.root**2
        dvar = droot / (2 * self.root)
        dcentred = dxhat / self.root + dvar * 2 * self.centred / self.m
        dx = dcentred - dcentred.mean(axis=1, keepdims=True)
        return self.unflat(dx), (g * xhat).sum(axis=1), g.sum(axis=1)


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    return BatchNorm(x, eps).forward(gamma, beta)


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    return BatchNorm(x, eps).backward(dy, gamma)
