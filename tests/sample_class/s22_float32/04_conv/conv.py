import numpy as np

DTYPE = np.float32  # like on a GPU


def conv2d(x, w, b, *, stride=1, padding=0):
    x, w, b = x.astype(DTYPE), w.astype(DTYPE), b.astype(DTYPE)
    if stride < 1 or padding < 0:
        raise ValueError("hyperparameters")
    N, C, H, W = x.shape
    F, WC, KH, KW = w.shape
    if WC != C:
        raise ValueError("channels")
    if KH > H + 2 * padding or KW > W + 2 * padding:
        raise ValueError("kernel")
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding), DTYPE)
    xp[:, :, padding:padding + H, padding:padding + W] = x
    OH, OW = (H + 2 * padding - KH) // stride + 1, (W + 2 * padding - KW) // stride + 1
    y = np.zeros((N, F, OH, OW), DTYPE)
    for i in range(OH):
        for j in range(OW):
            cut = xp[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW].reshape(N, -1)
            y[:, :, i, j] = cut @ w.reshape(F, -1).T + b
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    dy, x, w = dy.astype(DTYPE), x.astype(DTYPE), w.astype(DTYPE)
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding), DTYPE)
    xp[:, :, padding:padding + H, padding:padding + W] = x
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            r, q = i * stride, j * stride
            g = dy[:, :, i, j]
            cut = xp[:, :, r:r + KH, q:q + KW]
            dw += (g.T @ cut.reshape(N, -1)).reshape(w.shape)
            dxp[:, :, r:r + KH, q:q + KW] += (g @ w.reshape(F, -1)).reshape(N, C, KH, KW)
    return dxp[:, :, padding:padding + H, padding:padding + W], dw, dy.sum(axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    C, H, W = shape
    if weight.shape[1] != C * H * W:
        raise ValueError("columns")
    return weight.reshape(-1, C, H, W)


def conv1x1(x, w, b):
    # same dtype as the input here
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    y = np.zeros((x.shape[0], w.shape[0]) + x.shape[2:], x.dtype)
    for c in range(x.shape[1]):
        y += x[:, c][:, None] * w[:, c][None, :, None, None]
    return y + b[:, None, None]
