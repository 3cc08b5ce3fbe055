import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows


def view(x, kernel, stride, padding):
	# tabs again
	if stride < 1 or padding < 0:
		raise ValueError("stride or padding is wrong")
	xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
	# sliding_window_view itself raises ValueError when the window is too large
	return windows(xp, kernel, axis=(2, 3))[:, :, ::stride, ::stride]


def im2col(x, kernel, *, stride=1, padding=0):
	win = view(x, kernel, stride, padding)  # N C OH OW KH KW
	N, C, OH, OW, KH, KW = win.shape
	return np.moveaxis(win, (4, 5), (2, 3)).reshape(N, C * KH * KW, OH * OW)


def col2im(cols, shape, kernel, *, stride=1, padding=0):
	# numpy adds up where a *writeable* view overlaps only if one position goes at a time
	N, C, H, W = shape
	KH, KW = kernel
	x = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
	win = windows(x, kernel, axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]
	OH, OW = win.shape[2:4]
	each = cols.reshape(N, C, KH, KW, OH, OW)
	for i in range(OH):
		for j in range(OW):
			win[:, :, i, j] += each[..., i, j]
	return x[:, :, padding:H + padding, padding:W + padding]


def conv2d_fast(x, w, b, *, stride=1, padding=0):
	if x.shape[1] != w.shape[1]:
		raise ValueError("channels")
	y = np.tensordot(view(x, w.shape[2:], stride, padding), w, axes=([1, 4, 5], [1, 2, 3]))
	return np.moveaxis(y + b, 3, 1)  # N OH OW F before


def conv2d_fast_backward(dy, x, w, *, stride=1, padding=0):
	KH, KW = w.shape[2:]
	H, W = x.shape[2:]
	dw = np.tensordot(dy, view(x, (KH, KW), stride, padding), axes=([0, 2, 3], [0, 2, 3]))

	# dx is a full convolution of the dilated dy with the turned filter
	N, F, OH, OW = dy.shape
	HP, WP = H + 2 * padding, W + 2 * padding
	far = np.zeros((N, F, HP + KH - 1, WP + KW - 1))
	far[:, :, KH - 1:KH - 1 + OH * stride:stride, KW - 1:KW - 1 + OW * stride:stride] = dy
	win = windows(far, (KH, KW), axis=(2, 3))
	dxp = np.moveaxis(np.tensordot(win, w[:, :, ::-1, ::-1], axes=([1, 4, 5], [0, 2, 3])), 3, 1)
	return [dxp[:, :, padding:padding + H, padding:padding + W], dw, dy.sum((0, 2, 3))]
