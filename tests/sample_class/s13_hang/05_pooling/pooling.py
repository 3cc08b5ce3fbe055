import numpy as np


def test_window(x, kernel, stride):
    if stride < 1 or kernel[0] > x.shape[2] or kernel[1] > x.shape[3]:
        raise ValueError("window")


def corners(x, kernel, stride):
    top = 0
    while top + kernel[0] <= x.shape[2]:
        left = 0
        while left + kernel[1] <= x.shape[3]:
            yield top, left
            left += stride
        top += stride


def pooled(x, kernel, stride, function):
    test_window(x, kernel, stride)
    y = np.zeros(x.shape[:2] + ((x.shape[2] - kernel[0]) // stride + 1, (x.shape[3] - kernel[1]) // stride + 1))
    for top, left in corners(x, kernel, stride):
        y[:, :, top // stride, left // stride] = function(x[:, :, top:top + kernel[0], left:left + kernel[1]], axis=(2, 3))
    return y


def max_pool2d(x, *, kernel, stride):
    return pooled(x, kernel, stride, np.amax)


def max_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            top = 0
            while top + kernel[0] <= x.shape[2]:
                left = 0
                while left + kernel[1] <= x.shape[3]:
                    window = x[n, c, top:top + kernel[0], left:left + kernel[1]]
                    r, q = np.unravel_index(window.argmax(), window.shape)
                    dx[n, c, top + r, left + q] += dy[n, c, top // stride, left // stride]
                left += stride
            top += stride
    return dx


def avg_pool2d(x, *, kernel, stride):
    return pooled(x, kernel, stride, np.mean)


def avg_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros(x.shape)
    for top, left in corners(x, kernel, stride):
        g = dy[:, :, top // stride, left // stride] / np.prod(kernel)
        dx[:, :, top:top + kernel[0], left:left + kernel[1]] += g[:, :, None, None]
    return dx


def min_pool2d(x, *, kernel, stride):
    return pooled(x, kernel, stride, np.amin)


def min_pool2d_backward(dy, x, *, kernel, stride):
    dx = np.zeros(x.shape)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for top, left in corners(x, kernel, stride):
                window = x[n, c, top:top + kernel[0], left:left + kernel[1]]
                r, q = np.unravel_index(window.argmin(), window.shape)
                dx[n, c, top + r, left + q] += dy[n, c, top // stride, left // stride]
    return dx


def global_avg_pool2d(x):
    return pooled(x, x.shape[2:], 1, np.mean)[:, :, 0, 0]


def global_avg_pool2d_backward(dy, x):
    return avg_pool2d_backward(dy[:, :, None, None], x, kernel=x.shape[2:], stride=1)
