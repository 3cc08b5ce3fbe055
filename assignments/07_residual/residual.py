"""07 Residual blocks: a few convolutions and a shortcut past them.

Batches of images are x (N, C, H, W). `params` is a dict of arrays: filters w1, w2, … are 4-D, 1x1
ones too, biases b1, b2, … are 1-D. Gradients come back as a dict with the same keys.
"""

import numpy as np

from conv import conv2d, conv2d_backward


def residual_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(x))) + shortcut(x)): two 3x3 convolutions, padding 1.

    x: (N, C, H, W). params: w1 (M, C, 3, 3), b1 (M,), w2 (F, M, 3, 3), b2 (F,); the first
    convolution has the stride. Where ws (F, C, 1, 1) and bs (F,) are in params, the shortcut is a
    1x1 convolution with the same stride, whatever the shapes; where they are not, it is x itself.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def residual_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * residual_block(x, params)).

    dy: (N, F, OH, OW), the upstream gradient; x, params and stride as they went into
    residual_block. dx has the shape of x; grads is a dict with exactly the keys of params, and an
    array of the same shape for each.
    """
    # Your code here.
    raise NotImplementedError


def bottleneck_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(relu(conv(x))))) + shortcut(x)): 1x1, 3x3 with padding 1, 1x1.

    x: (N, C, H, W). params: w1 (M, C, 1, 1), b1 (M,), w2 (M, M, 3, 3), b2 (M,), w3 (F, M, 1, 1),
    b3 (F,); the 3x3 convolution has the stride. The shortcut is as in residual_block.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def bottleneck_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * bottleneck_block(x, params)).

    dy: (N, F, OH, OW), the upstream gradient; x, params and stride as they went into
    bottleneck_block. dx has the shape of x; grads is a dict with exactly the keys of params, and an
    array of the same shape for each.
    """
    # Your code here.
    raise NotImplementedError
