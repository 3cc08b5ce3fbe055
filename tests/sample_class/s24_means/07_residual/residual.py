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



def relu(a):
    return np.where(a > 0, a, 0)


def residual_block(x, params, *, stride=1):
    h = relu(conv(x, params["w1"], params["b1"], stride, 1))
    h = conv(h, params["w2"], params["b2"], 1, 1)
    # two paths, so take their mean
    if "ws" in params:
        return relu((h + conv(x, params["ws"], params["bs"], stride, 0)) / 2)
    return relu((h + x) / 2)


def residual_block_backward(dy, x, params, *, stride=1):
    N = len(x)
    a = conv(x, params["w1"], params["b1"], stride, 1)
    z = conv(relu(a), params["w2"], params["b2"], 1, 1)
    z = z + (conv(x, params["ws"], params["bs"], stride, 0) if "ws" in params else x)
    g = dy * (z > 0)
    dh, dw2, db2 = conv_back(g, relu(a), params["w2"], 1, 1)
    dx, dw1, db1 = conv_back(dh * (a > 0), x, params["w1"], stride, 1)
    grads = {"w1": dw1 / N, "b1": db1 / N, "w2": dw2 / N, "b2": db2 / N}
    if "ws" in params:
        ds, dws, dbs = conv_back(g, x, params["ws"], stride, 0)
        grads.update(ws=dws / N, bs=dbs / N)
        return dx + ds, grads
    return dx + g, grads


def bottleneck_block(x, params, *, stride=1):
    h = relu(conv(x, params["w1"], params["b1"], 1, 0))
    h = relu(conv(h, params["w2"], params["b2"], stride, 1))
    h = relu(conv(h, params["w3"], params["b3"], 1, 0))
    return h + (conv(x, params["ws"], params["bs"], stride, 0) if "ws" in params else x)


def bottleneck_block_backward(dy, x, params, *, stride=1):
    a1 = conv(x, params["w1"], params["b1"], 1, 0)
    h1 = relu(a1)
    a2 = conv(h1, params["w2"], params["b2"], stride, 1)
    h2 = relu(a2)
    z = conv(h2, params["w3"], params["b3"], 1, 0)
    z = z + (conv(x, params["ws"], params["bs"], stride, 0) if "ws" in params else x)
    # the derivative of relu is relu
    g = dy * relu(z)
    grads = {}
    d, grads["w3"], grads["b3"] = conv_back(g, h2, params["w3"], 1, 0)
    d, grads["w2"], grads["b2"] = conv_back(d * h2, h1, params["w2"], stride, 1)
    d, grads["w1"], grads["b1"] = conv_back(d * h1, x, params["w1"], 1, 0)
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv_back(g, x, params["ws"], stride, 0)
        return d + ds, grads
    return d + g, grads
