"""04 Convolution in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    N, C, H, W = x.shape
    F, CW, KH, KW = w.shape
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding out of range")
    if C != CW:
        raise ValueError("channels disagree")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel larger than the padded input")
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    y = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = xp[n, :, top : top + KH, left : left + KW]
                    y[n, f, i, j] = np.sum(window * w[f]) + b[f]
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = dy.shape[2:]
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = xp[n, :, top : top + KH, left : left + KW]
                    dxp[n, :, top : top + KH, left : left + KW] += w[f] * dy[n, f, i, j]
                    dw[f] += window * dy[n, f, i, j]
                    db[f] += dy[n, f, i, j]
    dx = dxp[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def dense_as_conv(weight, shape):
    C, H, W = shape
    D, columns = weight.shape
    if columns != C * H * W:
        raise ValueError("columns are not C*H*W")
    w = np.zeros((D, C, H, W))
    for d in range(D):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    w[d, c, i, j] = weight[d, (c * H + i) * W + j]
    return w


def conv1x1(x, w, b):
    N, C, H, W = x.shape
    F, CW = w.shape
    if C != CW:
        raise ValueError("channels disagree")
    y = np.zeros((N, F, H, W))
    for n in range(N):
        for f in range(F):
            for i in range(H):
                for j in range(W):
                    y[n, f, i, j] = np.sum(x[n, :, i, j] * w[f]) + b[f]
    return y
