"""05 Pooling: one number for every window, and who gets the gradient.

Batches of images are x (N, C, H, W). Each channel is pooled by itself; windows are KH by KW, start
every `stride` rows and columns, and never reach over the edge.
"""

import numpy as np


def max_pool2d(x, *, kernel, stride):
    """Keep the largest number of every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def max_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * max_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into max_pool2d.
    The largest number of a window gets the window's whole gradient; where several are equally
    large, the first of them in row-major order. Returns dx: (N, C, H, W).
    """
    # Your code here.
    raise NotImplementedError


def avg_pool2d(x, *, kernel, stride):
    """Average every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def avg_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * avg_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into avg_pool2d.
    Every cell of a window gets an equal share of the window's gradient. Returns dx: (N, C, H, W).
    """
    # Your code here.
    raise NotImplementedError


def min_pool2d(x, *, kernel, stride):
    """Keep the smallest number of every window.

    x: (N, C, H, W), kernel: (KH, KW). Returns y: (N, C, OH, OW) with OH = (H - KH) // stride + 1,
    OW alike.

    Raises ValueError when the window is larger than the image (either axis) or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def min_pool2d_backward(dy, x, *, kernel, stride):
    """Return the gradient dx of sum(dy * min_pool2d(x)).

    dy: (N, C, OH, OW), the upstream gradient; x, kernel and stride as they went into min_pool2d.
    The smallest number of a window gets the window's whole gradient; where several are equally
    small, the first of them in row-major order. Returns dx: (N, C, H, W).
    """
    # Your code here.
    raise NotImplementedError


def global_avg_pool2d(x):
    """Average every channel of every image: the whole image is one window.

    x: (N, C, H, W). Returns y: (N, C).
    """
    # Your code here.
    raise NotImplementedError


def global_avg_pool2d_backward(dy, x):
    """Return the gradient dx of sum(dy * global_avg_pool2d(x)).

    dy: (N, C), the upstream gradient; x as it went into global_avg_pool2d. Returns dx:
    (N, C, H, W).
    """
    # Your code here.
    raise NotImplementedError
