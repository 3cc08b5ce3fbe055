import numpy as np


def sizes(H, W, kernel, stride, padding):
    kh, kw = kernel
    if stride < 1 or padding < 0:
        raise ValueError("stride must be positive, padding not negative")
    if kh > H + 2*padding or kw > W + 2*padding:
        raise ValueError("kernel must fit into the image")
    return kh, kw, (H + 2*padding - kh) // stride + 1, (W + 2*padding - kw) // stride + 1


def im2col(x, kernel, *, stride=1, padding=0):
    N, C, H, W = x.shape
    kh, kw, OH, OW = sizes(H, W, kernel, stride, padding)
    xp = np.zeros((N, C, H + 2*padding, W + 2*padding))
    xp[:, :, padding:padding+H, padding:padding+W] = x
    cols = np.zeros((N, C*kh*kw, OH*OW))
    for i in range(OH):
        for j in range(OW):
            window = xp[:, :, i*stride:i*stride+kh, j*stride:j*stride+kw]
            cols[:, :, i*OW + j] = window.reshape(N, C*kh*kw)
    return cols


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    N, C, H, W = shape
    kh, kw, OH, OW = sizes(H, W, kernel, stride, padding)
    xp = np.zeros((N, C, H + 2*padding, W + 2*padding))
    for i in range(OH):
        for j in range(OW):
            window = cols[:, :, i*OW + j].reshape(N, C, kh, kw)
            xp[:, :, i*stride:i*stride+kh, j*stride:j*stride+kw] = window
    return xp[:, :, padding:padding+H, padding:padding+W]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    N, C, H, W = x.shape
    if C != w.shape[1]:
        raise ValueError("channels")
    _, _, OH, OW = sizes(H, W, w.shape[2:], stride, padding)
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    y = np.zeros((N, len(w), OH*OW))
    for n in range(N):
        y[n] = w.reshape(len(w), -1).dot(cols[n]) + b[:, np.newaxis]
    return y.reshape(N, len(w), OH, OW)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    N, F = dy.shape[:2]
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    dw = np.zeros((F, cols.shape[1]))
    dcols = np.zeros(cols.shape)
    for n in range(N):
        d = dy[n].reshape(F, -1)
        dw += d.dot(cols[n].T)
        dcols[n] = w.reshape(F, -1).T.dot(d)
    dx = col2im(dcols, x.shape, w.shape[2:], stride=stride, padding=padding)
    return dx, dw.reshape(w.shape), dy.sum(axis=(0, 2, 3))
