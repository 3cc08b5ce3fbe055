"""06 Layers in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import numpy as np


def relu(x):
    y = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        y[at] = max(x[at], 0.0)
    return y


def relu_backward(dy, x):
    dx = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        if x[at] > 0:
            dx[at] = dy[at]
    return dx


def relu6(x):
    y = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        y[at] = min(max(x[at], 0.0), 6.0)
    return y


def relu6_backward(dy, x):
    dx = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        if x[at] > 0 and x[at] < 6:
            dx[at] = dy[at]
    return dx


def tanh(x):
    y = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        small = np.exp(-2 * abs(x[at]))
        y[at] = np.sign(x[at]) * (1 - small) / (1 + small)
    return y


def tanh_backward(dy, x):
    dx = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        y = np.tanh(x[at])
        dx[at] = dy[at] * (1 - y**2)
    return dx


def dense(x, w, b):
    N, M = len(x), len(b)
    y = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            y[n, m] = np.sum(w[m] * x[n]) + b[m]
    return y


def dense_backward(dy, x, w):
    N, M = dy.shape
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(M)
    for n in range(N):
        for m in range(M):
            dx[n] += dy[n, m] * w[m]
            dw[m] += dy[n, m] * x[n]
            db[m] += dy[n, m]
    return dx, dw, db


def softmax(logits):
    N, K = logits.shape
    y = np.zeros((N, K))
    for n in range(N):
        powers = np.exp(logits[n] - np.max(logits[n]))
        y[n] = powers / np.sum(powers)
    return y


def cross_entropy(logits, labels):
    N = len(logits)
    total = 0.0
    for n in range(N):
        row = logits[n] - np.max(logits[n])
        total += np.log(np.sum(np.exp(row))) - row[labels[n]]
    return total / N


def cross_entropy_backward(logits, labels):
    N, K = logits.shape
    dlogits = np.zeros((N, K))
    for n in range(N):
        powers = np.exp(logits[n] - np.max(logits[n]))
        dlogits[n] = powers / np.sum(powers)
        dlogits[n, labels[n]] -= 1
    return dlogits / N


def dropout_mask(shape, *, rate, seed):
    rng = np.random.default_rng(seed)
    draws = rng.random(shape)
    return draws >= rate


def dropout(x, mask, *, rate):
    y = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        if mask[at]:
            y[at] = x[at] / (1 - rate)
    return y


def dropout_backward(dy, mask, *, rate):
    dx = np.zeros(dy.shape)
    for at in np.ndindex(dy.shape):
        if mask[at]:
            dx[at] = dy[at] / (1 - rate)
    return dx


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    N, C = x.shape[:2]
    y = np.zeros(x.shape)
    for n in range(N):
        for i in range(C):
            first, last = max(0, i - r // 2), min(C - 1, i + r // 2)
            total = np.sum(x[n, first : last + 1] ** 2, axis=0)
            y[n, i] = x[n, i] * (k + alpha * total) ** (-beta)
    return y


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    N, C = x.shape[:2]
    dx = np.zeros(x.shape)
    for n in range(N):
        for i in range(C):
            first, last = max(0, i - r // 2), min(C - 1, i + r // 2)
            total = np.sum(x[n, first : last + 1] ** 2, axis=0)
            base = k + alpha * total
            dx[n, i] += dy[n, i] * base ** (-beta)
            common = 2 * alpha * beta * dy[n, i] * x[n, i] * base ** (-beta - 1)
            for j in range(first, last + 1):
                dx[n, j] -= common * x[n, j]
    return dx


def rbf_output(x, prototypes):
    N, K = len(x), len(prototypes)
    y = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            y[n, k] = np.sqrt(np.sum((x[n] - prototypes[k]) ** 2))
    return y


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    N, C, H, W = x.shape
    y = np.zeros(x.shape)
    for c in range(C):
        mean = np.sum(x[:, c]) / (N * H * W)
        centred = x[:, c] - mean
        variance = np.sum(centred**2) / (N * H * W)
        root = np.sqrt(variance + eps)
        y[:, c] = gamma[c] * centred / root + beta[c]
    return y


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    N, C, H, W = x.shape
    dx = np.zeros(x.shape)
    dgamma = np.zeros(C)
    dbeta = np.zeros(C)
    for c in range(C):
        m = N * H * W
        centred = x[:, c] - np.sum(x[:, c]) / m
        root = np.sqrt(np.sum(centred**2) / m + eps)
        xhat = centred / root
        dgamma[c] = np.sum(dy[:, c] * xhat)
        dbeta[c] = np.sum(dy[:, c])
        dxhat = dy[:, c] * gamma[c]
        dvariance = -0.5 * np.sum(dxhat * centred) / root**3
        dmean = -np.sum(dxhat) / root
        dx[:, c] = dxhat / root + dvariance * 2 * centred / m + dmean / m
    return dx, dgamma, dbeta
