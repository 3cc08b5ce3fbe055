import random

import numpy as np


def flip_horizontal(x):
    N, C, H, W = x.shape
    out = np.empty(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    out[n, c, i, W - 1 - j] = x[n, c, i, j]
    return out


def shift(x, *, down, right):
    N, C, H, W = x.shape
    out = np.zeros((N, C, H, W))
    for i in range(H):
        for j in range(W):
            if 0 <= i + down < H and 0 <= j + right < W:
                for n in range(N):
                    for c in range(C):
                        out[n, c, i + down, j + right] = x[n, c, i, j]
    return out


def adjust_brightness(x, *, delta):
    N, C, H, W = x.shape
    out = np.empty(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    out[n, c, i, j] = min(1, max(0, x[n, c, i, j] + delta))
    return out


def adjust_contrast(x, *, factor):
    N, C, H, W = x.shape
    out = np.empty(x.shape)
    for n in range(N):
        total = 0
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    total += x[n, c, i, j]
        mean = total / (C * H * W)
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    v = mean + factor * (x[n, c, i, j] - mean)
                    out[n, c, i, j] = 0 if v < 0 else 1 if v > 1 else v
    return out


def rotate90(x, *, turns):
    turns = turns % 4
    N, C, H, W = x.shape
    out = np.empty((N, C, H, W) if turns in (0, 2) else (N, C, W, H))
    for i in range(H):
        for j in range(W):
            if turns == 0:
                place = (i, j)
            elif turns == 1:
                place = (W - 1 - j, i)
            elif turns == 2:
                place = (H - 1 - i, W - 1 - j)
            else:
                place = (j, H - 1 - i)
            out[:, :, place[0], place[1]] = x[:, :, i, j]
    return out


def resize_nearest(x, *, size):
    N, C, H, W = x.shape
    OH, OW = size
    out = np.empty((N, C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[:, :, i, j] = x[:, :, int((i + 0.5) * H / OH), int((j + 0.5) * W / OW)]
    return out


def random_crop(x, *, size, seed):
    # Python's own generator
    generator = random.Random(seed)
    N, C, H, W = x.shape
    OH, OW = size
    out = np.empty((N, C, OH, OW))
    for n in range(N):
        i = generator.randint(0, H - OH)
        j = generator.randint(0, W - OW)
        for c in range(C):
            for k in range(OH):
                for l in range(OW):
                    out[n, c, k, l] = x[n, c, i + k, j + l]
    return out
