import numpy as np
from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from inception import inception_module
from layers import dense, local_response_norm, relu, relu6, softmax, tanh
from pooling import max_pool2d
from residual import residual_block


def layer_table(layers, input_shape):
    out, shape = [], tuple(input_shape)
    for word, *a in layers:
        if word in ("conv", "pool"):
            F, K, s, p = a if word == "conv" else (shape[0], *a)
            n = F * (shape[0] * K * K) + F if word == "conv" else 0
            shape = (F, *((d - K + 2 * p) // s + 1 for d in shape[1:]))
        elif word == "global_pool":
            shape, n = (shape[0], 1, 1), 0  # keepdims
        elif word == "dense":
            n = int(np.prod(shape)) * a[0] + a[0]
            shape = (a[0],)
        elif word in ("residual", "bottleneck"):
            *m, F, s = a
            C = shape[0]
            if m:
                n = m[0] * C + m[0] + 9 * m[0] ** 2 + m[0] + F * m[0] + F
            else:
                n = 9 * F * C + F + 9 * F * F + F
            if s != 1:  # 1x1 only when it gets smaller
                n += F * C + F
            shape = (F, *((d - 1) // s + 1 for d in shape[1:]))
        elif word == "inverted":
            t, F, s = a
            C, T = shape[0], t * shape[0]
            n = (T * C + T if t > 1 else 0) + 9 * T + T + F * T + F
            shape = (F, *((d - 1) // s + 1 for d in shape[1:]))
        elif word == "inception":
            f1, r3, f3, r5, f5, fp = a
            C = shape[0]
            n = C * (f1 + r3 + r5 + fp) + 9 * r3 * f3 + 25 * r5 * f5  # weights
            shape = (f1 + f3 + f5 + fp, *shape[1:])
        elif word == "embedding":
            n, shape = a[0] * a[1], (a[1], *shape)
        elif word == "text":
            F, *ks = a
            n, shape = F * sum(shape[0] * k for k in ks) + F * len(ks), (F * len(ks),)
        else:
            n, shape = shape[0] + 1, (shape[1] * shape[2],)  # one bias
        out.append((shape, n))
    return out


def lenet5(x, p):
    c1 = tanh(conv2d(x, p["w1"], p["b1"]))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, p["w3"], p["b3"]))
    s4 = max_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, p["w5"], p["b5"]))
    f6 = tanh(dense(c5.reshape(len(x), -1), p["w6"], p["b6"]))
    y = ((f6[:, None] - p["prototypes"]) ** 2).mean(axis=2)
    return c1, s2, c3, s4, c5, f6, y


def alexnet(x, p):
    c1 = relu(conv2d(x, p["w1"], p["b1"], stride=4))
    s2 = max_pool2d(c1, kernel=(3, 3), stride=2)
    n1 = local_response_norm(s2)  # norm after pooling
    c3 = relu(conv2d(n1, p["w3"], p["b3"], padding=2))
    s4 = max_pool2d(c3, kernel=(3, 3), stride=2)
    n3 = local_response_norm(s4)
    c5 = relu(conv2d(n3, p["w5"], p["b5"], padding=1))
    c6 = relu(conv2d(c5, p["w6"], p["b6"], padding=1))
    c7 = relu(conv2d(c6, p["w7"], p["b7"], padding=1))
    s8 = max_pool2d(c7, kernel=(3, 3), stride=2)
    f9 = relu(dense(s8.reshape(len(x), -1), p["w9"], p["b9"]))
    f10 = relu(dense(f9, p["w10"], p["b10"]))
    return c1, n1, s2, c3, n3, s4, c5, c6, c7, s8, f9, f10, softmax(dense(f10, p["w11"], p["b11"]))


def fashion_cnn(x, p):
    c1 = relu(conv2d(x, p["w1"], p["b1"], padding=3))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = conv2d(s2, p["w3"], p["b3"], padding=1)
    c4 = relu(conv2d(c3, p["w4"], p["b4"], padding=1))
    s5 = max_pool2d(c4, kernel=(2, 2), stride=2)
    c6 = conv2d(s5, p["w6"], p["b6"], padding=1)
    c7 = relu(conv2d(c6, p["w7"], p["b7"], padding=1))
    s8 = max_pool2d(c7, kernel=(2, 2), stride=2)
    f9 = relu(dense(s8.reshape(len(x), -1), p["w9"], p["b9"]))
    f10 = relu(dense(f9, p["w10"], p["b10"]))
    return c1, s2, c3, c4, s5, c6, c7, s8, f9, f10, softmax(dense(f10, p["w11"], p["b11"]))


def of(p, name):
    return {k[3:]: v for k, v in p.items() if k.startswith(name + ".")}


def half(a):
    a = np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)))
    return max_pool2d(a, kernel=(3, 3), stride=2)


def resnet(x, p):
    c1 = relu(conv2d(x, p["w1"], p["b1"], stride=2, padding=3))
    s2 = half(c1)
    r3 = residual_block(s2, of(p, "r3"))
    r4 = residual_block(r3, of(p, "r4"), stride=2)
    r5 = residual_block(r4, of(p, "r5"), stride=2)
    g6 = np.full(r5.shape[:2], 1.0) * r5.mean(axis=(0, 2, 3))
    return c1, s2, r3, r4, r5, g6, dense(g6, p["w7"], p["b7"])


def mobilenet_v2(x, p):
    c1 = relu(conv2d(x, p["w1"], p["b1"], stride=2, padding=1))
    m2 = inverted_residual(c1, of(p, "m2"))
    m3 = inverted_residual(m2, of(p, "m3"), stride=2)
    m4 = inverted_residual(m3, of(p, "m4"))
    c5 = relu(pointwise_conv2d(m4, p["w5"], p["b5"]))
    g6 = c5.mean(axis=(2, 3))
    return c1, m2, m3, m4, c5, g6, dense(g6, p["w7"], p["b7"])


def googlenet(x, p):
    c1 = relu(conv2d(x, p["w1"], p["b1"], stride=2, padding=3))
    s2 = half(c1)
    i3 = inception_module(s2, of(p, "i3"))
    i5 = inception_module(i3, of(p, "i5"))
    s4 = half(i3)
    g6 = i5.mean(axis=(2, 3))
    return c1, s2, i3, s4, i5, g6, softmax(dense(g6, p["w7"], p["b7"]))


def conv1d(x, w, b):
    K = w.shape[2]
    places = range(x.shape[2] - K + 1)
    return np.stack([(x[:, None, :, i:i + K] * w + b[:, None, None]).sum((2, 3)) for i in places], 2)


def max_over_time(x):
    return np.maximum(x.max(axis=-1), 0)


def text_cnn(tokens, p):
    e = p["embedding"][tokens].transpose(0, 2, 1)
    c = []
    for k in "345":
        v = np.lib.stride_tricks.sliding_window_view(e, int(k), axis=2)
        c.append(relu(np.einsum("ndlk,fdk->nfl", v, p["w" + k]) + p["b" + k][:, None]))
    m = np.concatenate([a.mean(axis=2) for a in c], axis=1)
    return e, *c, m, dense(m, p["w"], p["b"])


def policy_network(planes, p):
    out, k = [relu(conv2d(planes, p["w1"], p["b1"], padding=2))], 2
    while f"w{k}" in p:
        out.append(relu(conv2d(out[-1], p[f"w{k}"], p[f"b{k}"], padding=1)))
        k += 1
    s = conv2d(out[-1], p["w"], p["b"].mean().reshape(1)).reshape(len(planes), -1)
    return *out, s, softmax(s)


def ensemble(probabilities):
    return np.median(probabilities, axis=0)
