"""13 Training: a network that learns to read digits.

The network is given, how it learns is yours: conv 3×3, relu, max pool 2×2, conv 3×3, relu, dense.
Images are (N, C, H, W) with even H and W; digits are (N, 1, 8, 8), from 0 to 1. `params` is a dict:

    w1 (F1, C, 3, 3),         b1 (F1,)   the first convolution, padding 1
    w2 (F2, F1, 3, 3),        b2 (F2,)   the second one, padding 1
    w3 (K, F2 · H/2 · W/2),   b3 (K,)    the dense layer, one row for each class

Training needs many quick steps: copy the functions that it needs into this file, fast ones. In
grading an import of earlier work is answered from outside, which is far too slow for training.
"""

import numpy as np

### BEGIN SOLUTION
CPU_SECONDS = 60  # training may take longer than other functions

FILTERS, EPOCHS, BATCH = (16, 32), 20, 32
RATE, MOMENTUM = 0.05, 0.9


def _columns(x):
    """Return all 3×3 windows of the padded images, as columns: (N, C*9, H*W)."""
    N, C, H, W = x.shape
    xp = np.zeros((N, C, H + 2, W + 2))
    xp[:, :, 1:-1, 1:-1] = x
    cols = np.empty((N, C, 9, H, W))
    for k in range(9):
        cols[:, :, k] = xp[:, :, k // 3 : k // 3 + H, k % 3 : k % 3 + W]
    return cols.reshape(N, C * 9, H * W)


def _images(cols, shape):
    """Add every column to the window that it stands for: the adjoint of `_columns`."""
    N, C, H, W = shape
    cols, xp = cols.reshape(N, C, 9, H, W), np.zeros((N, C, H + 2, W + 2))
    for k in range(9):
        xp[:, :, k // 3 : k // 3 + H, k % 3 : k % 3 + W] += cols[:, :, k]
    return xp[:, :, 1:-1, 1:-1]


def _conv(cols, w, b, size):
    """Return the feature maps (N, F, H, W) of images whose windows are `cols`."""
    return (w.reshape(len(w), -1) @ cols + b[:, None]).reshape(len(cols), len(w), *size)


def _conv_backward(dy, cols, w):
    """Return dcols, dw and db."""
    dy = dy.reshape(*dy.shape[:2], -1)
    dw = np.tensordot(dy, cols, axes=((0, 2), (0, 2))).reshape(w.shape)
    return w.reshape(len(w), -1).T @ dy, dw, dy.sum(axis=(0, 2))


def _halves(x):
    """Return the 2×2 windows of images, (N, C, H/2, 2, W/2, 2)."""
    N, C, H, W = x.shape
    return x.reshape(N, C, H // 2, 2, W // 2, 2)


def _pool_backward(dy, x, y):
    """Send dy to the largest pixels; where several are, they are 0 and relu stops it anyway."""
    winners = _halves(x) == y[:, :, :, None, :, None]
    return (winners * dy[:, :, :, None, :, None]).reshape(x.shape)


def _forward(x, params):
    """Return the logits, and what the way back needs."""
    cols1 = _columns(x)
    r1 = np.maximum(_conv(cols1, params["w1"], params["b1"], x.shape[2:]), 0)
    p1 = _halves(r1).max(axis=(3, 5))
    cols2 = _columns(p1)
    r2 = np.maximum(_conv(cols2, params["w2"], params["b2"], p1.shape[2:]), 0)
    logits = r2.reshape(len(x), -1) @ params["w3"].T + params["b3"]
    return logits, (cols1, r1, p1, cols2, r2)


def _backward(dlogits, params, kept):
    """Return the gradients of all parameters."""
    cols1, r1, p1, cols2, r2 = kept
    dw3, db3 = dlogits.T @ r2.reshape(len(r2), -1), dlogits.sum(axis=0)
    dr2 = (dlogits @ params["w3"]).reshape(r2.shape)
    dcols2, dw2, db2 = _conv_backward(dr2 * (r2 > 0), cols2, params["w2"])
    dr1 = _pool_backward(_images(dcols2, p1.shape), r1, p1)
    _, dw1, db1 = _conv_backward(dr1 * (r1 > 0), cols1, params["w1"])
    return {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2, "w3": dw3, "b3": db3}


def _loss(logits, labels):
    """Return the mean cross-entropy and its gradient."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances = shifted / shifted.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    dlogits = chances.copy()
    dlogits[rows, labels] -= 1
    return -np.mean(np.log(chances[rows, labels] + 1e-12)), dlogits / len(labels)


def _initial(image, rng):
    """Return random filters, so large that what comes out varies as much as what goes in."""
    (C, H, W), (F1, F2) = image, FILTERS
    shapes = {"1": (F1, C, 3, 3), "2": (F2, F1, 3, 3), "3": (10, F2 * (H // 2) * (W // 2))}
    params = {}
    for key, shape in shapes.items():
        params[f"w{key}"] = rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))
        params[f"b{key}"] = np.zeros(shape[0])
    return params


def _varied(x, rng):
    """Move each image by -1, 0 or 1 columns and dim it: what the digits to be read look like."""
    around = np.pad(x, ((0, 0), (0, 0), (0, 0), (1, 1)))
    moves = rng.integers(0, 3, len(x))
    moved = np.stack([around[n, :, :, k : k + x.shape[3]] for n, k in enumerate(moves)])
    return moved * rng.uniform(0.7, 1, (len(x), 1, 1, 1))


### END SOLUTION
def _report(epoch, loss, accuracy):
    """Call it after each epoch: `python look.py` shows how training goes; else it is quiet."""


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    """Make one step of gradient descent with momentum.

    params, grads, velocity: dicts of arrays, with the same keys and shapes. Returns two new dicts
    (params, velocity): the new velocity is momentum · velocity - lr · grads, and it is added to the
    params.
    """
    ### BEGIN SOLUTION
    new = {key: momentum * velocity[key] - lr * grads[key] for key in params}
    return {key: params[key] + new[key] for key in params}, new
    ### END SOLUTION


def predict(images, params):
    """Return the label of each image: the class that has the largest logit.

    images: (N, C, H, W); params as above, for any number of filters and classes. Returns (N,) whole
    numbers from 0 to K - 1.
    """
    ### BEGIN SOLUTION
    return _forward(images, params)[0].argmax(axis=1)
    ### END SOLUTION


def train(images, labels, *, seed):
    """Train the network, starting from random filters, and return its params.

    images: (N, 1, 8, 8); labels: (N,) whole numbers from 0 to 9; K is 10. F1 and F2 are yours, from
    1 to 32 each. The seed decides everything that is random.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    params = _initial(images.shape[1:], rng)
    velocity = {key: np.zeros_like(value) for key, value in params.items()}
    for epoch in range(EPOCHS):
        lr = RATE * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))  # large steps first
        order, losses, right = rng.permutation(len(images)), [], 0
        for start in range(0, len(images), BATCH):
            batch = order[start : start + BATCH]
            logits, kept = _forward(_varied(images[batch], rng), params)
            loss, dlogits = _loss(logits, labels[batch])
            grads = _backward(dlogits, params, kept)
            params, velocity = sgd_momentum(params, grads, velocity, lr=lr, momentum=MOMENTUM)
            losses.append(loss)
            right += np.sum(logits.argmax(axis=1) == labels[batch])
        _report(epoch, np.mean(losses), right / len(images))
    return params
    ### END SOLUTION
