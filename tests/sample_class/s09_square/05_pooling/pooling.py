import numpy as np


def size_of(x, kernel, stride):
    if stride < 1:
        raise ValueError("stride")
    k = kernel[0]
    h = x.shape[2]
    if k > h or kernel[1] > x.shape[3]:
        raise ValueError("kernel")
    return (h - k) // stride + 1, k


def max_pool2d(x, *, kernel, stride):
    out, k = size_of(x, kernel, stride)
    y = np.zeros((x.shape[0], x.shape[1], out, out))
    for i in range(out):
        for j in range(out):
            y[:, :, i, j] = x[:, :, i * stride:i * stride + k, j * stride:j * stride + k].max(axis=3).max(axis=2)
    return y


def max_pool2d_backward(dy, x, *, kernel, stride):
    out, k = size_of(x, kernel, stride)
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(out):
                for j in range(out):
                    patch = x[n, c, i * stride:i * stride + k, j * stride:j * stride + k]
                    best = patch.argmax()
                    dx[n, c, i * stride + best // k, j * stride + best % k] += dy[n, c, i, j]
    return dx


def avg_pool2d(x, *, kernel, stride):
    out, k = size_of(x, kernel, stride)
    y = np.zeros((x.shape[0], x.shape[1], out, out))
    for i in range(out):
        for j in range(out):
            y[:, :, i, j] = x[:, :, i * stride:i * stride + k, j * stride:j * stride + k].sum(axis=(2, 3)) / k ** 2
    return y


def avg_pool2d_backward(dy, x, *, kernel, stride):
    out, k = size_of(x, kernel, stride)
    dx = np.zeros(x.shape)
    for i in range(out):
        for j in range(out):
            dx[:, :, i * stride:i * stride + k, j * stride:j * stride + k] += dy[:, :, i:i + 1, j:j + 1] / k ** 2
    return dx


def min_pool2d(x, *, kernel, stride):
    return -max_pool2d(-x, kernel=kernel, stride=stride)


def min_pool2d_backward(dy, x, *, kernel, stride):
    return -max_pool2d_backward(-dy, -x, kernel=kernel, stride=stride)


def global_avg_pool2d(x):
    return x.mean(axis=-1).mean(axis=-1)


def global_avg_pool2d_backward(dy, x):
    return np.tile(dy[:, :, None, None] / x.shape[2] / x.shape[3], (1, 1) + x.shape[2:])
