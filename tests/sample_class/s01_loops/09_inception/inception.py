"""09 Inception with loops."""

import numpy as np

from conv import conv2d, conv2d_backward
from pooling import global_avg_pool2d, max_pool2d, max_pool2d_backward


def relu(z):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            a[i] = z[i]
    return a


def relu_gradient(da, z):
    dz = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            dz[i] = da[i]
    return dz


def frame(x):
    N, C, H, W = x.shape
    xp = np.full((N, C, H + 2, W + 2), -np.inf)
    for i in range(H):
        for j in range(W):
            xp[:, :, i + 1, j + 1] = x[:, :, i, j]
    return xp


def concat_channels(branches):
    channels = 0
    for branch in branches:
        channels += branch.shape[1]
    N, _, H, W = branches[0].shape
    y = np.zeros((N, channels, H, W))
    c = 0
    for branch in branches:
        for k in range(branch.shape[1]):
            y[:, c] = branch[:, k]
            c += 1
    return y


def split_channels(dy, sizes):
    parts = []
    c = 0
    for size in sizes:
        part = np.zeros((dy.shape[0], size, dy.shape[2], dy.shape[3]))
        for k in range(size):
            part[:, k] = dy[:, c]
            c += 1
        parts.append(part)
    return parts


def inception_module(x, params):
    a1 = relu(conv2d(x, params["w1"], params["b1"]))
    a3r = relu(conv2d(x, params["w3r"], params["b3r"]))
    a3 = relu(conv2d(a3r, params["w3"], params["b3"], padding=1))
    a5r = relu(conv2d(x, params["w5r"], params["b5r"]))
    a5 = relu(conv2d(a5r, params["w5"], params["b5"], padding=2))
    pooled = max_pool2d(frame(x), kernel=(3, 3), stride=1)
    ap = relu(conv2d(pooled, params["wp"], params["bp"]))
    return concat_channels([a1, a3, a5, ap])


def inception_module_backward(dy, x, params):
    # forward again
    z1 = conv2d(x, params["w1"], params["b1"])
    z3r = conv2d(x, params["w3r"], params["b3r"])
    a3r = relu(z3r)
    z3 = conv2d(a3r, params["w3"], params["b3"], padding=1)
    z5r = conv2d(x, params["w5r"], params["b5r"])
    a5r = relu(z5r)
    z5 = conv2d(a5r, params["w5"], params["b5"], padding=2)
    xp = frame(x)
    pooled = max_pool2d(xp, kernel=(3, 3), stride=1)
    zp = conv2d(pooled, params["wp"], params["bp"])
    # and back
    sizes = [z1.shape[1], z3.shape[1], z5.shape[1], zp.shape[1]]
    d1, d3, d5, dp = split_channels(dy, sizes)
    grads = {}
    dx = np.zeros(x.shape)
    d, grads["w1"], grads["b1"] = conv2d_backward(relu_gradient(d1, z1), x, params["w1"])
    dx += d
    d, grads["w3"], grads["b3"] = conv2d_backward(relu_gradient(d3, z3), a3r, params["w3"], padding=1)
    d, grads["w3r"], grads["b3r"] = conv2d_backward(relu_gradient(d, z3r), x, params["w3r"])
    dx += d
    d, grads["w5"], grads["b5"] = conv2d_backward(relu_gradient(d5, z5), a5r, params["w5"], padding=2)
    d, grads["w5r"], grads["b5r"] = conv2d_backward(relu_gradient(d, z5r), x, params["w5r"])
    dx += d
    d, grads["wp"], grads["bp"] = conv2d_backward(relu_gradient(dp, zp), pooled, params["wp"])
    d = max_pool2d_backward(d, xp, kernel=(3, 3), stride=1)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            dx[:, :, i, j] += d[:, :, i + 1, j + 1]
    return dx, grads


def auxiliary_classifier(x, params):
    pooled = global_avg_pool2d(x)
    N, C = pooled.shape
    K = params["w"].shape[0]
    logits = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            total = params["b"][k]
            for c in range(C):
                total += params["w"][k, c] * pooled[n, c]
            logits[n, k] = total
    return logits


def total_loss(main, auxiliaries, *, weight=0.3):
    total = main
    for loss in auxiliaries:
        total += weight * loss
    return total
