"""12 Fast convolution. I don't see how to do it without loops."""

import numpy as np

from padding import zero_pad2d


def im2col(x, kernel, *, stride=1, padding=0):
    KH, KW = kernel
    N, C, H, W = x.shape
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel does not fit")
    xp = zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    cols = np.zeros((N, C * KH * KW, OH * OW))
    for n in range(N):
        column = 0
        for i in range(OH):
            for j in range(OW):
                row = 0
                for c in range(C):
                    for k in range(KH):
                        for l in range(KW):
                            cols[n, row, column] = xp[n, c, i * stride + k, j * stride + l]
                            row += 1
                column += 1
    return cols


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    KH, KW = kernel
    N, C, H, W = shape
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for n in range(N):
        for i in range(OH):
            for j in range(OW):
                for c in range(C):
                    for k in range(KH):
                        for l in range(KW):
                            value = cols[n, (c * KH + k) * KW + l, i * OW + j]
                            xp[n, c, i * stride + k, j * stride + l] += value
    return xp[:, :, padding : padding + H, padding : padding + W]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
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
                    r, q = i * stride, j * stride
                    y[n, f, i, j] = np.sum(xp[n, :, r : r + KH, q : q + KW] * w[f]) + b[f]
    return y


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
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
