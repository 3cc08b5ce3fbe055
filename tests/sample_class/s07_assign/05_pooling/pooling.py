import numpy as np


def sizes(x, kernel, stride):
    N, C, H, W = x.shape
    kh, kw = kernel
    if stride < 1:
        raise ValueError("stride must be positive")
    if kh > H or kw > W:
        raise ValueError("kernel must fit into the image")
    return N, C, (H - kh) // stride + 1, (W - kw) // stride + 1, kh, kw


def max_pool2d(x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    y[n, c, i, j] = np.max(x[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw])
    return y


def max_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    window = x[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw]
                    a, b = np.unravel_index(np.argmax(window), window.shape)
                    dx[n, c, i*stride+a, j*stride+b] = dy[n, c, i, j]
    return dx


def avg_pool2d(x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    y[n, c, i, j] = np.average(x[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw])
    return y


def avg_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    dx[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw] += dy[n, c, i, j] / kh / kw
    return dx


def min_pool2d(x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    y = np.zeros((N, C, OH, OW))
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    y[n, c, i, j] = np.min(x[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw])
    return y


def min_pool2d_backward(dy, x, *, kernel, stride):
    N, C, OH, OW, kh, kw = sizes(x, kernel, stride)
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(OH):
                for j in range(OW):
                    window = x[n, c, i*stride:i*stride+kh, j*stride:j*stride+kw]
                    a, b = np.unravel_index(np.argmin(window), window.shape)
                    dx[n, c, i*stride+a, j*stride+b] = dy[n, c, i, j]
    return dx


def global_avg_pool2d(x):
    return np.average(np.average(x, axis=3), axis=2)


def global_avg_pool2d_backward(dy, x):
    N, C, H, W = x.shape
    dx = np.zeros(x.shape)
    for i in range(H):
        for j in range(W):
            dx[:, :, i, j] = dy / (H * W)
    return dx
