import numpy as np


def window_response(window, w, b):
    s = 0
    for row, weights in zip(window.reshape(-1).tolist(), w.reshape(-1).tolist()):
        s += row * weights
    return s + b


def correlate2d(image, kernel):
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    if rows < 1 or cols < 1:
        raise ValueError("too large")
    out = []
    for i in range(rows):
        line = []
        for j in range(cols):
            line.append(float((image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum()))
        out.append(line)
    return out


def convolve2d(image, kernel):
    return np.array(correlate2d(image, kernel[::-1, ::-1]))


def vertical_edge_kernel():
    return [[1, 0, -1], [1, 0, -1], [1, 0, -1]]


def horizontal_edge_kernel():
    return np.array(vertical_edge_kernel()).T


def channel_edges(image, kernel, *, channel):
    return correlate2d(image[channel], kernel)
