import numpy as np


def geometry(shape, kernel, stride, padding):
    N, C, H, W = shape
    KH, KW = kernel
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("K")
    return (H + 2 * padding - KH) // stride + 1, (W + 2 * padding - KW) // stride + 1


def im2col(x, kernel, *, stride=1, padding=0):
    N, C = x.shape[:2]
    KH, KW = kernel
    OH, OW = geometry(x.shape, kernel, stride, padding)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    # a pixel's channels belong together
    cols = np.zeros((N, KH, KW, C, OH, OW))
    for k in range(KH):
        for l in range(KW):
            cols[:, k, l] = xp[:, :, k:k + stride * OH:stride, l:l + stride * OW:stride]
    return cols.reshape(N, KH * KW * C, OH * OW)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    N, C, H, W = shape
    KH, KW = kernel
    OH, OW = geometry(shape, kernel, stride, padding)
    cols = cols.reshape(N, C, KH, KW, OH, OW)
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    count = np.zeros(xp.shape)
    for k in range(KH):
        for l in range(KW):
            rows, columns = slice(k, k + stride * OH, stride), slice(l, l + stride * OW, stride)
            xp[:, :, rows, columns] += cols[:, :, k, l]
            count[:, :, rows, columns] += 1
    # undo im2col: every pixel was copied `count` times
    xp /= np.maximum(count, 1)
    return xp[:, :, padding:padding + H, padding:padding + W]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    N, C, H, W = np.shape(x)
    F, WC, KH, KW = np.shape(w)
    if C != WC:
        raise ValueError("C")
    OH, OW = geometry(x.shape, (KH, KW), stride, padding)
    cols = im2col(x, (KH, KW), stride=stride, padding=padding)
    y = np.einsum("fq,nqp->nfp", w.transpose(0, 2, 3, 1).reshape(F, -1), cols, optimize=True)
    return y.reshape(N, F, OH, OW) + b[:, None, None]


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    N, F = dy.shape[:2]
    C, KH, KW = w.shape[1:]
    d = dy.reshape(N, F, -1)
    cols = im2col(x, (KH, KW), stride=stride, padding=padding)
    # average over the mini-batch
    dw = np.mean(d @ cols.transpose(0, 2, 1), axis=0).reshape(F, KH, KW, C).transpose(0, 3, 1, 2)
    dcols = w.reshape(F, -1).T @ d
    dx = col2im(dcols, x.shape, (KH, KW), stride=stride, padding=padding)
    return dx, dw, np.mean(d.sum(axis=2), axis=0)
