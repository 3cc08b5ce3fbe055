import numpy as np


def convolve(x, w, b, p):
    n, c, h, wd = x.shape
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    k = w.shape[2]
    z = np.zeros((n, len(w), h, wd))
    for i in range(h):
        for j in range(wd):
            patch = xp[:, :, i:i + k, j:j + k]
            for f in range(len(w)):
                z[:, f, i, j] = (patch * w[f]).sum(axis=(1, 2, 3)) + b[f]
    return z


def unconvolve(dz, x, w, p):
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    k = w.shape[2]
    dxp, dw = np.zeros_like(xp), np.zeros_like(w)
    for i in range(dz.shape[2]):
        for j in range(dz.shape[3]):
            for f in range(len(w)):
                g = dz[:, f, i, j].reshape(-1, 1, 1, 1)
                dw[f] += (g * xp[:, :, i:i + k, j:j + k]).sum(axis=0)
                dxp[:, :, i:i + k, j:j + k] += g * w[f]
    if p:
        dxp = dxp[:, :, p:-p, p:-p]
    return dxp, dw, dz.sum(axis=(0, 2, 3))


def relu(z):
    return z * (z > 0)


def surround(x):
    return np.pad(x, ((0,), (0,), (1,), (1,)))


def biggest(x):
    xp = surround(x)
    y = np.zeros_like(x)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            y[:, :, i, j] = xp[:, :, i:i + 3, j:j + 3].max(axis=(2, 3))
    return y


def concat_channels(branches):
    return np.concatenate(branches, axis=1)


def split_channels(dy, sizes):
    return np.split(dy, np.cumsum(sizes)[:-1], axis=1)


def inception_module(x, params):
    p = params
    one = relu(convolve(x, p["w1"], p["b1"], 0))
    three = relu(convolve(relu(convolve(x, p["w3r"], p["b3r"], 0)), p["w3"], p["b3"], 1))
    five = relu(convolve(relu(convolve(x, p["w5r"], p["b5r"], 0)), p["w5"], p["b5"], 2))
    pool = relu(convolve(biggest(x), p["wp"], p["bp"], 0))
    return concat_channels([one, three, five, pool])


def inception_module_backward(dy, x, params):
    p = params
    z1 = convolve(x, p["w1"], p["b1"], 0)
    z3r = convolve(x, p["w3r"], p["b3r"], 0)
    z3 = convolve(relu(z3r), p["w3"], p["b3"], 1)
    z5r = convolve(x, p["w5r"], p["b5r"], 0)
    z5 = convolve(relu(z5r), p["w5"], p["b5"], 2)
    pooled = biggest(x)
    zp = convolve(pooled, p["wp"], p["bp"], 0)
    d1, d3, d5, dp = split_channels(dy, [z.shape[1] for z in (z1, z3, z5, zp)])
    dx1, dw1, db1 = unconvolve(d1 * (z1 > 0), x, p["w1"], 0)
    d3r, dw3, db3 = unconvolve(d3 * (z3 > 0), relu(z3r), p["w3"], 1)
    dx3, dw3r, db3r = unconvolve(d3r * (z3r > 0), x, p["w3r"], 0)
    d5r, dw5, db5 = unconvolve(d5 * (z5 > 0), relu(z5r), p["w5"], 2)
    dx5, dw5r, db5r = unconvolve(d5r * (z5r > 0), x, p["w5r"], 0)
    dpooled, dwp, dbp = unconvolve(dp * (zp > 0), pooled, p["wp"], 0)
    xp = surround(x)
    dxp = np.zeros_like(xp)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            window = xp[:, :, i:i + 3, j:j + 3]
            top = window == window.max(axis=(2, 3), keepdims=True)
            dxp[:, :, i:i + 3, j:j + 3] += top * dpooled[:, :, i:i + 1, j:j + 1]
    dx = dx1 + dx3 + dx5 + dxp[:, :, 1:-1, 1:-1]
    return dx, {"w1": dw1, "b1": db1, "w3r": dw3r, "b3r": db3r, "w3": dw3, "b3": db3,
                "w5r": dw5r, "b5r": db5r, "w5": dw5, "b5": db5, "wp": dwp, "bp": dbp}


def auxiliary_classifier(x, params):
    return x.mean(axis=(2, 3)).dot(params["w"].T) + params["b"]


def total_loss(main, auxiliaries, *, weight=0.3):
    return main + weight * sum(auxiliaries)
