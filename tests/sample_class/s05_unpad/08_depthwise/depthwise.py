import numpy as np

from conv import conv1x1


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    (N, C, H, W), (CC, KH, KW) = x.shape, w.shape
    if C != CC or stride < 1 or padding < 0 or H + 2 * padding < KH or W + 2 * padding < KW:
        raise ValueError("these do not go together")
    p = padding
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    OH = 1 + (H + 2 * p - KH) // stride
    OW = 1 + (W + 2 * p - KW) // stride
    out = np.zeros((N, C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            patch = xp[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]
            out[:, :, i, j] = (patch * w).sum(axis=(2, 3)) + b
    return out


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    p = padding
    _, KH, KW = w.shape
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            rows = slice(i * stride, i * stride + KH)
            cols = slice(j * stride, j * stride + KW)
            g = dy[:, :, i, j].reshape(*dy.shape[:2], 1, 1)
            dw += (g * xp[:, :, rows, cols]).sum(axis=0)
            dxp[:, :, rows, cols] += g * w
    dx = dxp[:, :, p:-p, p:-p]
    return dx, dw, dy.sum(axis=(0, 2, 3))


def pointwise_conv2d(x, w, b):
    return conv1x1(x, w, b)


def pointwise_conv2d_backward(dy, x, w):
    dx = np.tensordot(dy, w, axes=([1], [0])).transpose(0, 3, 1, 2)
    dw = np.tensordot(dy, x, axes=([0, 2, 3], [0, 2, 3]))
    return dx, dw, dy.sum(axis=(0, 2, 3))


def separable_conv2d(x, params, *, stride=1, padding=0):
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    return pointwise_conv2d(z, params["wp"], params["bp"])


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    dz, dwp, dbp = pointwise_conv2d_backward(dy, z, params["wp"])
    dx, dwd, dbd = depthwise_conv2d_backward(dz, x, params["wd"], stride=stride, padding=padding)
    return dx, {"wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}


def inverted_residual(x, params, *, stride=1):
    h = np.clip(pointwise_conv2d(x, params["we"], params["be"]), 0, 6)
    h = np.clip(depthwise_conv2d(h, params["wd"], params["bd"], stride=stride, padding=1), 0, 6)
    h = pointwise_conv2d(h, params["wp"], params["bp"])
    # the skip, wherever it fits
    return h + x if h.shape == x.shape else h


def inverted_residual_backward(dy, x, params, *, stride=1):
    a = pointwise_conv2d(x, params["we"], params["be"])
    h = np.clip(a, 0, 6)
    d = depthwise_conv2d(h, params["wd"], params["bd"], stride=stride, padding=1)
    grads = {}
    dg, grads["wp"], grads["bp"] = pointwise_conv2d_backward(dy, np.clip(d, 0, 6), params["wp"])
    dg[(d < 0) | (d > 6)] = 0
    dh, grads["wd"], grads["bd"] = depthwise_conv2d_backward(dg, h, params["wd"], stride=stride, padding=1)
    dh[(a < 0) | (a > 6)] = 0
    dx, grads["we"], grads["be"] = pointwise_conv2d_backward(dh, x, params["we"])
    return dx + dy if dx.shape == dy.shape else dx, grads


def separable_cost_ratio(out_channels, kernel):
    return 1 / out_channels + 1 / np.prod(kernel)
