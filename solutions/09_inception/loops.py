"""09 Inception step by step: right, and what the catalogued mistakes are patches of."""

import numpy as np


def conv2d(x, w, b, *, padding=0):
    (N, _, H, W), (F, _, KH, KW) = x.shape, w.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH, OW = H + 2 * padding - KH + 1, W + 2 * padding - KW + 1
    y = np.zeros((N, F, OH, OW)) + b[:, None, None]
    for k in range(KH):
        for l in range(KW):
            y += np.einsum("nchw,fc->nfhw", xp[:, :, k : k + OH, l : l + OW], w[:, :, k, l])
    return y


def conv2d_backward(dy, x, w, *, padding=0):
    (H, W), (KH, KW), (OH, OW) = x.shape[2:], w.shape[2:], dy.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for k in range(KH):
        for l in range(KW):
            seen = xp[:, :, k : k + OH, l : l + OW]
            dw[:, :, k, l] = np.einsum("nfhw,nchw->fc", dy, seen)
            sent = np.einsum("nfhw,fc->nchw", dy, w[:, :, k, l])
            dxp[:, :, k : k + OH, l : l + OW] += sent
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, dy.sum(axis=(0, 2, 3))


def max_pool2d(x, *, kernel, stride):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(2, 3))
    return windows[:, :, ::stride, ::stride].max(axis=(4, 5))


def max_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[n, c, top : top + kernel[0], left : left + kernel[1]]
        row, column = divmod(int(np.argmax(window)), kernel[1])
        dx[n, c, top + row, left + column] += dy[n, c, i, j]
    return dx


def concat_channels(branches):
    N, _, H, W = branches[0].shape
    C = 0
    for branch in branches:
        C += branch.shape[1]
    y = np.zeros((N, C, H, W))
    start = 0
    for branch in branches:
        size = branch.shape[1]
        y[:, start : start + size] = branch
        start += size
    return y


def split_channels(dy, sizes):
    parts = []
    start = 0
    for size in sizes:
        part = dy[:, start : start + size]
        parts.append(part)
        start += size
    return parts


def inception_module(x, params):
    w1, b1, wp, bp = params["w1"], params["b1"], params["wp"], params["bp"]
    w3r, b3r, w3, b3 = params["w3r"], params["b3r"], params["w3"], params["b3"]
    w5r, b5r, w5, b5 = params["w5r"], params["b5r"], params["w5"], params["b5"]
    z1 = conv2d(x, w1, b1)
    a1 = np.maximum(z1, 0)
    z3r = conv2d(x, w3r, b3r)
    a3r = np.maximum(z3r, 0)
    z3 = conv2d(a3r, w3, b3, padding=1)
    a3 = np.maximum(z3, 0)
    z5r = conv2d(x, w5r, b5r)
    a5r = np.maximum(z5r, 0)
    z5 = conv2d(a5r, w5, b5, padding=2)
    a5 = np.maximum(z5, 0)
    framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    pooled = max_pool2d(framed, kernel=(3, 3), stride=1)
    zp = conv2d(pooled, wp, bp)
    ap = np.maximum(zp, 0)
    return np.concatenate([a1, a3, a5, ap], axis=1)


def inception_module_backward(dy, x, params):
    H, W = x.shape[2:]
    w1, b1, wp, bp = params["w1"], params["b1"], params["wp"], params["bp"]
    w3r, b3r, w3, b3 = params["w3r"], params["b3r"], params["w3"], params["b3"]
    w5r, b5r, w5, b5 = params["w5r"], params["b5r"], params["w5"], params["b5"]
    # forward once more, for the masks
    z1 = conv2d(x, w1, b1)
    z3r = conv2d(x, w3r, b3r)
    a3r = np.maximum(z3r, 0)
    z3 = conv2d(a3r, w3, b3, padding=1)
    z5r = conv2d(x, w5r, b5r)
    a5r = np.maximum(z5r, 0)
    z5 = conv2d(a5r, w5, b5, padding=2)
    framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    pooled = max_pool2d(framed, kernel=(3, 3), stride=1)
    zp = conv2d(pooled, wp, bp)
    # backward, branch by branch
    at3 = len(w1)
    at5 = at3 + len(w3)
    atp = at5 + len(w5)
    da1, da3, da5, dap = dy[:, :at3], dy[:, at3:at5], dy[:, at5:atp], dy[:, atp:]
    dz1 = da1 * (z1 > 0)
    dx1, dw1, db1 = conv2d_backward(dz1, x, w1)
    dz3 = da3 * (z3 > 0)
    da3r, dw3, db3 = conv2d_backward(dz3, a3r, w3, padding=1)
    dz3r = da3r * (z3r > 0)
    dx3, dw3r, db3r = conv2d_backward(dz3r, x, w3r)
    dz5 = da5 * (z5 > 0)
    da5r, dw5, db5 = conv2d_backward(dz5, a5r, w5, padding=2)
    dz5r = da5r * (z5r > 0)
    dx5, dw5r, db5r = conv2d_backward(dz5r, x, w5r)
    dzp = dap * (zp > 0)
    dpooled, dwp, dbp = conv2d_backward(dzp, pooled, wp)
    dframed = max_pool2d_backward(dpooled, framed, kernel=(3, 3), stride=1)
    dxp = dframed[:, :, 1 : 1 + H, 1 : 1 + W]
    dx = dx1 + dx3 + dx5 + dxp
    grads = {"w1": dw1, "b1": db1, "w3r": dw3r, "b3r": db3r, "w3": dw3, "b3": db3}
    grads |= {"w5r": dw5r, "b5r": db5r, "w5": dw5, "b5": db5, "wp": dwp, "bp": dbp}
    return dx, grads


def auxiliary_classifier(x, params):
    N, C, H, W = x.shape
    w, b = params["w"], params["b"]
    K = len(w)
    logits = np.zeros((N, K))
    for n in range(N):
        pooled = np.zeros(C)
        for c in range(C):
            pooled[c] = np.sum(x[n, c]) / (H * W)
        for k in range(K):
            logits[n, k] = np.sum(w[k] * pooled) + b[k]
    return logits


def total_loss(main, auxiliaries, *, weight=0.3):
    extra = 0.0
    for loss in auxiliaries:
        extra += loss
    return main + weight * extra
