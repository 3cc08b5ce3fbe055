"""03 Padding: a frame of zeros around every image, and the way back.

Batches of images are x (N, C, H, W). Padding touches rows and columns only, never samples or
channels.
"""

import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    """Put zeros around every image, so many rows or columns on each side.

    x: (N, C, H, W). Returns y: (N, C, top + H + bottom, left + W + right).

    Raises ValueError when an amount is negative.
    """
    # Your code here.
    raise NotImplementedError


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    """Return the gradient dx of sum(dy * zero_pad2d(x)).

    dy: (N, C, top + H + bottom, left + W + right), the upstream gradient, with the amounts as they
    went into zero_pad2d. Returns dx: (N, C, H, W).
    """
    # Your code here.
    raise NotImplementedError


def same_pad2d(x, kernel, *, stride=1):
    """Pad with zeros so that a convolution without padding of its own gives SAME.

    x: (N, C, H, W), kernel: (KH, KW). Adds as few rows and columns as give windows of this kernel
    and stride ceil(H / stride) by ceil(W / stride) positions; where the number to add is odd, the
    odd row goes to the bottom and the odd column to the right (TensorFlow's SAME). Nothing is ever
    cut off. Returns y: (N, C, H + rows added, W + columns added).

    Raises ValueError when stride < 1.
    """
    # Your code here.
    raise NotImplementedError
