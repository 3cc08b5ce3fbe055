"""06 Layers: the rest of a classifier, what stands between its convolutions and behind them.

Activations and dropout take arrays of any shape; other layers rows x (N, D), scores (N, K) or
images x (N, C, H, W). Each backward returns gradients of sum(dy * y).
"""

import numpy as np


def relu(x):
    """Replace every negative number by 0. x: any shape. Returns y of the same shape."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


def relu_backward(dy, x):
    """Return dx, the gradient of sum(dy * relu(x)). dy, x and dx: one shape, any."""
    ### BEGIN SOLUTION
    return dy * (x > 0)
    ### END SOLUTION


def relu6(x):
    """Keep every number between 0 and 6: min(max(x, 0), 6). x, y: any shape."""
    ### BEGIN SOLUTION
    return np.minimum(np.maximum(x, 0), 6)
    ### END SOLUTION


def relu6_backward(dy, x):
    """Return dx, the gradient of sum(dy * relu6(x)). dy, x and dx: one shape, any."""
    ### BEGIN SOLUTION
    return dy * ((x > 0) & (x < 6))
    ### END SOLUTION


def tanh(x):
    """Return the hyperbolic tangent of every number, also of ±1000. x, y: any shape."""
    ### BEGIN SOLUTION
    return np.tanh(x)
    ### END SOLUTION


def tanh_backward(dy, x):
    """Return dx, the gradient of sum(dy * tanh(x)). dy, x and dx: one shape, any."""
    ### BEGIN SOLUTION
    return dy * (1 - np.tanh(x) ** 2)
    ### END SOLUTION


def dense(x, w, b):
    """Connect every output with every input: a weighted sum and a bias each.

    x: (N, D), w: (M, D), one row per output, b: (M,). Returns y: (N, M).
    """
    ### BEGIN SOLUTION
    return x @ w.T + b
    ### END SOLUTION


def dense_backward(dy, x, w):
    """Return the gradients (dx, dw, db) of sum(dy * dense(x, w, b)).

    dy: (N, M), x: (N, D), w: (M, D). Returns dx (N, D), dw (M, D), db (M,).
    """
    ### BEGIN SOLUTION
    return dy @ w, dy.T @ x, dy.sum(axis=0)
    ### END SOLUTION


def softmax(logits):
    """Turn each row of scores into probabilities: positive, and 1 in all.

    logits: (N, K), of any size, 10000 too. Returns probabilities: (N, K).
    """
    ### BEGIN SOLUTION
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION


def cross_entropy(logits, labels):
    """Return how surprised the softmax is by the right classes: -ln p, averaged over the batch.

    logits: (N, K), of any size; labels: (N,), whole numbers from 0 to K - 1. Returns one number.
    """
    ### BEGIN SOLUTION
    shifted = logits - logits.max(axis=1, keepdims=True)
    picked = shifted[np.arange(len(labels)), labels]
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - picked)
    ### END SOLUTION


def cross_entropy_backward(logits, labels):
    """Return dlogits (N, K), the gradient of cross_entropy(logits, labels). There is no dy."""
    ### BEGIN SOLUTION
    dlogits = softmax(logits)
    dlogits[np.arange(len(labels)), labels] -= 1
    return dlogits / len(labels)
    ### END SOLUTION


def dropout_mask(shape, *, rate, seed):
    """Decide at random which numbers a dropout keeps: each with probability 1 - rate.

    shape: a tuple; 0 <= rate < 1; seed: a whole number. Returns a bool array of that shape,
    True = kept: the same one whenever the seed is the same, another one for another seed.
    """
    ### BEGIN SOLUTION
    return np.random.default_rng(seed).random(shape) >= rate
    ### END SOLUTION


def dropout(x, mask, *, rate):
    """Keep x where mask is True, divided by 1 - rate, and put 0 elsewhere. Any shape."""
    ### BEGIN SOLUTION
    return x * mask / (1 - rate)
    ### END SOLUTION


def dropout_backward(dy, mask, *, rate):
    """Return dx, the gradient of sum(dy * dropout(x, mask)). dy, mask and dx: one shape, any."""
    ### BEGIN SOLUTION
    return dy * mask / (1 - rate)
    ### END SOLUTION


### BEGIN SOLUTION
def _window_sums(a, r):
    """Add up every channel's neighbours: from i - r // 2 to i + r // 2, as far as there are any."""
    places = np.arange(a.shape[1])
    near = np.abs(places[:, None] - places) <= r // 2
    return np.einsum("ij,njhw->nihw", near, a)


### END SOLUTION
def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    """Make every channel smaller where its neighbours are large.

    x: (N, C, H, W). Channel i becomes x_i (k + alpha * total)^-beta, where total is the sum of the
    squares of channels max(0, i - r // 2) to min(C - 1, i + r // 2), both included, at the same
    pixel. Returns y: (N, C, H, W). (Krizhevsky, Sutskever, Hinton 2012, section 3.3.)
    """
    ### BEGIN SOLUTION
    return x * (k + alpha * _window_sums(x**2, r)) ** -beta
    ### END SOLUTION


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    """Return dx (N, C, H, W), the gradient of sum(dy * local_response_norm(x))."""
    ### BEGIN SOLUTION
    base = k + alpha * _window_sums(x**2, r)
    reached = _window_sums(dy * x * base ** (-beta - 1), r)
    return dy * base**-beta - 2 * alpha * beta * x * reached
    ### END SOLUTION


def rbf_output(x, prototypes):
    """Return how far every row of x is from every prototype: the Euclidean distance.

    x: (N, D), prototypes: (K, D). Returns y: (N, K), small where they are alike.
    """
    ### BEGIN SOLUTION
    return np.sqrt(((x[:, None] - prototypes) ** 2).sum(axis=2))
    ### END SOLUTION


### BEGIN SOLUTION
def _normalised(x, eps):
    """Return x with mean 0 and variance 1 per channel, and the root that it was divided by."""
    centred = x - x.mean(axis=(0, 2, 3), keepdims=True)
    root = np.sqrt((centred**2).mean(axis=(0, 2, 3), keepdims=True) + eps)
    return centred / root, root


### END SOLUTION
def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    """Give every channel mean 0 and variance 1 over the batch, then scale and shift it.

    x: (N, C, H, W), gamma and beta: (C,). Mean and variance (divided by N·H·W) are over N, H and W;
    eps is added inside the root. Returns y: (N, C, H, W). (Ioffe, Szegedy 2015, algorithm 1.)
    """
    ### BEGIN SOLUTION
    xhat, _ = _normalised(x, eps)
    return gamma[:, None, None] * xhat + beta[:, None, None]
    ### END SOLUTION


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    """Return the gradients (dx, dgamma, dbeta) of sum(dy * batch_norm2d(x, gamma, beta)).

    dy, x: (N, C, H, W), gamma: (C,). Returns dx (N, C, H, W), dgamma (C,), dbeta (C,). Mean and
    variance depend on x too.
    """
    ### BEGIN SOLUTION
    xhat, root = _normalised(x, eps)
    over, count = {"axis": (0, 2, 3), "keepdims": True}, x[:, 0].size
    dgamma, dbeta = (dy * xhat).sum(**over), dy.sum(**over)
    dx = gamma[:, None, None] / root * (dy - dbeta / count - xhat * dgamma / count)
    return dx, dgamma.ravel(), dbeta.ravel()
    ### END SOLUTION
