import numpy as np

DTYPE = np.float32  # like on a GPU


def f(*arrays):
    low = [a.astype(DTYPE) for a in arrays]
    return low[0] if len(low) == 1 else low


# these two have nothing to round
def relu(x):
    return x * (x > 0)


def relu_backward(dy, x):
    return dy * (x > 0)


def relu6(x):
    return np.clip(f(x), 0, 6)


def relu6_backward(dy, x):
    dy, x = f(dy, x)
    return dy * (x > 0) * (x < 6)


def tanh(x):
    return np.tanh(f(x))


def tanh_backward(dy, x):
    dy, x = f(dy, x)
    return dy * (1 - np.tanh(x) ** 2)


def dense(x, w, b):
    x, w, b = f(x, w, b)
    return x @ w.T + b


def dense_backward(dy, x, w):
    dy, x, w = f(dy, x, w)
    return dy @ w, dy.T @ x, dy.sum(axis=0)


def softmax(logits):
    z = f(logits)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    z = f(logits)
    z = z - z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]))


def cross_entropy_backward(logits, labels):
    d = softmax(logits)
    d[np.arange(len(d)), labels] -= 1
    return d / len(d)


def dropout_mask(shape, *, rate, seed):
    return np.random.default_rng(seed).random(shape, dtype=DTYPE) >= rate


def dropout(x, mask, *, rate):
    return f(x) * mask / (1 - rate)


def dropout_backward(dy, mask, *, rate):
    # same dtype as dy here
    return dy * mask / (1 - rate)


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    x = f(x)
    y = np.zeros_like(x)
    for i in range(x.shape[1]):
        s = (x[:, max(0, i - r // 2):i + r // 2 + 1] ** 2).sum(axis=1)
        y[:, i] = x[:, i] / (k + alpha * s) ** beta
    return y


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    dy, x = f(dy, x)
    dx = np.zeros_like(x)
    for i in range(x.shape[1]):
        at = slice(max(0, i - r // 2), i + r // 2 + 1)
        s = k + alpha * (x[:, at] ** 2).sum(axis=1)
        dx[:, i] += dy[:, i] / s ** beta
        dx[:, at] -= 2 * alpha * beta * (dy[:, i] * x[:, i] / s ** (beta + 1))[:, None] * x[:, at]
    return dx


def rbf_output(x, prototypes):
    x, prototypes = f(x, prototypes)
    return np.sqrt(((x[:, None] - prototypes) ** 2).sum(axis=2))


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    x, gamma, beta = f(x, gamma, beta)
    mean, var = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
    return gamma[:, None, None] * (x - mean) / np.sqrt(var + DTYPE(eps)) + beta[:, None, None]


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    axes, m = (0, 2, 3), x[:, 0].size
    h = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)
    dgamma, dbeta = (dy * h).sum(axes), dy.sum(axes)
    s = (gamma / np.sqrt(x.var(axes) + eps))[:, None, None]
    dx = s * (dy - dbeta[:, None, None] / m - h * dgamma[:, None, None] / m)
    return f(dx), dgamma, dbeta
