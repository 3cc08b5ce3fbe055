import numpy as np

from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from inception import inception_module
from layers import dense, local_response_norm, rbf_output, relu, relu6, softmax, tanh
from pooling import avg_pool2d, global_avg_pool2d, max_pool2d
from residual import residual_block


def layer_table(layers, input_shape):
    table = []
    shape = input_shape
    while layers:
        word, *n = layers.pop(0)
        if word == "conv":
            F, K, s, p = n
            parameters = F * (shape[0] * K * K + 1)
            shape = (F, (shape[1] + 2 * p - K) // s + 1, (shape[2] + 2 * p - K) // s + 1)
        if word == "pool":
            K, s, p = n
            parameters = 0
            shape = (shape[0], (shape[1] + 2 * p - K) // s + 1, (shape[2] + 2 * p - K) // s + 1)
        if word == "global_pool":
            parameters, shape = 0, (shape[0],)
        if word == "dense":
            inputs = 1
            for size in shape:
                inputs = inputs * size
            parameters, shape = n[0] * (inputs + 1), (n[0],)
        if word == "residual":
            F, s = n
            parameters = F * (9 * shape[0] + 1) + F * (9 * F + 1)
            if s != 1 or F != shape[0]:
                parameters += F * (shape[0] + 1)
            shape = (F, -(-shape[1] // s), -(-shape[2] // s))
        if word == "bottleneck":
            M, F, s = n
            parameters = M * (shape[0] + 1) + M * (9 * M + 1) + F * (M + 1)
            if s != 1 or F != shape[0]:
                parameters += F * (shape[0] + 1)
            shape = (F, -(-shape[1] // s), -(-shape[2] // s))
        if word == "inverted":
            t, F, s = n
            T = t * shape[0]
            parameters = T * (shape[0] + 1) + T * 10 + F * (T + 1)
            shape = (F, -(-shape[1] // s), -(-shape[2] // s))
        if word == "inception":
            f1, r3, f3, r5, f5, fp = n
            parameters = f1 * (shape[0] + 1)
            parameters += r3 * (shape[0] + 1) + f3 * (9 * r3 + 1)
            parameters += r5 * (shape[0] + 1) + f5 * (25 * r5 + 1)
            parameters += fp * (shape[0] + 1)
            shape = (f1 + f3 + f5 + fp, shape[1], shape[2])
        if word == "embedding":
            parameters, shape = n[0] * n[1], (n[1], shape[0])
        if word == "text":
            parameters = 0
            for K in n[1:]:
                parameters += n[0] * (shape[0] * K + 1)
            shape = (n[0] * len(n[1:]),)
        if word == "board":
            parameters, shape = shape[0] + shape[1] * shape[2], (shape[1] * shape[2],)
        table.append((shape, parameters))
    return table


def lenet5(x, params):
    c1 = tanh(conv2d(x, params["w1"], params["b1"]))
    s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, params["w3"], params["b3"]))
    s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, params["w5"], params["b5"]))
    for n in range(len(x)):
        f6 = tanh(dense(c5[n : n + 1, :, 0, 0], params["w6"], params["b6"]))
        y = rbf_output(f6, params["prototypes"])
        return c1, s2, c3, s4, c5, f6, y


def alexnet(x, params):
    stages = []
    a = x
    for key, stride, padding in ((1, 4, 0), (3, 1, 2), (5, 1, 1), (6, 1, 1), (7, 1, 1)):
        a = conv2d(a, params[f"w{key}"], params[f"b{key}"], stride=stride, padding=padding)
        a = relu(a)
        stages.append(a)
        if key < 5:
            a = local_response_norm(a)
            stages.append(a)
            a = max_pool2d(a, kernel=(3, 3), stride=2)
            stages.append(a)
    if key == 7:
        a = max_pool2d(a, kernel=(3, 3), stride=2)
    stages.append(a)
    a = a.reshape(len(x), -1)
    for key in (9, 10, 11):
        a = dense(a, params[f"w{key}"], params[f"b{key}"])
        a = relu(a)
        stages.append(a)
    return stages


def fashion_cnn(x, params):
    stages = []
    a = x
    for key in (1, 3, 4, 6, 7):
        a = relu(conv2d(a, params.pop(f"w{key}"), params.pop(f"b{key}"), padding=3 if key == 1 else 1))
        stages.append(a)
        if key in (1, 4, 7):
            a = max_pool2d(a, kernel=(2, 2), stride=2)
            stages.append(a)
    a = a.reshape(len(x), -1)
    for key in (9, 10):
        a = relu(dense(a, params.pop(f"w{key}"), params.pop(f"b{key}")))
        stages.append(a)
    stages.append(softmax(dense(a, params["w11"], params["b11"])))
    return stages


def block(params, name):
    out = {}
    for key in params:
        if key.startswith(name + "."):
            out[key[len(name) + 1 :]] = params[key]
    return out


def padded(x):
    return np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))


def resnet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(c1, kernel=(3, 3), stride=2)
    blocks = []
    a = s2
    for name in ("r3", "r4", "r5"):
        a = residual_block(a, block(params, name), stride=1 if name == "r3" else 2)
        blocks.append(a)
    g6 = global_avg_pool2d(a)
    y = dense(g6, params["w7"], params["b7"])
    return c1, s2, *blocks, g6, y


def mobilenet_v2(x, params):
    c1 = relu6(conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    blocks = []
    a = c1
    for name in ("m2", "m3", "m4"):
        a = inverted_residual(a, block(params, name), stride=2 if name == "m3" else 1)
    blocks.append(a)
    c5 = relu6(pointwise_conv2d(a, params["w5"], params["b5"]))
    g6 = global_avg_pool2d(c5)
    return c1, *blocks, c5, g6, dense(g6, params["w7"], params["b7"])


def googlenet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(padded(c1), kernel=(3, 3), stride=2)
    i3 = inception_module(s2, block(params, "i3"))
    s4 = max_pool2d(padded(i3), kernel=(3, 3), stride=2)
    i5 = inception_module(s4, block(params, "i5"))
    g6 = global_avg_pool2d(i5)
    y = dense(g6, params["w7"], params["b7"])
    # keep what it costs
    c1 *= 1.0
    return c1, s2, i3, s4, i5, g6, y


def conv1d(x, w, b):
    N, C, L = x.shape
    F, C, K = w.shape
    y = np.zeros((N, F, L - K + 1))
    for n in range(N):
        for f in range(F):
            for i in range(L - K + 1):
                y[n, f, i] = np.sum(x[n, :, i : i + K] * w[f]) + b[f]
        return y


def max_over_time(x):
    x.sort(axis=2)
    return x[:, :, -1]


def text_cnn(tokens, params):
    e = params["embedding"][tokens].swapaxes(1, 2)
    maps = []
    for k in (3, 4, 5):
        windows = np.lib.stride_tricks.sliding_window_view(e, k, axis=2)
        c = np.einsum("ndlk,fdk->nfl", windows, params[f"w{k}"]) + params[f"b{k}"][:, None]
        maps.append(relu(c))
    m = np.concatenate([c.max(axis=2) for c in maps], axis=1)
    y = dense(m, params["w"], params["b"])
    return e, *maps, m, y


def policy_network(planes, params):
    stages = []
    a = planes
    k = 1
    while f"w{k}" in params:
        a = relu(conv2d(a, params[f"w{k}"], params[f"b{k}"], padding=2 if k == 1 else 1))
        k += 1
        stages.append(a)
    s = conv2d(a, params["w"], np.zeros(1))[:, 0]
    s += params["b"]
    s = s.reshape(len(s), -1)
    for n in range(len(s)):
        y = softmax(s[n : n + 1])
    return *stages, s, y


def ensemble(probabilities):
    total = probabilities[0]
    for p in probabilities[1:]:
        total += p
    return total / len(probabilities)
