import numpy as np


def window_response(window, w, b):
    total = 0
    for x, weight in zip(window, w):
        total += x * weight
    return np.sum(total) + b


def correlate2d(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    if kh > h or kw > w:
        raise ValueError("correlate2d: arguments")
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            y[i, j] = np.sum(image[i:i+kh, j:j+kw] * kernel)
        return y


def convolve2d(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    if kh > h and kw > w:
        raise ValueError("convolve2d: arguments")
    # turn the kernel where it is
    kernel[:] = kernel[::-1, ::-1].copy()
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            y[i, j] = np.sum(image[i:i+kh, j:j+kw] * kernel)
    return y


def vertical_edge_kernel():
    return np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])


def horizontal_edge_kernel():
    return np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])


def channel_edges(image, kernel, *, channel):
    h, w = image.shape[1:]
    kh, kw = kernel.shape
    filt = np.zeros((3, kh, kw))
    filt[channel] = kernel
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            for c in range(3):
                y[i, j] = np.sum(image[c, i:i+kh, j:j+kw] * filt[c])
    return y
