"""02 Filters: what one filter sees, at one place and at all of them.

Images are single here: image (H, W), or (3, H, W) for red, green and blue. kernel (KH, KW) is what
a filter multiplies one channel with. Feature maps are as large as there are places for the kernel:
(H - KH + 1, W - KW + 1).
"""

import numpy as np

### BEGIN SOLUTION
from numpy.lib.stride_tricks import sliding_window_view


def _correlated(image, kernel):
    return np.einsum("ijkl,kl->ij", sliding_window_view(image, kernel.shape), kernel)


def _demand_room(image, kernel):
    if any(k > size for k, size in zip(kernel.shape, image.shape)):
        raise ValueError(f"a kernel {kernel.shape} does not fit an image {image.shape}")


### END SOLUTION
def window_response(window, w, b):
    """Return the single number that a filter gives for one window: sum(w * window) + b.

    window and w have the same shape, (KH, KW); b is a number.
    """
    ### BEGIN SOLUTION
    return float(np.sum(w * window) + b)
    ### END SOLUTION


def correlate2d(image, kernel):
    """Slide a kernel over an image: the cross-correlation, (H - KH + 1, W - KW + 1).

    image: (H, W), kernel: (KH, KW). The kernel is not turned round, nothing is padded.

    Raises ValueError when the kernel is larger than the image, in either axis.
    """
    ### BEGIN SOLUTION
    _demand_room(image, kernel)
    return _correlated(image, kernel)
    ### END SOLUTION


def convolve2d(image, kernel):
    """Return the mathematician's convolution: the kernel rotated by 180°, then slid as above.

    image: (H, W), kernel: (KH, KW). Returns (H - KH + 1, W - KW + 1).

    Raises ValueError when the kernel is larger than the image, in either axis.
    """
    ### BEGIN SOLUTION
    _demand_room(image, kernel)
    return _correlated(image, kernel[::-1, ::-1])
    ### END SOLUTION


def vertical_edge_kernel():
    """Return the (3, 3) kernel that finds vertical edges: 1, 0, -1 in each row."""
    ### BEGIN SOLUTION
    return np.array([[1.0, 0.0, -1.0]] * 3)
    ### END SOLUTION


def horizontal_edge_kernel():
    """Return the (3, 3) kernel that finds horizontal edges: the transpose of the vertical one."""
    ### BEGIN SOLUTION
    return np.array([[1.0, 0.0, -1.0]] * 3).T
    ### END SOLUTION


def channel_edges(image, kernel, *, channel):
    """Slide a filter over a colour image that has `kernel` on one channel and zeros on the others.

    image: (3, H, W), kernel: (KH, KW), channel: 0, 1 or 2. The kernel is not turned round.
    Returns one feature map, (H - KH + 1, W - KW + 1).
    """
    ### BEGIN SOLUTION
    return _correlated(image[channel], kernel)
    ### END SOLUTION
