"""08 Depthwise with loops."""

import numpy as np

from padding import zero_pad2d, zero_pad2d_backward


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    N, C, H, W = x.shape
    C2, KH, KW = w.shape
    if C != C2:
        raise ValueError("number of channels is different")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel does not fit")
    xp = zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    total = b[c]
                    for k in range(KH):
                        for l in range(KW):
                            total += w[c, k, l] * xp[n, c, i * stride + k, j * stride + l]
                    y[n, c, i, j] = total
    return y


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    sides = {"top": padding, "bottom": padding, "left": padding, "right": padding}
    N, C, OH, OW = dy.shape
    _, KH, KW = w.shape
    xp = zero_pad2d(x, **sides)
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(C)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    g = dy[n, c, i, j]
                    db[c] += g
                    for k in range(KH):
                        for l in range(KW):
                            dw[c, k, l] += g * xp[n, c, i * stride + k, j * stride + l]
                            dxp[n, c, i * stride + k, j * stride + l] += g * w[c, k, l]
    return zero_pad2d_backward(dxp, **sides), dw, db


def pointwise_conv2d(x, w, b):
    N, C, H, W = x.shape
    F, C2 = w.shape
    if C != C2:
        raise ValueError("number of channels is different")
    y = np.zeros((N, F, H, W))
    for n in range(N):
        for f in range(F):
            y[n, f] = b[f]
            for c in range(C):
                y[n, f] += w[f, c] * x[n, c]
    return y


def pointwise_conv2d_backward(dy, x, w):
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(len(w))
    for n in range(len(x)):
        for f in range(w.shape[0]):
            for c in range(w.shape[1]):
                dx[n, c] += w[f, c] * dy[n, f]
                dw[f, c] += np.sum(dy[n, f] * x[n, c])
            db[f] += np.sum(dy[n, f])
    return dx, dw, db


def separable_conv2d(x, params, *, stride=1, padding=0):
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    return pointwise_conv2d(z, params["wp"], params["bp"])


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    grads = {}
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    dz, grads["wp"], grads["bp"] = pointwise_conv2d_backward(dy, z, params["wp"])
    dx, grads["wd"], grads["bd"] = depthwise_conv2d_backward(
        dz, x, params["wd"], stride=stride, padding=padding
    )
    return dx, grads


def relu6(a):
    out = a.copy()
    for place in np.ndindex(*a.shape):
        if a[place] < 0:
            out[place] = 0
        elif a[place] > 6:
            out[place] = 6
    return out


def relu6_backward(dout, a):
    out = dout.copy()
    for place in np.ndindex(*a.shape):
        if a[place] <= 0 or a[place] >= 6:
            out[place] = 0
    return out


def inverted_residual(x, params, *, stride=1):
    a = pointwise_conv2d(x, params["we"], params["be"])
    d = depthwise_conv2d(relu6(a), params["wd"], params["bd"], stride=stride, padding=1)
    y = pointwise_conv2d(relu6(d), params["wp"], params["bp"])
    if stride == 1 and x.shape[1] == y.shape[1]:
        y = y + x
    return y


def inverted_residual_backward(dy, x, params, *, stride=1):
    # forward again
    a = pointwise_conv2d(x, params["we"], params["be"])
    h = relu6(a)
    d = depthwise_conv2d(h, params["wd"], params["bd"], stride=stride, padding=1)
    g = relu6(d)
    # and back
    grads = {}
    dg, grads["wp"], grads["bp"] = pointwise_conv2d_backward(dy, g, params["wp"])
    dd = relu6_backward(dg, d)
    dh, grads["wd"], grads["bd"] = depthwise_conv2d_backward(
        dd, h, params["wd"], stride=stride, padding=1
    )
    da = relu6_backward(dh, a)
    dx, grads["we"], grads["be"] = pointwise_conv2d_backward(da, x, params["we"])
    if stride == 1 and x.shape[1] == dy.shape[1]:
        dx = dx + dy
    return dx, grads


def separable_cost_ratio(out_channels, kernel):
    KH, KW = kernel
    full = out_channels * KH * KW
    return (KH * KW + out_channels) / full
