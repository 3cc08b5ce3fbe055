import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    if stride < 1 or padding < 0 or len(x[0]) != len(w[0]):
        raise ValueError("arguments")
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    KH, KW = w.shape[2:]
    H, W = xp.shape[2:]
    if KH > H or KW > W:
        raise ValueError("kernel")
    return [
        [
            [
                [float((xp[n, :, r:r + KH, q:q + KW] * w[f]).sum() + b[f]) for q in range(0, W - KW + 1, stride)]
                for r in range(0, H - KH + 1, stride)
            ]
            for f in range(len(w))
        ]
        for n in range(len(x))
    ]


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for (n, f, i, j), g in np.ndenumerate(dy):
        r, q = i * stride, j * stride
        dw[f] += g * xp[n, :, r:r + w.shape[2], q:q + w.shape[3]]
        dxp[n, :, r:r + w.shape[2], q:q + w.shape[3]] += g * w[f]
    # three arrays in a list
    return [dxp[:, :, padding:padding + x.shape[2], padding:padding + x.shape[3]], dw, dy.sum(axis=(0, 2, 3))]


def dense_as_conv(weight, shape):
    C, H, W = shape
    if len(weight[0]) != C * H * W:
        raise ValueError("columns")
    return [[[[row[(c * H + i) * W + j] for j in range(W)] for i in range(H)] for c in range(C)] for row in weight.tolist()]


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    y = [[sum(w[f, c] * x[n, c] for c in range(x.shape[1])) + b[f] for f in range(w.shape[0])] for n in range(x.shape[0])]
    return np.array(y)
