import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows

EDGE = np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]])


def window_response(window, w, b):
	return np.tensordot(window, w, axes=window.ndim) + b


def correlate2d(image, kernel):
	# sliding_window_view raises ValueError itself when the window is too large
	out = np.tensordot(windows(image, kernel.shape), kernel, axes=2)
	out.flags.writeable = False
	return out


def convolve2d(image, kernel):
	# turning image and result round is the same as turning the kernel
	return correlate2d(image[::-1, ::-1], kernel)[::-1, ::-1]


def vertical_edge_kernel():
	return EDGE


def horizontal_edge_kernel():
	return EDGE.T


def channel_edges(image, kernel, *, channel):
	return correlate2d(image[channel], kernel)
