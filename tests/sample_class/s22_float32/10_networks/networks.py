import numpy as np

import conv
import depthwise
import inception
import layers
import pooling
import residual

DTYPE = np.float32  # like on a GPU


def low(a):
    return a.astype(DTYPE)


def ready(params):
    """weights in half the memory"""
    return {key: low(a) for key, a in params.items()}


def part(params, name):
    return {key[3:]: a for key, a in params.items() if key[:3] == name + "."}


def layer_table(layers, input_shape):
    table, shape = [], tuple(int(n) for n in input_shape)
    for layer in layers:
        shape, count = ROWS[layer[0]](shape, *layer[1:])
        table.append((shape, count))
    return table


def _conv(shape, f, k, s=1, p=0):
    oh, ow = ((n + 2 * p - k) // s + 1 for n in shape[1:])
    return (f, oh, ow), f * (shape[0] * k * k + 1)


def _blocks(shape, convs, skip=None):
    total = 0
    if skip and (skip[1] != 1 or skip[0] != shape[0]):
        total += skip[0] * (shape[0] + 1)
    for c in convs:
        shape, count = _conv(shape, *c)
        total += count
    return shape, total


def _inverted(shape, t, f, s):
    wide, one = _conv(shape, t * shape[0], 1)
    (_, oh, ow), _ = _conv(wide, 1, 3, s, 1)
    out, two = _conv((wide[0], oh, ow), f, 1)
    return out, one + wide[0] * 10 + two


def _inception(shape, f1, r3, f3, r5, f5, fp):
    paths = [(f1, 1)], [(r3, 1), (f3, 3, 1, 1)], [(r5, 1), (f5, 5, 1, 2)], [(fp, 1)]
    counts = [_blocks(shape, path)[1] for path in paths]
    return (f1 + f3 + f5 + fp, *shape[1:]), sum(counts)


ROWS = {
    "conv": _conv,
    "pool": lambda a, k, s, p: (_conv(a, a[0], k, s, p)[0], 0),
    "global_pool": lambda a: ((a[0],), 0),
    "dense": lambda a, m: ((m,), (int(np.prod(a)) + 1) * m),
    "residual": lambda a, f, s: _blocks(a, [(f, 3, s, 1), (f, 3, 1, 1)], (f, s)),
    "bottleneck": lambda a, m, f, s: _blocks(a, [(m, 1), (m, 3, s, 1), (f, 1)], (f, s)),
    "inverted": _inverted,
    "inception": _inception,
    "embedding": lambda a, v, d: ((d, a[0]), v * d),
    "text": lambda a, f, *ks: ((f * len(ks),), sum((a[0] * k + 1) * f for k in ks)),
    "board": lambda a: ((a[1] * a[2],), a[0] + a[1] * a[2]),
}


def lenet5(x, params):
    p = ready(params)
    c1 = layers.tanh(conv.conv2d(low(x), p["w1"], p["b1"]))
    s2 = pooling.avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = layers.tanh(conv.conv2d(s2, p["w3"], p["b3"]))
    s4 = pooling.avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = layers.tanh(conv.conv2d(s4, p["w5"], p["b5"]))
    f6 = layers.tanh(layers.dense(c5.reshape(len(x), -1), p["w6"], p["b6"]))
    return c1, s2, c3, s4, c5, f6, layers.rbf_output(f6, p["prototypes"])


def alexnet(x, params):
    p, out = ready(params), []

    def add(a):
        out.append(low(a))

    def c(key, **settings):
        a = out[-1] if out else low(x)
        add(layers.relu(conv.conv2d(a, p["w" + key], p["b" + key], **settings)))

    def pool():
        add(pooling.max_pool2d(out[-1], kernel=(3, 3), stride=2))

    c("1", stride=4)
    add(layers.local_response_norm(out[-1]))
    pool()
    c("3", padding=2)
    add(layers.local_response_norm(out[-1]))
    pool()
    c("5", padding=1)
    c("6", padding=1)
    c("7", padding=1)
    pool()
    add(layers.relu(layers.dense(out[-1].reshape(len(x), -1), p["w9"], p["b9"])))
    add(layers.relu(layers.dense(out[-1], p["w10"], p["b10"])))
    add(layers.dense(out[-1], p["w11"], p["b11"]))
    return out


def conv1d(x, w, b):
    x, w, b = low(x), low(w), low(b)
    v = np.lib.stride_tricks.sliding_window_view(x, w.shape[2], axis=2)
    return np.einsum("nclk,fck->nfl", v, w) + b[:, None]


def max_over_time(x):
    return x.max(axis=2)  # nothing to round


def text_cnn(tokens, params):
    p = ready(params)
    e = p["embedding"][tokens].transpose(0, 2, 1)
    c = [np.maximum(conv1d(e, p[f"w{k}"], p[f"b{k}"]), 0) for k in (3, 4, 5)]
    m = np.concatenate([a.max(axis=2) for a in c], axis=1)
    return e, *c, m, layers.dense(m, p["w"], p["b"])


def ensemble(probabilities):
    return sum(low(p) for p in probabilities) / DTYPE(len(probabilities))


# the rest in full precision, the blocks are not mine
def fashion_cnn(x, params):
    p, out = params, [x]
    for key, padding, then in ((1, 3, 1), (3, 1, 0), (4, 1, 1), (6, 1, 0), (7, 1, 1)):
        a = conv.conv2d(out[-1], p[f"w{key}"], p[f"b{key}"], padding=padding)
        out.append(layers.relu(a))
        if then:
            out.append(pooling.max_pool2d(out[-1], kernel=(2, 2), stride=2))
    for key in (9, 10, 11):
        a = layers.dense(out[-1].reshape(len(x), -1), p[f"w{key}"], p[f"b{key}"])
        out.append(layers.softmax(a) if key == 11 else layers.relu(a))
    return out[1:]


def framed(a):
    return np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)


def resnet(x, params):
    c1 = layers.relu(conv.conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = pooling.max_pool2d(framed(c1), kernel=(3, 3), stride=2)
    r3 = residual.residual_block(s2, part(params, "r3"))
    r4 = residual.residual_block(r3, part(params, "r4"), stride=2)
    r5 = residual.residual_block(r4, part(params, "r5"), stride=2)
    g6 = r5.mean(axis=(2, 3))
    return c1, s2, r3, r4, r5, g6, layers.dense(g6, params["w7"], params["b7"])


def mobilenet_v2(x, params):
    c1 = layers.relu6(conv.conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    m2 = depthwise.inverted_residual(c1, part(params, "m2"))
    m3 = depthwise.inverted_residual(m2, part(params, "m3"), stride=2)
    m4 = depthwise.inverted_residual(m3, part(params, "m4"))
    c5 = layers.relu6(depthwise.pointwise_conv2d(m4, params["w5"], params["b5"]))
    g6 = c5.mean(axis=(2, 3))
    return c1, m2, m3, m4, c5, g6, layers.dense(g6, params["w7"], params["b7"])


def googlenet(x, params):
    c1 = layers.relu(conv.conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = pooling.max_pool2d(framed(c1), kernel=(3, 3), stride=2)
    i3 = inception.inception_module(s2, part(params, "i3"))
    s4 = pooling.max_pool2d(framed(i3), kernel=(3, 3), stride=2)
    i5 = inception.inception_module(s4, part(params, "i5"))
    g6 = i5.mean(axis=(2, 3))
    return c1, s2, i3, s4, i5, g6, layers.dense(g6, params["w7"], params["b7"])


def policy_network(planes, params):
    out, a, k = [], low(planes), 1
    while f"w{k}" in params:
        a = conv.conv2d(a, params[f"w{k}"], params[f"b{k}"], padding=2 if k == 1 else 1)
        a = layers.relu(a)
        out.append(a)
        k += 1
    s = (conv.conv2d(a, params["w"], np.zeros(1))[:, 0] + params["b"]).reshape(len(a), -1)
    return *out, s, layers.softmax(s)
