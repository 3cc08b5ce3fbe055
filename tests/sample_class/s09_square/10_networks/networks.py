import numpy as np

from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from inception import inception_module
from layers import dense, local_response_norm, rbf_output, relu, relu6, softmax, tanh
from pooling import avg_pool2d, global_avg_pool2d, max_pool2d
from residual import residual_block


def size(n, k, s, p):
    return (n + 2 * p - k) // s + 1


def layer_table(layers, input_shape):
    rows = []
    C = input_shape[0]
    S = input_shape[-1]  # images are square
    flat = len(input_shape) == 1
    for word, *n in layers:
        if word == "conv":
            F, K, s, p = n
            P, C, S = F * (C * K * K + 1), F, size(S, K, s, p)
            shape = (C, S, S)
        elif word == "pool":
            P, S = 0, size(S, *n)
            shape = (C, S, S)
        elif word == "global_pool":
            P, shape, flat = 0, (C,), True
        elif word == "dense":
            D = C if flat else C * S * S
            P, shape, C, flat = n[0] * (D + 1), (n[0],), n[0], True
        elif word == "residual":
            F, s = n
            P = F * (9 * C + 1) + F * (9 * F + 1)
            if s > 1 or C != F:
                P += F * (C + 1)
            C, S = F, size(S, 3, s, 1)
            shape = (C, S, S)
        elif word == "bottleneck":
            M, F, s = n
            P = M * (C + 1) + M * (9 * M + 1) + F * (M + 1)
            if s > 1 or C != F:
                P += F * (C + 1)
            C, S = F, size(S, 3, s, 1)
            shape = (C, S, S)
        elif word == "inverted":
            t, F, s = n
            T = t * C
            P = T * (C + 1) + T * 10 + F * (T + 1)
            C, S = F, size(S, 3, s, 1)
            shape = (C, S, S)
        elif word == "inception":
            f1, r3, f3, r5, f5, fp = n
            P = (f1 + r3 + r5 + fp) * (C + 1) + f3 * (9 * r3 + 1) + f5 * (25 * r5 + 1)
            C = f1 + f3 + f5 + fp
            shape = (C, S, S)
        elif word == "embedding":
            P, shape, C = n[0] * n[1], (n[1], C), n[1]
        elif word == "text":
            P = sum(n[0] * (C * K + 1) for K in n[1:])
            C, flat = n[0] * len(n[1:]), True
            shape = (C,)
        elif word == "board":
            P, shape = C + S * S, (S * S,)
        rows.append((shape, P))
    return rows


def lenet5(x, params):
    p = params
    c1 = tanh(conv2d(x, p["w1"], p["b1"]))
    s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, p["w3"], p["b3"]))
    s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, p["w5"], p["b5"]))
    f6 = tanh(dense(c5.reshape(c5.shape[0], c5.shape[1]), p["w6"], p["b6"]))
    return c1, s2, c3, s4, c5, f6, rbf_output(f6, p["prototypes"])


def rows(a):
    """maps to rows; they are square, so it is all the same"""
    return a.transpose(0, 1, 3, 2).reshape(len(a), -1)


def alexnet(x, params):
    w = lambda k: (params["w" + k], params["b" + k])
    c1 = relu(conv2d(x, *w("1"), stride=4))
    n1 = local_response_norm(c1)
    s2 = max_pool2d(n1, kernel=(3, 3), stride=2)
    c3 = relu(conv2d(s2, *w("3"), padding=2))
    n3 = local_response_norm(c3)
    s4 = max_pool2d(n3, kernel=(3, 3), stride=2)
    c5 = relu(conv2d(s4, *w("5"), padding=1))
    c6 = relu(conv2d(c5, *w("6"), padding=1))
    c7 = relu(conv2d(c6, *w("7"), padding=1))
    s8 = max_pool2d(c7, kernel=(3, 3), stride=2)
    f9 = relu(dense(rows(s8), *w("9")))
    f10 = relu(dense(f9, *w("10")))
    return c1, n1, s2, c3, n3, s4, c5, c6, c7, s8, f9, f10, dense(f10, *w("11"))


def fashion_cnn(x, params):
    w = lambda k: (params["w" + k], params["b" + k])
    c1 = relu(conv2d(x, *w("1"), padding=3))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = relu(conv2d(s2, *w("3"), padding=1))
    c4 = relu(conv2d(c3, *w("4"), padding=1))
    s5 = max_pool2d(c4, kernel=(2, 2), stride=2)
    c6 = relu(conv2d(s5, *w("6"), padding=1))
    c7 = relu(conv2d(c6, *w("7"), padding=1))
    s8 = max_pool2d(c7, kernel=(2, 2), stride=2)
    f9 = relu(dense(rows(s8), *w("9")))
    f10 = relu(dense(f9, *w("10")))
    return c1, s2, c3, c4, s5, c6, c7, s8, f9, f10, softmax(dense(f10, *w("11")))


def part(params, name):
    return {k[len(name):]: v for k, v in params.items() if k.startswith(name)}


def frame(x):
    S = x.shape[2]
    xp = np.zeros((len(x), x.shape[1], S + 2, S + 2))
    xp[:, :, 1:S + 1, 1:S + 1] = x[:, :, :S, :S]
    return xp


def resnet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(frame(c1), kernel=(3, 3), stride=2)
    r3 = residual_block(s2, part(params, "r3."))
    r4 = residual_block(r3, part(params, "r4."), stride=2)
    r5 = residual_block(r4, part(params, "r5."), stride=2)
    g6 = global_avg_pool2d(r5)
    return c1, s2, r3, r4, r5, g6, dense(g6, params["w7"], params["b7"])


def mobilenet_v2(x, params):
    c1 = relu6(conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    m2 = inverted_residual(c1, part(params, "m2."))
    m3 = inverted_residual(m2, part(params, "m3."), stride=2)
    m4 = inverted_residual(m3, part(params, "m4."))
    c5 = relu6(pointwise_conv2d(m4, params["w5"], params["b5"]))
    g6 = c5.sum(axis=(2, 3)) / c5.shape[2] ** 2
    return c1, m2, m3, m4, c5, g6, dense(g6, params["w7"], params["b7"])


def googlenet(x, params):
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = max_pool2d(frame(c1), kernel=(3, 3), stride=2)
    i3 = inception_module(s2, part(params, "i3."))
    s4 = max_pool2d(frame(i3), kernel=(3, 3), stride=2)
    i5 = inception_module(s4, part(params, "i5."))
    g6 = global_avg_pool2d(i5)
    return c1, s2, i3, s4, i5, g6, dense(g6, params["w7"], params["b7"])


def conv1d(x, w, b):
    L, K = x.shape[-1], w.shape[-1]
    return np.stack([np.tensordot(x[:, :, i:i + K], w, 2 * [[1, 2]]) + b for i in range(L - K + 1)], 2)


def max_over_time(x):
    return x.max(2)


def text_cnn(tokens, params):
    e = params["embedding"][tokens].transpose(0, 2, 1)
    c = [relu(conv1d(e, params["w" + k], params["b" + k])) for k in "345"]
    m = np.concatenate([max_over_time(a) for a in c], 1)
    return (e, *c, m, dense(m, params["w"], params["b"]))


def policy_network(planes, params):
    a, out, k = planes, [], 1
    while "w%d" % k in params:
        a = relu(conv2d(a, params["w%d" % k], params["b%d" % k], padding=2 if k == 1 else 1))
        out.append(a)
        k += 1
    size = planes.shape[2]
    s = (conv2d(a, params["w"], np.zeros(1)) + params["b"]).reshape(-1, size * size)
    return out + [s, softmax(s)]


def ensemble(probabilities):
    return np.mean(probabilities, axis=0)
