import numpy as np


def _check(x, kernel, stride):
    if stride < 1 or kernel[0] > x.shape[2] or kernel[1] > x.shape[3]:
        raise ValueError("pooling window")
    return (x.shape[2] - kernel[0]) // stride + 1, (x.shape[3] - kernel[1]) // stride + 1


def _pool(x, kernel, stride, how):
    OH, OW = _check(x, kernel, stride)
    y = np.zeros(x.shape[:2] + (OH, OW))
    for i in range(OH):
        for j in range(OW):
            y[:, :, i, j] = how(x[:, :, i * stride:i * stride + kernel[0], j * stride:j * stride + kernel[1]], axis=(2, 3))
    return y


def _mask_backward(dy, x, kernel, stride, how):
    dx = np.zeros_like(x)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            r = slice(i * stride, i * stride + kernel[0])
            q = slice(j * stride, j * stride + kernel[1])
            win = x[:, :, r, q]
            # 1 where the value is the largest (smallest) of its window
            mask = win == how(win, axis=(2, 3), keepdims=True)
            dx[:, :, r, q] += mask * dy[:, :, i, j][:, :, None, None]
    return dx


def max_pool2d(x, *, kernel, stride):
    return _pool(x, kernel, stride, np.max)


def max_pool2d_backward(dy, x, *, kernel, stride):
    return _mask_backward(dy, x, kernel, stride, np.max)


def avg_pool2d(x, *, kernel, stride):
    return _pool(x, kernel, stride, np.mean)


def avg_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros_like(x)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:, :, i, j] / (kernel[0] * kernel[1])
            dx[:, :, i * stride:i * stride + kernel[0], j * stride:j * stride + kernel[1]] += g[:, :, None, None]
    return dx


def min_pool2d(x, *, kernel, stride):
    return _pool(x, kernel, stride, np.min)


def min_pool2d_backward(dy, x, *, kernel, stride):
    return _mask_backward(dy, x, kernel, stride, np.min)


def global_avg_pool2d(x):
    return np.mean(x, axis=(2, 3))


def global_avg_pool2d_backward(dy, x):
    return np.ones_like(x) * dy[:, :, None, None] / (x.shape[2] * x.shape[3])
