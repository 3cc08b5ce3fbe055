import numpy as np


def relu(x):
    x[x < 0] = 0
    return x


def relu_backward(dy, x):
    return dy * np.maximum(x, 0)


def relu6(x):
    return np.maximum(np.minimum(x, 6), 0)


def relu6_backward(dy, x):
    return np.where(x < 6, dy, 0)


def tanh(x):
    # definition from Wikipedia
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def tanh_backward(dy, x):
    # x is tanh already
    return dy * (1 - x ** 2)


def dense(x, w, b):
    return x @ w.T + b


def dense_backward(dy, x, w):
    # average over the mini-batch
    N = len(x)
    return dy @ w, dy.T @ x / N, dy.mean(axis=0)


def softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    p = softmax(logits)
    return np.sum(-np.log(p[np.arange(len(p)), labels] + 1e-12))


def cross_entropy_backward(logits, labels):
    p = softmax(logits)
    p[np.arange(len(p)), labels] -= 1
    return p


def dropout_mask(shape, *, rate, seed):
    np.random.seed(seed)
    return np.random.rand(*shape) < rate


def dropout(x, mask, *, rate):
    return x * mask


def dropout_backward(dy, mask, *, rate):
    return dy * mask


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    y = np.zeros(x.shape)
    C = x.shape[1]
    for i in range(C):
        around = x[:, max(0, i - r // 2):min(C - 1, i + r // 2)]
        y[:, i] = x[:, i] / (k + alpha * np.sum(around ** 2, axis=1)) ** beta
    return y


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    dx = np.zeros(x.shape)
    C = x.shape[1]
    for i in range(C):
        around = x[:, max(0, i - r // 2):min(C - 1, i + r // 2) + 1]
        # the factor does not depend on x much
        dx[:, i] = dy[:, i] / (k + alpha * np.sum(around ** 2, axis=1)) ** beta
    return dx


def rbf_output(x, prototypes):
    return np.mean((x[:, None] - prototypes) ** 2, axis=2)


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    mean = x.mean(axis=0)
    std = x.std(axis=0)
    xhat = (x - mean) / (std + eps)
    return gamma[:, None, None] * xhat + beta[:, None, None]


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    std = np.sqrt(x.var(axis=(0, 2, 3), keepdims=True) + eps)
    xhat = (x - mean) / std
    dgamma = np.mean(dy * xhat, axis=(0, 2, 3))
    dbeta = np.mean(dy, axis=(0, 2, 3))
    return dy * gamma[:, None, None] / std, dgamma, dbeta
