"""12 Fast convolution: the answers of 04, out of a few large matrix products.

Batches of images are x (N, C, H, W), filters w (F, C, KH, KW), biases b (F,). Plain loops spend
their time between the numbers: write every window as a column, and one product does all the work.

Your earlier work can be imported (`from padding import zero_pad2d`), but not what would be the
answer here: `conv`, `depthwise`, `residual`, `inception` and `networks` are refused.
"""

import numpy as np


def im2col(x, kernel, *, stride=1, padding=0):
    """Write every window as a column.

    x: (N, C, H, W), kernel = (KH, KW). `padding` rows and columns of zeros go on every side first.
    Returns cols: (N, C*KH*KW, OH*OW). Column i*OW + j is window (i, j), flattened channel by
    channel and row by row: its entry (c, k, l) is in row (c*KH + k)*KW + l.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1 or
    padding < 0.
    """
    # Your code here.
    raise NotImplementedError


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    """Add every column to the window that it stands for: the adjoint of im2col, not its inverse.

    cols: (N, C*KH*KW, OH*OW), as im2col returns them for images of shape = (N, C, H, W) with this
    kernel, stride and padding. Returns x: (N, C, H, W): at each pixel, the sum of all entries of
    cols that im2col would copy it to. What falls on the padding is dropped.
    """
    # Your code here.
    raise NotImplementedError


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    """Slide every filter over every image, as conv2d does, at least 20 times as fast as loops.

    x: (N, C, H, W), w: (F, C, KH, KW), b: (F,). Returns y: (N, F, OH, OW) with
    OH = (H + 2·padding - KH) // stride + 1, OW alike. Needs at most 4 times the memory of
    im2col(x, (KH, KW)).

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    # Your code here.
    raise NotImplementedError


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * conv2d_fast(x, w, b)), fast too.

    dy: (N, F, OH, OW), the upstream gradient; x and w as they went into conv2d_fast. Each gradient
    has the shape of what it belongs to: dx (N, C, H, W), dw (F, C, KH, KW), db (F,). At least 20
    times as fast as loops, in at most 6 times the memory of im2col(x, (KH, KW)).
    """
    # Your code here.
    raise NotImplementedError
