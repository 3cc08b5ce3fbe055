"""10 Networks: the networks of the lectures, whole, and the tables that describe them."""

import numpy as np

from conv import conv2d
from depthwise import inverted_residual, pointwise_conv2d
from geometry import conv_parameters, dense_parameters, output_size
from inception import inception_module
from layers import dense, local_response_norm, rbf_output, relu, relu6, softmax, tanh
from pooling import avg_pool2d, global_avg_pool2d, max_pool2d
from residual import residual_block


def layer_table(layers, input_shape):
    """Work out, layer by layer, the shape of what comes out and how many numbers are learned."""
    table = []
    shape = input_shape
    for layer in layers:
        if layer[0] == "conv":
            _, f, k, s, p = layer
            n = conv_parameters(shape[0], f, (k, k))
            shape = (f,) + tuple(output_size(a, k, stride=s, padding=p) for a in shape[1:])
        elif layer[0] == "pool":
            _, k, s, p = layer
            n = 0
            shape = shape[:1] + tuple(output_size(a, k, stride=s, padding=p) for a in shape[1:])
        elif layer[0] == "dense":
            n = dense_parameters(int(np.prod(shape)), layer[1])
            shape = (layer[1],)
        else:
            n = None  # TODO blocks
        table.append((shape, n))
    return table


def lenet5(x, params):
    """LeNet-5 (LeCun et al. 1998)."""
    c1 = tanh(conv2d(x, params["w1"], params["b1"]))
    s2 = avg_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = tanh(conv2d(s2, params["w3"], params["b3"]))
    s4 = avg_pool2d(c3, kernel=(2, 2), stride=2)
    c5 = tanh(conv2d(s4, params["w5"], params["b5"]))
    f6 = tanh(dense(c5[:, :, 0, 0], params["w6"], params["b6"]))
    # TODO rbf
    y = np.zeros((len(x), len(params["prototypes"])))
    return c1, s2, c3, s4, c5, f6, y


def alexnet(x, params):
    # Your code here.
    raise NotImplementedError


def fashion_cnn(x, params):
    """Classify pictures of clothes."""
    c1 = relu(conv2d(x, params["w1"], params["b1"], padding=3))
    s2 = max_pool2d(c1, kernel=(2, 2), stride=2)
    c3 = relu(conv2d(s2, params["w3"], params["b3"], padding=1))
    c4 = relu(conv2d(c3, params["w4"], params["b4"], padding=1))
    s5 = max_pool2d(c4, kernel=(2, 2), stride=2)
    c6 = relu(conv2d(s5, params["w6"], params["b6"], padding=1))
    c7 = relu(conv2d(c6, params["w7"], params["b7"], padding=1))
    s8 = max_pool2d(c7, kernel=(2, 2), stride=2)
    f9 = relu(dense(s8.reshape(len(x), -1), params["w9"], params["b9"]))
    f10 = relu(dense(f9, params["w10"], params["b10"]))
    y = softmax(dense(f10, params["w11"], params["b11"]))
    return y


def resnet(x, params):
    pass


def mobilenet_v2(x, params):
    # Your code here.
    raise NotImplementedError


def conv1d(x, w, b):
    """Slide filters along a sequence, stride 1, no padding."""
    n, _, l = x.shape
    f, _, k = w.shape
    y = np.zeros((n, f, l - k + 1))
    for i in range(l - k + 1):
        y[:, :, i] = np.tensordot(x[:, :, i : i + k], w, ([1, 2], [1, 2])) + b
    return y


def max_over_time(x):
    """Keep the largest number of every feature map."""
    return np.max(x, axis=-1)


def text_cnn(tokens, params):
    """Classify sentences (Kim 2014)."""
    e = params["embedding"][tokens].transpose(0, 2, 1)
    c3 = relu(conv1d(e, params["w3"], params["b3"]))
    c4 = relu(conv1d(e, params["w4"], params["b4"]))
    c5 = relu(conv1d(e, params["w5"], params["b5"]))
    m = np.concatenate([max_over_time(c3), max_over_time(c4), max_over_time(c5)], axis=1)
    # y = dense(m, params["w"], params["b"])
    return e, c3, c4, c5, m, m


def policy_network(planes, params):
    """AlphaGo's policy network."""
    c1 = relu(conv2d(planes, params["w1"], params["b1"], padding=2))
    c2 = relu(conv2d(c1, params["w2"], params["b2"], padding=1))
    c3 = relu(conv2d(c2, params["w3"], params["b3"], padding=1))
    s = conv2d(c3, params["w"], np.zeros(1)) + params["b"]
    s = s.reshape(len(planes), -1)
    return c1, c2, c3, s, softmax(s)


def ensemble(probabilities):
    """Average what several networks say."""
    return sum(probabilities) / len(probabilities)
