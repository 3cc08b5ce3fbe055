import numpy as np


def _depthwise(x, w, b, stride, padding):
    N, C, H, H = x.shape
    CW, K, _ = w.shape
    if C != CW:
        raise ValueError("channels")
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding")
    if K > H + 2 * padding or x.shape[2] + 2 * padding < K:
        raise ValueError("kernel too big")
    out = (H + 2 * padding - K) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    y = np.zeros((N, C, out, out))
    for n in range(N):
        for c in range(C):
            for i in range(out):
                for j in range(out):
                    s = xp[n, c, i * stride:i * stride + K, j * stride:j * stride + K]
                    y[n, c, i, j] = np.sum(s * w[c]) + b[c]
    return y


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    return _depthwise(x, w, b, stride, padding)


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    N, C, out, _ = dy.shape
    K = w.shape[1]
    size = x.shape[2]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for n in range(N):
        for c in range(C):
            for i in range(out):
                for j in range(out):
                    p, q = i * stride, j * stride
                    dw[c] += dy[n, c, i, j] * xp[n, c, p:p + K, q:q + K]
                    dxp[n, c, p:p + K, q:q + K] += dy[n, c, i, j] * w[c]
    dx = dxp[:, :, padding:padding + size, padding:padding + size]
    return dx, dw, np.sum(dy, axis=(0, 2, 3))


def pointwise_conv2d(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    N, C, H, W = x.shape
    pixels = x.transpose(1, 0, 2, 3).reshape(C, -1)
    y = w.dot(pixels) + b[:, None]
    return y.reshape(-1, N, H, W).transpose(1, 0, 2, 3)


def pointwise_conv2d_backward(dy, x, w):
    N, C, H, W = x.shape
    g = dy.transpose(1, 0, 2, 3).reshape(len(w), -1)
    pixels = x.transpose(1, 0, 2, 3).reshape(C, -1)
    dx = w.T.dot(g).reshape(C, N, H, W).transpose(1, 0, 2, 3)
    return dx, g.dot(pixels.T), g.sum(axis=1)


def separable_conv2d(x, params, *, stride=1, padding=0):
    z = _depthwise(x, params["wd"], params["bd"], stride, padding)
    return pointwise_conv2d(z, params["wp"], params["bp"])


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    z = _depthwise(x, params["wd"], params["bd"], stride, padding)
    dz, dwp, dbp = pointwise_conv2d_backward(dy, z, params["wp"])
    dx, dwd, dbd = depthwise_conv2d_backward(dz, x, params["wd"], stride=stride, padding=padding)
    return dx, {"wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}


def inverted_residual(x, params, *, stride=1):
    h = np.clip(pointwise_conv2d(x, params["we"], params["be"]), 0, 6)
    h = np.clip(_depthwise(h, params["wd"], params["bd"], stride, 1), 0, 6)
    y = pointwise_conv2d(h, params["wp"], params["bp"])
    return y + x if stride == 1 and x.shape[1] == y.shape[1] else y


def inverted_residual_backward(dy, x, params, *, stride=1):
    a = pointwise_conv2d(x, params["we"], params["be"])
    h = np.clip(a, 0, 6)
    d = _depthwise(h, params["wd"], params["bd"], stride, 1)
    dg, dwp, dbp = pointwise_conv2d_backward(dy, np.clip(d, 0, 6), params["wp"])
    dd = dg * (d > 0) * (d < 6)
    dh, dwd, dbd = depthwise_conv2d_backward(dd, h, params["wd"], stride=stride, padding=1)
    da = dh * (a > 0) * (a < 6)
    dx, dwe, dbe = pointwise_conv2d_backward(da, x, params["we"])
    if stride == 1 and x.shape[1] == dy.shape[1]:
        dx = dx + dy
    return dx, {"we": dwe, "be": dbe, "wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}


def separable_cost_ratio(out_channels, kernel):
    K = kernel[0]
    return 1 / out_channels + 1 / K**2
