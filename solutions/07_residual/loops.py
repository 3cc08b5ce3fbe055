"""07 Residual blocks step by step: right, plain, and what known mistakes are patches of."""

import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    xp, seen = _seen(x, w, stride, padding)
    y = 0
    for k in range(w.shape[2]):
        for l in range(w.shape[3]):
            y = y + np.einsum("ncij,fc->nfij", xp[seen(k, l)], w[:, :, k, l])
    return y + b[:, None, None]


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    H, W = x.shape[2:]
    xp, seen = _seen(x, w, stride, padding)
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for k in range(w.shape[2]):
        for l in range(w.shape[3]):
            dw[:, :, k, l] = np.einsum("nfij,ncij->fc", dy, xp[seen(k, l)])
            dxp[seen(k, l)] += np.einsum("nfij,fc->ncij", dy, w[:, :, k, l])
    dx = dxp[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, dy.sum(axis=(0, 2, 3))


def _seen(x, w, stride, padding):
    """Return the padded x, and what of it entry (k, l) of the filters sees."""
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels disagree")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH = (xp.shape[2] - w.shape[2]) // stride + 1
    OW = (xp.shape[3] - w.shape[3]) // stride + 1

    def seen(k, l):
        rows = slice(k, k + stride * (OH - 1) + 1, stride)
        columns = slice(l, l + stride * (OW - 1) + 1, stride)
        return slice(None), slice(None), rows, columns

    return xp, seen


def residual_block(x, params, *, stride=1):
    w1, b1, w2, b2 = params["w1"], params["b1"], params["w2"], params["b2"]
    if stride < 1:
        raise ValueError("stride below 1")
    if x.shape[1] != w1.shape[1] or w1.shape[0] != w2.shape[1]:
        raise ValueError("channels disagree")
    a1 = conv2d(x, w1, b1, stride=stride, padding=1)
    h1 = np.maximum(a1, 0)
    main = conv2d(h1, w2, b2, stride=1, padding=1)
    shortcut = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    if main.shape[1] != shortcut.shape[1]:
        raise ValueError("channels of the two paths disagree")
    z = main + shortcut
    return np.maximum(z, 0)


def residual_block_backward(dy, x, params, *, stride=1):
    w1, b1, w2, b2 = params["w1"], params["b1"], params["w2"], params["b2"]
    a1 = conv2d(x, w1, b1, stride=stride, padding=1)
    h1 = np.maximum(a1, 0)
    main = conv2d(h1, w2, b2, stride=1, padding=1)
    shortcut = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    z = main + shortcut
    dz = dy * (z > 0)
    dh1, dw2, db2 = conv2d_backward(dz, h1, w2, stride=1, padding=1)
    da1 = dh1 * (a1 > 0)
    dx, dw1, db1 = conv2d_backward(da1, x, w1, stride=stride, padding=1)
    grads = {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2}
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv2d_backward(dz, x, params["ws"], stride=stride)
        dx = dx + ds
    else:
        dx = dx + dz
    return dx, grads


def bottleneck_block(x, params, *, stride=1):
    w1, b1, w2, b2 = params["w1"], params["b1"], params["w2"], params["b2"]
    w3, b3 = params["w3"], params["b3"]
    if stride < 1:
        raise ValueError("stride below 1")
    if x.shape[1] != w1.shape[1] or w1.shape[0] != w2.shape[1]:
        raise ValueError("channels disagree")
    if w2.shape[0] != w3.shape[1]:
        raise ValueError("channels of the second and third convolution disagree")
    a1 = conv2d(x, w1, b1)
    h1 = np.maximum(a1, 0)
    a2 = conv2d(h1, w2, b2, stride=stride, padding=1)
    h2 = np.maximum(a2, 0)
    main = conv2d(h2, w3, b3)
    shortcut = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    if main.shape[1] != shortcut.shape[1]:
        raise ValueError("channels of the two paths disagree")
    z = main + shortcut
    return np.maximum(z, 0)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    w1, b1, w2, b2 = params["w1"], params["b1"], params["w2"], params["b2"]
    w3, b3 = params["w3"], params["b3"]
    a1 = conv2d(x, w1, b1)
    h1 = np.maximum(a1, 0)
    a2 = conv2d(h1, w2, b2, stride=stride, padding=1)
    h2 = np.maximum(a2, 0)
    main = conv2d(h2, w3, b3)
    shortcut = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    z = main + shortcut
    dz = dy * (z > 0)
    dh2, dw3, db3 = conv2d_backward(dz, h2, w3)
    da2 = dh2 * (a2 > 0)
    dh1, dw2, db2 = conv2d_backward(da2, h1, w2, stride=stride, padding=1)
    da1 = dh1 * (a1 > 0)
    dx, dw1, db1 = conv2d_backward(da1, x, w1)
    grads = {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2, "w3": dw3, "b3": db3}
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv2d_backward(dz, x, params["ws"], stride=stride)
        dx = dx + ds
    else:
        dx = dx + dz
    return dx, grads
