import numpy as np


def get_indices(shape, kh, kw, stride, padding):
    n, c, h, w = shape
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (w + 2 * padding - kw) // stride + 1
    i0 = np.tile(np.repeat(np.arange(kh), kw), c)
    j0 = np.tile(np.arange(kw), kh * c)
    i1 = stride * np.repeat(np.arange(oh), ow)
    j1 = stride * np.tile(np.arange(ow), oh)
    k = np.repeat(np.arange(c), kh * kw).reshape(-1, 1)
    return k, i0.reshape(-1, 1) + i1, j0.reshape(-1, 1) + j1, oh, ow


def im2col(x, kernel, *, stride=1, padding=0):
    kh, kw = kernel
    if stride <= 0 or padding < 0:
        raise ValueError("stride/padding")
    if x.shape[2] + 2 * padding < kh or x.shape[3] + 2 * padding < kw:
        raise ValueError("filter larger than image")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    k, i, j, oh, ow = get_indices(x.shape, kh, kw, stride, padding)
    return xp[:, k, i, j]  # (N, C*KH*KW, OH*OW)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, w = shape
    xp = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    k, i, j, _, _ = get_indices(shape, *kernel, stride, padding)
    np.add.at(xp, (slice(None), k, i, j), cols)  # add.at because of the repeated indices
    if padding == 0:
        return xp
    return xp[:, :, padding:-padding, padding:-padding]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    f, c, kh, kw = w.shape
    if c != x.shape[1]:
        raise ValueError("channel mismatch: %d and %d" % (x.shape[1], c))
    cols = im2col(x, (kh, kw), stride=stride, padding=padding)
    oh = (x.shape[2] + 2 * padding - kh) // stride + 1
    out = w.reshape(f, -1) @ cols + b.reshape(-1, 1)
    return out.reshape(x.shape[0], f, oh, -1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    f, c, kh, kw = w.shape
    cols = im2col(x, (kh, kw), stride=stride, padding=padding)
    d = dy.reshape(x.shape[0], f, -1)
    dw = (d @ cols.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)
    dcols = w.reshape(f, -1).T @ d
    dx = col2im(dcols, x.shape, (kh, kw), stride=stride, padding=padding)
    return dx, dw, d.sum(axis=(0, 2))
