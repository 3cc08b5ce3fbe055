"""11 Augmentation in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import math

import numpy as np


def flip_horizontal(x):
    H, W = x.shape[2:]
    y = np.zeros(x.shape)
    for h in range(H):
        for w in range(W):
            y[:, :, h, w] = x[:, :, h, W - 1 - w]
    return y


def shift(x, *, down, right):
    H, W = x.shape[2:]
    y = np.zeros(x.shape)
    for h in range(H):
        for w in range(W):
            i = h - down
            j = w - right
            if 0 <= i < H and 0 <= j < W:
                y[:, :, h, w] = x[:, :, i, j]
    return y


def adjust_brightness(x, *, delta):
    y = x + delta
    y[y < 0] = 0
    y[y > 1] = 1
    return y


def adjust_contrast(x, *, factor):
    y = np.zeros(x.shape)
    for n in range(len(x)):
        mean = x[n].mean()
        y[n] = mean + factor * (x[n] - mean)
    y[y < 0] = 0
    y[y > 1] = 1
    return y


def rotate90(x, *, turns):
    y = x.copy()
    for _ in range(turns % 4):
        x = y
        N, C, H, W = x.shape
        y = np.zeros((N, C, W, H))
        for h in range(H):
            for w in range(W):
                y[:, :, W - 1 - w, h] = x[:, :, h, w]
    return y


def resize_nearest(x, *, size):
    N, C, H, W = x.shape
    OH, OW = size
    y = np.zeros((N, C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            r = math.floor((i + 0.5) * H / OH)
            s = math.floor((j + 0.5) * W / OW)
            y[:, :, i, j] = x[:, :, r, s]
    return y


def random_crop(x, *, size, seed):
    rng = np.random.default_rng(seed)
    N, C, H, W = x.shape
    OH, OW = size
    tops = rng.integers(0, H - OH + 1, N)
    lefts = rng.integers(0, W - OW + 1, N)
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        i = tops[n]
        j = lefts[n]
        y[n] = x[n, :, i : i + OH, j : j + OW]
    return y
