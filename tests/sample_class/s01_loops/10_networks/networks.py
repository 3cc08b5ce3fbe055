"""10 Networks, written out; convolutions of sentences with loops."""

import numpy as np

from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from geometry import conv_parameters, dense_parameters, output_size
from inception import inception_module
from layers import dense, local_response_norm, rbf_output, relu, relu6, softmax, tanh
from pooling import avg_pool2d, global_avg_pool2d, max_pool2d
from residual import residual_block


def conv_row(shape, filters, kernel, stride, padding):
    channels, height, width = shape
    oh = output_size(height, kernel, stride=stride, padding=padding)
    ow = output_size(width, kernel, stride=stride, padding=padding)
    return (filters, oh, ow), conv_parameters(channels, filters, (kernel, kernel))


def shortcut(channels, filters, stride):
    if stride == 1 and channels == filters:
        return 0
    return conv_parameters(channels, filters, (1, 1))


def layer_table(layers, input_shape):
    rows = []
    shape = input_shape
    for layer in layers:
        kind = layer[0]
        if kind == "conv":
            shape, count = conv_row(shape, layer[1], layer[2], layer[3], layer[4])
        elif kind == "pool":
            (_, oh, ow), _ = conv_row(shape, 1, layer[1], layer[2], layer[3])
            shape, count = (shape[0], oh, ow), 0
        elif kind == "global_pool":
            shape, count = (shape[0],), 0
        elif kind == "dense":
            inputs = 1
            for size in shape:
                inputs *= size
            shape, count = (layer[1],), dense_parameters(inputs, layer[1])
        elif kind == "residual":
            filters, stride = layer[1], layer[2]
            extra = shortcut(shape[0], filters, stride)
            shape, one = conv_row(shape, filters, 3, stride, 1)
            shape, two = conv_row(shape, filters, 3, 1, 1)
            count = one + two + extra
        elif kind == "bottleneck":
            middle, filters, stride = layer[1], layer[2], layer[3]
            extra = shortcut(shape[0], filters, stride)
            shape, one = conv_row(shape, middle, 1, 1, 0)
            shape, two = conv_row(shape, middle, 3, stride, 1)
            shape, three = conv_row(shape, filters, 1, 1, 0)
            count = one + two + three + extra
        elif kind == "inverted":
            factor, filters, stride = layer[1], layer[2], layer[3]
            wide = factor * shape[0]
            shape, one = conv_row(shape, wide, 1, 1, 0)
            shape, _ = conv_row(shape, wide, 3, stride, 1)
            shape, three = conv_row(shape, filters, 1, 1, 0)
            count = one + wide * 9 + wide + three
        elif kind == "inception":
            f1, r3, f3, r5, f5, fp = layer[1:]
            count = 0
            for before, after, size in (
                (shape[0], f1, 1),
                (shape[0], r3, 1),
                (r3, f3, 3),
                (shape[0], r5, 1),
                (r5, f5, 5),
                (shape[0], fp, 1),
            ):
                count += conv_parameters(before, after, (size, size))
            shape = (f1 + f3 + f5 + fp, shape[1], shape[2])
        elif kind == "embedding":
            shape, count = (layer[2], shape[0]), layer[1] * layer[2]
        elif kind == "text":
            count = 0
            for width in layer[2:]:
                count += layer[1] * (shape[0] * width + 1)
            shape = (layer[1] * (len(layer) - 2),)
        elif kind == "board":
            channels, height, width = shape
            shape, count = (height * width,), channels + height * width
        rows.append((shape, count))
    return rows


def frame(x):
    N, C, H, W = x.shape
    framed = np.full((N, C, H + 2, W + 2), -np.inf)
    for i in range(H):
        for j in range(W):
            framed[:, :, i + 1, j + 1] = x[:, :, i, j]
    return framed


def flat(x):
    rows = []
    for sample in x:
        rows.append(sample.ravel())
    return np.array(rows)


def block(params, name):
    found = {}
    for key in params:
        if key.startswith(name + "."):
            found[key[len(name) + 1 :]] = params[key]
    return found


def lenet5(x, params):
    C1 = tanh(conv2d(x, params["w1"], params["b1"]))
    S2 = avg_pool2d(C1, kernel=(2, 2), stride=2)
    C3 = tanh(conv2d(S2, params["w3"], params["b3"]))
    S4 = avg_pool2d(C3, kernel=(2, 2), stride=2)
    C5 = tanh(conv2d(S4, params["w5"], params["b5"]))
    F6 = tanh(dense(flat(C5), params["w6"], params["b6"]))
    return C1, S2, C3, S4, C5, F6, rbf_output(F6, params["prototypes"])


def alexnet(x, params):
    def w(key):
        return params[f"w{key}"], params[f"b{key}"]

    C1 = relu(conv2d(x, *w(1), stride=4))
    N1 = local_response_norm(C1)
    S2 = max_pool2d(N1, kernel=(3, 3), stride=2)
    C3 = relu(conv2d(S2, *w(3), padding=2))
    N3 = local_response_norm(C3)
    S4 = max_pool2d(N3, kernel=(3, 3), stride=2)
    C5 = relu(conv2d(S4, *w(5), padding=1))
    C6 = relu(conv2d(C5, *w(6), padding=1))
    C7 = relu(conv2d(C6, *w(7), padding=1))
    S8 = max_pool2d(C7, kernel=(3, 3), stride=2)
    F9 = relu(dense(flat(S8), *w(9)))
    F10 = relu(dense(F9, *w(10)))
    return C1, N1, S2, C3, N3, S4, C5, C6, C7, S8, F9, F10, dense(F10, *w(11))


def fashion_cnn(x, params):
    stages = [relu(conv2d(x, params["w1"], params["b1"], padding=3))]
    for first in (3, 6):
        stages.append(max_pool2d(stages[-1], kernel=(2, 2), stride=2))
        for key in (first, first + 1):
            a = conv2d(stages[-1], params[f"w{key}"], params[f"b{key}"], padding=1)
            stages.append(relu(a))
    stages.append(max_pool2d(stages[-1], kernel=(2, 2), stride=2))
    a = flat(stages[-1])
    for key in (9, 10):
        a = relu(dense(a, params[f"w{key}"], params[f"b{key}"]))
        stages.append(a)
    stages.append(softmax(dense(a, params["w11"], params["b11"])))
    return stages


def resnet(x, params):
    C1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    S2 = max_pool2d(frame(C1), kernel=(3, 3), stride=2)
    R3 = residual_block(S2, block(params, "r3"))
    R4 = residual_block(R3, block(params, "r4"), stride=2)
    R5 = residual_block(R4, block(params, "r5"), stride=2)
    G6 = global_avg_pool2d(R5)
    return C1, S2, R3, R4, R5, G6, dense(G6, params["w7"], params["b7"])


def mobilenet_v2(x, params):
    C1 = relu6(conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    M2 = inverted_residual(C1, block(params, "m2"))
    M3 = inverted_residual(M2, block(params, "m3"), stride=2)
    M4 = inverted_residual(M3, block(params, "m4"))
    C5 = relu6(pointwise_conv2d(M4, params["w5"], params["b5"]))
    G6 = global_avg_pool2d(C5)
    return C1, M2, M3, M4, C5, G6, dense(G6, params["w7"], params["b7"])


def googlenet(x, params):
    C1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    S2 = max_pool2d(frame(C1), kernel=(3, 3), stride=2)
    I3 = inception_module(S2, block(params, "i3"))
    S4 = max_pool2d(frame(I3), kernel=(3, 3), stride=2)
    I5 = inception_module(S4, block(params, "i5"))
    G6 = global_avg_pool2d(I5)
    return C1, S2, I3, S4, I5, G6, dense(G6, params["w7"], params["b7"])


def conv1d(x, w, b):
    N, C, L = x.shape
    F, _, K = w.shape
    y = np.zeros((N, F, L - K + 1))
    for n in range(N):
        for f in range(F):
            for i in range(L - K + 1):
                total = b[f]
                for c in range(C):
                    for k in range(K):
                        total += w[f, c, k] * x[n, c, i + k]
                y[n, f, i] = total
    return y


def max_over_time(x):
    N, F, L = x.shape
    y = np.zeros((N, F))
    for n in range(N):
        for f in range(F):
            y[n, f] = x[n, f, 0]
            for i in range(L):
                if x[n, f, i] > y[n, f]:
                    y[n, f] = x[n, f, i]
    return y


def text_cnn(tokens, params):
    N, L = tokens.shape
    D = params["embedding"].shape[1]
    E = np.zeros((N, D, L))
    for n in range(N):
        for i in range(L):
            E[n, :, i] = params["embedding"][tokens[n, i]]
    C3 = relu(conv1d(E, params["w3"], params["b3"]))
    C4 = relu(conv1d(E, params["w4"], params["b4"]))
    C5 = relu(conv1d(E, params["w5"], params["b5"]))
    M = np.hstack([max_over_time(C3), max_over_time(C4), max_over_time(C5)])
    return E, C3, C4, C5, M, dense(M, params["w"], params["b"])


def policy_network(planes, params):
    stages = [relu(conv2d(planes, params["w1"], params["b1"], padding=2))]
    layer = 2
    while "w" + str(layer) in params:
        w, b = params["w" + str(layer)], params["b" + str(layer)]
        stages.append(relu(conv2d(stages[-1], w, b, padding=1)))
        layer += 1
    N, F, H, W = stages[-1].shape
    S = np.zeros((N, H * W))
    for n in range(N):
        for i in range(H):
            for j in range(W):
                score = params["b"][i, j]
                for f in range(F):
                    score += params["w"][0, f, 0, 0] * stages[-1][n, f, i, j]
                S[n, i * W + j] = score
    return stages + [S, softmax(S)]


def ensemble(probabilities):
    y = np.zeros(probabilities[0].shape)
    for p in probabilities:
        for n in range(y.shape[0]):
            for k in range(y.shape[1]):
                y[n, k] += p[n, k] / len(probabilities)
    return y
