"""02 Filters: what one filter sees, at one place and at all of them."""

import numpy as np


def window_response(window, w, b):
    """Return the single number that a filter gives for one window: sum(w * window) + b."""
    return (w * window).sum() + b


def correlate2d(image, kernel):
    """Slide a kernel over an image: the cross-correlation, (H - KH + 1, W - KW + 1)."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    y = np.empty((rows, cols))
    for r in range(rows):
        for q in range(cols):
            y[r, q] = window_response(image[r : r + kh, q : q + kw], kernel, 0)
    return y


def convolve2d(image, kernel):
    """Return the mathematician's convolution."""
    # Your code here.
    raise NotImplementedError


def vertical_edge_kernel():
    """Return the (3, 3) kernel that finds vertical edges: 1, 0, -1 in each row."""
    return np.array([[1.0, 0.0, -1.0]] * 3)


def horizontal_edge_kernel():
    """Return the (3, 3) kernel that finds horizontal edges: the transpose of the vertical one."""
    k = vertical_edge_kernel().T


def channel_edges(image, kernel, *, channel):
    """Slide a filter over a colour image that has `kernel` on one channel and zeros on the others."""
    # Your code here.
    raise NotImplementedError
