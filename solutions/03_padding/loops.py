"""03 Padding in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    if min(top, bottom, left, right) < 0:
        raise ValueError("a negative amount")
    N, C, H, W = x.shape
    y = np.zeros((N, C, top + H + bottom, left + W + right))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    y[n, c, top + i, left + j] = x[n, c, i, j]
    return y


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    N, C, OH, OW = dy.shape
    H = OH - top - bottom
    W = OW - left - right
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    dx[n, c, i, j] = dy[n, c, top + i, left + j]
    return dx


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride out of range")
    N, C, H, W = x.shape
    KH, KW = kernel
    OH = (H + stride - 1) // stride
    OW = (W + stride - 1) // stride
    rows = max((OH - 1) * stride + KH - H, 0)
    columns = max((OW - 1) * stride + KW - W, 0)
    top, left = rows // 2, columns // 2
    bottom, right = rows - top, columns - left
    y = np.zeros((N, C, top + H + bottom, left + W + right))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    y[n, c, top + i, left + j] = x[n, c, i, j]
    return y
