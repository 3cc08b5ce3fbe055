import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError
    if x.shape[1] != w.shape[1]:
        raise ValueError
    H, W = x.shape[2] + 2 * padding, x.shape[3] + 2 * padding
    KH, KW = w.shape[2], w.shape[3]
    if KH > H or KW > W:
        raise ValueError
    xp = np.zeros((x.shape[0], x.shape[1], H, W))
    xp[:, :, padding:H - padding, padding:W - padding] = x
    y = np.zeros((x.shape[0], w.shape[0], (H - KH) // stride + 1, (W - KW) // stride + 1))
    top = 0
    while top + KH <= H:
        left = 0
        while left + KW <= W:
            piece = xp[:, None, :, top:top + KH, left:left + KW]
            y[:, :, top // stride, left // stride] = (piece * w[None]).sum(axis=(2, 3, 4)) + b
            left += stride
        top += stride
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    H, W = x.shape[2] + 2 * padding, x.shape[3] + 2 * padding
    KH, KW = w.shape[2], w.shape[3]
    xp = np.zeros((x.shape[0], x.shape[1], H, W))
    xp[:, :, padding:H - padding, padding:W - padding] = x
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    top = 0
    while top + KH <= H:
        left = 0
        while left + KW <= W:
            g = dy[:, :, top // stride, left // stride]  # (N, F)
            dw += np.tensordot(g, xp[:, :, top:top + KH, left:left + KW], axes=(0, 0))
            dxp[:, :, top:top + KH, left:left + KW] += np.tensordot(g, w, axes=(1, 0))
            left += stride
        top += stride
    return dxp[:, :, padding:H - padding, padding:W - padding], dw, dy.sum(axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    C, H, W = shape
    if weight.shape[1] != C * H * W:
        raise ValueError
    return weight.reshape(weight.shape[0], C, H, W)


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError
    return np.matmul(w, x.reshape(x.shape[0], x.shape[1], -1)).reshape(x.shape[0], -1, *x.shape[2:]) + b[:, None, None]
