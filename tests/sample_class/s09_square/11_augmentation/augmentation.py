import numpy as np


def flip_horizontal(x):
    return x[:, :, :, ::-1]


def shift(x, *, down, right):
    N, C, H, _ = x.shape
    y = np.zeros_like(x)
    for i in range(H):
        for j in range(H):
            a, b = i - down, j - right
            if 0 <= a < H and 0 <= b < H:
                y[:, :, i, j] = x[:, :, a, b]
    return y


def adjust_brightness(x, *, delta):
    return np.clip(x + delta, 0, 1)


def adjust_contrast(x, *, factor):
    N, C, H, _ = x.shape
    m = x.sum(axis=(1, 2, 3)) / (C * H * H)
    m = m[:, None, None, None]
    return np.clip(m + factor * (x - m), 0, 1)


def rotate90(x, *, turns):
    y = x
    for _ in range(turns % 4):
        z = np.zeros_like(y)
        H = y.shape[2]
        for i in range(H):
            for j in range(H):
                z[:, :, H - 1 - j, i] = y[:, :, i, j]
        y = z
    return y


def resize_nearest(x, *, size):
    H, OH = x.shape[2], size[0]
    index = [int((i + 0.5) * H / OH) for i in range(OH)]
    return x[:, :, index][:, :, :, index]


def random_crop(x, *, size, seed):
    rng = np.random.default_rng(seed)
    N, C, H, _ = x.shape
    k = size[0]
    crops = []
    for image in x:
        i, j = rng.integers(0, H - k + 1, 2)
        crops.append(image[:, i:i + k, j:j + k])
    return np.array(crops)
