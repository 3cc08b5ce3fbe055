"""03 Padding. Plain loops everywhere, so that I can follow what happens."""

import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    for amount in (top, bottom, left, right):
        if amount < 0:
            raise ValueError("cannot pad by a negative amount")
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + top + bottom, W + left + right))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    out[n, c, i + top, j + left] = x[n, c, i, j]
    return out


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    N, C, HP, WP = dy.shape
    H = HP - top - bottom
    W = WP - left - right
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    dx[n, c, i, j] = dy[n, c, i + top, j + left]
    return dx


def how_much(size, k, stride):
    # number of windows that SAME wants, rounded up
    count = size // stride
    if size % stride != 0:
        count = count + 1
    last_end = (count - 1) * stride + k
    missing = last_end - size
    if missing < 0:
        missing = 0
    before = missing // 2
    return before, missing - before


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride must be 1 or more")
    t, b = how_much(x.shape[2], kernel[0], stride)
    l, r = how_much(x.shape[3], kernel[1], stride)
    return zero_pad2d(x, top=t, bottom=b, left=l, right=r)
