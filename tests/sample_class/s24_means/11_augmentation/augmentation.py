import numpy as np


def flip_horizontal(x):
    # axis 2 runs from left to right
    return np.flip(x, axis=2)


def shift(x, *, down, right):
    y = np.roll(x, (down, right), axis=(2, 3))
    if down > 0:
        y[:, :, :down] = 0
    if right > 0:
        y[:, :, :, :right] = 0
    return y


def adjust_brightness(x, *, delta):
    y = x + delta
    y[y > 1] = 1
    return y


def adjust_contrast(x, *, factor):
    m = np.mean(x, axis=(2, 3), keepdims=True)
    return np.clip((x - m) * factor + m, 0, 1)


def rotate90(x, *, turns):
    # k counts clockwise
    return np.rot90(x, -turns, axes=(2, 3))


def resize_nearest(x, *, size):
    h, w = x.shape[2:]
    i = np.arange(size[0]) * h // size[0]
    j = np.arange(size[1]) * w // size[1]
    return x[:, :, i][:, :, :, j]


def random_crop(x, *, size, seed):
    rng = np.random.default_rng(seed)
    h, w = x.shape[2:]
    i = rng.integers(h - size[0] + 1)
    j = rng.integers(w - size[1] + 1)
    return x[:, :, i:i + size[0], j:j + size[1]]
