"""12 Fast convolution: the answers of 04, out of a few large matrix products.

Batches of images are x (N, C, H, W), filters w (F, C, KH, KW), biases b (F,). Plain loops spend
their time between the numbers: write every window as a column, and one product does all the work.

Your earlier work can be imported (`from padding import zero_pad2d`), but not what would be the
answer here: `conv`, `depthwise`, `residual`, `inception` and `networks` are refused.
"""

import numpy as np

### BEGIN SOLUTION


def _demand_possible(shape, kernel, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError(f"stride {stride} must be at least 1, padding {padding} at least 0")
    if any(k > n + 2 * padding for n, k in zip(shape[2:], kernel)):
        raise ValueError(f"a kernel of {kernel} does not fit {shape[2:]} + 2·{padding}")


def _padded(x, padding):
    N, C, H, W = x.shape
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    return xp


def _positions(shape, kernel, stride, padding):
    """Return (OH, OW), how many windows there are along each axis."""
    return tuple((n + 2 * padding - k) // stride + 1 for n, k in zip(shape[2:], kernel))


def _reached(k, l, positions, stride):
    """Return the slices of a padded image that entry (k, l) of all windows lies in."""
    OH, OW = positions
    return slice(k, k + stride * OH, stride), slice(l, l + stride * OW, stride)


### END SOLUTION
def im2col(x, kernel, *, stride=1, padding=0):
    """Write every window as a column.

    x: (N, C, H, W), kernel = (KH, KW). `padding` rows and columns of zeros go on every side first.
    Returns cols: (N, C*KH*KW, OH*OW). Column i*OW + j is window (i, j), flattened channel by
    channel and row by row: its entry (c, k, l) is in row (c*KH + k)*KW + l.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1 or
    padding < 0.
    """
    ### BEGIN SOLUTION
    _demand_possible(x.shape, kernel, stride, padding)
    (N, C), (KH, KW) = x.shape[:2], kernel
    OH, OW = _positions(x.shape, kernel, stride, padding)
    xp = _padded(x, padding)
    cols = np.empty((N, C, KH, KW, OH, OW))
    for k in range(KH):
        for l in range(KW):
            rows, columns = _reached(k, l, (OH, OW), stride)
            cols[:, :, k, l] = xp[:, :, rows, columns]
    return cols.reshape(N, C * KH * KW, OH * OW)
    ### END SOLUTION


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    """Add every column to the window that it stands for: the adjoint of im2col, not its inverse.

    cols: (N, C*KH*KW, OH*OW), as im2col returns them for images of shape = (N, C, H, W) with this
    kernel, stride and padding. Returns x: (N, C, H, W): at each pixel, the sum of all entries of
    cols that im2col would copy it to. What falls on the padding is dropped.
    """
    ### BEGIN SOLUTION
    (N, C, H, W), (KH, KW) = shape, kernel
    OH, OW = _positions(shape, kernel, stride, padding)
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for k in range(KH):
        for l in range(KW):
            rows, columns = _reached(k, l, (OH, OW), stride)
            xp[:, :, rows, columns] += cols[:, :, k, l]
    return xp[:, :, padding : padding + H, padding : padding + W]
    ### END SOLUTION


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    """Slide every filter over every image, as conv2d does, at least 20 times as fast as loops.

    x: (N, C, H, W), w: (F, C, KH, KW), b: (F,). Returns y: (N, F, OH, OW) with
    OH = (H + 2·padding - KH) // stride + 1, OW alike. Needs at most 4 times the memory of
    im2col(x, (KH, KW)).

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    ### BEGIN SOLUTION
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, the filters have {w.shape[1]}")
    _demand_possible(x.shape, w.shape[2:], stride, padding)
    OH, OW = _positions(x.shape, w.shape[2:], stride, padding)
    rows = w.reshape(len(w), -1)
    y = np.empty((len(x), len(w), OH * OW))
    for n in range(len(x)):  # one image's columns fit into the processor's cache
        cols = im2col(x[n : n + 1], w.shape[2:], stride=stride, padding=padding)[0]
        np.matmul(rows, cols, out=y[n])  # (F, C*KH*KW) @ (C*KH*KW, OH*OW)
        y[n] += b[:, None]
    return y.reshape(len(x), len(w), OH, OW)
    ### END SOLUTION


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * conv2d_fast(x, w, b)), fast too.

    dy: (N, F, OH, OW), the upstream gradient; x and w as they went into conv2d_fast. Each gradient
    has the shape of what it belongs to: dx (N, C, H, W), dw (F, C, KH, KW), db (F,). At least 20
    times as fast as loops, in at most 6 times the memory of im2col(x, (KH, KW)).
    """
    ### BEGIN SOLUTION
    settings = {"stride": stride, "padding": padding}
    rows = w.reshape(len(w), -1)
    dx, drows = np.empty(x.shape), np.zeros(rows.shape)
    for n in range(len(x)):
        dyn = dy[n].reshape(len(w), -1)
        cols = im2col(x[n : n + 1], w.shape[2:], **settings)[0]
        drows += dyn @ cols.T  # summed over the batch
        dx[n] = col2im((rows.T @ dyn)[None], (1, *x.shape[1:]), w.shape[2:], **settings)[0]
    return dx, drows.reshape(w.shape), dy.sum(axis=(0, 2, 3))
    ### END SOLUTION
