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
    dx = dxp[:, :, p:-p, p:-p]
    return dx, dw, dy.sum(axis=(0, 2, 3))



def relu(a):
    return np.maximum(0, a)


def shortcut(x, P, stride):
    return conv(x, P["ws"], P["bs"], stride, 0) if "ws" in P else x


def residual_block(x, params, *, stride=1):
    h = relu(conv(x, params["w1"], params["b1"], stride, 1))
    z = conv(h, params["w2"], params["b2"], 1, 1) + shortcut(x, params, stride)
    return relu(z)


def residual_block_backward(dy, x, params, *, stride=1):
    a = conv(x, params["w1"], params["b1"], stride, 1)
    z = conv(relu(a), params["w2"], params["b2"], 1, 1) + shortcut(x, params, stride)
    g = {}
    dz = dy * (z > 0)
    dh, g["w2"], g["b2"] = conv_back(dz, relu(a), params["w2"], 1, 1)
    dx, g["w1"], g["b1"] = conv_back(dh * (a > 0), x, params["w1"], stride, 1)
    if "ws" in params:
        ds, g["ws"], g["bs"] = conv_back(dz, x, params["ws"], stride, 0)
        dx = dx + ds
    else:
        dx = dx + dz
    return dx, g


def bottleneck_block(x, params, *, stride=1):
    h = relu(conv(x, params["w1"], params["b1"], 1, 0))
    h = relu(conv(h, params["w2"], params["b2"], stride, 1))
    return relu(conv(h, params["w3"], params["b3"], 1, 0) + shortcut(x, params, stride))


def bottleneck_block_backward(dy, x, params, *, stride=1):
    a1 = conv(x, params["w1"], params["b1"], 1, 0)
    a2 = conv(relu(a1), params["w2"], params["b2"], stride, 1)
    z = conv(relu(a2), params["w3"], params["b3"], 1, 0) + shortcut(x, params, stride)
    g = {}
    dz = dy * (z > 0)
    d, g["w3"], g["b3"] = conv_back(dz, relu(a2), params["w3"], 1, 0)
    d, g["w2"], g["b2"] = conv_back(d * (a2 > 0), relu(a1), params["w2"], stride, 1)
    dx, g["w1"], g["b1"] = conv_back(d * (a1 > 0), x, params["w1"], 1, 0)
    if "ws" in params:
        ds, g["ws"], g["bs"] = conv_back(dz, x, params["ws"], stride, 0)
        dx = dx + ds
    else:
        dx = dx + dz
    return dx, g
