import numpy as np


def im2col(x, kernel, *, stride=1, padding=0):
    (N, C, H, W), (KH, KW), p = x.shape, kernel, padding
    if stride < 1 or padding < 0 or H + 2 * padding < KH or W + 2 * padding < KW:
        raise ValueError("these do not go together")
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    OH = 1 + (H + 2 * p - KH) // stride
    OW = 1 + (W + 2 * p - KW) // stride
    cols = np.zeros((N, C, KH, KW, OH, OW))
    for i in range(KH):
        for j in range(KW):
            cols[:, :, i, j] = xp[:, :, i:i + stride * OH:stride, j:j + stride * OW:stride]
    return cols.reshape(N, C * KH * KW, -1)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    (N, C, H, W), (KH, KW), p = shape, kernel, padding
    OH = 1 + (H + 2 * p - KH) // stride
    OW = 1 + (W + 2 * p - KW) // stride
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    xp = np.zeros((N, C, H + 2 * p, W + 2 * p))
    for i in range(KH):
        for j in range(KW):
            xp[:, :, i:i + stride * OH:stride, j:j + stride * OW:stride] += cols[:, :, i, j]
    return xp[:, :, p:-p, p:-p]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    OH = 1 + (x.shape[2] + 2 * padding - w.shape[2]) // stride
    y = np.matmul(w.reshape(len(w), -1), cols) + b[:, None]
    return y.reshape(len(x), len(w), OH, -1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    dout = dy.reshape(*dy.shape[:2], -1)
    dw = np.einsum("nfp,nqp->fq", dout, cols, optimize=True).reshape(w.shape)
    dcols = np.matmul(w.reshape(len(w), -1).T, dout)
    dx = col2im(dcols, x.shape, w.shape[2:], stride=stride, padding=padding)
    return dx, dw, dy.sum(axis=(0, 2, 3))
