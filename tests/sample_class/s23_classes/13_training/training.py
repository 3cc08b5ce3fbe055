from dataclasses import dataclass, field

import numpy as np


class Layer:
    names = ()

    def forward(self, x, params):
        raise NotImplementedError

    def backward(self, dy, params):
        """dx, and the gradients by name"""
        raise NotImplementedError


@dataclass
class Conv(Layer):
    w: str
    b: str
    kept: np.ndarray = field(default=None, repr=False)

    def forward(self, x, params):
        n, c, h, w = x.shape
        frame = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        shape, steps = (n, h, w, c, 3, 3), frame.strides
        windows = np.lib.stride_tricks.as_strided(
            frame, shape, (steps[0], steps[2], steps[3], steps[1], steps[2], steps[3]))
        self.kept = windows.reshape(n * h * w, c * 9)
        self.shape = x.shape
        y = self.kept @ params[self.w].reshape(-1, c * 9).T + params[self.b]
        return y.reshape(n, h, w, -1).transpose(0, 3, 1, 2)

    def backward(self, dy, params):
        n, c, h, w = self.shape
        rows = dy.transpose(0, 2, 3, 1).reshape(n * h * w, -1)
        weights = params[self.w]
        grads = {self.w: (rows.T @ self.kept).reshape(weights.shape), self.b: rows.sum(0)}
        parts = (rows @ weights.reshape(len(weights), -1)).reshape(n, h, w, c, 3, 3)
        frame = np.zeros((n, c, h + 2, w + 2))
        for k, l in np.ndindex(3, 3):
            frame[:, :, k:k + h, l:l + w] += parts[..., k, l].transpose(0, 3, 1, 2)
        return frame[:, :, 1:-1, 1:-1], grads


class Relu(Layer):
    def forward(self, x, params):
        self.on = x > 0
        return x * self.on

    def backward(self, dy, params):
        return dy * self.on, {}


class Pool(Layer):
    def forward(self, x, params):
        n, c, h, w = x.shape
        cells = x.reshape(n, c, h // 2, 2, w // 2, 2)
        y = cells.max(axis=(3, 5), keepdims=True)
        self.winners, self.shape = cells == y, x.shape
        return y[:, :, :, 0, :, 0]

    def backward(self, dy, params):
        return (self.winners * dy[:, :, :, None, :, None]).reshape(self.shape), {}


class Dense(Layer):
    def forward(self, x, params):
        self.flat, self.shape = x.reshape(len(x), -1), x.shape
        return self.flat @ params["w3"].T + params["b3"]

    def backward(self, dy, params):
        return (dy @ params["w3"]).reshape(self.shape), {"w3": dy.T @ self.flat, "b3": dy.sum(0)}


def _network():
    return [Conv("w1", "b1"), Relu(), Pool(), Conv("w2", "b2"), Relu(), Dense()]


def _logits(layers, x, params):
    for layer in layers:
        x = layer.forward(x, params)
    return x


@dataclass(frozen=True)
class Momentum:
    lr: float
    momentum: float

    def __call__(self, param, grad, velocity):
        velocity = self.momentum * velocity - self.lr * grad
        return param + velocity, velocity


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    step = Momentum(lr, momentum)
    both = {k: step(params[k], grads[k], velocity[k]) for k in params}
    return {k: p for k, (p, _) in both.items()}, {k: v for k, (_, v) in both.items()}


def predict(images, params):
    return _logits(_network(), images, params).argmax(axis=1).astype(np.uint8)


class Trainer:
    def __init__(self, seed, epochs=20, batch=32):
        self.rng, self.epochs, self.batch = np.random.default_rng(seed), epochs, batch
        self.layers = _network()
        sizes = {"w1": (20, 1, 3, 3), "w2": (32, 20, 3, 3), "w3": (10, 512)}
        self.params = {k: self.rng.normal(0, np.sqrt(2 / np.prod(s[1:])), s) for k, s in sizes.items()}
        self.params |= {"b" + k[1]: np.zeros(s[0]) for k, s in sizes.items()}
        self.velocity = {k: np.zeros_like(p) for k, p in self.params.items()}

    def vary(self, x):
        x = x * self.rng.uniform(0.7, 1, (len(x), 1, 1, 1))
        for n, move in enumerate(self.rng.integers(-1, 2, len(x))):
            if move:
                x[n] = np.roll(x[n], move, axis=2)
                x[n, :, :, 0 if move == 1 else -1] = 0
        return x

    def step(self, x, labels, lr):
        logits = _logits(self.layers, self.vary(x), self.params)
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        dy = (p / p.sum(axis=1, keepdims=True) - (labels[:, None] == np.arange(10))) / len(x)
        grads = {}
        for layer in reversed(self.layers):
            dy, found = layer.backward(dy, self.params)
            grads |= found
        self.params, self.velocity = sgd_momentum(self.params, grads, self.velocity, lr=lr, momentum=0.9)

    def fit(self, images, labels):
        for epoch in range(self.epochs):
            order = self.rng.permutation(len(images))
            for start in range(0, len(images), self.batch):
                part = order[start:start + self.batch]
                self.step(images[part], labels[part], 0.05 * (1 - epoch / self.epochs))
        return self.params


def train(images, labels, *, seed):
    return Trainer(seed).fit(images, labels)
