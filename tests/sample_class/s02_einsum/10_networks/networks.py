import numpy as np
from numpy.lib.stride_tricks import as_strided

# one list of steps per network, and one function that walks along it; nothing is imported


def _windows(x, k, l, s):
    n, c, h, w = x.shape
    p, q, r, t = x.strides
    shape = (n, c, (h - k) // s + 1, (w - l) // s + 1, k, l)
    return as_strided(x, shape, (p, q, r * s, t * s, r, t), writeable=False)


def _pad(x, p, value=0.0):
    return np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], constant_values=value)


def conv(x, w, b, s=1, p=0):
    v = _windows(_pad(x, p), *w.shape[2:], s)
    return np.einsum("ncijkl,fckl->nfij", v, w, optimize=True) + b[:, None, None]


def mx(x, k, s, p=0):
    return _windows(_pad(x, p, -np.inf), k, k, s).max((-1, -2))


def fc(x, w, b):
    return np.einsum("nd,md->nm", x.reshape(x.shape[0], -1), w) + b


relu = lambda z: np.where(z > 0, z, 0.0)
relu6 = lambda z: np.clip(z, 0, 6)


def soft(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / np.einsum("nk->n", e)[:, None]


def lrn(a):
    c = np.arange(a.shape[1])
    near = abs(c[:, None] - c) <= 1
    return a * (1 + 2e-5 * np.einsum("ij,njhw->nihw", near, a**2)) ** -0.75


def sub(p, name):
    return {k.partition(".")[2]: v for k, v in p.items() if k.partition(".")[0] == name}


def res(x, p, s=1):
    z = conv(relu(conv(x, p["w1"], p["b1"], s, 1)), p["w2"], p["b2"], 1, 1)
    return relu(z + (conv(x, p["ws"], p["bs"], s) if "ws" in p else x))


def inv(x, p, s=1):
    e = relu6(np.einsum("tc,ncij->ntij", p["we"], x) + p["be"][:, None, None])
    v = _windows(_pad(e, 1), 3, 3, s)
    d = relu6(np.einsum("ntijkl,tkl->ntij", v, p["wd"]) + p["bd"][:, None, None])
    y = np.einsum("ft,ntij->nfij", p["wp"], d) + p["bp"][:, None, None]
    return x + y if (s == 1 and x.shape[1] == y.shape[1]) else y


def inc(x, p):
    three = conv(relu(conv(x, p["w3r"], p["b3r"])), p["w3"], p["b3"], p=1)
    five = conv(relu(conv(x, p["w5r"], p["b5r"])), p["w5"], p["b5"], p=2)
    pool = conv(mx(x, 3, 1, 1), p["wp"], p["bp"])
    return relu(np.concatenate([conv(x, p["w1"], p["b1"]), three, five, pool], 1))


def walk(x, *steps):
    out = []
    for step in steps:
        x = step(x)
        out.append(x)
    return tuple(out)


def gap(x):
    return np.einsum("ncij->nc", x) / x[0, 0].size


def lenet5(x, p):
    half = lambda a: np.einsum("ncijkl->ncij", _windows(a, 2, 2, 2)) / 4
    c = lambda k: lambda a: np.tanh(conv(a, p[f"w{k}"], p[f"b{k}"]))
    rbf = lambda a: np.sqrt(np.einsum("nkd->nk", (a[:, None] - p["prototypes"]) ** 2))
    return walk(x, c(1), half, c(3), half, c(5), lambda a: np.tanh(fc(a, p["w6"], p["b6"])), rbf)


def alexnet(x, p):
    c = lambda k, s, q: lambda a: relu(conv(a, p[f"w{k}"], p[f"b{k}"], s, q))
    d = lambda k: lambda a: relu(fc(a, p[f"w{k}"], p[f"b{k}"]))
    m = lambda a: mx(a, 3, 2)
    end = lambda a: fc(a, p["w11"], p["b11"])
    front = c(1, 4, 0), lrn, m, c(3, 1, 2), lrn, m
    return walk(x, *front, c(5, 1, 1), c(6, 1, 1), c(7, 1, 1), m, d(9), d(10), end)


def fashion_cnn(x, p):
    c = lambda k, q=1: lambda a: relu(conv(a, p[f"w{k}"], p[f"b{k}"], 1, q))
    d = lambda k: lambda a: relu(fc(a, p[f"w{k}"], p[f"b{k}"]))
    m = lambda a: mx(a, 2, 2)
    end = lambda a: soft(fc(a, p["w11"], p["b11"]))
    return walk(x, c(1, 3), m, c(3), c(4), m, c(6), c(7), m, d(9), d(10), end)


def _ends(p):
    return gap, lambda a: fc(a, p["w7"], p["b7"])


def resnet(x, p):
    stem = lambda a: relu(conv(a, p["w1"], p["b1"], 2, 3))
    r = lambda k, s: lambda a: res(a, sub(p, k), s)
    return walk(x, stem, lambda a: mx(a, 3, 2, 1), r("r3", 1), r("r4", 2), r("r5", 2), *_ends(p))


def mobilenet_v2(x, p):
    stem = lambda a: relu6(conv(a, p["w1"], p["b1"], 2, 1))
    m = lambda k, s: lambda a: inv(a, sub(p, k), s)
    last = lambda a: relu6(np.einsum("fc,ncij->nfij", p["w5"], a) + p["b5"][:, None, None])
    return walk(x, stem, m("m2", 1), m("m3", 2), m("m4", 1), last, *_ends(p))


def googlenet(x, p):
    stem = lambda a: relu(conv(a, p["w1"], p["b1"], 2, 3))
    m, i = lambda a: mx(a, 3, 2, 1), lambda k: lambda a: inc(a, sub(p, k))
    return walk(x, stem, m, i("i3"), m, i("i5"), *_ends(p))


def conv1d(x, w, b):
    n, c, length = x.shape
    k = w.shape[2]
    p, q, r = x.strides
    v = as_strided(x, (n, c, length - k + 1, k), (p, q, r, r), writeable=False)
    return np.einsum("ncik,fck->nfi", v, w) + b[:, None]


def max_over_time(x):
    return np.sort(x, axis=-1)[..., -1]


def text_cnn(tokens, p):
    one_hot = np.eye(len(p["embedding"]))[tokens]
    e = np.einsum("nlv,vd->ndl", one_hot, p["embedding"])
    c = [relu(conv1d(e, p[f"w{k}"], p[f"b{k}"])) for k in (3, 4, 5)]
    m = np.concatenate([max_over_time(a) for a in c], -1)
    return [e] + c + [m, fc(m, p["w"], p["b"])]


def policy_network(planes, p):
    depth = max(int(k[1:]) for k in p if k[0] == "w" and k[1:])
    c = lambda k: lambda a: relu(conv(a, p[f"w{k}"], p[f"b{k}"], 1, 2 if k == 1 else 1))
    score = lambda a: (np.einsum("f,nfij->nij", p["w"].ravel(), a) + p["b"]).reshape(len(a), -1)
    return walk(planes, *(c(k) for k in range(1, depth + 1)), score, soft)


def ensemble(probabilities):
    return np.einsum("mnk->nk", np.array(probabilities)) / len(probabilities)


def layer_table(layers, shape):
    def c(shape, f, k, s, p):
        size = [(n + 2 * p - k) // s + 1 for n in shape[1:]]
        return (f, *size), f * (shape[0] * k * k + 1)

    def chain(shape, *convs):
        count = 0
        for one in convs:
            shape, n = c(shape, *one)
            count += n
        return shape, count

    def skip(shape, f, s):
        return f * (shape[0] + 1) * (s > 1 or shape[0] != f)

    def basic(a, f, s):
        out, n = chain(a, (f, 3, s, 1), (f, 3, 1, 1))
        return out, n + skip(a, f, s)

    def neck(a, m, f, s):
        out, n = chain(a, (m, 1, 1, 0), (m, 3, s, 1), (f, 1, 1, 0))
        return out, n + skip(a, f, s)

    def inverted(a, t, f, s):
        wide = t * a[0]
        out, _ = chain(a, (f, 3, s, 1))
        return out, wide * (a[0] + 1) + 10 * wide + f * (wide + 1)

    def inception(a, f1, r3, f3, r5, f5, fp):
        n = (f1 + r3 + r5 + fp) * (a[0] + 1) + f3 * (9 * r3 + 1) + f5 * (25 * r5 + 1)
        return (f1 + f3 + f5 + fp, *a[1:]), n

    kinds = {
        "conv": c,
        "pool": lambda a, k, s, p: (c(a, a[0], k, s, p)[0], 0),
        "global_pool": lambda a: (a[:1], 0),
        "dense": lambda a, m: ((m,), m * (int(np.prod(a)) + 1)),
        "residual": basic,
        "bottleneck": neck,
        "inverted": inverted,
        "inception": inception,
        "embedding": lambda a, v, d: ((d, a[0]), v * d),
        "text": lambda a, f, *ks: ((f * len(ks),), sum(f * (a[0] * k + 1) for k in ks)),
        "board": lambda a: ((a[1] * a[2],), sum(a[:1]) + a[1] * a[2]),
    }
    table = []
    for kind, *numbers in layers:
        shape, count = kinds[kind](shape, *numbers)
        table.append([shape, count])
    return table
