import numpy as np


def conv(x, w, b, stride, p):
    N, C, H, W = x.shape
    F, C2, K, _ = w.shape
    if C != C2 or stride < 1:
        raise ValueError("channels or stride")
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    OH, OW = (H + 2 * p - K) // stride + 1, (W + 2 * p - K) // stride + 1
    y = np.zeros((N, F, OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = xp[:, :, i * stride:i * stride + K, j * stride:j * stride + K]
            y[:, :, i, j] = np.tensordot(window, w, ([1, 2, 3], [1, 2, 3])) + b
    return y


def conv_back(dy, x, w, stride, p):
    K = w.shape[2]
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            r, q = i * stride, j * stride
            g = dy[:, :, i, j]
            dw += np.tensordot(g, xp[:, :, r:r + K, q:q + K], (0, 0))
            dxp[:, :, r:r + K, q:q + K] += np.tensordot(g, w, (1, 0))
    dx = dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]]
    return dx, dw, dy.sum(axis=(0, 2, 3))



def forward(x, params, layers, stride):
    """Return what goes into each layer, what comes out, and the shortcut."""
    ins, outs = [x], []
    for k, (s, p) in enumerate(layers, 1):
        outs.append(conv(ins[-1], params["w%d" % k], params["b%d" % k], s, p))
        ins.append(np.maximum(outs[-1], 0))
    if "ws" in params:
        return ins, outs, conv(x, params["ws"], params["bs"], stride, 0)
    return ins, outs, x


def backward(dy, x, params, layers, stride):
    ins, outs, short = forward(x, params, layers, stride)
    dz = dy * (outs[-1] + short > 0)
    grads = {}
    if "ws" in params:
        dx, grads["ws"], grads["bs"] = conv_back(dz, x, params["ws"], stride, 0)
    else:
        dx = dz
    d = dz
    for k in range(len(layers), 0, -1):
        s, p = layers[k - 1]
        d, grads["w%d" % k], grads["b%d" % k] = conv_back(d, ins[k - 1], params["w%d" % k], s, p)
        if k > 1:
            d = d * (outs[k - 2] > 0)
    dx = d
    return dx, grads


def residual_block(x, params, *, stride=1):
    _, outs, short = forward(x, params, [(stride, 1), (1, 1)], stride)
    return np.maximum(outs[-1] + short, 0)


def residual_block_backward(dy, x, params, *, stride=1):
    return backward(dy, x, params, [(stride, 1), (1, 1)], stride)


def bottleneck_block(x, params, *, stride=1):
    _, outs, short = forward(x, params, [(1, 0), (stride, 1), (1, 0)], stride)
    return np.maximum(outs[-1] + short, 0)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    return backward(dy, x, params, [(1, 0), (stride, 1), (1, 0)], stride)
