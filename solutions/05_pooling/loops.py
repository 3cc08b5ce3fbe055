"""05 Pooling in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import numpy as np


def max_pool2d(x, *, kernel, stride):
    N, C, H, W = x.shape
    KH, KW = kernel
    if stride < 1:
        raise ValueError("stride out of range")
    if KH > H or KW > W:
        raise ValueError("window larger than the input")
    OH = (H - KH) // stride + 1
    OW = (W - KW) // stride + 1
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + KH, left : left + KW]
                    y[n, c, i, j] = np.max(window)
    return y


def max_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW = dy.shape
    KH, KW = kernel
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + KH, left : left + KW]
                    row, column = divmod(int(np.argmax(window)), KW)
                    dx[n, c, top + row, left + column] += dy[n, c, i, j]
    return dx


def avg_pool2d(x, *, kernel, stride):
    N, C, H, W = x.shape
    KH, KW = kernel
    if stride < 1:
        raise ValueError("stride out of range")
    if KH > H or KW > W:
        raise ValueError("window larger than the input")
    OH = (H - KH) // stride + 1
    OW = (W - KW) // stride + 1
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + KH, left : left + KW]
                    y[n, c, i, j] = np.sum(window) / (KH * KW)
    return y


def avg_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW = dy.shape
    KH, KW = kernel
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    share = dy[n, c, i, j] / (KH * KW)
                    dx[n, c, top : top + KH, left : left + KW] += share
    return dx


def min_pool2d(x, *, kernel, stride):
    N, C, H, W = x.shape
    KH, KW = kernel
    if stride < 1:
        raise ValueError("stride out of range")
    if KH > H or KW > W:
        raise ValueError("window larger than the input")
    OH = (H - KH) // stride + 1
    OW = (W - KW) // stride + 1
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + KH, left : left + KW]
                    y[n, c, i, j] = np.min(window)
    return y


def min_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW = dy.shape
    KH, KW = kernel
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = x[n, c, top : top + KH, left : left + KW]
                    row, column = divmod(int(np.argmin(window)), KW)
                    dx[n, c, top + row, left + column] += dy[n, c, i, j]
    return dx


def global_avg_pool2d(x):
    N, C, H, W = x.shape
    y = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            y[n, c] = np.sum(x[n, c]) / (H * W)
    return y


def global_avg_pool2d_backward(dy, x):
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            dx[n, c, :, :] = dy[n, c] / (H * W)
    return dx
