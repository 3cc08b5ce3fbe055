import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def view(x, kernel, stride):
    if stride < 1:
        raise ValueError(stride)
    return sliding_window_view(x, kernel, axis=(2, 3))[:, :, ::stride, ::stride]


def route(dy, pick, shape, kernel, stride):
    """add dy[n,c,i,j] at the picked cell (flat number inside the window)"""
    N, C, OH, OW = dy.shape
    n, c, i, j = np.ogrid[:N, :C, :OH, :OW]
    k, l = np.divmod(pick, kernel[1])
    dx = np.zeros(shape)
    np.add.at(dx, (n, c, i * stride + k, j * stride + l), dy)
    return dx


def flat(x, kernel, stride):
    v = view(x, kernel, stride)
    return v.reshape(*v.shape[:4], -1)


def max_pool2d(x, *, kernel, stride):
    return flat(x, kernel, stride).max(-1)


def max_pool2d_backward(dy, x, *, kernel, stride):
    return route(dy, flat(x, kernel, stride).argmax(-1), x.shape, kernel, stride)


def min_pool2d(x, *, kernel, stride):
    return flat(x, kernel, stride).min(-1)


def min_pool2d_backward(dy, x, *, kernel, stride):
    return route(dy, flat(x, kernel, stride).argmin(-1), x.shape, kernel, stride)


def avg_pool2d(x, *, kernel, stride):
    return view(x, kernel, stride).mean((-1, -2))


def avg_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros(x.shape)
    part = dy / (kernel[0] * kernel[1])
    for number in range(kernel[0] * kernel[1]):
        dx += route(part, np.full(dy.shape, number), x.shape, kernel, stride)
    return dx


def global_avg_pool2d(x):
    return x.mean((2, 3))


def global_avg_pool2d_backward(dy, x):
    # a read-only view: nothing is copied
    return np.broadcast_to(dy[:, :, None, None] / x[0, 0].size, x.shape)
