"""07 Residual blocks, one step after the other."""

import numpy as np

from conv import conv2d, conv2d_backward


def relu(a):
    out = np.zeros(a.shape)
    for place in np.ndindex(a.shape):
        if a[place] > 0:
            out[place] = a[place]
    return out


def mask(d, a):
    """Let d pass where a was positive."""
    out = np.zeros(d.shape)
    for place in np.ndindex(d.shape):
        if a[place] > 0:
            out[place] = d[place]
    return out


def check(x, params, names, stride):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    channels = x.shape[1]
    for name in names:
        if params[name].shape[1] != channels:
            raise ValueError(name + " has another number of channels")
        channels = params[name].shape[0]
    if "ws" in params:
        if params["ws"].shape[1] != x.shape[1] or params["ws"].shape[0] != channels:
            raise ValueError("ws does not fit")
    elif channels != x.shape[1]:
        raise ValueError("x cannot be added")


def residual_block(x, params, *, stride=1):
    check(x, params, ["w1", "w2"], stride)
    a1 = conv2d(x, params["w1"], params["b1"], stride=stride, padding=1)
    h1 = relu(a1)
    a2 = conv2d(h1, params["w2"], params["b2"], stride=1, padding=1)
    if "ws" in params:
        s = conv2d(x, params["ws"], params["bs"], stride=stride, padding=0)
    else:
        s = x
    return relu(a2 + s)


def residual_block_backward(dy, x, params, *, stride=1):
    grads = {}
    a1 = conv2d(x, params["w1"], params["b1"], stride=stride, padding=1)
    h1 = relu(a1)
    a2 = conv2d(h1, params["w2"], params["b2"], stride=1, padding=1)
    if "ws" in params:
        s = conv2d(x, params["ws"], params["bs"], stride=stride, padding=0)
    else:
        s = x
    dz = mask(dy, a2 + s)
    dh1, grads["w2"], grads["b2"] = conv2d_backward(dz, h1, params["w2"], stride=1, padding=1)
    da1 = mask(dh1, a1)
    dx, grads["w1"], grads["b1"] = conv2d_backward(da1, x, params["w1"], stride=stride, padding=1)
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv2d_backward(dz, x, params["ws"], stride=stride, padding=0)
    else:
        ds = dz
    return dx + ds, grads


def bottleneck_block(x, params, *, stride=1):
    check(x, params, ["w1", "w2", "w3"], stride)
    h1 = relu(conv2d(x, params["w1"], params["b1"]))
    h2 = relu(conv2d(h1, params["w2"], params["b2"], stride=stride, padding=1))
    a3 = conv2d(h2, params["w3"], params["b3"])
    if "ws" in params:
        s = conv2d(x, params["ws"], params["bs"], stride=stride, padding=0)
    else:
        s = x
    return relu(a3 + s)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    grads = {}
    a1 = conv2d(x, params["w1"], params["b1"])
    h1 = relu(a1)
    a2 = conv2d(h1, params["w2"], params["b2"], stride=stride, padding=1)
    h2 = relu(a2)
    a3 = conv2d(h2, params["w3"], params["b3"])
    if "ws" in params:
        s = conv2d(x, params["ws"], params["bs"], stride=stride, padding=0)
    else:
        s = x
    dz = mask(dy, a3 + s)
    dh2, grads["w3"], grads["b3"] = conv2d_backward(dz, h2, params["w3"])
    da2 = mask(dh2, a2)
    dh1, grads["w2"], grads["b2"] = conv2d_backward(da2, h1, params["w2"], stride=stride, padding=1)
    da1 = mask(dh1, a1)
    dx, grads["w1"], grads["b1"] = conv2d_backward(da1, x, params["w1"])
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv2d_backward(dz, x, params["ws"], stride=stride, padding=0)
    else:
        ds = dz
    return dx + ds, grads
