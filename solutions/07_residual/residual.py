"""07 Residual blocks: a few convolutions and a shortcut past them.

Batches of images are x (N, C, H, W). `params` is a dict of arrays: filters w1, w2, … are 4-D, 1x1
ones too, biases b1, b2, … are 1-D. Gradients come back as a dict with the same keys.
"""

import numpy as np

from conv import conv2d, conv2d_backward


### BEGIN SOLUTION
def _demand_possible(x, params, filters, stride):
    """Raise ValueError unless every layer takes the channels that it is given."""
    if stride < 1:
        raise ValueError(f"stride {stride} must be at least 1")
    channels = x.shape[1]
    for name in filters:
        if params[name].shape[1] != channels:
            raise ValueError(f"{name} takes {params[name].shape[1]} channels, is given {channels}")
        channels = len(params[name])
    shortcut = params["ws"].shape[:2] if "ws" in params else (x.shape[1], x.shape[1])
    if shortcut != (channels, x.shape[1]):
        raise ValueError(f"the shortcut cannot be added to {channels} channels")


def _relu(a):
    return np.maximum(a, 0)


def _shortcut(x, params, stride):
    return conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x


def _shortcut_backward(dz, x, params, stride):
    """Return what the shortcut sends back to x, and the gradients of its own parameters."""
    if "ws" not in params:
        return dz, {}
    dx, dws, dbs = conv2d_backward(dz, x, params["ws"], stride=stride)
    return dx, {"ws": dws, "bs": dbs}


### END SOLUTION
def residual_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(x))) + shortcut(x)): two 3x3 convolutions, padding 1.

    x: (N, C, H, W). params: w1 (M, C, 3, 3), b1 (M,), w2 (F, M, 3, 3), b2 (F,); the first
    convolution has the stride. Where ws (F, C, 1, 1) and bs (F,) are in params, the shortcut is a
    1x1 convolution with the same stride, whatever the shapes; where they are not, it is x itself.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree or stride < 1.
    """
    ### BEGIN SOLUTION
    _demand_possible(x, params, ("w1", "w2"), stride)
    h1 = _relu(conv2d(x, params["w1"], params["b1"], stride=stride, padding=1))
    main = conv2d(h1, params["w2"], params["b2"], padding=1)
    return _relu(main + _shortcut(x, params, stride))
    ### END SOLUTION


def residual_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * residual_block(x, params)).

    dy: (N, F, OH, OW), the upstream gradient; x, params and stride as they went into
    residual_block. dx has the shape of x; grads is a dict with exactly the keys of params, and an
    array of the same shape for each.
    """
    ### BEGIN SOLUTION
    a1 = conv2d(x, params["w1"], params["b1"], stride=stride, padding=1)
    h1 = _relu(a1)
    z = conv2d(h1, params["w2"], params["b2"], padding=1) + _shortcut(x, params, stride)
    dz = dy * (z > 0)  # (N, F, OH, OW), for the main path and for the shortcut
    dx, grads = _shortcut_backward(dz, x, params, stride)
    dh1, grads["w2"], grads["b2"] = conv2d_backward(dz, h1, params["w2"], padding=1)
    da1 = dh1 * (a1 > 0)
    through, grads["w1"], grads["b1"] = conv2d_backward(
        da1, x, params["w1"], stride=stride, padding=1
    )
    return dx + through, grads
    ### END SOLUTION


def bottleneck_block(x, params, *, stride=1):
    """Return relu(conv(relu(conv(relu(conv(x))))) + shortcut(x)): 1x1, 3x3 with padding 1, 1x1.

    x: (N, C, H, W). params: w1 (M, C, 1, 1), b1 (M,), w2 (M, M, 3, 3), b2 (M,), w3 (F, M, 1, 1),
    b3 (F,); the 3x3 convolution has the stride. The shortcut is as in residual_block.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree or stride < 1.
    """
    ### BEGIN SOLUTION
    _demand_possible(x, params, ("w1", "w2", "w3"), stride)
    h1 = _relu(conv2d(x, params["w1"], params["b1"]))
    h2 = _relu(conv2d(h1, params["w2"], params["b2"], stride=stride, padding=1))
    main = conv2d(h2, params["w3"], params["b3"])
    return _relu(main + _shortcut(x, params, stride))
    ### END SOLUTION


def bottleneck_block_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * bottleneck_block(x, params)).

    dy: (N, F, OH, OW), the upstream gradient; x, params and stride as they went into
    bottleneck_block. dx has the shape of x; grads is a dict with exactly the keys of params, and an
    array of the same shape for each.
    """
    ### BEGIN SOLUTION
    a1 = conv2d(x, params["w1"], params["b1"])
    h1 = _relu(a1)
    a2 = conv2d(h1, params["w2"], params["b2"], stride=stride, padding=1)
    h2 = _relu(a2)
    z = conv2d(h2, params["w3"], params["b3"]) + _shortcut(x, params, stride)
    dz = dy * (z > 0)  # (N, F, OH, OW), for the main path and for the shortcut
    dx, grads = _shortcut_backward(dz, x, params, stride)
    dh2, grads["w3"], grads["b3"] = conv2d_backward(dz, h2, params["w3"])
    da2 = dh2 * (a2 > 0)
    dh1, grads["w2"], grads["b2"] = conv2d_backward(da2, h1, params["w2"], stride=stride, padding=1)
    da1 = dh1 * (a1 > 0)
    through, grads["w1"], grads["b1"] = conv2d_backward(da1, x, params["w1"])
    return dx + through, grads
    ### END SOLUTION
