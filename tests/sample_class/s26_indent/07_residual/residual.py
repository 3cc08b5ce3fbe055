import numpy as np


def conv(x, w, b, stride, p):
    N, C, H, W = x.shape
    F, C2, K, _ = w.shape
    if C != C2:
        return None
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



def residual_block(x, params, *, stride=1):
    out = conv(x, params["w1"], params["b1"], stride, 1)
    np.maximum(out, 0, out=out)
    out = conv(out, params["w2"], params["b2"], 1, 1)
    if "ws" in params:
        x = conv(x, params["ws"], params["bs"], stride, 0)
    # saves memory
    x += out
    np.maximum(x, 0, out=x)
    return x


def residual_block_backward(dy, x, params, *, stride=1):
    N = x.shape[0]
    dx = np.zeros(x.shape)
    grads = {key: np.zeros(params[key].shape) for key in params}
    for n in range(N):
        one = x[n:n + 1]
        a = conv(one, params["w1"], params["b1"], stride, 1)
        h = np.maximum(a, 0)
        z = conv(h, params["w2"], params["b2"], 1, 1)
        z = z + (conv(one, params["ws"], params["bs"], stride, 0) if "ws" in params else one)
        dz = dy[n:n + 1] * (z > 0)
        dh, dw2, db2 = conv_back(dz, h, params["w2"], 1, 1)
        dx[n:n + 1], dw1, db1 = conv_back(dh * (a > 0), one, params["w1"], stride, 1)
        grads["w1"] += dw1
        grads["b1"] += db1
        grads["w2"] += dw2
        grads["b2"] += db2
        if "ws" in params:
            ds, dws, dbs = conv_back(dz, one, params["ws"], stride, 0)
            dx[n] += ds[0]
            grads["ws"] += dws
            grads["bs"] += dbs
        else:
            dx[n] += dz[0]
        return dx, grads


def bottleneck_block(x, params, *, stride=1):
    out = np.maximum(conv(x, params["w1"], params["b1"], 1, 0), 0)
    out = np.maximum(conv(out, params["w2"], params["b2"], stride, 1), 0)
    out = conv(out, params["w3"], params["b3"], 1, 0)
    if "ws" in params:
        short = conv(x, params["ws"], params["bs"], stride, 0)
        out = np.maximum(out + short, 0)
        return out


def bottleneck_block_backward(dy, x, params, *, stride=1):
    a1 = conv(x, params["w1"], params["b1"], 1, 0)
    a2 = conv(np.maximum(a1, 0), params["w2"], params["b2"], stride, 1)
    z = conv(np.maximum(a2, 0), params["w3"], params["b3"], 1, 0)
    z = z + (conv(x, params["ws"], params["bs"], stride, 0) if "ws" in params else x)
    dz = dy * (z > 0)
    grads = {}
    d, grads["w3"], grads["b3"] = conv_back(dz, np.maximum(a2, 0), params["w3"], 1, 0)
    d, grads["w2"], grads["b2"] = conv_back(d * (a2 > 0), np.maximum(a1, 0), params["w2"], stride, 1)
    dx, grads["w1"], grads["b1"] = conv_back(d * (a1 > 0), x, params["w1"], 1, 0)
    if "ws" in params:
        ds, grads["ws"], grads["bs"] = conv_back(dz, x, params["ws"], stride, 0)
        dx += ds
    return dx, grads
