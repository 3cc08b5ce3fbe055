import numpy as np


def relu(x):
    y = x.copy()
    y[y < 0] = 0
    return y


def relu_backward(dy, x):
    dx = dy.copy()
    dx[x < 0] = 0
    return dx


def relu6(x):
    y = relu(x)
    y[y > 6] = 6
    return y


def relu6_backward(dy, x):
    dx = dy.copy()
    dx[x < 0] = 0
    dx[x > 6] = 0
    return dx


def tanh(x):
    return np.tanh(x)


def tanh_backward(dy, x):
    return dy - dy * np.tanh(x) ** 2


def dense(x, w, b):
    y = np.zeros((x.shape[0], w.shape[0]))
    for n in range(x.shape[0]):
        y[n] = np.dot(w, x[n]) + b
    return y


def dense_backward(dy, x, w):
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(w.shape[0])
    for n in range(x.shape[0]):
        dx[n] = np.dot(dy[n], w)
        dw = np.outer(dy[n], x[n])
        db = dy[n]
    return dx, dw, db


def softmax(logits):
    p = np.zeros(logits.shape)
    for n in range(len(logits)):
        e = np.exp(logits[n] - logits[n].max())
        p[n] = e / e.sum()
    return p


def cross_entropy(logits, labels):
    loss = 0
    for n in range(len(logits)):
        z = logits[n] - logits[n].max()
        loss += np.log(np.exp(z).sum()) - z[labels[n]]
    return loss / len(logits)


def cross_entropy_backward(logits, labels):
    d = softmax(logits)
    for n in range(len(logits)):
        d[n, labels[n]] = -1
    return d / len(logits)


def dropout_mask(shape, *, rate, seed):
    np.random.seed(seed)
    return np.random.rand(*shape) > rate


def dropout(x, mask, *, rate):
    y = x / (1 - rate)
    y[mask == False] = 0
    return y


def dropout_backward(dy, mask, *, rate):
    dx = dy / (1 - rate)
    dx[mask == False] = 0
    return dx


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    y = np.zeros(x.shape)
    for i in range(x.shape[1]):
        lo = max(0, i - r // 2)
        hi = min(x.shape[1] - 1, i + r // 2)
        y[:, i] = x[:, i] * (k + alpha * (x[:, lo:hi + 1] ** 2).sum(axis=1)) ** (-beta)
    return y


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    dx = np.zeros(x.shape)
    for i in range(x.shape[1]):
        lo = max(0, i - r // 2)
        hi = min(x.shape[1] - 1, i + r // 2)
        s = k + alpha * (x[:, lo:hi + 1] ** 2).sum(axis=1)
        for j in range(lo, hi + 1):
            d = -2 * alpha * beta * x[:, i] * x[:, j] * s ** (-beta - 1)
            if i == j:
                d += s ** (-beta)
            dx[:, j] = dy[:, i] * d
    return dx


def rbf_output(x, prototypes):
    y = np.zeros((len(x), len(prototypes)))
    for n in range(len(x)):
        y[n] = np.sqrt(((prototypes - x[n]) ** 2).sum(axis=1))
    return y


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    y = np.zeros(x.shape)
    for c in range(x.shape[1]):
        y[:, c] = gamma[c] * (x[:, c] - x[:, c].mean()) / np.sqrt(x[:, c].var() + eps) + beta[c]
    return y


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    dx = np.zeros(x.shape)
    dgamma = np.zeros(x.shape[1])
    dbeta = np.zeros(x.shape[1])
    for c in range(x.shape[1]):
        s = np.sqrt(x[:, c].var() + eps)
        h = (x[:, c] - x[:, c].mean()) / s
        dgamma[c] = (dy[:, c] * h).sum()
        dbeta[c] = dy[:, c].sum()
        dx[:, c] = gamma[c] / s * (dy[:, c] - dy[:, c].mean() - h * (dy[:, c] * h).mean())
    return dx, dgamma, dbeta
