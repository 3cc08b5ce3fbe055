import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows


def conv2d(x, w, b, *, stride=1, padding=0):
	# indented with tabs, my editor likes it
	if not (stride >= 1 and padding >= 0 and x.shape[1] == w.shape[1]):
		raise ValueError("stride, padding or channels are wrong")
	xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
	# sliding_window_view itself raises ValueError when the window is too large
	win = windows(xp, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
	y = np.tensordot(win, w, axes=([1, 4, 5], [1, 2, 3]))  # N OH OW F
	return np.moveaxis(y + b, 3, 1)


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
	KH, KW = w.shape[2:]
	H, W = x.shape[2:]
	xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
	win = windows(xp, (KH, KW), axis=(2, 3))[:, :, ::stride, ::stride]
	dw = np.tensordot(dy, win, axes=([0, 2, 3], [0, 2, 3]))

	# dx is a full convolution of the dilated dy with the turned filter
	N, F, OH, OW = dy.shape
	HP, WP = xp.shape[2:]
	far = np.zeros((N, F, HP + KH - 1, WP + KW - 1))
	far[:, :, KH - 1:KH - 1 + OH * stride:stride, KW - 1:KW - 1 + OW * stride:stride] = dy
	turned = w[:, :, ::-1, ::-1]
	win = windows(far, (KH, KW), axis=(2, 3))
	dxp = np.moveaxis(np.tensordot(win, turned, axes=([1, 4, 5], [0, 2, 3])), 3, 1)
	dx = dxp[:, :, padding:padding + H, padding:padding + W]
	return [dx, dw, dy.sum((0, 2, 3))]


def dense_as_conv(weight, shape):
	# reshape raises ValueError by itself, but not when D makes up for it
	c, h, w = shape
	if weight.shape[1] != c * h * w:
		raise ValueError("wrong number of columns")
	return weight.reshape(len(weight), c, h, w)


def conv1x1(x, w, b):
	# matmul complains with a ValueError when the channels differ
	n, c, height, width = x.shape
	return (w @ x.reshape(n, c, -1) + b[:, None]).reshape(n, -1, height, width)
