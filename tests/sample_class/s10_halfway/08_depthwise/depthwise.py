"""08 Depthwise: convolutions that keep channels apart, and the blocks that MobileNet is made of."""

import numpy as np


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    """Slide over every channel a filter of its own; channels do not mix."""
    if stride < 1 or padding < 0:
        raise ValueError("stride / padding")
    if x.shape[1] != w.shape[0]:
        raise ValueError("channels")
    n, c, h, wd = x.shape
    _, kh, kw = w.shape
    if kh > h + 2 * padding or kw > wd + 2 * padding:
        raise ValueError("kernel size")
    xx = np.zeros((n, c, h + 2 * padding, wd + 2 * padding))
    xx[:, :, padding : padding + h, padding : padding + wd] = x
    rows = range(0, xx.shape[2] - kh + 1, stride)
    cols = range(0, xx.shape[3] - kw + 1, stride)
    y = np.empty((n, c, len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, q in enumerate(cols):
            y[:, :, i, j] = np.einsum("nckl,ckl->nc", xx[:, :, r : r + kh, q : q + kw], w) + b
    return y


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * depthwise_conv2d(x, w, b))."""
    # Your code here.
    raise NotImplementedError


def pointwise_conv2d(x, w, b):
    """Mix the channels at every pixel; neighbours do not mix."""
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    y = np.zeros((x.shape[0], len(w)) + x.shape[2:])
    for f, row in enumerate(w):
        y[:, f] = (x * row[:, None, None]).sum(axis=1) + b[f]
    return y


def pointwise_conv2d_backward(dy, x, w):
    """Return the gradients (dx, dw, db) of sum(dy * pointwise_conv2d(x, w, b))."""
    dx = np.zeros_like(x)
    for f, row in enumerate(w):
        dx += dy[:, f, None] * row[:, None, None]
    db = dy.sum(axis=(0, 2, 3))
    dw = None  # TODO
    return dx, dw, db


def separable_conv2d(x, params, *, stride=1, padding=0):
    """Convolve in two steps: depthwise with `wd bd`, then pointwise with `wp bp`."""
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    return pointwise_conv2d(z, params["wp"], params["bp"])


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    """Return (dx, grads), the gradients of sum(dy * separable_conv2d(x, params))."""
    pass


def inverted_residual(x, params, *, stride=1):
    """MobileNetV2's block: expand, relu6, depthwise, relu6, project, and add x where it fits."""
    h = pointwise_conv2d(x, params["we"], params["be"])
    h = np.minimum(np.maximum(h, 0), 6)
    h = depthwise_conv2d(h, params["wd"], params["bd"], stride=stride, padding=1)
    h = np.minimum(np.maximum(h, 0), 6)
    h = pointwise_conv2d(h, params["wp"], params["bp"])
    # TODO add x
    return h


def separable_cost_ratio(out_channels, kernel):
    """Return how many multiplications a separable convolution needs, for each of a full one's."""
    return 1 / out_channels + 1 / (kernel[0] * kernel[1])
