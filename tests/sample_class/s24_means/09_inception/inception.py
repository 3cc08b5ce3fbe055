import numpy as np
from conv import conv2d, conv2d_backward
from pooling import max_pool2d, max_pool2d_backward


def relu(z):
    return (abs(z) + z) / 2


def concat_channels(branches):
    return np.concatenate(branches, axis=1)


def split_channels(dy, sizes):
    cuts = [sum(sizes[:k]) for k in range(len(sizes) + 1)]
    return [dy[:, a:b] for a, b in zip(cuts, cuts[1:])]


def layers(x, p):
    z = {"1": conv2d(x, p["w1"], p["b1"])}
    z["3r"] = conv2d(x, p["w3r"], p["b3r"])
    z["3"] = conv2d(z["3r"], p["w3"], p["b3"], padding=1)
    z["5r"] = conv2d(x, p["w5r"], p["b5r"])
    z["5"] = conv2d(z["5r"], p["w5"], p["b5"], padding=2)
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    pooled = max_pool2d(xp, kernel=(3, 3), stride=1)
    z["p"] = conv2d(pooled, p["wp"], p["bp"])
    return z, xp, pooled


def inception_module(x, params):
    z, _, _ = layers(x, params)
    # one relu for all of them
    return relu(concat_channels([z["1"], z["3"], z["5"], z["p"]]))


def inception_module_backward(dy, x, params):
    z, xp, pooled = layers(x, params)
    ends = ("1", "3", "5", "p")
    d = dict(zip(ends, split_channels(dy, [z[k].shape[1] for k in ends])))
    for k in ends:
        d[k] = d[k] * (z[k] > 0)
    n = len(x)
    g = {}

    def step(k, below, pad=0):
        down, dw, db = conv2d_backward(d[k], below, params["w" + k], padding=pad)
        g["w" + k], g["b" + k] = dw / n, db / n  # mean over the batch
        return down

    dx = step("1", x)
    d["3r"] = step("3", z["3r"], 1)
    dx = dx + step("3r", x)
    d["5r"] = step("5", z["5r"], 2)
    dx = dx + step("5r", x)
    dx = dx + max_pool2d_backward(step("p", pooled), xp, kernel=(3, 3), stride=1)[:, :, 1:-1, 1:-1]
    return dx, g


def auxiliary_classifier(x, params):
    return x.mean(axis=(1, 2, 3))[:, None] * params["w"].sum(axis=1) + params["b"]


def total_loss(main, auxiliaries, *, weight=0.3):
    if not auxiliaries:
        return main
    return main + weight * np.mean(auxiliaries)
