import numpy as np
from numpy.lib.stride_tricks import as_strided


def _view(x, kh, kw):
    n, c, h, w = x.shape
    s = x.strides
    return as_strided(x, (n, c, h - kh + 1, w - kw + 1, kh, kw), s + s[2:])


def _pad(x, p, value=0.0):
    out = np.full((x.shape[0], x.shape[1], x.shape[2] + 2 * p, x.shape[3] + 2 * p), value)
    out[:, :, p:p + x.shape[2], p:p + x.shape[3]] = x
    return out


def _conv(x, w, b):
    """same size: half the kernel goes around"""
    k = w.shape[2]
    return np.einsum("ncijkl,fckl->nfij", _view(_pad(x, k // 2), k, k), w, optimize=True) + b.reshape(1, -1, 1, 1)


def _dconv(dz, x, w):
    k = w.shape[2]
    dw = np.einsum("nfij,ncijkl->fckl", dz, _view(_pad(x, k // 2), k, k), optimize=True)
    # dx is a convolution of dz with the turned kernel
    dx = np.einsum("nfijkl,fckl->ncij", _view(_pad(dz, k // 2), k, k), w[:, :, ::-1, ::-1], optimize=True)
    return dx, dw, np.einsum("nfij->f", dz)


def concat_channels(branches):
    return np.hstack(branches)


def split_channels(dy, sizes):
    ends = np.cumsum(sizes)
    return tuple(dy[:, e - s:e] for s, e in zip(sizes, ends))


# who feeds whom, from the bottom up
LAYERS = [("1", "x"), ("3r", "x"), ("3", "3r"), ("5r", "x"), ("5", "5r"), ("p", "pool")]


def _run(x, params):
    win = _view(_pad(x, 1, -np.inf), 3, 3).reshape(*x.shape, 9)
    a = {"x": x, "pool": win.max(-1)}
    on = {}
    for name, below in LAYERS:
        z = _conv(a[below], params["w" + name], params["b" + name])
        on[name] = z > 0
        a[name] = np.where(on[name], z, 0.0)
    return a, on, win.argmax(-1)


def inception_module(x, params):
    a, _, _ = _run(x, params)
    return np.concatenate([a[k] for k in "135p"], axis=1)


def inception_module_backward(dy, x, params):
    a, on, winner = _run(x, params)
    d = dict(zip("135p", split_channels(dy, [a[k].shape[1] for k in "135p"])))
    d["x"] = np.zeros(x.shape)
    g = {}
    for name, below in reversed(LAYERS):
        dbelow, g["w" + name], g["b" + name] = _dconv(np.einsum("nfij,nfij->nfij", d[name], on[name]), a[below], params["w" + name])
        d[below] = d[below] + dbelow if below in d else dbelow
    dxp = np.zeros((x.shape[0], x.shape[1], x.shape[2] + 2, x.shape[3] + 2))
    n, c, i, j = np.ogrid[tuple(slice(s) for s in x.shape)]
    np.add.at(dxp, (n, c, i + winner // 3, j + winner % 3), d["pool"])
    return [d["x"] + dxp[:, :, 1:-1, 1:-1], g]


def auxiliary_classifier(x, params):
    return np.einsum("nchw,kc->nk", x, params["w"]) / x[0, 0].size + params["b"]


def total_loss(main, auxiliaries, *, weight=0.3):
    return np.dot([1.0] + [weight] * len(auxiliaries), [main] + list(auxiliaries))
