import numpy as np

F = np.float32


def window_response(window, w, b):
    return np.sum(window.astype(F) * w.astype(F)) + F(b)


def correlate2d(image, kernel):
    kh, kw = kernel.shape
    oh, ow = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    if oh < 1 or ow < 1:
        raise ValueError("kernel larger than the image")
    image, kernel = image.astype(F), kernel.astype(F)
    y = np.zeros((oh, ow), dtype=F)
    for k in range(kh):
        for l in range(kw):
            y += kernel[k, l] * image[k : k + oh, l : l + ow]
    return y


def convolve2d(image, kernel):
    return correlate2d(image, np.rot90(kernel, 2))


def vertical_edge_kernel():
    return np.array([[1, 0, -1]] * 3, dtype=F)


def horizontal_edge_kernel():
    return vertical_edge_kernel().T


def channel_edges(image, kernel, *, channel):
    return correlate2d(image[channel], kernel)
