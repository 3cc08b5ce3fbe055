"""How each stage of a network is worked out from those before it, with earlier references.

`r` answers for all functions, `s` are the stages by name, x among them, `p` are the params.
"""

from itertools import pairwise

import numpy as np


def conv(before, key, act="relu", **settings):
    """Return how a convolution's stage is worked out."""
    return lambda r, s, p: getattr(r, act)(
        r.conv2d(s[before], p[f"w{key}"], p[f"b{key}"], **settings)
    )


def dense(before, key, act=""):
    """Return how a dense layer's stage is worked out."""

    def work(r, s, p):
        z = r.dense(s[before].reshape(len(s[before]), -1), p[f"w{key}"], p[f"b{key}"])
        return getattr(r, act)(z) if act else z

    return work


def largest(before, size, framed=0):
    """Return how a max-pool at stride 2 is worked out, with a frame that never wins."""

    def work(r, s, _):
        frame = ((0, 0), (0, 0), (framed, framed), (framed, framed))
        x = np.pad(s[before], frame, constant_values=-1e9)
        return r.max_pool2d(x, kernel=(size, size), stride=2)

    return work


def average(before):
    """Return how an average pool of 2×2 is worked out."""
    return lambda r, s, _: r.avg_pool2d(s[before], kernel=(2, 2), stride=2)


def norm(before):
    """Return how local response norm is worked out."""
    return lambda r, s, _: r.local_response_norm(s[before])


def whole(before):
    """Return how global average pooling is worked out."""
    return lambda r, s, _: r.global_avg_pool2d(s[before])


def block(of, before, name, **settings):
    """Return how a block is worked out from its own part of the params."""
    return lambda r, s, p: getattr(r, of)(
        s[before], {k[3:]: w for k, w in p.items() if k[:3] == f"{name}."}, **settings
    )


def pointwise(r, s, p):
    """Work out MobileNetV2's last convolution."""
    return r.relu6(r.pointwise_conv2d(s["M4"], p["w5"], p["b5"]))


def embedded(_, s, p):
    """Work out the columns that stand for words."""
    return np.stack([p["embedding"][tokens].T for tokens in s["tokens"]])


def over_words(width):
    """Return how a convolution over words is worked out."""
    return lambda r, s, p: r.relu(r.conv1d(s["E"], p[f"w{width}"], p[f"b{width}"]))


def strongest(_, s, __):
    """Work out the largest number of each map, maps of width 3 first."""
    return np.concatenate([s[f"C{width}"].max(axis=-1) for width in (3, 4, 5)], axis=1)


STAGES = {
    "lenet5": {
        "C1": conv("x", "1", "tanh"),
        "S2": average("C1"),
        "C3": conv("S2", "3", "tanh"),
        "S4": average("C3"),
        "C5": conv("S4", "5", "tanh"),
        "F6": dense("C5", "6", "tanh"),
        "y": lambda r, s, p: r.rbf_output(s["F6"], p["prototypes"]),
    },
    "alexnet": {
        "C1": conv("x", "1", stride=4),
        "N1": norm("C1"),
        "S2": largest("N1", 3),
        "C3": conv("S2", "3", padding=2),
        "N3": norm("C3"),
        "S4": largest("N3", 3),
        "C5": conv("S4", "5", padding=1),
        "C6": conv("C5", "6", padding=1),
        "C7": conv("C6", "7", padding=1),
        "S8": largest("C7", 3),
        "F9": dense("S8", "9", "relu"),
        "F10": dense("F9", "10", "relu"),
        "y": dense("F10", "11"),
    },
    "fashion_cnn": {
        "C1": conv("x", "1", padding=3),
        "S2": largest("C1", 2),
        "C3": conv("S2", "3", padding=1),
        "C4": conv("C3", "4", padding=1),
        "S5": largest("C4", 2),
        "C6": conv("S5", "6", padding=1),
        "C7": conv("C6", "7", padding=1),
        "S8": largest("C7", 2),
        "F9": dense("S8", "9", "relu"),
        "F10": dense("F9", "10", "relu"),
        "y": dense("F10", "11", "softmax"),
    },
    "resnet": {
        "C1": conv("x", "1", stride=2, padding=3),
        "S2": largest("C1", 3, framed=1),
        "R3": block("residual_block", "S2", "r3"),
        "R4": block("residual_block", "R3", "r4", stride=2),
        "R5": block("residual_block", "R4", "r5", stride=2),
        "G6": whole("R5"),
        "y": dense("G6", "7"),
    },
    "mobilenet_v2": {
        "C1": conv("x", "1", "relu6", stride=2, padding=1),
        "M2": block("inverted_residual", "C1", "m2"),
        "M3": block("inverted_residual", "M2", "m3", stride=2),
        "M4": block("inverted_residual", "M3", "m4"),
        "C5": pointwise,
        "G6": whole("C5"),
        "y": dense("G6", "7"),
    },
    "googlenet": {
        "C1": conv("x", "1", stride=2, padding=3),
        "S2": largest("C1", 3, framed=1),
        "I3": block("inception_module", "S2", "i3"),
        "S4": largest("I3", 3, framed=1),
        "I5": block("inception_module", "S4", "i5"),
        "G6": whole("I5"),
        "y": dense("G6", "7"),
    },
    "text_cnn": {
        "E": embedded,
        "C3": over_words(3),
        "C4": over_words(4),
        "C5": over_words(5),
        "M": strongest,
        "y": dense("M", ""),
    },
}


def board_points(r, s, p):
    """Work out the scores of all points: no activation, a bias for each of them."""
    last = s[list(s)[-1]]
    z = r.conv2d(last, p["w"], np.zeros(1)) + p["b"]
    return z.reshape(len(z), -1)


def stages_of(case):
    """Return how the stages of a case are worked out."""
    if case.network in STAGES:
        return STAGES[case.network]
    convs = list(case.stages)[:-2]
    follows = {"C1": conv("planes", "1", padding=2)}
    for before, name in pairwise(convs):
        follows[name] = conv(before, name[1:], padding=1)
    return follows | {"S": board_points, "y": lambda r, s, _: r.softmax(s["S"])}


def again(reference, case):
    """Return what works out stage i from the stages before it, as they were returned."""
    stages, names, first = stages_of(case), list(case.stages), next(iter(case.shapes))

    def work(i, given):
        before = {first: case.arrays[0]} | dict(zip(names[:i], given))
        return stages[names[i]](reference, before, case.params)

    return work
