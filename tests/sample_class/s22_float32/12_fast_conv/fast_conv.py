import numpy as np

DTYPE = np.float32  # twice as fast


def im2col(x, kernel, *, stride=1, padding=0):
    KH, KW = kernel
    N, C, H, W = x.shape
    if stride < 1 or padding < 0:
        raise ValueError("hyperparameters")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel")
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding), x.dtype)
    xp[:, :, padding:padding + H, padding:padding + W] = x
    OH, OW = (H + 2 * padding - KH) // stride + 1, (W + 2 * padding - KW) // stride + 1
    cols = np.zeros((N, C, KH, KW, OH, OW), x.dtype)
    for k in range(KH):
        for l in range(KW):
            cols[:, :, k, l] = xp[:, :, k:k + OH * stride:stride, l:l + OW * stride:stride]
    return cols.reshape(N, C * KH * KW, OH * OW)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    KH, KW = kernel
    N, C, H, W = shape
    OH, OW = (H + 2 * padding - KH) // stride + 1, (W + 2 * padding - KW) // stride + 1
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding), cols.dtype)
    for k in range(KH):
        for l in range(KW):
            xp[:, :, k:k + OH * stride:stride, l:l + OW * stride:stride] += cols[:, :, k, l]
    return xp[:, :, padding:padding + H, padding:padding + W]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    x, w, b = x.astype(DTYPE), w.astype(DTYPE), b.astype(DTYPE)
    F, WC, KH, KW = w.shape
    if WC != x.shape[1]:
        raise ValueError("channels")
    cols = im2col(x, (KH, KW), stride=stride, padding=padding)
    OH = (x.shape[2] + 2 * padding - KH) // stride + 1
    return (w.reshape(F, -1) @ cols + b[:, None]).reshape(len(x), F, OH, -1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    dy, x, w = dy.astype(DTYPE), x.astype(DTYPE), w.astype(DTYPE)
    F, kernel = len(w), w.shape[2:]
    cols = im2col(x, kernel, stride=stride, padding=padding)
    g = dy.reshape(len(x), F, -1)
    dw = np.einsum("nfp,nkp->fk", g, cols, optimize=True).reshape(w.shape)
    dx = col2im(w.reshape(F, -1).T @ g, x.shape, kernel, stride=stride, padding=padding)
    return dx, dw, dy.sum(axis=(0, 2, 3))
