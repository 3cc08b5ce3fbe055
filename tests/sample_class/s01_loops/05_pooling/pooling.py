"""05 Pooling with loops."""

import numpy as np


def out_size(x, kernel, stride):
    H, W = x.shape[2], x.shape[3]
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if kernel[0] > H or kernel[1] > W:
        raise ValueError("window does not fit")
    return (H - kernel[0]) // stride + 1, (W - kernel[1]) // stride + 1


def max_pool2d(x, *, kernel, stride):
    OH, OW = out_size(x, kernel, stride)
    N, C = x.shape[:2]
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    best = x[n, c, i * stride, j * stride]
                    for k in range(kernel[0]):
                        for l in range(kernel[1]):
                            if x[n, c, i * stride + k, j * stride + l] > best:
                                best = x[n, c, i * stride + k, j * stride + l]
                    y[n, c, i, j] = best
    return y


def max_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW = dy.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    # strictly greater: the first of equal values wins
                    at = (i * stride, j * stride)
                    for k in range(kernel[0]):
                        for l in range(kernel[1]):
                            r, q = i * stride + k, j * stride + l
                            if x[n, c, r, q] > x[n, c, at[0], at[1]]:
                                at = (r, q)
                    dx[n, c, at[0], at[1]] += dy[n, c, i, j]
    return dx


def avg_pool2d(x, *, kernel, stride):
    OH, OW = out_size(x, kernel, stride)
    N, C = x.shape[:2]
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    total = 0.0
                    for k in range(kernel[0]):
                        for l in range(kernel[1]):
                            total += x[n, c, i * stride + k, j * stride + l]
                    y[n, c, i, j] = total / (kernel[0] * kernel[1])
    return y


def avg_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW = dy.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    for k in range(kernel[0]):
                        for l in range(kernel[1]):
                            dx[n, c, i * stride + k, j * stride + l] += dy[n, c, i, j] / (kernel[0] * kernel[1])
    return dx


def min_pool2d(x, *, kernel, stride):
    return -max_pool2d(-x, kernel=kernel, stride=stride)


def min_pool2d_backward(dy, x, *, kernel, stride):
    return max_pool2d_backward(dy, -x, kernel=kernel, stride=stride)


def global_avg_pool2d(x):
    N, C, H, W = x.shape
    y = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            y[n, c] = x[n, c].sum() / (H * W)
    return y


def global_avg_pool2d_backward(dy, x):
    N, C, H, W = x.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            dx[n, c] = dy[n, c] / (H * W)
    return dx
