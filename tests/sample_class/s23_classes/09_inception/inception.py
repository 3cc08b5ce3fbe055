from dataclasses import dataclass, field

import numpy as np

import conv
import pooling


@dataclass
class Convolution:
    """conv + relu, remembers what it saw"""

    w: np.ndarray
    b: np.ndarray
    dw: np.ndarray = None
    db: np.ndarray = None

    @property
    def padding(self):
        return self.w.shape[-1] // 2

    def __call__(self, x):
        self.x = x
        z = conv.conv2d(x, self.w, self.b, padding=self.padding)
        self.mask = z > 0
        return z * self.mask

    def back(self, dy):
        dx, self.dw, self.db = conv.conv2d_backward(dy * self.mask, self.x, self.w, padding=self.padding)
        return dx


class Pool:
    def __call__(self, x):
        self.x = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)], constant_values=-np.inf)
        return pooling.max_pool2d(self.x, kernel=(3, 3), stride=1)

    def back(self, dy):
        return pooling.max_pool2d_backward(dy, self.x, kernel=(3, 3), stride=1)[:, :, 1:-1, 1:-1]


@dataclass
class Chain:
    layers: list = field(default_factory=list)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def back(self, dy):
        for layer in self.layers[::-1]:
            dy = layer.back(dy)
        return dy


class Module:
    def __init__(self, params):
        self.convs = {key[1:]: Convolution(params[key], params["b" + key[1:]]) for key in params if key.startswith("w")}
        c = self.convs
        self.branches = [Chain([c["1"]]), Chain([c["3r"], c["3"]]), Chain([c["5r"], c["5"]]), Chain([Pool(), c["p"]])]

    def __call__(self, x):
        self.outputs = [branch(x) for branch in self.branches]
        return concat_channels(self.outputs)

    def back(self, dy):
        parts = split_channels(dy, [y.shape[1] for y in self.outputs])
        return sum(branch.back(part) for branch, part in zip(self.branches, parts))

    @property
    def gradients(self):
        found = {}
        for name, layer in self.convs.items():
            found["w" + name], found["b" + name] = layer.dw, layer.db
        return found


def concat_channels(branches):
    return np.moveaxis(np.concatenate([np.moveaxis(b, 1, 0) for b in branches]), 0, 1)


def split_channels(dy, sizes):
    sizes = [0, *sizes]
    return [dy[:, sum(sizes[:i]):sum(sizes[:i + 1])] for i in range(1, len(sizes))]


def inception_module(x, params):
    return Module(params)(x)


def inception_module_backward(dy, x, params):
    module = Module(params)
    module(x)
    return module.back(dy), module.gradients


def auxiliary_classifier(x, params):
    return (params["w"] @ pooling.global_avg_pool2d(x).T).T + params["b"]


def total_loss(main, auxiliaries, *, weight=0.3):
    return np.float64(main) + weight * np.sum(auxiliaries)
