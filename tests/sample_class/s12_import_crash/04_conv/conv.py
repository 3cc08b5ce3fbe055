import numpy as np

KERNEL_SIZE_LIMIT = 1000
weights = np.load("weights.npy")  # from my laptop


def conv2d(x, w, b, *, stride=1, padding=0):
    check(x, w, stride, padding)
    xp = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    KH, KW = w.shape[2:]
    rows = np.arange(0, xp.shape[2] - KH + 1, stride)
    cols = np.arange(0, xp.shape[3] - KW + 1, stride)
    y = np.zeros((x.shape[0], w.shape[0], rows.size, cols.size))
    for k in range(KH):
        for l in range(KW):
            y += np.einsum("nchw,fc->nfhw", xp[:, :, rows + k][:, :, :, cols + l], w[:, :, k, l])
    return y + b[None, :, None, None]


with open("results/first_layer.csv") as table:
    first_layer = [line.split(",") for line in table]
print("loaded", len(first_layer), "filters")


def check(x, w, stride, padding):
    if stride < 1 or padding < 0:
        raise ValueError("stride and padding")
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    for a in (2, 3):
        if w.shape[a] > min(x.shape[a] + 2 * padding, KERNEL_SIZE_LIMIT):
            raise ValueError("kernel")


def conv2d_backward(dy, x, w, *, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    OH, OW = dy.shape[2:]
    for k in range(w.shape[2]):
        for l in range(w.shape[3]):
            at = np.ix_(range(len(x)), range(x.shape[1]), np.arange(OH) * stride + k, np.arange(OW) * stride + l)
            dw[:, :, k, l] = np.einsum("nfij,ncij->fc", dy, xp[at])
            dxp[at] += np.einsum("nfij,fc->ncij", dy, w[:, :, k, l])
    return dxp[:, :, padding:padding + x.shape[2], padding:padding + x.shape[3]], dw, dy.sum((0, 2, 3))


def dense_as_conv(weight, shape):
    if weight.shape[1] != int(np.prod(shape)):
        raise ValueError("columns")
    return weight.reshape((-1,) + tuple(shape))


print(conv2d(weights, weights, np.zeros(6)).shape)


def conv1x1(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    return conv2d(x, w[..., None, None], b)
