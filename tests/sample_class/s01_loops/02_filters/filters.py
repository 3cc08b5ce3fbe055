"""02 Filters with loops."""

import numpy as np


def window_response(window, w, b):
    total = b
    for place in np.ndindex(w.shape):
        total += w[place] * window[place]
    return total


def correlate2d(image, kernel):
    H, W = image.shape
    KH, KW = kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel does not fit")
    out = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            for k in range(KH):
                for l in range(KW):
                    out[i, j] += kernel[k, l] * image[i + k, j + l]
    return out


def convolve2d(image, kernel):
    KH, KW = kernel.shape
    turned = np.zeros((KH, KW))
    for k in range(KH):
        for l in range(KW):
            turned[k, l] = kernel[KH - 1 - k, KW - 1 - l]
    return correlate2d(image, turned)


def vertical_edge_kernel():
    kernel = np.zeros((3, 3))
    for k in range(3):
        kernel[k, 0] = 1
        kernel[k, 2] = -1
    return kernel


def horizontal_edge_kernel():
    kernel = np.zeros((3, 3))
    for l in range(3):
        kernel[0, l] = 1
        kernel[2, l] = -1
    return kernel


def channel_edges(image, kernel, *, channel):
    C, H, W = image.shape
    KH, KW = kernel.shape
    out = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            for c in range(C):
                if c == channel:
                    w = kernel
                else:
                    w = np.zeros((KH, KW))
                out[i, j] += window_response(image[c, i : i + KH, j : j + KW], w, 0)
    return out
