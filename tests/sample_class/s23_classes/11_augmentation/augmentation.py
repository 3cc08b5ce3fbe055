from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np


class Transform(ABC):
    """What happens to a batch of pictures."""

    @abstractmethod
    def __call__(self, x: np.ndarray) -> np.ndarray: ...

    def then(self, other: "Transform") -> "Chain":
        return Chain((self, other))


@dataclass(frozen=True)
class Chain(Transform):
    parts: tuple

    def __call__(self, x):
        for part in self.parts:
            x = part(x)
        return x


class Clip(Transform):
    def __call__(self, x):
        return np.clip(x, 0.0, 1.0)


class Mirror(Transform):
    def __call__(self, x):
        return np.flip(x, axis=-1)


class Transpose(Transform):
    def __call__(self, x):
        return np.moveaxis(x, 2, 3)


@dataclass(frozen=True)
class Add(Transform):
    amount: float

    def __call__(self, x):
        return x + self.amount


@dataclass(frozen=True)
class Stretch(Transform):
    factor: float

    def __call__(self, x):
        middle = x.reshape(len(x), -1).mean(axis=1).reshape(-1, 1, 1, 1)
        return middle + (x - middle) * self.factor


@dataclass(frozen=True)
class Move(Transform):
    down: int
    right: int

    def __call__(self, x):
        h, w = x.shape[2:]
        # A frame of zeros so wide that everything there could be comes from it.
        framed = np.pad(x, ((0, 0), (0, 0), (h, h), (w, w)))
        top = min(max(h - self.down, 0), 2 * h)
        left = min(max(w - self.right, 0), 2 * w)
        return framed[:, :, top:top + h, left:left + w]


@dataclass(frozen=True)
class Pick(Transform):
    size: tuple

    def __call__(self, x):
        for axis, new in zip((2, 3), self.size):
            old = x.shape[axis]
            x = np.take(x, [old * (2 * i + 1) // (2 * new) for i in range(new)], axis=axis)
        return x


class Crop(Transform):
    def __init__(self, size, seed):
        self.size, self.rng = size, np.random.default_rng(np.random.SeedSequence(seed))

    def one(self, image):
        i, j = (int(self.rng.random() * (n - k + 1)) for n, k in zip(image.shape[1:], self.size))
        return image[:, i:i + self.size[0], j:j + self.size[1]]

    def __call__(self, x):
        return np.array([self.one(image) for image in x])


def flip_horizontal(x):
    return Mirror()(x)


def shift(x, *, down, right):
    return Move(down, right)(x)


def adjust_brightness(x, *, delta):
    return Add(delta).then(Clip())(x)


def adjust_contrast(x, *, factor):
    return Stretch(factor).then(Clip())(x)


def rotate90(x, *, turns):
    # mirror, then swap rows and columns: one turn
    quarter = Mirror().then(Transpose())
    return Chain((quarter,) * (turns % 4))(x)


def resize_nearest(x, *, size):
    return Pick(size)(x)


def random_crop(x, *, size, seed):
    return Crop(size, seed)(x)
