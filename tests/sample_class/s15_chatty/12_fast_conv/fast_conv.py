import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

print("fast_conv.py is imported")


def im2col(x, kernel, *, stride=1, padding=0):
    print("im2col", x.shape, kernel, stride, padding)
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding")
    if kernel[0] > x.shape[2] + 2 * padding or kernel[1] > x.shape[3] + 2 * padding:
        raise ValueError("kernel")
    win = windows(x, kernel, stride, padding)
    n, c, oh, ow, kh, kw = win.shape
    print("windows", win.shape)
    return win.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, oh * ow)


def windows(x, kernel, stride, padding):
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return sliding_window_view(xp, kernel, axis=(2, 3))[:, :, ::stride, ::stride]


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    n, c, h, w = shape
    kh, kw = kernel
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (w + 2 * padding - kw) // stride + 1
    x = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    for i in range(oh):
        for j in range(ow):
            part = cols[:, :, i * ow + j].reshape(n, c, kh, kw)
            x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw] += part
            print("added window", i, j, part.sum())
    return x[:, :, padding : padding + h, padding : padding + w]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    print("conv2d_fast", x.shape, w.shape)
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1]:
        raise ValueError("stride, padding or channels")
    if w.shape[2] > x.shape[2] + 2 * padding or w.shape[3] > x.shape[3] + 2 * padding:
        raise ValueError("kernel")
    win = windows(x, w.shape[2:], stride, padding)
    return np.einsum("ncijkl,fckl->nfij", win, w) + b[:, None, None]


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    print("conv2d_fast_backward", dy.shape, x.shape, w.shape)
    dw = np.einsum("nfij,ncijkl->fckl", dy, windows(x, w.shape[2:], stride, padding))
    cols = np.einsum("nfij,fckl->ncklij", dy, w)
    cols = cols.reshape(len(x), w[0].size, -1)
    print("col2im follows")
    dx = col2im(cols, x.shape, w.shape[2:], stride=stride, padding=padding)
    return dx, dw, np.einsum("nfij->f", dy)
