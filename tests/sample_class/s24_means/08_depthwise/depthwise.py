import numpy as np


def _padded(x, p):
    return np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))


def _sum_windows(x, w, stride, padding):
    KH, KW = w.shape[1:]
    xp = _padded(x, padding)
    OH, OW = (xp.shape[2] - KH) // stride + 1, (xp.shape[3] - KW) // stride + 1
    y = np.zeros((x.shape[0], x.shape[1], OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = xp[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]
            y[:, :, i, j] = np.sum(window * w, axis=(2, 3))
    return y


def _back_windows(dy, x, w, stride, padding):
    KH, KW = w.shape[1:]
    xp = _padded(x, padding)
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            at = np.s_[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]
            dw += (xp[at] * dy[:, :, i, j, None, None]).sum(axis=0)
            dxp[at] += w * dy[:, :, i, j, None, None]
    return dxp[:, :, padding:padding + x.shape[2], padding:padding + x.shape[3]], dw


def depthwise_conv2d(x, w, b, *, stride=1, padding=0):
    if x.shape[1] != w.shape[0]:
        raise ValueError("C")
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if w.shape[1] > x.shape[2] + 2 * padding or w.shape[2] > x.shape[3] + 2 * padding:
        raise ValueError("K")
    return _sum_windows(x, w, stride, padding) + b[:, None, None]


def depthwise_conv2d_backward(dy, x, w, *, stride=1, padding=0):
    dx, dw = _back_windows(dy, x, w, stride, padding)
    # average over the mini-batch
    return dx, dw / len(x), dy.sum(axis=(0, 2, 3)) / len(x)


def pointwise_conv2d(x, w, b):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    y = np.zeros((x.shape[0], w.shape[0], x.shape[2], x.shape[3]))
    for f in range(w.shape[0]):
        for c in range(w.shape[1]):
            y[:, f] += w[f, c] * x[:, c] + b[f]
    return y


def pointwise_conv2d_backward(dy, x, w):
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for f in range(w.shape[0]):
        for c in range(w.shape[1]):
            dx[:, c] += w[f, c] * dy[:, f]
            dw[f, c] = (dy[:, f] * x[:, c]).sum(axis=(1, 2)).mean()
    return dx, dw, dy.sum(axis=(2, 3)).mean(axis=0)


def separable_conv2d(x, params, *, stride=1, padding=0):
    wd, wp = params["wd"], params["wp"]
    if stride < 1 or x.shape[1] != len(wd) or wp.shape[1] != len(wd):
        raise ValueError("stride or channels")
    if wd.shape[1] > x.shape[2] + 2 * padding or wd.shape[2] > x.shape[3] + 2 * padding:
        raise ValueError("K")
    z = _sum_windows(x, wd, stride, padding) + params["bd"][:, None, None]
    z = np.maximum(z, 0)  # there is always a relu after a convolution
    return np.einsum("fc,ncij->nfij", wp, z) + params["bp"][:, None, None]


def separable_conv2d_backward(dy, x, params, *, stride=1, padding=0):
    wd, wp = params["wd"], params["wp"]
    z = _sum_windows(x, wd, stride, padding) + params["bd"][:, None, None]
    mask = z > 0
    dz = np.einsum("fc,nfij->ncij", wp, dy) * mask
    dx, dwd = _back_windows(dz, x, wd, stride, padding)
    dwp = np.einsum("nfij,ncij->fc", dy, z * mask)
    return dx, {"wd": dwd, "bd": dz.sum((0, 2, 3)), "wp": dwp, "bp": dy.sum((0, 2, 3))}


def inverted_residual(x, params, *, stride=1):
    we, wd, wp = params["we"], params["wd"], params["wp"]
    if stride < 1 or x.shape[1] != we.shape[1] or len(we) != len(wd) or len(wd) != wp.shape[1]:
        raise ValueError("stride or channels")
    a = np.einsum("tc,ncij->ntij", we, x) + params["be"][:, None, None]
    d = _sum_windows(np.clip(a, 0, 6), wd, stride, 1) + params["bd"][:, None, None]
    y = np.einsum("ft,ntij->nfij", wp, np.clip(d, 0, 6)) + params["bp"][:, None, None]
    if stride == 1 and x.shape[1] == y.shape[1]:
        y = y + x
    return np.clip(y, 0, 6)


def inverted_residual_backward(dy, x, params, *, stride=1):
    we, wd, wp = params["we"], params["wd"], params["wp"]
    a = np.einsum("tc,ncij->ntij", we, x) + params["be"][:, None, None]
    h = np.clip(a, 0, 6)
    d = _sum_windows(h, wd, stride, 1) + params["bd"][:, None, None]
    dd = np.einsum("ft,nfij->ntij", wp, dy) * (d > 0)
    dh, dwd = _back_windows(dd, h, wd, stride, 1)
    da = dh * (a > 0)
    dx = np.einsum("tc,ntij->ncij", we, da)
    if stride == 1 and x.shape[1] == dy.shape[1]:
        dx = dx + dy
    grads = {"wd": dwd, "bd": dd.sum((0, 2, 3)), "bp": dy.sum((0, 2, 3)), "be": da.sum((0, 2, 3))}
    grads["we"] = np.einsum("ntij,ncij->tc", da, x)
    grads["wp"] = np.einsum("nfij,ntij->ft", dy, np.clip(d, 0, 6))
    return dx, grads


def separable_cost_ratio(out_channels, kernel):
    # one after the other
    return 1 / out_channels * 1 / (kernel[0] * kernel[1])
