"""03 Padding: a frame of zeros around every image, and the way back.

Batches of images are x (N, C, H, W). Padding touches rows and columns only, never samples or
channels.
"""

import numpy as np

### BEGIN SOLUTION


def _same_amounts(size, kernel, stride):
    """Return (before, after): what SAME padding adds along one axis, the odd cell after."""
    positions = -(-size // stride)  # ceil(size / stride)
    total = max((positions - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


### END SOLUTION
def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    """Put zeros around every image, so many rows or columns on each side.

    x: (N, C, H, W). Returns y: (N, C, top + H + bottom, left + W + right).

    Raises ValueError when an amount is negative.
    """
    ### BEGIN SOLUTION
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"amounts {top}, {bottom}, {left}, {right} must be at least 0")
    #                 N       C            H              W
    return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    ### END SOLUTION


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    """Return the gradient dx of sum(dy * zero_pad2d(x)).

    dy: (N, C, top + H + bottom, left + W + right), the upstream gradient, with the amounts as they
    went into zero_pad2d. Returns dx: (N, C, H, W).
    """
    ### BEGIN SOLUTION
    height, width = dy.shape[2:]
    return dy[:, :, top : height - bottom, left : width - right]
    ### END SOLUTION


def same_pad2d(x, kernel, *, stride=1):
    """Pad with zeros so that a convolution without padding of its own gives SAME.

    x: (N, C, H, W), kernel: (KH, KW). Adds as few rows and columns as give windows of this kernel
    and stride ceil(H / stride) by ceil(W / stride) positions; where the number to add is odd, the
    odd row goes to the bottom and the odd column to the right (TensorFlow's SAME). Nothing is ever
    cut off. Returns y: (N, C, H + rows added, W + columns added).

    Raises ValueError when stride < 1.
    """
    ### BEGIN SOLUTION
    if stride < 1:
        raise ValueError(f"stride {stride} must be at least 1")
    top, bottom = _same_amounts(x.shape[2], kernel[0], stride)
    left, right = _same_amounts(x.shape[3], kernel[1], stride)
    return zero_pad2d(x, top=top, bottom=bottom, left=left, right=right)
    ### END SOLUTION
