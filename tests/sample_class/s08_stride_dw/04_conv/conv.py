# conv.py
import numpy as np


def pad(a, p):
    big = np.zeros((a.shape[0], a.shape[1], a.shape[2] + 2 * p, a.shape[3] + 2 * p))
    big[:, :, p:p + a.shape[2], p:p + a.shape[3]] = a
    return big


def conv2d(x, w, b, *, stride=1, padding=0):
    n, c, h, wi = x.shape
    f, c2, kh, kw = w.shape
    if c2 != c:
        raise ValueError("x and w need the same channels")
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    ho, wo = (h + 2 * padding - kh) // stride + 1, (wi + 2 * padding - kw) // stride + 1
    if h + 2 * padding < kh or wi + 2 * padding < kw:
        raise ValueError("kernel")
    xp = pad(x, padding)
    y = np.zeros((n, f, ho, wo))
    # one pass per entry of the kernel instead of per window
    for k in range(kh):
        for l in range(kw):
            part = xp[:, :, k:k + (ho - 1) * stride + 1:stride, l:l + (wo - 1) * stride + 1:stride]
            y += np.tensordot(part, w[:, :, k, l], ([1], [1])).transpose(0, 3, 1, 2)
    return y + b.reshape(f, 1, 1)


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    n, c, h, wi = x.shape
    f, _, kh, kw = w.shape
    ho, wo = dy.shape[2:]
    xp = pad(x, padding)
    dxp = np.zeros_like(xp)
    dw = np.zeros_like(w)
    for k in range(kh):
        for l in range(kw):
            part = xp[:, :, k:k + ho, l:l + wo]
            dw[:, :, k, l] = np.tensordot(dy, part, ([0, 2, 3], [0, 2, 3]))
            back = np.tensordot(dy, w[:, :, k, l], ([1], [0])).transpose(0, 3, 1, 2)
            dxp[:, :, k:k + (ho - 1) * stride + 1:stride, l:l + (wo - 1) * stride + 1:stride] += back
    dx = dxp[:, :, padding:padding + h, padding:padding + wi]
    return dx, dw, dy.sum(axis=3).sum(axis=2).sum(axis=0)


def dense_as_conv(weight, shape):
    c, h, wi = shape
    if weight.shape[1] != c * h * wi:
        raise ValueError("shape")
    return np.stack([row.reshape(c, h, wi) for row in weight])


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    # channels last, then it is a dense layer
    return (x.transpose(0, 2, 3, 1) @ w.T + b).transpose(0, 3, 1, 2)
