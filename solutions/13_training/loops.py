"""13 Training, plainly: right, and what the catalogued mistakes are patches of."""

import numpy as np


def _conv(x, w, b):
    N, C, H, W = x.shape
    F = len(w)
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    y = np.zeros((N, F, H * W))
    for k in range(3):
        for l in range(3):
            y += w[:, :, k, l] @ xp[:, :, k : k + H, l : l + W].reshape(N, C, -1)
    return y.reshape(N, F, H, W) + b[:, None, None]


def _conv_backward(dy, x, w):
    N, C, H, W = x.shape
    xp = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    rows = dy.reshape(N, len(w), -1)
    for k in range(3):
        for l in range(3):
            window = xp[:, :, k : k + H, l : l + W].reshape(N, C, -1)
            dw[:, :, k, l] = np.tensordot(rows, window, axes=((0, 2), (0, 2)))
            dxp[:, :, k : k + H, l : l + W] += (w[:, :, k, l].T @ rows).reshape(x.shape)
    return dxp[:, :, 1:-1, 1:-1], dw, dy.sum(axis=(0, 2, 3))


def _pool(x):
    top = np.maximum(x[:, :, ::2, ::2], x[:, :, ::2, 1::2])
    bottom = np.maximum(x[:, :, 1::2, ::2], x[:, :, 1::2, 1::2])
    return np.maximum(top, bottom)


def _pool_backward(dy, x, y):
    dx = np.zeros(x.shape)
    for k in range(2):
        for l in range(2):
            dx[:, :, k::2, l::2] = dy * (x[:, :, k::2, l::2] == y)
    return dx


def _softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _moved(x, rng):
    y = np.zeros(x.shape)
    for n in range(len(x)):
        right = rng.integers(-1, 2)
        y[n] = np.roll(x[n], right, axis=2) * rng.uniform(0.7, 1)
    y[:, :, :, [0, -1]] *= 0.5
    return y


def sgd_momentum(params, grads, velocity, *, lr, momentum):
    new_params = {}
    new_velocity = {}
    for key in params:
        v = momentum * velocity[key] - lr * grads[key]
        new_velocity[key] = v
        new_params[key] = params[key] + v
    return new_params, new_velocity


def predict(images, params):
    a1 = _conv(images, params["w1"], params["b1"])
    r1 = np.maximum(a1, 0)
    p1 = _pool(r1)
    a2 = _conv(p1, params["w2"], params["b2"])
    r2 = np.maximum(a2, 0)
    flat = r2.reshape(len(images), -1)
    logits = flat @ params["w3"].T + params["b3"]
    return logits.argmax(axis=1)


def train(images, labels, *, seed):
    rng = np.random.default_rng(seed)
    shapes = {"1": (16, 1, 3, 3), "2": (32, 16, 3, 3), "3": (10, 512)}
    params = {}
    for key, shape in shapes.items():
        scale = np.sqrt(2 / np.prod(shape[1:]))
        params[f"w{key}"] = rng.standard_normal(shape) * scale
        params[f"b{key}"] = np.zeros(shape[0])
    velocity = {key: np.zeros(params[key].shape) for key in params}
    for epoch in range(20):
        lr = 0.05 * (1 - epoch / 20)
        order = rng.permutation(len(images))
        for start in range(0, len(images), 32):
            batch = order[start : start + 32]
            x = _moved(images[batch], rng)
            y = labels[batch]
            a1 = _conv(x, params["w1"], params["b1"])
            r1 = np.maximum(a1, 0)
            p1 = _pool(r1)
            a2 = _conv(p1, params["w2"], params["b2"])
            r2 = np.maximum(a2, 0)
            flat = r2.reshape(len(x), -1)
            logits = flat @ params["w3"].T + params["b3"]
            dlogits = _softmax(logits)
            dlogits[np.arange(len(y)), y] -= 1
            dlogits /= len(y)
            grads = {"w3": dlogits.T @ flat, "b3": dlogits.sum(axis=0)}
            da2 = (dlogits @ params["w3"]).reshape(r2.shape) * (a2 > 0)
            dp1, grads["w2"], grads["b2"] = _conv_backward(da2, p1, params["w2"])
            da1 = _pool_backward(dp1, r1, p1) * (a1 > 0)
            _, grads["w1"], grads["b1"] = _conv_backward(da1, x, params["w1"])
            for key, slope in grads.items():
                velocity[key] = 0.9 * velocity[key] - lr * slope
                params[key] = params[key] + velocity[key]
    return params
