import numpy as np


def flip_horizontal(x):
    return x.astype(np.float32)[:, :, :, ::-1]


def shift(x, *, down, right):
    x = x.astype(np.float32)
    n, c, h, w = x.shape
    y = np.zeros((n, c, h, w), dtype=np.float32)
    for i in range(max(down, 0), min(h, h + down)):
        for j in range(max(right, 0), min(w, w + right)):
            y[:, :, i, j] = x[:, :, i - down, j - right]
    return y


def adjust_brightness(x, *, delta):
    return np.clip(x.astype(np.float32) + np.float32(delta), 0, 1)


def adjust_contrast(x, *, factor):
    x = x.astype(np.float32)
    m = x.mean(axis=(1, 2, 3), keepdims=True)
    return np.clip(m + np.float32(factor) * (x - m), 0, 1)


def rotate90(x, *, turns):
    return np.rot90(x.astype(np.float32), k=turns, axes=(2, 3))


def resize_nearest(x, *, size):
    h, w = x.shape[2:]
    i = ((np.arange(size[0]) + 0.5) * h / size[0]).astype(np.int32)
    j = ((np.arange(size[1]) + 0.5) * w / size[1]).astype(np.int32)
    return x.astype(np.float32)[:, :, i][:, :, :, j]


def random_crop(x, *, size, seed):
    rng = np.random.default_rng(seed)
    n, c, h, w = x.shape
    i = rng.integers(0, h - size[0], n, endpoint=True)
    j = rng.integers(0, w - size[1], n, endpoint=True)
    k, l = np.arange(size[0]), np.arange(size[1])
    rows, columns = i[:, None] + k, j[:, None] + l
    return x[np.arange(n)[:, None, None, None], np.arange(c)[:, None, None],
             rows[:, None, :, None], columns[:, None, None, :]]
