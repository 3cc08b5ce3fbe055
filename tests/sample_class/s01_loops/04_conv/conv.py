"""04 Convolution with loops."""

import numpy as np

from padding import zero_pad2d


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    N, C, H, W = x.shape
    F, C2, KH, KW = w.shape
    if C != C2:
        raise ValueError("number of channels is different")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel does not fit")
    xp = zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    y = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    total = 0.0
                    for c in range(C):
                        for k in range(KH):
                            for l in range(KW):
                                total += w[f, c, k, l] * xp[n, c, i * stride + k, j * stride + l]
                    y[n, f, i, j] = total + b[f]
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    _, _, OH, OW = dy.shape
    xp = zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    g = dy[n, f, i, j]
                    db[f] += g
                    r, q = i * stride, j * stride
                    dw[f] += g * xp[n, :, r : r + KH, q : q + KW]
                    dxp[n, :, r : r + KH, q : q + KW] += g * w[f]
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, db


def dense_as_conv(weight, shape):
    C, H, W = shape
    D, total = weight.shape
    if total != C * H * W:
        raise ValueError("weight does not match the image")
    out = np.zeros((D, C, H, W))
    for d in range(D):
        position = 0
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    out[d, c, i, j] = weight[d, position]
                    position += 1
    return out


def conv1x1(x, w, b):
    N, C, H, W = x.shape
    F, C2 = w.shape
    if C != C2:
        raise ValueError("number of channels is different")
    y = np.zeros((N, F, H, W))
    for f in range(F):
        y[:, f] = b[f]
        for c in range(C):
            y[:, f] += w[f, c] * x[:, c]
    return y
