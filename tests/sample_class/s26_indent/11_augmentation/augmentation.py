import numpy as np

rng = np.random.default_rng()


def flip_horizontal(x):
    w = x.shape[3]
    y = x.copy()
    for j in range(w):
        y[:, :, :, j] = x[:, :, :, w - 1 - j]
    return y


def shift(x, *, down, right):
    n, c, h, w = x.shape
    y = np.zeros((n, c, h, w))
    for i in range(h):
        for j in range(w):
            if 0 <= i - down < h and 0 <= j - right < w:
                y[:, :, i, j] = x[:, :, i - down, j - right]
        return y


def adjust_brightness(x, *, delta):
    x += delta
    x[x < 0] = 0
    x[x > 1] = 1
    return x


def adjust_contrast(x, *, factor):
    y = x.copy()
    for n in range(len(x)):
        m = np.mean(x[n])
    y = m + factor * (x - m)
    return np.clip(y, 0, 1)


def rotate90(x, *, turns):
    for t in range(abs(turns)):
        x = x.transpose(0, 1, 3, 2)[:, :, ::-1, :]
    return x


def resize_nearest(x, *, size):
    n, c, h, w = x.shape
    y = np.zeros((n, c, size[0], size[1]))
    for i in range(size[0]):
        for j in range(size[1]):
            y[:, :, i, j] = x[:, :, round((i + 0.5) * h / size[0] - 0.5), round((j + 0.5) * w / size[1] - 0.5)]
    return y


def random_crop(x, *, size, seed):
    n, c, h, w = x.shape
    y = np.zeros((n, c, size[0], size[1]))
    for k in range(n):
        i = rng.integers(0, h - size[0] + 1)
        j = rng.integers(0, w - size[1] + 1)
        y[k] = x[k, :, i:i + size[0], j:j + size[1]]
    return y
