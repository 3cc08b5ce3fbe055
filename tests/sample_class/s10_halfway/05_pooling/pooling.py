"""05 Pooling."""

import numpy as np


def max_pool2d(x, *, kernel, stride):
    """Keep the largest number of every window."""
    kh, kw = kernel
    if stride < 1 or kh > x.shape[2] or kw > x.shape[3]:
        raise ValueError("kernel / stride")
    rows = range(0, x.shape[2] - kh + 1, stride)
    cols = range(0, x.shape[3] - kw + 1, stride)
    return np.stack([np.stack([x[:, :, r : r + kh, q : q + kw].max((2, 3)) for q in cols], -1) for r in rows], -2)


def max_pool2d_backward(dy, x, *, kernel, stride):
    # Your code here.
    raise NotImplementedError


def avg_pool2d(x, *, kernel, stride):
    """Average every window."""
    kh, kw = kernel
    if stride < 1 or kh > x.shape[2] or kw > x.shape[3]:
        raise ValueError("kernel / stride")
    rows = range(0, x.shape[2] - kh + 1, stride)
    cols = range(0, x.shape[3] - kw + 1, stride)
    return np.stack([np.stack([x[:, :, r : r + kh, q : q + kw].mean((2, 3)) for q in cols], -1) for r in rows], -2)


def avg_pool2d_backward(dy, x, *, kernel, stride):
    pass


def min_pool2d(x, *, kernel, stride):
    # Your code here.
    raise NotImplementedError


def min_pool2d_backward(dy, x, *, kernel, stride):
    # Your code here.
    raise NotImplementedError


def global_avg_pool2d(x):
    """One number per channel."""
    return x.mean(axis=(2, 3))
