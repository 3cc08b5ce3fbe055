"""12 Fast convolution, step by step: right, and what the catalogued mistakes are patches of."""

import numpy as np


def im2col(x, kernel, *, stride=1, padding=0):
    N, C, H, W = x.shape
    KH, KW = kernel
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding out of range")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel larger than the padded input")
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    cols = np.zeros((N, C * KH * KW, OH * OW))
    for n in range(N):
        for i in range(OH):
            for j in range(OW):
                top, left = i * stride, j * stride
                window = xp[n, :, top : top + KH, left : left + KW]
                cols[n, :, i * OW + j] = window.reshape(-1)
    return cols


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    N, C, H, W = shape
    KH, KW = kernel
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for n in range(N):
        for i in range(OH):
            for j in range(OW):
                top, left = i * stride, j * stride
                window = cols[n, :, i * OW + j].reshape(C, KH, KW)
                xp[n, :, top : top + KH, left : left + KW] += window
    return xp[:, :, padding : padding + H, padding : padding + W]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
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
    windows = np.zeros((N, C, KH, KW, OH, OW))
    for k in range(KH):
        for l in range(KW):
            bottom, right = k + stride * OH, l + stride * OW
            windows[:, :, k, l] = xp[:, :, k:bottom:stride, l:right:stride]
    cols = windows.reshape(N, C * KH * KW, OH * OW)
    rows = w.reshape(F, C * KH * KW)
    y = rows @ cols + b[:, None]
    return y.reshape(N, F, OH, OW)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = dy.shape[2:]
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    rows = w.reshape(F, C * KH * KW)
    flat = dy.reshape(N, F, OH * OW)
    windows = np.zeros((N, C, KH, KW, OH, OW))
    dwindows = (rows.T @ flat).reshape(windows.shape)
    dxp = np.zeros(xp.shape)
    for k in range(KH):
        for l in range(KW):
            bottom, right = k + stride * OH, l + stride * OW
            windows[:, :, k, l] = xp[:, :, k:bottom:stride, l:right:stride]
            dxp[:, :, k:bottom:stride, l:right:stride] += dwindows[:, :, k, l]
    cols = windows.reshape(N, C * KH * KW, OH * OW)
    dw = np.sum(flat @ cols.transpose(0, 2, 1), axis=0).reshape(w.shape)
    db = np.sum(dy, axis=(0, 2, 3))
    dx = dxp[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db
