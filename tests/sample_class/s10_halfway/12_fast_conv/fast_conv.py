"""12 Fast convolution: the answers of 04, out of a few large matrix products."""

import numpy as np

from conv import conv2d


def im2col(x, kernel, *, stride=1, padding=0):
    """Write every window as a column."""
    if stride < 1 or padding < 0:
        raise ValueError("stride / padding")
    n, c, h, wd = x.shape
    kh, kw = kernel
    if kh > h + 2 * padding or kw > wd + 2 * padding:
        raise ValueError("kernel size")
    xx = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
    xx[:, :, padding : padding + h, padding : padding + wd] = x
    rows = range(0, xx.shape[2] - kh + 1, stride)
    cols = range(0, xx.shape[3] - kw + 1, stride)
    every = [xx[:, :, r : r + kh, q : q + kw].reshape(n, -1) for r in rows for q in cols]
    return np.stack(every, axis=2)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    """Add every column to the window that it stands for: the adjoint of im2col, not its inverse."""
    # Your code here.
    raise NotImplementedError


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    """Slide every filter over every image, as conv2d does, at least 20 times as fast as loops."""
    # until I have the time
    return conv2d(x, w, b, stride=stride, padding=padding)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * conv2d_fast(x, w, b)), fast too."""
    from conv import conv2d_backward

    return conv2d_backward(dy, x, w, stride=stride, padding=padding)
