import numpy as np
from numpy.lib.stride_tricks import as_strided


def _patches(x, kh, kw, s, p):
    """(N, C, OH, OW, KH, KW) view on the padded images"""
    x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    n, c, h, w = x.shape
    a, b, d, e = x.strides
    oh, ow = (h - kh) // s + 1, (w - kw) // s + 1
    return as_strided(x, (n, c, oh, ow, kh, kw), (a, b, d * s, e * s, d, e), writeable=False)


def _select(size, k, out, s, p):
    """[i, k, r] = 1 where row r of the image is entry k of window i"""
    return np.eye(size + 2 * p)[np.arange(out)[:, None] * s + np.arange(k)][:, :, p:p + size]


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError("bad stride or padding")
    if len(w) != x.shape[1]:
        raise ValueError("channels")
    kh, kw = w.shape[1:]
    if kh > x.shape[2] + 2 * padding or kw > x.shape[3] + 2 * padding:
        raise ValueError("kernel too large")
    return np.einsum("ckl,ncijkl->ncij", w, _patches(x, kh, kw, stride, padding)) + b[:, None, None]


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    (h, wd), (oh, ow), (kh, kw) = x.shape[2:], dy.shape[2:], w.shape[1:]
    rows, cols = _select(h, kh, oh, stride, padding), _select(wd, kw, ow, stride, padding)
    dx = np.einsum("ncij,ckl,ikr,jlq->ncrq", dy, w, rows, cols, optimize=True)
    dw = np.einsum("ncij,ncijkl->ckl", dy, _patches(x, kh, kw, stride, padding))
    return dx, dw, np.einsum("ncij->c", dy)


def pointwise_conv2d(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    return np.einsum("fc,nc...->nf...", w, x) + b[:, None, None]


def pointwise_conv2d_backward(dy, x, w):
    dx = np.einsum("fc,nf...->nc...", w, dy)
    return dx, np.einsum("nfij,ncij->fc", dy, x), np.einsum("nfij->f", dy)


def separable_conv2d(x, params, *, stride=1, padding=0):
    # one einsum for both steps
    wd, bd, wp, bp = params["wd"], params["bd"], params["wp"], params["bp"]
    if wp.shape[1] != len(wd):
        raise ValueError("channels of wd and wp")
    kh, kw = wd.shape[1:]
    if stride < 1 or len(wd) != x.shape[1]:
        raise ValueError("stride or channels")
    if kh > x.shape[2] + 2 * padding or kw > x.shape[3] + 2 * padding:
        raise ValueError("kernel too large")
    y = np.einsum("fc,ckl,ncijkl->nfij", wp, wd, _patches(x, kh, kw, stride, padding), optimize=True)
    return y + (wp @ bd + bp)[:, None, None]


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    wd, bd, wp = params["wd"], params["bd"], params["wp"]
    dz = np.einsum("nfij,fc->ncij", dy, wp)
    dx, dwd, dbd = depthwise_conv2d_backward(dz, x, wd, stride=stride, padding=padding)
    win = _patches(x, *wd.shape[1:], stride, padding)
    dbp = np.einsum("nfij->f", dy)
    dwp = np.einsum("nfij,ckl,ncijkl->fc", dy, wd, win, optimize=True) + np.outer(dbp, bd)
    return dx, dict(wp=dwp, bp=dbp, wd=dwd, bd=dbd)


def _inner(x, params, stride):
    a = pointwise_conv2d(x, params["we"], params["be"])
    h = a.clip(0, 6)
    d = depthwise_conv2d(h, params["wd"], params["bd"], stride=stride, padding=1)
    return a, h, d, d.clip(0, 6)


def inverted_residual(x, params, *, stride=1):
    *_, g = _inner(x, params, stride)
    y = pointwise_conv2d(g, params["wp"], params["bp"])
    skip = stride == 1 and y.shape[1] == x.shape[1]
    return y + skip * x if skip else y


def inverted_residual_backward(dy, x, params, *, stride=1):
    a, h, d, g = _inner(x, params, stride)
    dg, dwp, dbp = pointwise_conv2d_backward(dy, g, params["wp"])
    # inside (0, 6) is where clipping changes nothing
    dh, dwd, dbd = depthwise_conv2d_backward(dg * (g == d), h, params["wd"], stride=stride, padding=1)
    dx, dwe, dbe = pointwise_conv2d_backward(dh * (h == a), x, params["we"])
    if stride == 1 and dy.shape[1] == x.shape[1]:
        dx += dy
    return dx, dict(we=dwe, be=dbe, wd=dwd, bd=dbd, wp=dwp, bp=dbp)


def separable_cost_ratio(out_channels, kernel):
    return np.sum(1 / np.array([out_channels, np.prod(kernel)]))
