"""04 Convolution: one filter, many filters, and the way back.

Batches of images are x (N, C, H, W), filters w (F, C, KH, KW), biases b (F,). A "convolution" in
deep learning is a cross-correlation: the filter is not turned round.
"""

import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    """Slide every filter over every image.

    x: (N, C, H, W), w: (F, C, KH, KW), b: (F,). `padding` rows and columns of zeros go on every
    side first. Returns y: (N, F, OH, OW) with OH = (H + 2·padding - KH) // stride + 1, OW alike.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    # Your code here.
    raise NotImplementedError


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * conv2d(x, w, b)).

    dy: (N, F, OH, OW), the upstream gradient; x and w as they went into conv2d. Each gradient has
    the shape of what it belongs to: dx (N, C, H, W), dw (F, C, KH, KW), db (F,).
    """
    # Your code here.
    raise NotImplementedError


def dense_as_conv(weight, shape):
    """Rewrite a dense layer as filters that give the same numbers.

    weight: (D, C*H*W), one row per output, over images of shape = (C, H, W) read in C order.
    Returns w: (D, C, H, W), so that conv2d(x, w, b) is (N, D, 1, 1) with the dense layer's numbers.

    Raises ValueError when weight does not have C·H·W columns.
    """
    # Your code here.
    raise NotImplementedError


def conv1x1(x, w, b):
    """Mix the channels at every position: a dense layer applied pixel by pixel.

    x: (N, C, H, W), w: (F, C), b: (F,). Returns y: (N, F, H, W).

    Raises ValueError when x and w disagree about C.
    """
    # Your code here.
    raise NotImplementedError
