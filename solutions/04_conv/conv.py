"""04 Convolution: one filter, many filters, and the way back.

Batches of images are x (N, C, H, W), filters w (F, C, KH, KW), biases b (F,). A "convolution" in
deep learning is a cross-correlation: the filter is not turned round.
"""

import numpy as np

### BEGIN SOLUTION
from numpy.lib.stride_tricks import sliding_window_view


def _padded(x, padding):
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def _windows(x, kernel, stride, padding):
    """Return every window as (N, C, OH, OW, KH, KW)."""
    every = sliding_window_view(_padded(x, padding), kernel, axis=(2, 3))
    return every[:, :, ::stride, ::stride]


def _demand_possible(x, w, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError(f"stride {stride} must be at least 1, padding {padding} at least 0")
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, the filters have {w.shape[1]}")
    for size, kernel in zip(x.shape[2:], w.shape[2:]):
        if kernel > size + 2 * padding:
            raise ValueError(f"a kernel of {kernel} does not fit {size} + 2·{padding}")


### END SOLUTION
def conv2d(x, w, b, *, stride=1, padding=0):
    """Slide every filter over every image.

    x: (N, C, H, W), w: (F, C, KH, KW), b: (F,). `padding` rows and columns of zeros go on every
    side first. Returns y: (N, F, OH, OW) with OH = (H + 2·padding - KH) // stride + 1, OW alike.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    ### BEGIN SOLUTION
    _demand_possible(x, w, stride, padding)
    windows = _windows(x, w.shape[2:], stride, padding)
    return np.einsum("ncijkl,fckl->nfij", windows, w) + b[:, None, None]
    ### END SOLUTION


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * conv2d(x, w, b)).

    dy: (N, F, OH, OW), the upstream gradient; x and w as they went into conv2d. Each gradient has
    the shape of what it belongs to: dx (N, C, H, W), dw (F, C, KH, KW), db (F,).
    """
    ### BEGIN SOLUTION
    (KH, KW), (OH, OW), (H, W) = w.shape[2:], dy.shape[2:], x.shape[2:]
    dw = np.einsum("nfij,ncijkl->fckl", dy, _windows(x, (KH, KW), stride, padding))
    db = dy.sum(axis=(0, 2, 3))
    dxp = np.zeros_like(_padded(x, padding))
    for k in range(KH):
        for l in range(KW):
            reached = dxp[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
            reached += np.einsum("nfij,fc->ncij", dy, w[:, :, k, l])
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, db
    ### END SOLUTION


def dense_as_conv(weight, shape):
    """Rewrite a dense layer as filters that give the same numbers.

    weight: (D, C*H*W), one row per output, over images of shape = (C, H, W) read in C order.
    Returns w: (D, C, H, W), so that conv2d(x, w, b) is (N, D, 1, 1) with the dense layer's numbers.

    Raises ValueError when weight does not have C·H·W columns.
    """
    ### BEGIN SOLUTION
    C, H, W = shape
    if weight.shape[1] != C * H * W:
        raise ValueError(f"weight has {weight.shape[1]} columns, images have {C * H * W} numbers")
    return weight.reshape(-1, C, H, W)
    ### END SOLUTION


def conv1x1(x, w, b):
    """Mix the channels at every position: a dense layer applied pixel by pixel.

    x: (N, C, H, W), w: (F, C), b: (F,). Returns y: (N, F, H, W).

    Raises ValueError when x and w disagree about C.
    """
    ### BEGIN SOLUTION
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, the filters have {w.shape[1]}")
    return np.einsum("nchw,fc->nfhw", x, w) + b[:, None, None]
    ### END SOLUTION
