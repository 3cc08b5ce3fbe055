"""03 Padding: a frame of zeros around every image, and the way back."""

import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    """Put zeros around every image, so many rows or columns on each side."""
    if top < 0 or bottom < 0 or left < 0 or right < 0:
        raise ValueError("no negative padding please")
    n, c, h, w = x.shape
    y = np.zeros((n, c, h + top + bottom, w + left + right))
    y[:, :, top : top + h, left : left + w] = x
    return y


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    """Return the gradient dx of sum(dy * zero_pad2d(x))."""
    # Your code here.
    raise NotImplementedError


def same_pad2d(x, kernel, *, stride=1):
    """Pad with zeros so that a convolution without padding of its own gives SAME."""
    # Your code here.
    raise NotImplementedError
