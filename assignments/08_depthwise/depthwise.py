"""08 Depthwise: convolutions that keep channels apart, and the blocks that MobileNet is made of.

Batches of images are x (N, C, H, W). A depthwise convolution has one filter for each channel, so
its filters are (C, KH, KW); a pointwise one looks at one pixel of all channels, so its filters are
(F, C). The blocks take their filters and biases in a dict, `params`, and their backwards return the
gradients in a dict with the same keys.
"""

import numpy as np


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    """Slide over every channel a filter of its own; channels do not mix.

    x: (N, C, H, W), w: (C, KH, KW), b: (C,). `padding` rows and columns of zeros go on every side
    first. Returns y: (N, C, OH, OW) with OH = (H + 2·padding - KH) // stride + 1, OW alike.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    # Your code here.
    raise NotImplementedError


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * depthwise_conv2d(x, w, b)).

    dy: (N, C, OH, OW), the upstream gradient; x and w as they went into depthwise_conv2d. Each
    gradient has the shape of what it belongs to: dx (N, C, H, W), dw (C, KH, KW), db (C,).
    """
    # Your code here.
    raise NotImplementedError


def pointwise_conv2d(x, w, b):
    """Mix the channels at every pixel; neighbours do not mix.

    x: (N, C, H, W), w: (F, C), b: (F,). Returns y: (N, F, H, W).

    Raises ValueError when x and w disagree about C.
    """
    # Your code here.
    raise NotImplementedError


def pointwise_conv2d_backward(dy, x, w):
    """Return the gradients (dx, dw, db) of sum(dy * pointwise_conv2d(x, w, b)).

    dy: (N, F, H, W); x and w as they went into pointwise_conv2d. Each gradient has the shape of
    what it belongs to: dx (N, C, H, W), dw (F, C), db (F,).
    """
    # Your code here.
    raise NotImplementedError


def separable_conv2d(x, params, *, stride=1, padding=0):
    """Convolve in two steps: depthwise with `wd bd`, then pointwise with `wp bp`, nothing between.

    x: (N, C, H, W), wd: (C, KH, KW), bd: (C,), wp: (F, C), bp: (F,). Stride and padding belong to
    the depthwise step. Returns y: (N, F, OH, OW), the sizes as in depthwise_conv2d.

    Raises ValueError when the channels of x, wd and wp disagree, stride < 1, or the kernel is
    larger than the padded input (either axis).
    """
    # Your code here.
    raise NotImplementedError


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    """Return (dx, grads), the gradients of sum(dy * separable_conv2d(x, params)).

    dy: (N, F, OH, OW); x, params, stride and padding as they went into separable_conv2d. grads is
    a dict with exactly the keys of params, wd bd wp bp; each gradient has the shape of what it
    belongs to.
    """
    # Your code here.
    raise NotImplementedError


def inverted_residual(x, params, *, stride=1):
    """MobileNetV2's block: expand, relu6, depthwise, relu6, project, and add x where it fits.

    x: (N, C, H, W). Expansion `we be`, pointwise to T channels, we: (T, C); relu6; depthwise 3x3
    `wd bd` with padding 1 and the stride, wd: (T, 3, 3); relu6; projection `wp bp`, pointwise to F
    channels, wp: (F, T), with nothing after it. x is added when stride is 1 and F is C, and at no
    other stride, whatever the shapes. relu6(a) is a, cut off below 0 and above 6.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree (x and we, we and wd, wd and wp), or stride < 1.
    """
    # Your code here.
    raise NotImplementedError


def inverted_residual_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * inverted_residual(x, params)).

    dy: (N, F, OH, OW); x, params and stride as they went into inverted_residual. grads is a dict
    with exactly the keys of params, we be wd bd wp bp; each gradient has the shape of what it
    belongs to. The derivative of relu6 is 1 between 0 and 6 and 0 outside.
    """
    # Your code here.
    raise NotImplementedError


def separable_cost_ratio(out_channels, kernel):
    """Return how many multiplications a separable convolution needs, for each of a full one's.

    kernel = (KH, KW). The ratio is 1/F + 1/(KH·KW), F being out_channels.
    """
    # Your code here.
    raise NotImplementedError
