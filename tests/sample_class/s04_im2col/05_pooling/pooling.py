import numpy as np

# every channel is treated as an image of its own: (N*C, 1, H, W) -> columns (KH*KW, N*C*OH*OW)


def to_columns(x, kernel, stride):
    kh, kw = kernel
    n, c, h, w = x.shape
    if stride < 1:
        raise ValueError("stride")
    if kh > h or kw > w:
        raise ValueError("window larger than image")
    oh, ow = (h - kh) // stride + 1, (w - kw) // stride + 1
    cols = np.empty((kh * kw, n * c, oh, ow))
    images = x.reshape(n * c, h, w)
    for a in range(kh):
        for b in range(kw):
            cols[a * kw + b] = images[:, a:a + stride * (oh - 1) + 1:stride, b:b + stride * (ow - 1) + 1:stride]
    return cols.reshape(kh * kw, -1), (n, c, oh, ow)


def from_columns(cols, shape, kernel, stride):
    kh, kw = kernel
    n, c, h, w = shape
    oh, ow = (h - kh) // stride + 1, (w - kw) // stride + 1
    cols = cols.reshape(kh, kw, n * c, oh, ow)
    images = np.zeros((n * c, h, w))
    for a in range(kh):
        for b in range(kw):
            images[:, a:a + stride * (oh - 1) + 1:stride, b:b + stride * (ow - 1) + 1:stride] += cols[a, b]
    return images.reshape(shape)


def max_pool2d(x, *, kernel, stride):
    cols, shape = to_columns(x, kernel, stride)
    return cols.max(axis=0).reshape(shape)


def max_pool2d_backward(dy, x, *, kernel, stride):
    cols, _ = to_columns(x, kernel, stride)
    dcols = np.zeros_like(cols)
    dcols[cols.argmax(axis=0), np.arange(cols.shape[1])] = dy.ravel()
    return from_columns(dcols, x.shape, kernel, stride)


def avg_pool2d(x, *, kernel, stride):
    cols, shape = to_columns(x, kernel, stride)
    return cols.mean(axis=0).reshape(shape)


def avg_pool2d_backward(dy, x, *, kernel, stride):
    area = kernel[0] * kernel[1]
    return from_columns(np.tile(dy.ravel() / area, (area, 1)), x.shape, kernel, stride)


def min_pool2d(x, *, kernel, stride):
    cols, shape = to_columns(x, kernel, stride)
    return cols.min(axis=0).reshape(shape)


def min_pool2d_backward(dy, x, *, kernel, stride):
    cols, _ = to_columns(x, kernel, stride)
    dcols = np.zeros_like(cols)
    dcols[cols.argmin(axis=0), np.arange(cols.shape[1])] = dy.ravel()
    return from_columns(dcols, x.shape, kernel, stride)


def global_avg_pool2d(x):
    n, c = x.shape[:2]
    return x.reshape(n, c, -1).mean(axis=2)


def global_avg_pool2d_backward(dy, x):
    n, c, h, w = x.shape
    return np.repeat(dy / (h * w), h * w).reshape(n, c, h, w)
