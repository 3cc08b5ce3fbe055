"""13 Training: a network that learns to read digits."""

import numpy as np
from conv import conv2d
from pooling import max_pool2d


def _report(epoch, loss, accuracy):
    """Call it after each epoch: `python look.py` shows how training goes; else it is quiet."""


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    # without momentum for now
    return {key: params[key] - lr * grads[key] for key in params}, velocity


def predict(images, params):
    y = np.maximum(conv2d(images, params["w1"], params["b1"], padding=1), 0)
    y = max_pool2d(y, kernel=(2, 2), stride=2)
    y = np.maximum(conv2d(y, params["w2"], params["b2"], padding=1), 0)
    return np.argmax(y.reshape(len(y), -1) @ params["w3"].T + params["b3"], axis=1)


def train(images, labels, *, seed):
    # Your code here.
    raise NotImplementedError
