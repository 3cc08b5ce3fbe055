"""08 Depthwise in plain loops: right, slow, and what the catalogued mistakes are patches of.

The blocks use small helpers of their own, so that a mistake in one function is in that one only.
"""

import numpy as np


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    N, C, H, W = x.shape
    CW, KH, KW = w.shape
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding out of range")
    if C != CW:
        raise ValueError("channels disagree")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel larger than the padded input")
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    OH = (H + 2 * padding - KH) // stride + 1
    OW = (W + 2 * padding - KW) // stride + 1
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = xp[n, c, top : top + KH, left : left + KW]
                    y[n, c, i, j] = np.sum(window * w[c]) + b[c]
    return y


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    N, C, H, W = x.shape
    _, KH, KW = w.shape
    OH, OW = dy.shape[2:]
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(C)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = xp[n, c, top : top + KH, left : left + KW]
                    dxp[n, c, top : top + KH, left : left + KW] += w[c] * dy[n, c, i, j]
                    dw[c] += window * dy[n, c, i, j]
                    db[c] += dy[n, c, i, j]
    dx = dxp[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def pointwise_conv2d(x, w, b):
    N, C, H, W = x.shape
    F, CW = w.shape
    if C != CW:
        raise ValueError("channels disagree")
    y = np.zeros((N, F, H, W))
    for n in range(N):
        for f in range(F):
            for i in range(H):
                for j in range(W):
                    y[n, f, i, j] = np.sum(x[n, :, i, j] * w[f]) + b[f]
    return y


def pointwise_conv2d_backward(dy, x, w):
    N, _, H, W = x.shape
    F = len(w)
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(H):
                for j in range(W):
                    dx[n, :, i, j] += w[f] * dy[n, f, i, j]
                    dw[f] += x[n, :, i, j] * dy[n, f, i, j]
                    db[f] += dy[n, f, i, j]
    return dx, dw, db


def _taps(KH, KW, OH, OW, stride):
    """Yield each place (k, l) of a kernel, and the pixels that it meets in all the windows."""
    for k in range(KH):
        for l in range(KW):
            rows, columns = np.arange(OH) * stride + k, np.arange(OW) * stride + l
            yield k, l, (slice(None), slice(None), rows[:, None], columns)


def _depthwise(x, w, b, stride, padding):
    KH, KW = w.shape[1:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH = (xp.shape[2] - KH) // stride + 1
    OW = (xp.shape[3] - KW) // stride + 1
    y = np.zeros((1, 1, OH, OW)) + b[:, None, None]
    for k, l, pixels in _taps(KH, KW, OH, OW, stride):
        y = y + xp[pixels] * w[:, k, l][:, None, None]
    return y


def _depthwise_backward(dy, x, w, stride, padding):
    H, W = x.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for k, l, pixels in _taps(*w.shape[1:], *dy.shape[2:], stride):
        dxp[pixels] += dy * w[:, k, l][:, None, None]
        dw[:, k, l] = np.sum(dy * xp[pixels], axis=(0, 2, 3))
    dx = dxp[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, dy.sum(axis=(0, 2, 3))


def _pointwise(x, w, b):
    return np.einsum("nchw,fc->nfhw", x, w) + b[:, None, None]


def _pointwise_backward(dy, x, w):
    dx = np.einsum("nfhw,fc->nchw", dy, w)
    dw = np.einsum("nfhw,nchw->fc", dy, x)
    return dx, dw, dy.sum(axis=(0, 2, 3))


def separable_conv2d(x, params, *, stride=1, padding=0):
    wd, bd, wp, bp = (params[key] for key in ("wd", "bd", "wp", "bp"))
    C, H, W = x.shape[1:]
    KH, KW = wd.shape[1:]
    if stride < 1:
        raise ValueError("stride below 1")
    if len(wd) != C or wp.shape[1] != len(wd):
        raise ValueError("channels disagree")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel larger than the padded input")
    z = _depthwise(x, wd, bd, stride, padding)
    return _pointwise(z, wp, bp)


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    wd, bd, wp = (params[key] for key in ("wd", "bd", "wp"))
    z = _depthwise(x, wd, bd, stride, padding)
    dz, dwp, dbp = _pointwise_backward(dy, z, wp)
    dx, dwd, dbd = _depthwise_backward(dz, x, wd, stride, padding)
    grads = {"wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}
    return dx, grads


def inverted_residual(x, params, *, stride=1):
    we, be, wd, bd, wp, bp = (params[key] for key in ("we", "be", "wd", "bd", "wp", "bp"))
    C, T, F = x.shape[1], len(we), len(wp)
    if stride < 1:
        raise ValueError("stride below 1")
    if we.shape[1] != C or len(wd) != T or wp.shape[1] != len(wd):
        raise ValueError("channels disagree")
    a = _pointwise(x, we, be)
    h = np.minimum(np.maximum(a, 0), 6)
    d = _depthwise(h, wd, bd, stride, 1)
    g = np.minimum(np.maximum(d, 0), 6)
    y = _pointwise(g, wp, bp)
    if stride == 1 and C == F:
        y = y + x
    return y


def inverted_residual_backward(dy, x, params, *, stride=1):
    we, be, wd, bd, wp = (params[key] for key in ("we", "be", "wd", "bd", "wp"))
    C, F = x.shape[1], dy.shape[1]
    a = _pointwise(x, we, be)
    h = np.minimum(np.maximum(a, 0), 6)
    d = _depthwise(h, wd, bd, stride, 1)
    g = np.minimum(np.maximum(d, 0), 6)
    dg, dwp, dbp = _pointwise_backward(dy, g, wp)
    dd = dg * ((d > 0) & (d < 6))
    dh, dwd, dbd = _depthwise_backward(dd, h, wd, stride, 1)
    da = dh * ((a > 0) & (a < 6))
    dx, dwe, dbe = _pointwise_backward(da, x, we)
    if stride == 1 and C == F:
        dx = dx + dy
    grads = {"we": dwe, "be": dbe, "wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}
    return dx, grads


def separable_cost_ratio(out_channels, kernel):
    KH, KW = kernel
    return 1 / out_channels + 1 / (KH * KW)
