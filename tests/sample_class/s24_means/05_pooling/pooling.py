import numpy as np


def cut(size, k, stride):
    if stride < 1 or k > size:
        raise ValueError("cannot pool")
    return [slice(start, start + k) for start in range(0, size - k + 1, stride)]


def both(x, kernel, stride):
    rows = cut(x.shape[2], kernel[0], stride)
    cols = cut(x.shape[3], kernel[1], stride)
    return rows, cols


def max_pool2d(x, *, kernel, stride):
    rows, cols = both(x, kernel, stride)
    return np.moveaxis(np.array([[x[:, :, r, c].max(axis=(2, 3)) for c in cols] for r in rows]), (0, 1), (2, 3))


def max_pool2d_backward(dy, x, *, kernel, stride):
    rows, cols = both(x, kernel, stride)
    dx = np.zeros(x.shape)
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            w = x[:, :, r, c]
            top = (w == w.max(axis=(2, 3), keepdims=True))
            # share it among equals
            dx[:, :, r, c] += top / top.sum(axis=(2, 3), keepdims=True) * dy[:, :, i, j, None, None]
    return dx


def avg_pool2d(x, *, kernel, stride):
    rows, cols = both(x, kernel, stride)
    return np.moveaxis(np.array([[x[:, :, r, c].mean(axis=(2, 3)) for c in cols] for r in rows]), (0, 1), (2, 3))


def avg_pool2d_backward(dy, x, *, kernel, stride):
    rows, cols = both(x, kernel, stride)
    dx = np.zeros(x.shape)
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            dx[:, :, r, c] += dy[:, :, i, j, None, None]
    return dx


def min_pool2d(x, *, kernel, stride):
    return -max_pool2d(-x, kernel=kernel, stride=stride)


def min_pool2d_backward(dy, x, *, kernel, stride):
    # minus twice
    return -max_pool2d_backward(dy, -x, kernel=kernel, stride=stride)


def global_avg_pool2d(x):
    # one number per channel
    return x.mean(axis=(0, 2, 3))


def global_avg_pool2d_backward(dy, x):
    return np.ones(x.shape) * dy[:, :, None, None] / (x.shape[0] * x.shape[2] * x.shape[3])
