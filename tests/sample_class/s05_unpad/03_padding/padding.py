import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    if top < 0 or bottom < 0 or left < 0 or right < 0:
        raise ValueError("padding must be >= 0")
    return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)), "constant")


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    # just cut it off again
    return dy[:, :, top:-bottom, left:-right]


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride must be >= 1")
    H, W = x.shape[2:]
    OH = -(-H // stride)
    OW = -(-W // stride)
    ph = max(0, (OH - 1) * stride + kernel[0] - H)
    pw = max(0, (OW - 1) * stride + kernel[1] - W)
    return zero_pad2d(x, top=ph // 2, bottom=ph - ph // 2, left=pw // 2, right=pw - pw // 2)
