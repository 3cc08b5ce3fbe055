import numpy as np


def zero_pad2d(x, *, top=0, bottom=0, left=0, right=0):
    if min(top, bottom, left, right) < 0:
        raise ValueError("negative")
    n, c, h, w = x.shape
    # glue blocks of zeros on, side by side
    x = np.concatenate([np.zeros((n, c, top, w)), x, np.zeros((n, c, bottom, w))], axis=2)
    h = x.shape[2]
    return np.concatenate([np.zeros((n, c, h, left)), x, np.zeros((n, c, h, right))], axis=3)


def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    dy = np.delete(dy, range(top), axis=2)
    dy = np.delete(dy, range(dy.shape[2] - bottom, dy.shape[2]), axis=2)
    dy = np.delete(dy, range(left), axis=3)
    return np.delete(dy, range(dy.shape[3] - right, dy.shape[3]), axis=3)


def same_pad2d(x, kernel, *, stride=1):
    if stride < 1:
        raise ValueError("stride")

    def sides(size, k):
        # like TensorFlow's documentation has it
        if size % stride == 0:
            total = max(k - stride, 0)
        else:
            total = max(k - size % stride, 0)
        return total // 2, total - total // 2

    (top, bottom), (left, right) = sides(x.shape[2], kernel[0]), sides(x.shape[3], kernel[1])
    return zero_pad2d(x, top=top, bottom=bottom, left=left, right=right)
