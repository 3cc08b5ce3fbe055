"""10 Networks step by step: right, and what the catalogued mistakes are patches of."""

import numpy as np


def conv2d(x, w, b, *, stride=1, padding=0):
    N, C, H, W = x.shape
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    windows = np.lib.stride_tricks.sliding_window_view(xp, w.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.tensordot(windows, w, ((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2) + b[:, None, None]


def pool2d(x, kernel, stride, how):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel, axis=(2, 3))
    return how(windows[:, :, ::stride, ::stride], axis=(4, 5))


def max_pool2d(x, *, kernel, stride):
    return pool2d(x, kernel, stride, np.max)


def avg_pool2d(x, *, kernel, stride):
    return pool2d(x, kernel, stride, np.mean)


def framed(x):
    N, C, H, W = x.shape
    xp = np.full((N, C, H + 2, W + 2), -np.inf)
    xp[:, :, 1 : 1 + H, 1 : 1 + W] = x
    return xp


def relu(z):
    return np.maximum(z, 0)


def relu6(z):
    return np.clip(z, 0, 6)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def dense(x, w, b):
    return x @ w.T + b


def flatten(x):
    return x.reshape(len(x), -1)


def local_response_norm(x, *, r=2, alpha=0.00002, beta=0.75, k=1):
    sums = np.zeros(x.shape)
    for i in range(x.shape[1]):
        sums[:, i] = (x[:, max(0, i - r // 2) : i + r // 2 + 1] ** 2).sum(axis=1)
    return x / (k + alpha * sums) ** beta


def rbf_output(x, prototypes):
    return np.sqrt(((x[:, None] - prototypes) ** 2).sum(axis=2))


def residual_block(x, params, *, stride=1):
    a = relu(conv2d(x, params["w1"], params["b1"], stride=stride, padding=1))
    z = conv2d(a, params["w2"], params["b2"], padding=1)
    skip = conv2d(x, params["ws"], params["bs"], stride=stride) if "ws" in params else x
    return relu(z + skip)


def pointwise_conv2d(x, w, b):
    return conv2d(x, w[:, :, None, None], b)


def inverted_residual(x, params, *, stride=1):
    e = relu6(pointwise_conv2d(x, params["we"], params["be"]))
    wd = params["wd"]
    filters = np.eye(len(wd))[:, :, None, None] * wd[:, None]
    d = relu6(conv2d(e, filters, params["bd"], stride=stride, padding=1))
    y = pointwise_conv2d(d, params["wp"], params["bp"])
    return y + x if stride == 1 and y.shape == x.shape else y


def inception_module(x, params):
    a3r = relu(conv2d(x, params["w3r"], params["b3r"]))
    a5r = relu(conv2d(x, params["w5r"], params["b5r"]))
    pooled = max_pool2d(framed(x), kernel=(3, 3), stride=1)
    branches = [
        conv2d(x, params["w1"], params["b1"]),
        conv2d(a3r, params["w3"], params["b3"], padding=1),
        conv2d(a5r, params["w5"], params["b5"], padding=2),
        conv2d(pooled, params["wp"], params["bp"]),
    ]
    return relu(np.concatenate(branches, axis=1))


def part(params, name):
    return {key[3:]: params[key] for key in params if key[:3] == name + "."}


def layer_table(layers, input_shape):
    table = []
    shape = tuple(input_shape)
    for word, *n in layers:
        C, H, W = shape if len(shape) == 3 else (shape[0], 0, 0)
        if word == "conv":
            F, K, s, p = n
            shape = (F, (H + 2 * p - K) // s + 1, (W + 2 * p - K) // s + 1)
            learned = F * (C * K * K + 1)
        elif word == "pool":
            K, s, p = n
            shape = (C, (H + 2 * p - K) // s + 1, (W + 2 * p - K) // s + 1)
            learned = 0
        elif word == "global_pool":
            shape, learned = (C,), 0
        elif word == "dense":
            D = int(np.prod(shape))
            shape, learned = (n[0],), n[0] * (D + 1)
        elif word == "residual":
            F, s = n
            first, second = F * (C * 9 + 1), F * (F * 9 + 1)
            skip = F * (C + 1) if s != 1 or C != F else 0
            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)
            learned = first + second + skip
        elif word == "bottleneck":
            M, F, s = n
            down, across, up = M * (C + 1), M * (M * 9 + 1), F * (M + 1)
            skip = F * (C + 1) if s != 1 or C != F else 0
            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)
            learned = down + across + up + skip
        elif word == "inverted":
            t, F, s = n
            T = t * C
            expand, depthwise, project = T * (C + 1), T * (9 + 1), F * (T + 1)
            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)
            learned = expand + depthwise + project
        elif word == "inception":
            f1, r3, f3, r5, f5, fp = n
            one, pool = f1 * (C + 1), fp * (C + 1)
            three = r3 * (C + 1) + f3 * (r3 * 9 + 1)
            five = r5 * (C + 1) + f5 * (r5 * 25 + 1)
            shape = (f1 + f3 + f5 + fp, H, W)
            learned = one + three + five + pool
        elif word == "embedding":
            V, D = n
            shape, learned = (D, shape[0]), V * D
        elif word == "text":
            F, *widths = n
            learned = 0
            for K in widths:
                learned += F * (C * K + 1)
            shape = (F * len(widths),)
        else:
            shape, learned = (H * W,), C + H * W
        table.append((shape, learned))
    return table


def lenet5(x, params):
    w1, b1, w3, b3 = params["w1"], params["b1"], params["w3"], params["b3"]
    w5, b5, w6, b6 = params["w5"], params["b5"], params["w6"], params["b6"]
    c1 = tanh(conv2d(x, w1, b1))
    s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, w3, b3))
    s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, w5, b5))
    f6 = tanh(dense(flatten(c5), w6, b6))
    y = rbf_output(f6, params["prototypes"])
    return c1, s2, c3, s4, c5, f6, y


def alexnet(x, params):
    w = {key[1:]: a for key, a in params.items() if key[0] == "w"}
    b = {key[1:]: a for key, a in params.items() if key[0] == "b"}
    c1 = relu(conv2d(x, w["1"], b["1"], stride=4))
    n1 = local_response_norm(c1)
    s2 = max_pool2d(n1, kernel=(3, 3), stride=2)
    c3 = relu(conv2d(s2, w["3"], b["3"], padding=2))
    n3 = local_response_norm(c3)
    s4 = max_pool2d(n3, kernel=(3, 3), stride=2)
    c5 = relu(conv2d(s4, w["5"], b["5"], padding=1))
    c6 = relu(conv2d(c5, w["6"], b["6"], padding=1))
    c7 = relu(conv2d(c6, w["7"], b["7"], padding=1))
    s8 = max_pool2d(c7, kernel=(3, 3), stride=2)
    f9 = relu(dense(flatten(s8), w["9"], b["9"]))
    f10 = relu(dense(f9, w["10"], b["10"]))
    y = dense(f10, w["11"], b["11"])
    return c1, n1, s2, c3, n3, s4, c5, c6, c7, s8, f9, f10, y


def fashion_cnn(x, params):
    w = {key[1:]: a for key, a in params.items() if key[0] == "w"}
    b = {key[1:]: a for key, a in params.items() if key[0] == "b"}
    c1 = relu(conv2d(x, w["1"], b["1"], padding=3))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = relu(conv2d(s2, w["3"], b["3"], padding=1))
    c4 = relu(conv2d(c3, w["4"], b["4"], padding=1))
    s5 = max_pool2d(c4, kernel=(2, 2), stride=2)
    c6 = relu(conv2d(s5, w["6"], b["6"], padding=1))
    c7 = relu(conv2d(c6, w["7"], b["7"], padding=1))
    s8 = max_pool2d(c7, kernel=(2, 2), stride=2)
    f9 = relu(dense(flatten(s8), w["9"], b["9"]))
    f10 = relu(dense(f9, w["10"], b["10"]))
    z = dense(f10, w["11"], b["11"])
    y = softmax(z)
    return c1, s2, c3, c4, s5, c6, c7, s8, f9, f10, y


def resnet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(framed(c1), kernel=(3, 3), stride=2)
    r3 = residual_block(s2, part(params, "r3"))
    r4 = residual_block(r3, part(params, "r4"), stride=2)
    r5 = residual_block(r4, part(params, "r5"), stride=2)
    g6 = r5.mean(axis=(2, 3))
    y = dense(g6, params["w7"], params["b7"])
    return c1, s2, r3, r4, r5, g6, y


def mobilenet_v2(x, params):
    c1 = relu6(conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    m2 = inverted_residual(c1, part(params, "m2"))
    m3 = inverted_residual(m2, part(params, "m3"), stride=2)
    m4 = inverted_residual(m3, part(params, "m4"))
    c5 = relu6(pointwise_conv2d(m4, params["w5"], params["b5"]))
    g6 = c5.mean(axis=(2, 3))
    y = dense(g6, params["w7"], params["b7"])
    return c1, m2, m3, m4, c5, g6, y


def googlenet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(framed(c1), kernel=(3, 3), stride=2)
    i3 = inception_module(s2, part(params, "i3"))
    s4 = max_pool2d(framed(i3), kernel=(3, 3), stride=2)
    i5 = inception_module(s4, part(params, "i5"))
    g6 = i5.mean(axis=(2, 3))
    y = dense(g6, params["w7"], params["b7"])
    return c1, s2, i3, s4, i5, g6, y


def conv1d(x, w, b):
    N, _, L = x.shape
    F, _, K = w.shape
    y = np.zeros((N, F, L - K + 1))
    for n in range(N):
        for f in range(F):
            for i in range(L - K + 1):
                window = x[n, :, i : i + K]
                y[n, f, i] = np.sum(window * w[f]) + b[f]
    return y


def max_over_time(x):
    N, F, L = x.shape
    y = np.zeros((N, F))
    for n in range(N):
        for f in range(F):
            best = x[n, f, 0]
            for i in range(1, L):
                best = max(best, x[n, f, i])
            y[n, f] = best
    return y


def over_words(e, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(e, w.shape[2], axis=2)
    return np.einsum("nclk,fck->nfl", windows, w) + b[:, None]


def text_cnn(tokens, params):
    e = params["embedding"][tokens].swapaxes(1, 2)
    c3 = relu(over_words(e, params["w3"], params["b3"]))
    c4 = relu(over_words(e, params["w4"], params["b4"]))
    c5 = relu(over_words(e, params["w5"], params["b5"]))
    m3 = c3.max(axis=2)
    m4 = c4.max(axis=2)
    m5 = c5.max(axis=2)
    m = np.concatenate([m3, m4, m5], axis=1)
    y = dense(m, params["w"], params["b"])
    return e, c3, c4, c5, m, y


def policy_network(planes, params):
    stages = []
    a = relu(conv2d(planes, params["w1"], params["b1"], padding=2))
    stages.append(a)
    k = 2
    while f"w{k}" in params:
        a = relu(conv2d(a, params[f"w{k}"], params[f"b{k}"], padding=1))
        stages.append(a)
        k += 1
    plane = conv2d(a, params["w"], np.zeros(1))[:, 0]
    plane = plane + params["b"]
    s = plane.reshape(len(planes), -1)
    y = softmax(s)
    return (*stages, s, y)


def ensemble(probabilities):
    total = np.zeros(probabilities[0].shape)
    for p in probabilities:
        total += p
    return total / len(probabilities)
