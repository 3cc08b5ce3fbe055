import numpy as np
from numpy.lib.stride_tricks import as_strided


def _patches(x, kh, kw, s, p):
    """(N, C, OH, OW, KH, KW) view on the padded images"""
    x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    n, c, h, w = x.shape
    a, b, d, e = x.strides
    oh, ow = (h - kh) // s + 1, (w - kw) // s + 1
    return as_strided(x, (n, c, oh, ow, kh, kw), (a, b, d * s, e * s, d, e), writeable=False)


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("bad stride or padding")
    if w.shape[1] != x.shape[1]:
        raise ValueError("channels")
    kh, kw = w.shape[2:]
    if kh > x.shape[2] + 2 * padding or kw > x.shape[3] + 2 * padding:
        raise ValueError("kernel too large")
    y = np.einsum("fckl,ncijkl->nfij", w, _patches(x, kh, kw, stride, padding), optimize=True)
    return y + b.reshape(1, -1, 1, 1)


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    f, c, kh, kw = w.shape
    n, _, h, wd = x.shape
    oh, ow = dy.shape[2:]
    p = padding
    dw = np.einsum("nfij,ncijkl->fckl", dy, _patches(x, kh, kw, stride, p), optimize=True)
    # spread[i, k, r] = 1 where row r of the padded image is entry k of window i
    rows = np.arange(oh)[:, None] * stride + np.arange(kh)
    cols = np.arange(ow)[:, None] * stride + np.arange(kw)
    rsel = np.eye(h + 2 * p)[rows][:, :, p:p + h]
    csel = np.eye(wd + 2 * p)[cols][:, :, p:p + wd]
    dx = np.einsum("nfij,fckl,ikr,jlq->ncrq", dy, w, rsel, csel, optimize=True)
    return dx, dw, np.einsum("nfij->f", dy)


def dense_as_conv(weight, shape):
    if weight.shape[1] != np.prod(shape):
        raise ValueError(f"{weight.shape[1]} columns cannot be {shape}")
    return weight.reshape((weight.shape[0],) + tuple(shape))


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    return np.einsum("fc,nc...->nf...", w, x) + b[:, None, None]
