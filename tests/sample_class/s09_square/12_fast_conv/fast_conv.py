import numpy as np


def im2col(x, kernel, *, stride=1, padding=0):
    N, C, H, H = x.shape
    K = kernel[0]
    if stride < 1 or padding < 0:
        raise ValueError("stride or padding")
    if K > H + 2 * padding or x.shape[2] + 2 * padding < K:
        raise ValueError("kernel too big")
    out = (H + 2 * padding - K) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cols = np.zeros((N, C, K, K, out, out))
    for k in range(K):
        for l in range(K):
            cols[:, :, k, l] = xp[:, :, k:k + out * stride:stride, l:l + out * stride:stride]
    return cols.reshape(N, C * K * K, out * out)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
    N, C, H, _ = shape
    K = kernel[0]
    out = (H + 2 * padding - K) // stride + 1
    cols = cols.reshape(N, C, K, K, out, out)
    xp = np.zeros((N, C, H + 2 * padding, H + 2 * padding))
    for k in range(K):
        for l in range(K):
            xp[:, :, k:k + out * stride:stride, l:l + out * stride:stride] += cols[:, :, k, l]
    return xp[:, :, padding:padding + H, padding:padding + H]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    N, F = len(x), len(w)
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    out = int(np.sqrt(cols.shape[2]))
    y = w.reshape(F, -1) @ cols + b.reshape(F, 1)
    return y.reshape(N, F, out, out)


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
    N, F, out, _ = dy.shape
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    flat = dy.reshape(N, F, out * out)
    dw = sum(flat[n] @ cols[n].T for n in range(N)).reshape(w.shape)
    dx = col2im(w.reshape(F, -1).T @ flat, x.shape, w.shape[2:], stride=stride, padding=padding)
    return dx, dw, np.sum(dy, axis=(0, 2, 3))
