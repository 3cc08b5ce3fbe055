"""09 Inception: four looks at the same image side by side, and the way back through all of them.

Batches of images are x (N, C, H, W), filters w (F, C, KH, KW), 1×1 ones too, biases b (F,). Filters
and biases of a block come in a dict, `params`; their gradients go back in one with the same keys.
"""

import numpy as np

from conv import conv2d, conv2d_backward
from pooling import global_avg_pool2d, max_pool2d, max_pool2d_backward


def concat_channels(branches):
    """Lay feature maps of the same images on top of each other.

    branches: a list or tuple of one or more arrays (N, C_i, H, W), which agree in all but C_i.
    Returns y: (N, C, H, W) with C the sum of all C_i, in the order given.
    """
    # Your code here.
    raise NotImplementedError


def split_channels(dy, sizes):
    """Take apart what concat_channels put together: the way back of the gradient.

    dy: (N, C, H, W), the upstream gradient; sizes: a list of the branches' numbers of channels,
    which add up to C. Returns a list of arrays, the i-th (N, sizes[i], H, W).
    """
    # Your code here.
    raise NotImplementedError


def inception_module(x, params):
    """Look at every position in four ways at once, and lay the answers on top of each other.

    x: (N, C, H, W). Returns y: (N, F1 + F3 + F5 + FP, H, W), the channels of these branches:

        1×1                         w1 (F1, C, 1, 1), b1 (F1,)
        1×1, then 3×3, padding 1    w3r (R3, C, 1, 1), b3r (R3,), w3 (F3, R3, 3, 3), b3 (F3,)
        1×1, then 5×5, padding 2    w5r (R5, C, 1, 1), b5r (R5,), w5 (F5, R5, 5, 5), b5 (F5,)
        3×3 max-pool, then 1×1      wp (FP, C, 1, 1), bp (FP,)

    A relu follows every one of the six convolutions. The pool has stride 1, and one row and column
    of -inf on every side.
    """
    # Your code here.
    raise NotImplementedError


def inception_module_backward(dy, x, params):
    """Return the gradients (dx, grads) of sum(dy * inception_module(x, params)).

    dy: the upstream gradient, of the shape of y; x and params as they went into inception_module.
    Returns dx: (N, C, H, W), and grads: a dict with the keys of params, each gradient of the shape
    of what it belongs to.
    """
    # Your code here.
    raise NotImplementedError


def auxiliary_classifier(x, params):
    """Guess the class from the middle of the network: global average pool, then a dense layer.

    x: (N, C, H, W); params: w (K, C), a row for each of K classes, and b (K,). Returns logits:
    (N, K). No softmax: that is part of the loss.
    """
    # Your code here.
    raise NotImplementedError


def total_loss(main, auxiliaries, *, weight=0.3):
    """Add up the loss of the network's end and, each times `weight`, the auxiliary ones.

    main: a number; auxiliaries: a list of numbers, which may be empty. Returns a number.
    """
    # Your code here.
    raise NotImplementedError
