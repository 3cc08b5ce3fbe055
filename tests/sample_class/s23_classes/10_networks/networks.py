"""10 Networks, object-oriented: a network is a list of layers that keep nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Callable

import conv
import depthwise
import geometry
import inception
import layers as layer_functions
import numpy as np
import pooling
import residual

Array = np.ndarray


@dataclass(frozen=True)
class Network:
    params: dict[str, Array]
    steps: list[Callable[[Array], Array]] = field(default_factory=list)

    def then(self, step: Callable[[Array], Array]) -> "Network":
        return Network(self.params, [*self.steps, step])

    def conv(self, key: str, act: str = "relu", **settings: int) -> "Network":
        w, b = self.params["w" + key], self.params["b" + key]
        activation = getattr(layer_functions, act)
        return self.then(lambda x: activation(conv.conv2d(x, w, b, **settings)))

    def dense(self, key: str, act: str | None = "relu") -> "Network":
        w, b = self.params["w" + key], self.params["b" + key]

        def step(x: Array) -> Array:
            z = layer_functions.dense(np.reshape(x, (x.shape[0], -1)), w, b)
            return getattr(layer_functions, act)(z) if act else z

        return self.then(step)

    def pool(self, how: str, size: int, framed: int = 0) -> "Network":
        def step(x: Array) -> Array:
            if framed:
                shape = (*x.shape[:2], x.shape[2] + 2, x.shape[3] + 2)
                frame = np.zeros(shape)  # after a relu nothing is below 0
                frame[:, :, 1:-1, 1:-1] = x
                x = frame
            return getattr(pooling, how)(x, kernel=(size, size), stride=2)

        return self.then(step)

    def block(self, function: Callable[..., Array], name: str, **settings: int) -> "Network":
        own = {k.split(".")[1]: v for k, v in self.params.items() if k.split(".")[0] == name}
        return self.then(lambda x: function(x, own, **settings))

    def run(self, x: Array) -> list[Array]:
        return reduce(lambda seen, step: [*seen, step(seen[-1])], self.steps, [x])[1:]


def lenet5(x: Array, params: dict[str, Array]) -> list[Array]:
    net = Network(params).conv("1", "tanh").pool("avg_pool2d", 2)
    net = net.conv("3", "tanh").pool("avg_pool2d", 2).conv("5", "tanh").dense("6", "tanh")
    return net.then(lambda a: layer_functions.rbf_output(a, params["prototypes"])).run(x)


def alexnet(x: Array, params: dict[str, Array]) -> list[Array]:
    net = Network(params).conv("1", stride=4).then(layer_functions.local_response_norm)
    net = net.pool("max_pool2d", 3).conv("3", padding=2)
    net = net.then(layer_functions.local_response_norm).pool("max_pool2d", 3)
    for key in "567":
        net = net.conv(key, padding=1)
    return net.pool("max_pool2d", 3).dense("9").dense("10").dense("11", None).run(x)


def fashion_cnn(x: Array, params: dict[str, Array]) -> list[Array]:
    net = Network(params).conv("1", padding=3).pool("max_pool2d", 2)
    net = net.conv("3", padding=1).conv("4", padding=1).pool("max_pool2d", 2)
    net = net.conv("6", padding=1).conv("7", padding=1).pool("max_pool2d", 2)
    return net.dense("9").dense("10").dense("11", "softmax").run(x)


def _stem(params: dict[str, Array]) -> Network:
    return Network(params).conv("1", stride=2, padding=3).pool("max_pool2d", 3, framed=1)


def _end(net: Network, x: Array) -> list[Array]:
    return net.then(pooling.global_avg_pool2d).dense("7", None).run(x)


def resnet(x: Array, params: dict[str, Array]) -> list[Array]:
    net = _stem(params)
    for name, stride in (("r3", 1), ("r4", 2), ("r5", 2)):
        net = net.block(residual.residual_block, name, stride=stride)
    return _end(net, x)


def mobilenet_v2(x: Array, params: dict[str, Array]) -> list[Array]:
    net = Network(params).conv("1", "relu6", stride=2, padding=1)
    for name, stride in (("m2", 1), ("m3", 2), ("m4", 1)):
        net = net.block(depthwise.inverted_residual, name, stride=stride)
    w, b = params["w5"], params["b5"]
    net = net.then(lambda a: layer_functions.relu6(depthwise.pointwise_conv2d(a, w, b)))
    return _end(net, x)


def googlenet(x: Array, params: dict[str, Array]) -> list[Array]:
    net = _stem(params).block(inception.inception_module, "i3")
    return _end(net.pool("max_pool2d", 3, framed=1).block(inception.inception_module, "i5"), x)


def conv1d(x: Array, w: Array, b: Array) -> Array:
    """A sentence is an image of one row."""
    return conv.conv2d(x[:, :, None], w[:, :, None], b)[:, :, 0]


def max_over_time(x: Array) -> Array:
    return np.maximum.reduce(x, axis=2)


@dataclass(frozen=True)
class Sentences:
    tokens: Array
    params: dict[str, Array]

    @property
    def embedded(self) -> Array:
        return np.moveaxis(np.take(self.params["embedding"], self.tokens, axis=0), 2, 1)

    def maps(self, width: int) -> Array:
        w, b = self.params[f"w{width}"], self.params[f"b{width}"]
        return layer_functions.relu(conv1d(self.embedded, w, b))


def text_cnn(tokens: Array, params: dict[str, Array]) -> tuple[Array, ...]:
    sentences = Sentences(tokens, params)
    maps = [sentences.maps(width) for width in (3, 4, 5)]
    best = np.column_stack([max_over_time(one) for one in maps])
    return sentences.embedded, *maps, best, layer_functions.dense(best, params["w"], params["b"])


def policy_network(planes: Array, params: dict[str, Array]) -> list[Array]:
    net, depth = Network(params).conv("1", padding=2), 1
    while f"w{depth + 1}" in params:
        depth += 1
        net = net.conv(str(depth), padding=1)

    def scores(x: Array) -> Array:
        board = conv.conv2d(x, params["w"], np.array([0.0]))[:, 0] + params["b"]
        return board.reshape(board.shape[0], board.shape[1] * board.shape[2])

    return net.then(scores).then(layer_functions.softmax).run(planes)


def ensemble(probabilities: list[Array]) -> Array:
    return np.average(np.stack(probabilities), axis=0)


@dataclass
class Row:
    shape: tuple[int, ...]
    parameters: int = 0

    def conv(self, filters: int, kernel: int, stride: int = 1, padding: int = 0) -> "Row":
        sizes = [
            geometry.output_size(n, kernel, stride=stride, padding=padding) for n in self.shape[1:]
        ]
        more = geometry.conv_parameters(self.shape[0], filters, (kernel, kernel))
        return Row((filters, *sizes), self.parameters + more)


class Table:
    """Each method is a kind of layer."""

    def conv(self, at: Row, *numbers: int) -> Row:
        return at.conv(*numbers)

    def pool(self, at: Row, *numbers: int) -> Row:
        return Row(at.conv(at.shape[0], *numbers).shape)

    def global_pool(self, at: Row) -> Row:
        return Row((at.shape[0],))

    def dense(self, at: Row, units: int) -> Row:
        inputs = reduce(int.__mul__, at.shape)
        return Row((units,), geometry.dense_parameters(inputs, units))

    def _shortcut(self, at: Row, filters: int, stride: int) -> int:
        fits = stride == 1 and at.shape[0] == filters
        return 0 if fits else geometry.conv_parameters(at.shape[0], filters, (1, 1))

    def residual(self, at: Row, filters: int, stride: int) -> Row:
        end = at.conv(filters, 3, stride, 1).conv(filters, 3, 1, 1)
        return Row(end.shape, end.parameters + self._shortcut(at, filters, stride))

    def bottleneck(self, at: Row, middle: int, filters: int, stride: int) -> Row:
        end = at.conv(middle, 1).conv(middle, 3, stride, 1).conv(filters, 1)
        return Row(end.shape, end.parameters + self._shortcut(at, filters, stride))

    def inverted(self, at: Row, factor: int, filters: int, stride: int) -> Row:
        wide = at.conv(factor * at.shape[0], 1)
        moved = wide.conv(1, 3, stride, 1)
        middle = Row((wide.shape[0], *moved.shape[1:]), wide.parameters + 10 * wide.shape[0])
        return middle.conv(filters, 1)

    def inception(self, at: Row, *n: int) -> Row:
        f1, r3, f3, r5, f5, fp = n
        ends = [at.conv(f1, 1), at.conv(r3, 1).conv(f3, 3, 1, 1)]
        ends += [at.conv(r5, 1).conv(f5, 5, 1, 2), at.conv(fp, 1)]
        maps = sum(end.shape[0] for end in ends)
        return Row((maps, *at.shape[1:]), sum(end.parameters for end in ends))

    def embedding(self, at: Row, words: int, numbers: int) -> Row:
        return Row((numbers, at.shape[0]), words * numbers)

    def text(self, at: Row, filters: int, *widths: int) -> Row:
        weights = sum(at.shape[0] * width for width in widths)
        return Row((filters * len(widths),), filters * (weights + len(widths)))

    def board(self, at: Row) -> Row:
        channels, rows, columns = at.shape
        return Row((rows * columns,), channels + rows * columns)


def layer_table(layers: list[tuple], input_shape: tuple[int, ...]) -> list[tuple]:
    at, rows = Row(tuple(input_shape)), []
    for word, *numbers in layers:
        at = getattr(Table(), word)(Row(at.shape), *numbers)
        rows.append((at.shape, at.parameters))
    return rows
