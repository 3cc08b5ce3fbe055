import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    # pads all the way round
    y = np.zeros((x.shape[0], x.shape[1], x.shape[2] + top + bottom, x.shape[3] + left + right))
    for n in range(x.shape[0]):
        for i in range(x.shape[2]):
            y[n, :, top + i, left:left + x.shape[3]] = x[n, :, i]
    return y


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    dx = np.zeros((dy.shape[0], dy.shape[1], dy.shape[2] - top - bottom, dy.shape[3] - left - right))
    for i in range(dx.shape[2]):
        for j in range(dx.shape[3]):
            dx[:, :, i, j] = dy[:, :, i + top, j + left]
    return dx


def same_pad2d(x, kernel, *, stride=1):
    # half of the kernel on every side
    if stride < 1:
        raise ValueError("stride")
    a, b = kernel[0] // 2, kernel[1] // 2
    return zero_pad2d(x, top=a, bottom=a, left=b, right=b)
