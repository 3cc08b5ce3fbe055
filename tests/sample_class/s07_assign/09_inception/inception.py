import numpy as np

from conv import conv2d, conv2d_backward
from pooling import max_pool2d, max_pool2d_backward


def relu(x):
    return np.maximum(0, x)


def concat_channels(branches):
    total = sum(b.shape[1] for b in branches)
    out = np.zeros((branches[0].shape[0], total) + branches[0].shape[2:])
    start = 0
    for b in branches:
        out[:, start:start + b.shape[1]] = b
        start = start + b.shape[1]
    return out


def split_channels(dy, sizes):
    pieces = []
    start = 0
    for s in sizes:
        pieces.append(dy[:, start:start + s])
        start = s
    return pieces


def inception_module(x, params):
    y1 = relu(conv2d(x, params["w1"], params["b1"]))
    r3 = relu(conv2d(x, params["w3r"], params["b3r"]))
    y3 = relu(conv2d(r3, params["w3"], params["b3"], padding=1))
    r5 = relu(conv2d(x, params["w5r"], params["b5r"]))
    y5 = relu(conv2d(r5, params["w5"], params["b5"], padding=2))
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), mode="constant", constant_values=-np.inf)
    yp = relu(conv2d(max_pool2d(xp, kernel=(3, 3), stride=1), params["wp"], params["bp"]))
    return concat_channels([y1, y3, y5, yp])


def inception_module_backward(dy, x, params):
    F1, F3, F5 = (params[k].shape[0] for k in ("w1", "w3", "w5"))
    dy1, dy3, dy5, dyp = dy[:, :F1], dy[:, F1:F1 + F3], dy[:, F1 + F3:F1 + F3 + F5], dy[:, F1 + F3 + F5:]
    grads = {}

    z1 = conv2d(x, params["w1"], params["b1"])
    dx, grads["w1"], grads["b1"] = conv2d_backward(dy1 * (z1 > 0), x, params["w1"])

    z3r = conv2d(x, params["w3r"], params["b3r"])
    z3 = conv2d(relu(z3r), params["w3"], params["b3"], padding=1)
    d, grads["w3"], grads["b3"] = conv2d_backward(dy3 * (z3 > 0), relu(z3r), params["w3"], padding=1)
    dx, grads["w3r"], grads["b3r"] = conv2d_backward(d * (z3r > 0), x, params["w3r"])

    z5r = conv2d(x, params["w5r"], params["b5r"])
    z5 = conv2d(relu(z5r), params["w5"], params["b5"], padding=2)
    d, grads["w5"], grads["b5"] = conv2d_backward(dy5 * (z5 > 0), relu(z5r), params["w5"], padding=2)
    dx, grads["w5r"], grads["b5r"] = conv2d_backward(d * (z5r > 0), x, params["w5r"])

    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), mode="constant", constant_values=-np.inf)
    pooled = max_pool2d(xp, kernel=(3, 3), stride=1)
    zp = conv2d(pooled, params["wp"], params["bp"])
    d, grads["wp"], grads["bp"] = conv2d_backward(dyp * (zp > 0), pooled, params["wp"])
    dx = max_pool2d_backward(d, xp, kernel=(3, 3), stride=1)[:, :, 1:-1, 1:-1]
    return dx, grads


def auxiliary_classifier(x, params):
    return np.mean(x, axis=(2, 3)) @ params["w"].T + params["b"]


def total_loss(main, auxiliaries, *, weight=0.3):
    extra = 0
    for a in auxiliaries:
        extra = weight * a
    return main + extra
