"""08 Depthwise: convolutions that keep channels apart, and the blocks that MobileNet is made of.

Batches of images are x (N, C, H, W). A depthwise convolution has one filter for each channel, so
its filters are (C, KH, KW); a pointwise one looks at one pixel of all channels, so its filters are
(F, C). The blocks take their filters and biases in a dict, `params`, and their backwards return the
gradients in a dict with the same keys.
"""

import numpy as np

### BEGIN SOLUTION
from numpy.lib.stride_tricks import sliding_window_view


def _padded(x, padding):
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def _windows(x, kernel, stride, padding):
    """Return every window as (N, C, OH, OW, KH, KW)."""
    every = sliding_window_view(_padded(x, padding), kernel, axis=(2, 3))
    return every[:, :, ::stride, ::stride]


def _demand_possible(x, w, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError(f"stride {stride} must be at least 1, padding {padding} at least 0")
    if x.shape[1] != w.shape[0]:
        raise ValueError(f"x has {x.shape[1]} channels, there are {w.shape[0]} filters")
    for size, kernel in zip(x.shape[2:], w.shape[1:]):
        if kernel > size + 2 * padding:
            raise ValueError(f"a kernel of {kernel} does not fit {size} + 2·{padding}")


def _relu6(x):
    return np.clip(x, 0, 6)


def _relu6_backward(dy, x):
    return dy * ((x > 0) & (x < 6))


### END SOLUTION
def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    """Slide over every channel a filter of its own; channels do not mix.

    x: (N, C, H, W), w: (C, KH, KW), b: (C,). `padding` rows and columns of zeros go on every side
    first. Returns y: (N, C, OH, OW) with OH = (H + 2·padding - KH) // stride + 1, OW alike.

    Raises ValueError when the kernel is larger than the padded input (either axis), stride < 1,
    padding < 0, or x and w disagree about C.
    """
    ### BEGIN SOLUTION
    _demand_possible(x, w, stride, padding)
    windows = _windows(x, w.shape[1:], stride, padding)
    return np.einsum("ncijkl,ckl->ncij", windows, w) + b[:, None, None]
    ### END SOLUTION


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    """Return the gradients (dx, dw, db) of sum(dy * depthwise_conv2d(x, w, b)).

    dy: (N, C, OH, OW), the upstream gradient; x and w as they went into depthwise_conv2d. Each
    gradient has the shape of what it belongs to: dx (N, C, H, W), dw (C, KH, KW), db (C,).
    """
    ### BEGIN SOLUTION
    (KH, KW), (OH, OW), (H, W) = w.shape[1:], dy.shape[2:], x.shape[2:]
    dw = np.einsum("ncij,ncijkl->ckl", dy, _windows(x, (KH, KW), stride, padding))
    db = dy.sum(axis=(0, 2, 3))
    dxp = np.zeros_like(_padded(x, padding))
    for k in range(KH):
        for l in range(KW):
            reached = dxp[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
            reached += dy * w[:, k, l][:, None, None]
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, db
    ### END SOLUTION


def pointwise_conv2d(x, w, b):
    """Mix the channels at every pixel; neighbours do not mix.

    x: (N, C, H, W), w: (F, C), b: (F,). Returns y: (N, F, H, W).

    Raises ValueError when x and w disagree about C.
    """
    ### BEGIN SOLUTION
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, the filters have {w.shape[1]}")
    return np.einsum("nchw,fc->nfhw", x, w) + b[:, None, None]
    ### END SOLUTION


def pointwise_conv2d_backward(dy, x, w):
    """Return the gradients (dx, dw, db) of sum(dy * pointwise_conv2d(x, w, b)).

    dy: (N, F, H, W); x and w as they went into pointwise_conv2d. Each gradient has the shape of
    what it belongs to: dx (N, C, H, W), dw (F, C), db (F,).
    """
    ### BEGIN SOLUTION
    dx = np.einsum("nfhw,fc->nchw", dy, w)
    dw = np.einsum("nfhw,nchw->fc", dy, x)
    return dx, dw, dy.sum(axis=(0, 2, 3))
    ### END SOLUTION


def separable_conv2d(x, params, *, stride=1, padding=0):
    """Convolve in two steps: depthwise with `wd bd`, then pointwise with `wp bp`, nothing between.

    x: (N, C, H, W), wd: (C, KH, KW), bd: (C,), wp: (F, C), bp: (F,). Stride and padding belong to
    the depthwise step. Returns y: (N, F, OH, OW), the sizes as in depthwise_conv2d.

    Raises ValueError when the channels of x, wd and wp disagree, stride < 1, or the kernel is
    larger than the padded input (either axis).
    """
    ### BEGIN SOLUTION
    z = depthwise_conv2d(x, params["wd"], params["bd"], stride=stride, padding=padding)
    return pointwise_conv2d(z, params["wp"], params["bp"])
    ### END SOLUTION


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    """Return (dx, grads), the gradients of sum(dy * separable_conv2d(x, params)).

    dy: (N, F, OH, OW); x, params, stride and padding as they went into separable_conv2d. grads is
    a dict with exactly the keys of params, wd bd wp bp; each gradient has the shape of what it
    belongs to.
    """
    ### BEGIN SOLUTION
    moved = {"stride": stride, "padding": padding}
    z = depthwise_conv2d(x, params["wd"], params["bd"], **moved)
    dz, dwp, dbp = pointwise_conv2d_backward(dy, z, params["wp"])
    dx, dwd, dbd = depthwise_conv2d_backward(dz, x, params["wd"], **moved)
    return dx, {"wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}
    ### END SOLUTION


### BEGIN SOLUTION
def _before_relu6(x, params, stride):
    """Return what goes into the block's two relu6: (N, T, H, W) and (N, T, OH, OW)."""
    a = pointwise_conv2d(x, params["we"], params["be"])
    d = depthwise_conv2d(_relu6(a), params["wd"], params["bd"], stride=stride, padding=1)
    return a, d


def _has_skip(x, params, stride):
    return stride == 1 and x.shape[1] == params["wp"].shape[0]


### END SOLUTION
def inverted_residual(x, params, *, stride=1):
    """MobileNetV2's block: expand, relu6, depthwise, relu6, project, and add x where it fits.

    x: (N, C, H, W). Expansion `we be`, pointwise to T channels, we: (T, C); relu6; depthwise 3x3
    `wd bd` with padding 1 and the stride, wd: (T, 3, 3); relu6; projection `wp bp`, pointwise to F
    channels, wp: (F, T), with nothing after it. x is added when stride is 1 and F is C, and at no
    other stride, whatever the shapes. relu6(a) is a, cut off below 0 and above 6.
    Returns y: (N, F, OH, OW) with OH = (H - 1) // stride + 1, OW alike.

    Raises ValueError when channels disagree (x and we, we and wd, wd and wp), or stride < 1.
    """
    ### BEGIN SOLUTION
    _, d = _before_relu6(x, params, stride)
    y = pointwise_conv2d(_relu6(d), params["wp"], params["bp"])
    return y + x if _has_skip(x, params, stride) else y
    ### END SOLUTION


def inverted_residual_backward(dy, x, params, *, stride=1):
    """Return (dx, grads), the gradients of sum(dy * inverted_residual(x, params)).

    dy: (N, F, OH, OW); x, params and stride as they went into inverted_residual. grads is a dict
    with exactly the keys of params, we be wd bd wp bp; each gradient has the shape of what it
    belongs to. The derivative of relu6 is 1 between 0 and 6 and 0 outside.
    """
    ### BEGIN SOLUTION
    a, d = _before_relu6(x, params, stride)
    dg, dwp, dbp = pointwise_conv2d_backward(dy, _relu6(d), params["wp"])
    dd = _relu6_backward(dg, d)
    dh, dwd, dbd = depthwise_conv2d_backward(dd, _relu6(a), params["wd"], stride=stride, padding=1)
    da = _relu6_backward(dh, a)
    dx, dwe, dbe = pointwise_conv2d_backward(da, x, params["we"])
    grads = {"we": dwe, "be": dbe, "wd": dwd, "bd": dbd, "wp": dwp, "bp": dbp}
    return dx + dy if _has_skip(x, params, stride) else dx, grads
    ### END SOLUTION


def separable_cost_ratio(out_channels, kernel):
    """Return how many multiplications a separable convolution needs, for each of a full one's.

    kernel = (KH, KW). The ratio is 1/F + 1/(KH·KW), F being out_channels.
    """
    ### BEGIN SOLUTION
    KH, KW = kernel
    return 1 / out_channels + 1 / (KH * KW)
    ### END SOLUTION
