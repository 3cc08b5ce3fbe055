"""06 Layers with loops."""

import math

import numpy as np


def relu(x):
    y = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if x[place] > 0:
            y[place] = x[place]
    return y


def relu_backward(dy, x):
    dx = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if x[place] > 0:
            dx[place] = dy[place]
    return dx


def relu6(x):
    y = relu(x)
    for place in np.ndindex(*x.shape):
        if y[place] > 6:
            y[place] = 6
    return y


def relu6_backward(dy, x):
    dx = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if 0 < x[place] < 6:
            dx[place] = dy[place]
    return dx


def tanh(x):
    y = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        y[place] = math.tanh(x[place])
    return y


def tanh_backward(dy, x):
    dx = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        t = math.tanh(x[place])
        dx[place] = dy[place] * (1 - t * t)
    return dx


def dense(x, w, b):
    N, D = x.shape
    M = w.shape[0]
    y = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            total = b[m]
            for d in range(D):
                total += w[m, d] * x[n, d]
            y[n, m] = total
    return y


def dense_backward(dy, x, w):
    N, D = x.shape
    M = w.shape[0]
    dx, dw, db = np.zeros((N, D)), np.zeros((M, D)), np.zeros(M)
    for n in range(N):
        for m in range(M):
            db[m] += dy[n, m]
            for d in range(D):
                dx[n, d] += dy[n, m] * w[m, d]
                dw[m, d] += dy[n, m] * x[n, d]
    return dx, dw, db


def softmax(logits):
    N, K = logits.shape
    p = np.zeros((N, K))
    for n in range(N):
        largest = max(logits[n])
        total = 0.0
        for i in range(K):
            p[n, i] = math.exp(logits[n, i] - largest)
            total += p[n, i]
        for i in range(K):
            p[n, i] = p[n, i] / total
    return p


def cross_entropy(logits, labels):
    N, K = logits.shape
    loss = 0.0
    for n in range(N):
        largest = max(logits[n])
        total = 0.0
        for i in range(K):
            total += math.exp(logits[n, i] - largest)
        loss += math.log(total) - (logits[n, labels[n]] - largest)
    return loss / N


def cross_entropy_backward(logits, labels):
    N, K = logits.shape
    p = softmax(logits)
    for n in range(N):
        p[n, labels[n]] = p[n, labels[n]] - 1
        for i in range(K):
            p[n, i] = p[n, i] / N
    return p


def dropout_mask(shape, *, rate, seed):
    random = np.random.RandomState(seed)
    mask = np.zeros(shape, dtype=bool)
    for place in np.ndindex(*shape):
        mask[place] = random.rand() >= rate
    return mask


def dropout(x, mask, *, rate):
    y = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if mask[place]:
            y[place] = x[place] / (1 - rate)
    return y


def dropout_backward(dy, mask, *, rate):
    return dropout(dy, mask, rate=rate)


def bases(x, r, alpha, k):
    """what is raised to the power -beta, for every channel"""
    N, C, H, W = x.shape
    base = np.zeros(x.shape)
    for n in range(N):
        for i in range(C):
            for a in range(H):
                for b in range(W):
                    total = 0.0
                    for j in range(max(0, i - r // 2), min(C - 1, i + r // 2) + 1):
                        total += x[n, j, a, b] ** 2
                    base[n, i, a, b] = k + alpha * total
    return base


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    base = bases(x, r, alpha, k)
    y = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        y[place] = x[place] / base[place] ** beta
    return y


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    N, C, H, W = x.shape
    base = bases(x, r, alpha, k)
    dx = np.zeros(x.shape)
    for n in range(N):
        for i in range(C):
            for a in range(H):
                for b in range(W):
                    g = dy[n, i, a, b]
                    dx[n, i, a, b] += g * base[n, i, a, b] ** -beta
                    for j in range(max(0, i - r // 2), min(C - 1, i + r // 2) + 1):
                        slope = -beta * base[n, i, a, b] ** (-beta - 1) * 2 * alpha * x[n, j, a, b]
                        dx[n, j, a, b] += g * x[n, i, a, b] * slope
    return dx


def rbf_output(x, prototypes):
    y = np.zeros((len(x), len(prototypes)))
    for n in range(len(x)):
        for k in range(len(prototypes)):
            total = 0.0
            for d in range(x.shape[1]):
                total += (x[n, d] - prototypes[k, d]) ** 2
            y[n, k] = math.sqrt(total)
    return y


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    N, C, H, W = x.shape
    count = N * H * W
    y = np.zeros(x.shape)
    for c in range(C):
        mean = 0.0
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    mean += x[n, c, i, j] / count
        variance = 0.0
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    variance += (x[n, c, i, j] - mean) ** 2 / count
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    y[n, c, i, j] = gamma[c] * (x[n, c, i, j] - mean) / math.sqrt(variance + eps) + beta[c]
    return y


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    N, C, H, W = x.shape
    count = N * H * W
    xhat = batch_norm2d(x, np.ones(C), np.zeros(C), eps=eps)
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(C), np.zeros(C)
    for c in range(C):
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    dgamma[c] += dy[n, c, i, j] * xhat[n, c, i, j]
                    dbeta[c] += dy[n, c, i, j]
        root = math.sqrt(np.var(x[:, c]) + eps)
        for n in range(N):
            for i in range(H):
                for j in range(W):
                    rest = dy[n, c, i, j] - dbeta[c] / count - xhat[n, c, i, j] * dgamma[c] / count
                    dx[n, c, i, j] = gamma[c] / root * rest
    return dx, dgamma, dbeta
