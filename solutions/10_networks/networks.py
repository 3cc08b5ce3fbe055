"""10 Networks: the networks of the lectures, whole, and the tables that describe them.

Every network returns all of its stages, in order, as a tuple; the last one is its answer. Filters
and biases come in a dict, `params`. Numbers of channels and sizes of filters are those of the
arrays; strides, paddings, windows of pools and activations are written down here.
"""

import numpy as np

from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from geometry import conv_parameters, dense_parameters, output_size
from inception import inception_module
from layers import dense, local_response_norm, rbf_output, relu, relu6, softmax, tanh
from pooling import avg_pool2d, global_avg_pool2d, max_pool2d
from residual import residual_block


### BEGIN SOLUTION
def _conv(shape, filters, kernel, stride, padding):
    C, H, W = shape
    sizes = (output_size(size, kernel, stride=stride, padding=padding) for size in (H, W))
    return (filters, *sizes), conv_parameters(C, filters, (kernel, kernel))


def _pool(shape, kernel, stride, padding):
    sizes = (output_size(size, kernel, stride=stride, padding=padding) for size in shape[1:])
    return (shape[0], *sizes), 0


def _global_pool(shape):
    return shape[:1], 0


def _dense(shape, units):
    inputs = 1
    for size in shape:
        inputs *= size
    return (units,), dense_parameters(inputs, units)


def _several(shape, *convolutions):
    """Return the shape after several convolutions, and what all of them learn."""
    total = 0
    for convolution in convolutions:
        shape, parameters = _conv(shape, *convolution)
        total += parameters
    return shape, total


def _shortcut(shape, filters, stride):
    """Count what a shortcut learns: nothing where it can be x itself."""
    if stride == 1 and shape[0] == filters:
        return 0
    return conv_parameters(shape[0], filters, (1, 1))


def _residual(shape, filters, stride):
    output, learned = _several(shape, (filters, 3, stride, 1), (filters, 3, 1, 1))
    return output, learned + _shortcut(shape, filters, stride)


def _bottleneck(shape, middle, filters, stride):
    layers = (middle, 1, 1, 0), (middle, 3, stride, 1), (filters, 1, 1, 0)
    output, learned = _several(shape, *layers)
    return output, learned + _shortcut(shape, filters, stride)


def _inverted(shape, factor, filters, stride):
    T = factor * shape[0]
    expanded, learned = _conv(shape, T, 1, 1, 0)
    (_, *sizes), _ = _conv(expanded, T, 3, stride, 1)
    output, projected = _conv((T, *sizes), filters, 1, 1, 0)
    return output, learned + conv_parameters(1, T, (3, 3)) + projected  # one channel to a filter


def _inception(shape, f1, r3, f3, r5, f5, fp):
    branches = [
        _several(shape, (f1, 1, 1, 0)),
        _several(shape, (r3, 1, 1, 0), (f3, 3, 1, 1)),
        _several(shape, (r5, 1, 1, 0), (f5, 5, 1, 2)),
        _several(shape, (fp, 1, 1, 0)),
    ]
    return (f1 + f3 + f5 + fp, *shape[1:]), sum(learned for _, learned in branches)


def _embedding(shape, words, numbers):
    return (numbers, *shape), words * numbers


def _text(shape, filters, *widths):
    learned = (conv_parameters(shape[0], filters, (1, width)) for width in widths)
    return (filters * len(widths),), sum(learned)


def _board(shape):
    C, H, W = shape
    return (H * W,), C + H * W


LAYERS = {
    "conv": _conv,
    "pool": _pool,
    "global_pool": _global_pool,
    "dense": _dense,
    "residual": _residual,
    "bottleneck": _bottleneck,
    "inverted": _inverted,
    "inception": _inception,
    "embedding": _embedding,
    "text": _text,
    "board": _board,
}


def _flat(x):
    return x.reshape(len(x), -1)


def _halved(x):
    """Pool by 3×3 at stride 2, in a frame of one row and column that never wins."""
    framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    return max_pool2d(framed, kernel=(3, 3), stride=2)


def _block(params, name):
    """Return the parameters of one block: those whose keys begin with its name and a dot."""
    return {key.split(".")[1]: params[key] for key in params if key.startswith(f"{name}.")}


### END SOLUTION
def layer_table(layers, input_shape):
    """Work out, layer by layer, the shape of what comes out and how many numbers are learned.

    layers: a list of tuples, a word and whole numbers (see the handout); input_shape: a tuple,
    (C, H, W) for images, (L,) for sentences. Returns a list of (output_shape, parameters), one for
    each layer: a tuple of ints and an int.
    """
    ### BEGIN SOLUTION
    table, shape = [], tuple(input_shape)
    for word, *numbers in layers:
        shape, parameters = LAYERS[word](shape, *numbers)
        table.append((shape, parameters))
    return table
    ### END SOLUTION


def lenet5(x, params):
    """LeNet-5 (LeCun et al. 1998): return the stages (C1, S2, C3, S4, C5, F6, y).

    x: (N, C, H, W), 32×32 in the paper. params: w1 b1, w3 b3, w5 b5 of convolutions without
    padding; w6 b6 of a dense layer; prototypes (K, M). S2 and S4 average 2×2 windows, stride 2.
    C5 is (N, F5, 1, 1), y: (N, K) the distances to the prototypes.
    """
    ### BEGIN SOLUTION
    c1 = tanh(conv2d(x, params["w1"], params["b1"]))
    s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, params["w3"], params["b3"]))
    s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, params["w5"], params["b5"]))
    f6 = tanh(dense(_flat(c5), params["w6"], params["b6"]))
    return c1, s2, c3, s4, c5, f6, rbf_output(f6, params["prototypes"])
    ### END SOLUTION


def alexnet(x, params):
    """AlexNet (Krizhevsky et al. 2012): (C1, N1, S2, C3, N3, S4, C5, C6, C7, S8, F9, F10, y).

    x: (N, C, H, W), 227×227 in full. params: w1 b1 (stride 4, no padding), w3 b3 (padding 2),
    w5 b5, w6 b6, w7 b7 (padding 1) of convolutions; w9 b9, w10 b10, w11 b11 of dense layers. A relu
    after all but the last; N1, N3: local response norm; S2, S4, S8: 3×3 max-pools, stride 2.
    """
    ### BEGIN SOLUTION
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=4))
    n1 = local_response_norm(c1)
    s2 = max_pool2d(n1, kernel=(3, 3), stride=2)
    c3 = relu(conv2d(s2, params["w3"], params["b3"], padding=2))
    n3 = local_response_norm(c3)
    s4 = max_pool2d(n3, kernel=(3, 3), stride=2)
    c5 = relu(conv2d(s4, params["w5"], params["b5"], padding=1))
    c6 = relu(conv2d(c5, params["w6"], params["b6"], padding=1))
    c7 = relu(conv2d(c6, params["w7"], params["b7"], padding=1))
    s8 = max_pool2d(c7, kernel=(3, 3), stride=2)
    f9 = relu(dense(_flat(s8), params["w9"], params["b9"]))
    f10 = relu(dense(f9, params["w10"], params["b10"]))
    y = dense(f10, params["w11"], params["b11"])
    return c1, n1, s2, c3, n3, s4, c5, c6, c7, s8, f9, f10, y
    ### END SOLUTION


def fashion_cnn(x, params):
    """Classify pictures of clothes: return (C1, S2, C3, C4, S5, C6, C7, S8, F9, F10, y).

    x: (N, C, H, W), 28×28 in full. params: w1 b1 (padding 3), w3 b3, w4 b4, w6 b6, w7 b7 (padding
    1) of convolutions; w9 b9, w10 b10, w11 b11 of dense layers. A relu after all but the last,
    which softmax follows; S2, S5, S8: 2×2 max-pools, stride 2. y: (N, K), probabilities.
    """
    ### BEGIN SOLUTION
    c1 = relu(conv2d(x, params["w1"], params["b1"], padding=3))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = relu(conv2d(s2, params["w3"], params["b3"], padding=1))
    c4 = relu(conv2d(c3, params["w4"], params["b4"], padding=1))
    s5 = max_pool2d(c4, kernel=(2, 2), stride=2)
    c6 = relu(conv2d(s5, params["w6"], params["b6"], padding=1))
    c7 = relu(conv2d(c6, params["w7"], params["b7"], padding=1))
    s8 = max_pool2d(c7, kernel=(2, 2), stride=2)
    f9 = relu(dense(_flat(s8), params["w9"], params["b9"]))
    f10 = relu(dense(f9, params["w10"], params["b10"]))
    y = softmax(dense(f10, params["w11"], params["b11"]))
    return c1, s2, c3, c4, s5, c6, c7, s8, f9, f10, y
    ### END SOLUTION


def resnet(x, params):
    """Run a small ResNet (He et al. 2015): return the stages (C1, S2, R3, R4, R5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 3, relu; r3.w1 r3.b1 … of a
    residual_block, stride 1, and r4.w1 …, r5.w1 …, stride 2; w7 b7 of a dense layer. S2: 3×3
    max-pool, stride 2, in a frame of one row and column. G6: global average pool. y: (N, K).
    """
    ### BEGIN SOLUTION
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = _halved(c1)
    r3 = residual_block(s2, _block(params, "r3"))
    r4 = residual_block(r3, _block(params, "r4"), stride=2)
    r5 = residual_block(r4, _block(params, "r5"), stride=2)
    g6 = global_avg_pool2d(r5)
    return c1, s2, r3, r4, r5, g6, dense(g6, params["w7"], params["b7"])
    ### END SOLUTION


def mobilenet_v2(x, params):
    """Run a small MobileNetV2 (Sandler et al. 2018): return (C1, M2, M3, M4, C5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 1, relu6; m2.we m2.be … of an
    inverted_residual, stride 1; m3.we …, stride 2; m4.we …, stride 1; w5 (F, C), b5 of a 1×1
    convolution, relu6; w7 b7 of a dense layer. G6: global average pool. y: (N, K).
    """
    ### BEGIN SOLUTION
    c1 = relu6(conv2d(x, params["w1"], params["b1"], stride=2, padding=1))
    m2 = inverted_residual(c1, _block(params, "m2"))
    m3 = inverted_residual(m2, _block(params, "m3"), stride=2)
    m4 = inverted_residual(m3, _block(params, "m4"))
    c5 = relu6(pointwise_conv2d(m4, params["w5"], params["b5"]))
    g6 = global_avg_pool2d(c5)
    return c1, m2, m3, m4, c5, g6, dense(g6, params["w7"], params["b7"])
    ### END SOLUTION


def googlenet(x, params):
    """Run a small GoogLeNet (Szegedy et al. 2014): return (C1, S2, I3, S4, I5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 3, relu; i3.w1 i3.b1 … and
    i5.w1 … of inception modules; w7 b7 of a dense layer. S2, S4: 3×3 max-pools, stride 2, in a
    frame of one row and column. G6: global average pool. y: (N, K).
    """
    ### BEGIN SOLUTION
    c1 = relu(conv2d(x, params["w1"], params["b1"], stride=2, padding=3))
    s2 = _halved(c1)
    i3 = inception_module(s2, _block(params, "i3"))
    s4 = _halved(i3)
    i5 = inception_module(s4, _block(params, "i5"))
    g6 = global_avg_pool2d(i5)
    return c1, s2, i3, s4, i5, g6, dense(g6, params["w7"], params["b7"])
    ### END SOLUTION


def conv1d(x, w, b):
    """Slide filters along a sequence, stride 1, no padding.

    x: (N, C, L), w: (F, C, K), b: (F,). Returns y: (N, F, L - K + 1).
    """
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2], axis=2)
    return np.einsum("nclk,fck->nfl", windows, w) + b[:, None]
    ### END SOLUTION


def max_over_time(x):
    """Keep the largest number of every feature map, wherever it is. x: (N, F, L) → (N, F)."""
    ### BEGIN SOLUTION
    return x.max(axis=2)
    ### END SOLUTION


def text_cnn(tokens, params):
    """Classify sentences (Kim 2014): return the stages (E, C3, C4, C5, M, y).

    tokens: (N, L), whole numbers, each a word's row in `embedding` (V, D). E: (N, D, L), a column
    for each word. params: w3 b3, w4 b4, w5 b5 of conv1d on E, a relu after each: C3, C4, C5. M:
    (N, F3 + F4 + F5), the largest of each map. w b of a dense layer. y: (N, K).
    """
    ### BEGIN SOLUTION
    e = params["embedding"][tokens].transpose(0, 2, 1)
    c = [relu(conv1d(e, params[f"w{width}"], params[f"b{width}"])) for width in (3, 4, 5)]
    m = np.concatenate([max_over_time(maps) for maps in c], axis=1)
    return e, *c, m, dense(m, params["w"], params["b"])
    ### END SOLUTION


def policy_network(planes, params):
    """AlphaGo's policy network (Silver et al. 2016): return the stages (C1, …, CK, S, y).

    planes: (N, C, H, W), 19×19×48 in full. params: w1 b1 of a convolution with padding 2; w2 b2,
    …, wK bK, as many as there are, with padding 1; a relu after each. w (1, F, 1, 1) makes one
    number of each point, b (H, W) is added. S: (N, H·W), row by row; y: (N, H·W), its softmax.
    """
    ### BEGIN SOLUTION
    maps, padding, stages = planes, 2, []
    while f"w{len(stages) + 1}" in params:
        key = len(stages) + 1
        maps = relu(conv2d(maps, params[f"w{key}"], params[f"b{key}"], padding=padding))
        stages.append(maps)
        padding = 1
    s = _flat(conv2d(maps, params["w"], np.zeros(1)) + params["b"])
    return *stages, s, softmax(s)
    ### END SOLUTION


def ensemble(probabilities):
    """Average what several networks say: a list of M arrays (N, K) → (N, K)."""
    ### BEGIN SOLUTION
    return np.mean(probabilities, axis=0)
    ### END SOLUTION
