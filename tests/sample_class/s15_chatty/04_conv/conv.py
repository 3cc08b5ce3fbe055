import sys

import numpy as np
from padding import zero_pad2d, zero_pad2d_backward

np.set_printoptions(threshold=sys.maxsize)


def conv2d(x, w, b, *, stride=1, padding=0):
    print("=" * 80)
    print("conv2d", x.shape, w.shape, b.shape, "stride", stride, "padding", padding)
    print(x)
    if stride < 1:
        raise ValueError("stride %r" % stride)
    if padding < 0:
        raise ValueError("padding %r" % padding)
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels %r %r" % (x.shape, w.shape))
    x = zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    if KH > H or KW > W:
        raise ValueError("kernel %r" % (w.shape,))
    y = np.zeros((N, F, (H - KH) // stride + 1, (W - KW) // stride + 1))
    for f in range(F):
        print("filter", f, ":", w[f])
        for i in range(y.shape[2]):
            for j in range(y.shape[3]):
                window = x[:, :, i * stride : i * stride + KH, j * stride : j * stride + KW]
                print("window", i, j, window)
                y[:, f, i, j] = np.sum(window * w[f], axis=(1, 2, 3)) + b[f]
                print(" ->", y[:, f, i, j])
    print("RESULT", y)
    sys.stdout.flush()
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    print("conv2d_backward", dy.shape, x.shape, w.shape, file=sys.stderr)
    frame = dict(top=padding, bottom=padding, left=padding, right=padding)
    xp = zero_pad2d(x, **frame)
    KH, KW = w.shape[2:]
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            r, q = slice(i * stride, i * stride + KH), slice(j * stride, j * stride + KW)
            for n in range(dy.shape[0]):
                for f in range(dy.shape[1]):
                    dw[f] += dy[n, f, i, j] * xp[n, :, r, q]
                    dxp[n, :, r, q] += dy[n, f, i, j] * w[f]
                    print("n", n, "f", f, "dw now", dw[f], file=sys.stderr)
    dx = zero_pad2d_backward(dxp, **frame)
    db = dy.sum(axis=(0, 2, 3))
    print("dx", dx, "dw", dw, "db", db, file=sys.stderr)
    return dx, dw, db


def dense_as_conv(weight, shape):
    print("dense_as_conv", weight, shape)
    if weight.shape[1] != shape[0] * shape[1] * shape[2]:
        raise ValueError("no: %r %r" % (weight.shape, shape))
    return weight.reshape(weight.shape[0], shape[0], shape[1], shape[2])


def conv1x1(x, w, b):
    print("conv1x1", x, w, b)
    if x.shape[1] != w.shape[1]:
        raise ValueError("no")
    return np.einsum("nchw,fc->nfhw", x, w) + b[None, :, None, None]
