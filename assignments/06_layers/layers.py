"""06 Layers: the rest of a classifier, what stands between its convolutions and behind them.

Activations and dropout take arrays of any shape; other layers rows x (N, D), scores (N, K) or
images x (N, C, H, W). Each backward returns gradients of sum(dy * y).
"""

import numpy as np


def relu(x):
    """Replace every negative number by 0. x: any shape. Returns y of the same shape."""
    # Your code here.
    raise NotImplementedError


def relu_backward(dy, x):
    """Return dx, the gradient of sum(dy * relu(x)). dy, x and dx: one shape, any."""
    # Your code here.
    raise NotImplementedError


def relu6(x):
    """Keep every number between 0 and 6: min(max(x, 0), 6). x, y: any shape."""
    # Your code here.
    raise NotImplementedError


def relu6_backward(dy, x):
    """Return dx, the gradient of sum(dy * relu6(x)). dy, x and dx: one shape, any."""
    # Your code here.
    raise NotImplementedError


def tanh(x):
    """Return the hyperbolic tangent of every number, also of ±1000. x, y: any shape."""
    # Your code here.
    raise NotImplementedError


def tanh_backward(dy, x):
    """Return dx, the gradient of sum(dy * tanh(x)). dy, x and dx: one shape, any."""
    # Your code here.
    raise NotImplementedError


def dense(x, w, b):
    """Connect every output with every input: a weighted sum and a bias each.

    x: (N, D), w: (M, D), one row per output, b: (M,). Returns y: (N, M).
    """
    # Your code here.
    raise NotImplementedError


def dense_backward(dy, x, w):
    """Return the gradients (dx, dw, db) of sum(dy * dense(x, w, b)).

    dy: (N, M), x: (N, D), w: (M, D). Returns dx (N, D), dw (M, D), db (M,).
    """
    # Your code here.
    raise NotImplementedError


def softmax(logits):
    """Turn each row of scores into probabilities: positive, and 1 in all.

    logits: (N, K), of any size, 10000 too. Returns probabilities: (N, K).
    """
    # Your code here.
    raise NotImplementedError


def cross_entropy(logits, labels):
    """Return how surprised the softmax is by the right classes: -ln p, averaged over the batch.

    logits: (N, K), of any size; labels: (N,), whole numbers from 0 to K - 1. Returns one number.
    """
    # Your code here.
    raise NotImplementedError


def cross_entropy_backward(logits, labels):
    """Return dlogits (N, K), the gradient of cross_entropy(logits, labels). There is no dy."""
    # Your code here.
    raise NotImplementedError


def dropout_mask(shape, *, rate, seed):
    """Decide at random which numbers a dropout keeps: each with probability 1 - rate.

    shape: a tuple; 0 <= rate < 1; seed: a whole number. Returns a bool array of that shape,
    True = kept: the same one whenever the seed is the same, another one for another seed.
    """
    # Your code here.
    raise NotImplementedError


def dropout(x, mask, *, rate):
    """Keep x where mask is True, divided by 1 - rate, and put 0 elsewhere. Any shape."""
    # Your code here.
    raise NotImplementedError


def dropout_backward(dy, mask, *, rate):
    """Return dx, the gradient of sum(dy * dropout(x, mask)). dy, mask and dx: one shape, any."""
    # Your code here.
    raise NotImplementedError


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    """Make every channel smaller where its neighbours are large.

    x: (N, C, H, W). Channel i becomes x_i (k + alpha * total)^-beta, where total is the sum of the
    squares of channels max(0, i - r // 2) to min(C - 1, i + r // 2), both included, at the same
    pixel. Returns y: (N, C, H, W). (Krizhevsky, Sutskever, Hinton 2012, section 3.3.)
    """
    # Your code here.
    raise NotImplementedError


def local_response_norm_backward(dy, x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    """Return dx (N, C, H, W), the gradient of sum(dy * local_response_norm(x))."""
    # Your code here.
    raise NotImplementedError


def rbf_output(x, prototypes):
    """Return how far every row of x is from every prototype: the Euclidean distance.

    x: (N, D), prototypes: (K, D). Returns y: (N, K), small where they are alike.
    """
    # Your code here.
    raise NotImplementedError


def batch_norm2d(x, gamma, beta, *, eps=1e-5):
    """Give every channel mean 0 and variance 1 over the batch, then scale and shift it.

    x: (N, C, H, W), gamma and beta: (C,). Mean and variance (divided by N·H·W) are over N, H and W;
    eps is added inside the root. Returns y: (N, C, H, W). (Ioffe, Szegedy 2015, algorithm 1.)
    """
    # Your code here.
    raise NotImplementedError


def batch_norm2d_backward(dy, x, gamma, *, eps=1e-5):
    """Return the gradients (dx, dgamma, dbeta) of sum(dy * batch_norm2d(x, gamma, beta)).

    dy, x: (N, C, H, W), gamma: (C,). Returns dx (N, C, H, W), dgamma (C,), dbeta (C,). Mean and
    variance depend on x too.
    """
    # Your code here.
    raise NotImplementedError
