import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0 or x.shape[1] != w.shape[1]:
        raise ValueError("bad arguments")
    KH, KW = w.shape[-2:]
    xp = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    if xp.shape[2] < KH or xp.shape[3] < KW:
        raise ValueError("kernel too large")
    OH, OW = (xp.shape[2] - KH) // stride + 1, (xp.shape[3] - KW) // stride + 1
    y = np.zeros((len(x), len(w), OH, OW))
    for n, image in enumerate(xp):
        for f, filt in enumerate(w):
            for i in range(OH):
                for j in range(OW):
                    y[n, f, i, j] = np.vdot(image[:, i*stride:i*stride+KH, j*stride:j*stride+KW], filt)
            y[n, f] += b[f]
    return y


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    KH, KW = w.shape[-2:]
    xp = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    for n in range(len(x)):
        for f in range(len(w)):
            for i in range(dy.shape[2]):
                for j in range(dy.shape[3])
                    window = (slice(None), slice(i*stride, i*stride+KH), slice(j*stride, j*stride+KW))
                    dw[f] += dy[n, f, i, j] * xp[n][window]
                    dxp[n][window] += dy[n, f, i, j] * w[f]
    H, W = x.shape[2:]
    return dxp[:, :, padding:padding+H, padding:padding+W], dw, dy.sum(axis=(0, 2, 3))


def dense_as_conv(weight, shape):
    C, H, W = shape
    if weight.shape[1] != C * H * W:
        raise ValueError("wrong number of columns")
    return weight.reshape(len(weight), C, H, W)


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("wrong number of channels")
    y = np.stack([sum(w[f, c] * x[:, c] for c in range(x.shape[1])) + b[f] for f in range(len(w))])
    return y.swapaxes(0, 1)
