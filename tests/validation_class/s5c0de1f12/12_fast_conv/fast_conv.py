import numpy as np
from numpy.lib.stride_tricks import as_strided


def _view(x, kh, kw, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    n, c, h, w = x.shape
    sn, sc, sh, sw = x.strides
    oh, ow = (h - kh) // stride + 1, (w - kw) // stride + 1
    shape = n, c, kh, kw, oh, ow
    return as_strided(x, shape, (sn, sc, sh, sw, sh * stride, sw * stride), writeable=False)


def _check(h, w, kh, kw, stride, padding):
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if kh > h + 2 * padding or kw > w + 2 * padding:
        raise ValueError("kernel is larger than the padded input")


def im2col(x, kernel, *, stride=1, padding=0):
    _check(*x.shape[2:], *kernel, stride, padding)
    view = _view(x, *kernel, stride, padding)
    n, c, kh, kw, oh, ow = view.shape
    return view.reshape(n, c * kh * kw, oh * ow)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, w = shape
    kh, kw = kernel
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (w + 2 * padding - kw) // stride + 1
    cols = cols.reshape(n, c, kh, kw, oh, ow)
    total = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    for a in range(kh):
        rows = slice(a, a + stride * (oh - 1) + 1, stride)
        for b in range(kw):
            total[:, :, rows, b : b + stride * (ow - 1) + 1 : stride] += cols[:, :, a, b]
    return total[:, :, padding : padding + h, padding : padding + w]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    _check(*x.shape[2:], *w.shape[2:], stride, padding)
    f, c, kh, kw = w.shape
    view = _view(x, kh, kw, stride, padding)
    y = np.tensordot(w, view, axes=((1, 2, 3), (1, 2, 3)))
    return np.ascontiguousarray(y.transpose(1, 0, 2, 3)) + b.reshape(1, f, 1, 1)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    f, c, kh, kw = w.shape
    view = _view(x, kh, kw, stride, padding)
    dw = np.tensordot(dy, view, axes=((0, 2, 3), (0, 4, 5)))
    dcols = np.tensordot(w, dy, axes=(0, 1)).transpose(3, 0, 1, 2, 4, 5)
    n, oh, ow = dy.shape[0], *dy.shape[2:]
    dcols = dcols.reshape(n, c * kh * kw, oh * ow)
    dx = col2im(dcols, x.shape, (kh, kw), stride=stride, padding=padding)
    return dx, dw, dy.sum((0, 2, 3))
