import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    n, c, h, wd = x.shape
    f, cw, kh, kw = w.shape
    if stride < 1 or padding < 0 or c != cw or kh > h + 2 * padding or kw > wd + 2 * padding:
        raise ValueError("conv2d: arguments")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh = (h + 2 * padding - kh) // stride + 1
    ow = (wd + 2 * padding - kw) // stride + 1
    y = np.zeros((n, f, oh, ow))
    for s in range(n):
        for m in range(f):
            for i in range(oh):
                for j in range(ow):
                    y[s, m, i, j] = b[m] + np.sum(w[m] * xp[s, :, stride*i:stride*i+kh, stride*j:stride*j+kw])
        return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(f)
    for s in range(n):
        dxp = np.zeros(xp.shape[1:])
        for m in range(f):
            for i in range(dy.shape[2]):
                for j in range(dy.shape[3]):
                    a, e = stride * i, stride * j
                    dw[m] += dy[s, m, i, j] * xp[s, :, a:a+kh, e:e+kw]
                    dxp[:, a:a+kh, e:e+kw] += dy[s, m, i, j] * w[m]
                    db[m] += dy[s, m, i, j]
    dx[s] = dxp[:, padding:padding+h, padding:padding+wd]
    return dx, dw, db


def dense_as_conv(weight, shape):
    # D filters of the image's size
    weight.shape = (weight.shape[0],) + tuple(shape)
    return weight


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("conv1x1: channels")
    y = np.zeros((x.shape[0], w.shape[0]) + x.shape[2:])
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            y[:, :, i, j] = x[:, :, i, j] @ w.T + b
    return y
