import numpy as np


def _index(size, k, s):
    """rows (or columns) of every window: (OUT, K)"""
    if s < 1 or k > size:
        raise ValueError("impossible window")
    return np.arange((size - k) // s + 1)[:, None] * s + np.arange(k)


def _windows(x, kernel, stride):
    r = _index(x.shape[2], kernel[0], stride)
    q = _index(x.shape[3], kernel[1], stride)
    # -> (N, C, OH, OW, KH, KW)
    return x[:, :, r[:, None, :, None], q[None, :, None, :]], r, q


def _spread(d, r, q, shape):
    """adjoint of _windows, with one-hot rows and columns"""
    R, Q = np.eye(shape[2])[r], np.eye(shape[3])[q]
    return np.einsum("ncijkl,ikr,jlq->ncrq", d, R, Q, optimize=True)


def _one_hot(which, kernel):
    return np.eye(kernel[0] * kernel[1])[which].reshape(which.shape + tuple(kernel))


def max_pool2d(x, *, kernel, stride):
    return _windows(x, kernel, stride)[0].max(axis=(-2, -1))


def max_pool2d_backward(dy, x, *, kernel, stride):
    win, r, q = _windows(x, kernel, stride)
    which = win.reshape(win.shape[:4] + (-1,)).argmax(axis=-1)
    return _spread(np.einsum("ncij,ncijkl->ncijkl", dy, _one_hot(which, kernel)), r, q, x.shape)


def avg_pool2d(x, *, kernel, stride):
    win = _windows(x, kernel, stride)[0]
    return np.einsum("ncijkl->ncij", win) / (kernel[0] * kernel[1])


def avg_pool2d_backward(dy, x, *, kernel, stride):
    win, r, q = _windows(x, kernel, stride)
    share = np.full(kernel, 1.0 / (kernel[0] * kernel[1]))
    return _spread(np.einsum("ncij,kl->ncijkl", dy, share), r, q, x.shape)


def min_pool2d(x, *, kernel, stride):
    return _windows(x, kernel, stride)[0].min(axis=(-2, -1))


def min_pool2d_backward(dy, x, *, kernel, stride):
    win, r, q = _windows(x, kernel, stride)
    which = win.reshape(win.shape[:4] + (-1,)).argmin(axis=-1)
    return _spread(np.einsum("ncij,ncijkl->ncijkl", dy, _one_hot(which, kernel)), r, q, x.shape)


def global_avg_pool2d(x):
    return np.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])


def global_avg_pool2d_backward(dy, x):
    h, w = x.shape[2:]
    return np.einsum("nc,hw->nchw", dy, np.ones((h, w))) / (h * w)
