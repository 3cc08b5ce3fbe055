"""07 Residual blocks: a few convolutions and a shortcut past them."""

import numpy as np

from conv import conv2d, conv2d_backward


def residual_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(x))) + shortcut(x)): two 3x3 convolutions, padding 1."""
    h = conv2d(x, params["w1"], params["b1"], stride=stride, padding=1)
    h = h * (h > 0)
    h = conv2d(h, params["w2"], params["b2"], padding=1)
    if "ws" in params:
        h = h + conv2d(x, params["ws"], params["bs"], stride=stride)
    else:
        assert h.shape[1] == x.shape[1]
        h = h + x
    return h * (h > 0)


def residual_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * residual_block(x, params))."""
    grads = {}
    # the first line is easy, but then?
    dz = dy * (residual_block(x, params, stride=stride) > 0)
    grads["b2"] = dz.sum(axis=(0, 2, 3))
    raise NotImplementedError


def bottleneck_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(relu(conv(x))))) + shortcut(x)): 1x1, 3x3 with padding 1, 1x1."""
    h = conv2d(x, params["w1"], params["b1"])
    h = h * (h > 0)
    h = conv2d(h, params["w2"], params["b2"], stride=stride, padding=1)
    h = h * (h > 0)
    h = conv2d(h, params["w3"], params["b3"])
    # TODO projection
    h = h + x
    return h * (h > 0)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * bottleneck_block(x, params))."""
    # Your code here.
    raise NotImplementedError
