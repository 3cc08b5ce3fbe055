import numpy as np
from numpy.lib.stride_tricks import as_strided


def _patches(x, kh, kw, s, p):
    """(N, C, KH, KW, OH, OW) view on the padded images"""
    x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    n, c, h, w = x.shape
    a, b, d, e = x.strides
    oh, ow = (h - kh) // s + 1, (w - kw) // s + 1
    return as_strided(x, (n, c, kh, kw, oh, ow), (a, b, d, e, d * s, e * s), writeable=False)


def _check(x, kh, kw, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError("bad stride or padding")
    if kh > x.shape[2] + 2 * padding or kw > x.shape[3] + 2 * padding:
        raise ValueError("kernel too large")


def im2col(x, kernel, *, stride=1, padding=0):
    _check(x, *kernel, stride, padding)
    p = _patches(x, *kernel, stride, padding)
    return p.reshape(p.shape[0], p[0, :, :, :, 0, 0].size, -1)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, w = shape
    kh, kw = kernel
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (w + 2 * padding - kw) // stride + 1
    c6 = cols.reshape(n, c, kh, kw, oh, ow)
    out = np.zeros((n, c, h + 2 * padding + stride, w + 2 * padding + stride))
    for k in range(kh):
        for l in range(kw):
            out[:, :, k:k + oh * stride:stride, l:l + ow * stride:stride] += c6[:, :, k, l]
    return out[:, :, padding:padding + h, padding:padding + w]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    if w.shape[1] != x.shape[1]:
        raise ValueError("channels")
    kh, kw = w.shape[2:]
    _check(x, kh, kw, stride, padding)
    y = np.einsum("fckl,ncklij->nfij", w, _patches(x, kh, kw, stride, padding), optimize=True)
    return y + b.reshape(1, -1, 1, 1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    kernel = w.shape[2:]
    dw = np.einsum("nfij,ncklij->fckl", dy, _patches(x, *kernel, stride, padding), optimize=True)
    g = np.einsum("fckl,nfij->ncklij", w, dy, optimize=True)
    dx = col2im(g, x.shape, kernel, stride=stride, padding=padding)
    return dx, dw, np.einsum("nfij->f", dy)
