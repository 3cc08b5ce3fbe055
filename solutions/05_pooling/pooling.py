"""05 Pooling: one number for every window, and who gets the gradient.

Batches of images are x (N, C, H, W). Each channel is pooled by itself; windows are KH by KW, start
every `stride` rows and columns, and never reach over the edge.
"""

import numpy as np

### BEGIN SOLUTION
from numpy.lib.stride_tricks import sliding_window_view


def _windows(x, kernel, stride):
    """Return every window as (N, C, OH, OW, KH, KW)."""
    if stride < 1:
        raise ValueError(f"stride {stride} must be at least 1")
    if kernel[0] > x.shape[2] or kernel[1] > x.shape[3]:
        raise ValueError(f"a window of {kernel} does not fit an image of {x.shape[2:]}")
    return sliding_window_view(x, kernel, axis=(2, 3))[:, :, ::stride, ::stride]


def _row_major(windows):
    """Return windows with their cells in one row: (N, C, OH, OW, KH*KW)."""
    return windows.reshape(*windows.shape[:4], -1)


def _to_winners(dy, x, winner, kernel, stride):
    """Send each dy[n, c, i, j] to the cell of its window that `winner` (N, C, OH, OW) names."""
    n, c, i, j = np.indices(dy.shape, sparse=True)
    row, column = np.divmod(winner, kernel[1])
    dx = np.zeros_like(x)
    np.add.at(dx, (n, c, i * stride + row, j * stride + column), dy)  # overlaps add up
    return dx


### END SOLUTION
def max_pool2d(x, *, kernel, stride):
    """Keep the largest number of every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    ### BEGIN SOLUTION
    return _windows(x, kernel, stride).max(axis=(4, 5))
    ### END SOLUTION


def max_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * max_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into max_pool2d.
    The largest number of a window gets the window's whole gradient; where several are equally
    large, the first of them in row-major order. Returns dx: (N, C, H, W).
    """
    ### BEGIN SOLUTION
    winner = _row_major(_windows(x, kernel, stride)).argmax(axis=4)
    return _to_winners(dy, x, winner, kernel, stride)
    ### END SOLUTION


def avg_pool2d(x, *, kernel, stride):
    """Average every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    ### BEGIN SOLUTION
    return _windows(x, kernel, stride).mean(axis=(4, 5))
    ### END SOLUTION


def avg_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * avg_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into avg_pool2d.
    Every cell of a window gets an equal share of the window's gradient. Returns dx: (N, C, H, W).
    """
    ### BEGIN SOLUTION
    (KH, KW), (OH, OW) = kernel, dy.shape[2:]
    dx = np.zeros_like(x)
    for k in range(KH):
        for l in range(KW):
            reached = dx[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
            reached += dy / (KH * KW)
    return dx
    ### END SOLUTION


def min_pool2d(x, *, kernel, stride):
    """Keep the smallest number of every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    ### BEGIN SOLUTION
    return _windows(x, kernel, stride).min(axis=(4, 5))
    ### END SOLUTION


def min_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * min_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into min_pool2d.
    The smallest number of a window gets the window's whole gradient; where several are equally
    small, the first of them in row-major order. Returns dx: (N, C, H, W).
    """
    ### BEGIN SOLUTION
    winner = _row_major(_windows(x, kernel, stride)).argmin(axis=4)
    return _to_winners(dy, x, winner, kernel, stride)
    ### END SOLUTION


def global_avg_pool2d(x):
    """Average every channel of every image: the whole image is one window.

    x: (N, C, H, W). Returns y: (N, C).
    """
    ### BEGIN SOLUTION
    return x.mean(axis=(2, 3))
    ### END SOLUTION


def global_avg_pool2d_backward(dy, x):
    """Return the gradient dx of sum(dy * global_avg_pool2d(x)).

    dy: (N, C), the upstream gradient; x as it went into global_avg_pool2d. Returns dx:
    (N, C, H, W).
    """
    ### BEGIN SOLUTION
    H, W = x.shape[2:]
    return dy[:, :, None, None] / (H * W) * np.ones_like(x)
    ### END SOLUTION
