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


def _report(epoch, loss, accuracy):
    """Call it after each epoch: `python look.py` shows how training goes; else it is quiet."""


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    """Make one step of gradient descent with momentum.

    params, grads, velocity: dicts of arrays, with the same keys and shapes. Returns two new dicts
    (params, velocity): the new velocity is momentum · velocity - lr · grads, and it is added to the
    params.
    """
    # Your code here.
    raise NotImplementedError


def predict(images, params):
    """Return the label of each image: the class that has the largest logit.

    images: (N, C, H, W); params as above, for any number of filters and classes. Returns (N,) whole
    numbers from 0 to K - 1.
    """
    # Your code here.
    raise NotImplementedError


def train(images, labels, *, seed):
    """Train the network, starting from random filters, and return its params.

    images: (N, 1, 8, 8); labels: (N,) whole numbers from 0 to 9; K is 10. F1 and F2 are yours, from
    1 to 32 each. The seed decides everything that is random.
    """
    # Your code here.
    raise NotImplementedError
