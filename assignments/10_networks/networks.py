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


def layer_table(layers, input_shape):
    """Work out, layer by layer, the shape of what comes out and how many numbers are learned.

    layers: a list of tuples, a word and whole numbers (see the handout); input_shape: a tuple,
    (C, H, W) for images, (L,) for sentences. Returns a list of (output_shape, parameters), one for
    each layer: a tuple of ints and an int.
    """
    # Your code here.
    raise NotImplementedError


def lenet5(x, params):
    """LeNet-5 (LeCun et al. 1998): return the stages (C1, S2, C3, S4, C5, F6, y).

    x: (N, C, H, W), 32×32 in the paper. params: w1 b1, w3 b3, w5 b5 of convolutions without
    padding; w6 b6 of a dense layer; prototypes (K, M). S2 and S4 average 2×2 windows, stride 2.
    C5 is (N, F5, 1, 1), y: (N, K) the distances to the prototypes.
    """
    # Your code here.
    raise NotImplementedError


def alexnet(x, params):
    """AlexNet (Krizhevsky et al. 2012): (C1, N1, S2, C3, N3, S4, C5, C6, C7, S8, F9, F10, y).

    x: (N, C, H, W), 227×227 in full. params: w1 b1 (stride 4, no padding), w3 b3 (padding 2),
    w5 b5, w6 b6, w7 b7 (padding 1) of convolutions; w9 b9, w10 b10, w11 b11 of dense layers. A relu
    after all but the last; N1, N3: local response norm; S2, S4, S8: 3×3 max-pools, stride 2.
    """
    # Your code here.
    raise NotImplementedError


def fashion_cnn(x, params):
    """Classify pictures of clothes: return (C1, S2, C3, C4, S5, C6, C7, S8, F9, F10, y).

    x: (N, C, H, W), 28×28 in full. params: w1 b1 (padding 3), w3 b3, w4 b4, w6 b6, w7 b7 (padding
    1) of convolutions; w9 b9, w10 b10, w11 b11 of dense layers. A relu after all but the last,
    which softmax follows; S2, S5, S8: 2×2 max-pools, stride 2. y: (N, K), probabilities.
    """
    # Your code here.
    raise NotImplementedError


def resnet(x, params):
    """Run a small ResNet (He et al. 2015): return the stages (C1, S2, R3, R4, R5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 3, relu; r3.w1 r3.b1 … of a
    residual_block, stride 1, and r4.w1 …, r5.w1 …, stride 2; w7 b7 of a dense layer. S2: 3×3
    max-pool, stride 2, in a frame of one row and column. G6: global average pool. y: (N, K).
    """
    # Your code here.
    raise NotImplementedError


def mobilenet_v2(x, params):
    """Run a small MobileNetV2 (Sandler et al. 2018): return (C1, M2, M3, M4, C5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 1, relu6; m2.we m2.be … of an
    inverted_residual, stride 1; m3.we …, stride 2; m4.we …, stride 1; w5 (F, C), b5 of a 1×1
    convolution, relu6; w7 b7 of a dense layer. G6: global average pool. y: (N, K).
    """
    # Your code here.
    raise NotImplementedError


def googlenet(x, params):
    """Run a small GoogLeNet (Szegedy et al. 2014): return (C1, S2, I3, S4, I5, G6, y).

    x: (N, C, H, W). params: w1 b1 of a convolution, stride 2, padding 3, relu; i3.w1 i3.b1 … and
    i5.w1 … of inception modules; w7 b7 of a dense layer. S2, S4: 3×3 max-pools, stride 2, in a
    frame of one row and column. G6: global average pool. y: (N, K).
    """
    # Your code here.
    raise NotImplementedError


def conv1d(x, w, b):
    """Slide filters along a sequence, stride 1, no padding.

    x: (N, C, L), w: (F, C, K), b: (F,). Returns y: (N, F, L - K + 1).
    """
    # Your code here.
    raise NotImplementedError


def max_over_time(x):
    """Keep the largest number of every feature map, wherever it is. x: (N, F, L) → (N, F)."""
    # Your code here.
    raise NotImplementedError


def text_cnn(tokens, params):
    """Classify sentences (Kim 2014): return the stages (E, C3, C4, C5, M, y).

    tokens: (N, L), whole numbers, each a word's row in `embedding` (V, D). E: (N, D, L), a column
    for each word. params: w3 b3, w4 b4, w5 b5 of conv1d on E, a relu after each: C3, C4, C5. M:
    (N, F3 + F4 + F5), the largest of each map. w b of a dense layer. y: (N, K).
    """
    # Your code here.
    raise NotImplementedError


def policy_network(planes, params):
    """AlphaGo's policy network (Silver et al. 2016): return the stages (C1, …, CK, S, y).

    planes: (N, C, H, W), 19×19×48 in full. params: w1 b1 of a convolution with padding 2; w2 b2,
    …, wK bK, as many as there are, with padding 1; a relu after each. w (1, F, 1, 1) makes one
    number of each point, b (H, W) is added. S: (N, H·W), row by row; y: (N, H·W), its softmax.
    """
    # Your code here.
    raise NotImplementedError


def ensemble(probabilities):
    """Average what several networks say: a list of M arrays (N, K) → (N, K)."""
    # Your code here.
    raise NotImplementedError
