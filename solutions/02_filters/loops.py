"""02 Filters in plain loops: right, slow, and what the catalogued mistakes are patches of."""

import numpy as np


def window_response(window, w, b):
    products = w * window
    total = np.sum(products)
    return float(total + b)


def correlate2d(image, kernel):
    H, W = image.shape
    KH, KW = kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel larger than the image")
    OH = H - KH + 1
    OW = W - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = image[i : i + KH, j : j + KW]
            y[i, j] = np.sum(window * kernel)
    return y


def convolve2d(image, kernel):
    H, W = image.shape
    KH, KW = kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel larger than the image")
    turned = kernel[::-1, ::-1]
    OH = H - KH + 1
    OW = W - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = image[i : i + KH, j : j + KW]
            y[i, j] = np.sum(window * turned)
    return y


def vertical_edge_kernel():
    row = [1.0, 0.0, -1.0]
    return np.array([row, row, row])


def horizontal_edge_kernel():
    row = [1.0, 0.0, -1.0]
    return np.array([row, row, row]).T


def channel_edges(image, kernel, *, channel):
    C, H, W = image.shape
    KH, KW = kernel.shape
    w = np.zeros((C, KH, KW))
    w[channel] = kernel
    OH = H - KH + 1
    OW = W - KW + 1
    y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = image[:, i : i + KH, j : j + KW]
            y[i, j] = np.sum(window * w)
    return y
