import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    N, C, H, H = x.shape
    F, CW, K, _ = w.shape
    if C != CW:
        raise ValueError("channels")
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding")
    if K > H + 2 * padding or x.shape[2] + 2 * padding < K:
        raise ValueError("kernel too big")
    out = (H + 2 * padding - K) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    y = np.zeros((N, F, out, out))
    for n in range(N):
        for f in range(F):
            for i in range(out):
                for j in range(out):
                    s = xp[n, :, i * stride:i * stride + K, j * stride:j * stride + K]
                    y[n, f, i, j] = np.sum(s * w[f]) + b[f]
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    N, F, out, _ = dy.shape
    K = w.shape[2]
    size = x.shape[2]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for n in range(N):
        for f in range(F):
            for i in range(out):
                for j in range(out):
                    a, b = i * stride, j * stride
                    dw[f] += dy[n, f, i, j] * xp[n, :, a:a + K, b:b + K]
                    dxp[n, :, a:a + K, b:b + K] += dy[n, f, i, j] * w[f]
    dx = dxp[:, :, padding:padding + size, padding:padding + size]
    return dx, dw, np.sum(dy, axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    if weight.shape[1] != np.prod(shape):
        raise ValueError("weight")
    return weight.reshape(weight.shape[0], *shape)


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    N, C, H, W = x.shape
    pixels = x.transpose(1, 0, 2, 3).reshape(C, -1)
    y = w.dot(pixels) + b[:, None]
    return y.reshape(-1, N, H, W).transpose(1, 0, 2, 3)
