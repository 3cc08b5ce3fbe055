"""What the hidden checks of 08_depthwise ask."""

import numpy as np

from autograder.checks.cases.depthwise import (
    depthwise_case,
    inverted_case,
    pointwise_case,
    separable_case,
)

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    depthwise_case(),
    depthwise_case(1, 1),
    depthwise_case(padding=0),
    depthwise_case(padding=2),
    depthwise_case(kernel=(2, 2), padding=3),
    depthwise_case(stride=2),
    depthwise_case(stride=3),
    depthwise_case(size=(9, 9), stride=4),
    depthwise_case(kernel=(2, 2), padding=0, stride=3),
    depthwise_case(size=(6, 4)),
    depthwise_case(kernel=(3, 2)),
    depthwise_case(kernel=(1, 1), padding=0),
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    depthwise_case(3, 3, (6, 7), (3, 2), stride=2, padding=0, seed=1),
    depthwise_case(2, 4, (5, 8), (2, 3), stride=2, padding=1, seed=2),
    depthwise_case(2, 1, (7, 4), (4, 1), stride=3, padding=2, seed=3),
    depthwise_case(2, 2, (3, 12), (3, 5), stride=1, padding=0, seed=4),
    depthwise_case(1, 4, (11, 3), (5, 3), stride=2, padding=1, seed=5),
    depthwise_case(4, 2, (2, 2), (5, 4), stride=1, padding=2, seed=6),
    depthwise_case(1, 2, (9, 14), (3, 2), stride=4, padding=1, seed=7),
    depthwise_case(1, 1, (4, 5), (4, 5), padding=0),
    depthwise_case(2, 3, (1, 3), (1, 1), stride=2, padding=1),
    depthwise_case(2, 3, (4, 1), (3, 1), padding=1, seed=8),
    depthwise_case(3, 2, (1, 1), (2, 2), padding=1, seed=9),
    depthwise_case(2, 2, (6, 5), padding=0, stride=2, seed=10),
    depthwise_case(1, 3, (5, 6), padding=0, stride=2, seed=11),
    depthwise_case(2, 2, (3, 4), (1, 1), padding=0, stride=2, seed=12),
    depthwise_case(1, 2, (2, 3), (1, 1), padding=1, seed=13),
    depthwise_case(2, 2, (2, 3), (2, 3), padding=1, seed=14),
)
MIXES = (
    pointwise_case(),
    pointwise_case(1),
    pointwise_case(c=1),
    pointwise_case(f=1),
    pointwise_case(3, 3, 3, (3, 3)),
    pointwise_case(2, 4, 4, (1, 6), seed=1),
    pointwise_case(3, 2, 5, (4, 2), seed=2),
    pointwise_case(1, 1, 1, (1, 1), seed=3),
    pointwise_case(2, 5, 2, (2, 5), seed=4),
)
PAIRS_ONE_FACTOR = (
    separable_case(),
    separable_case(1),
    separable_case(c=1),
    separable_case(f=1),
    separable_case(f=2),
    separable_case(padding=0),
    separable_case(padding=2),
    separable_case(stride=2),
    separable_case(stride=3),
    separable_case(size=(6, 4)),
    separable_case(kernel=(3, 2)),
)
PAIRS_COMBINED = (
    separable_case(3, 3, 3, (6, 7), (3, 2), stride=2, padding=0, seed=1),
    separable_case(2, 3, 4, (5, 8), (2, 3), stride=2, padding=1, seed=2),
    separable_case(2, 2, 2, (4, 4), (1, 1), padding=0, seed=3),
    separable_case(1, 4, 2, (7, 3), (5, 3), stride=3, padding=2, seed=4),
    separable_case(4, 1, 1, (2, 5), (2, 4), padding=0, seed=5),
    separable_case(2, 2, 3, (9, 6), (2, 2), stride=4, padding=3, seed=6),
    separable_case(2, 3, 2, (4, 1), (2, 1), padding=0, seed=7),
    separable_case(1, 1, 2, (1, 1), (2, 2), padding=1, seed=8),
    separable_case(1, 2, 2, (1, 3), (1, 2), padding=1, stride=2, seed=9),
    separable_case(2, 2, 1, (6, 5), padding=0, stride=2, seed=10),
)
BLOCKS_ADDING = (  # x at the end
    inverted_case(),
    inverted_case(1),
    inverted_case(c=1, f=1),
    inverted_case(t=2),
    inverted_case(t=3),
    inverted_case(t=1),
    inverted_case(size=(5, 3)),
)
BLOCKS_NOT_ADDING = (
    inverted_case(f=3),
    inverted_case(f=1),
    inverted_case(1, c=1, f=3),
    inverted_case(t=2, f=3, size=(3, 4)),
    inverted_case(stride=2),
    inverted_case(t=3, stride=2),
    inverted_case(size=(5, 5), stride=2),
    inverted_case(size=(5, 4), stride=2),
)
# The projection comes after the last kink, so its weights may be any numbers.
ANY = dict.fromkeys(("wp", "bp"), "normal")
EXACT = {"x": "integers", "we": "small", "be": "halves", "wd": "small", "bd": "quarters"} | ANY
BLOCKS_COMBINED = (
    inverted_case(3, 2, 5, 2, (3, 4), values=EXACT, seed=1),
    inverted_case(2, 3, 4, 1, (5, 2), values=EXACT, seed=2),
    inverted_case(2, 1, 3, 3, (2, 5), values=EXACT, seed=3),
    inverted_case(1, 4, 2, 4, (1, 5), values=EXACT, seed=4),
    inverted_case(2, 2, 3, 2, (4, 7), stride=2, values=EXACT, seed=5),
    inverted_case(2, 3, 3, 3, (7, 4), stride=2, values=EXACT, seed=6),
    inverted_case(4, 2, 4, 2, (1, 1), values=EXACT, seed=7),
    inverted_case(2, 2, 6, 2, (5, 1), values=EXACT, seed=8),
    # Any numbers everywhere: with these seeds they keep away from kinks all the same.
    inverted_case(1, 2, 3, 2, (2, 3), values="normal", seed=5),
    inverted_case(2, 2, 2, 2, (2, 2), values="normal", seed=11),
    inverted_case(1, 2, 3, 3, (3, 2), stride=2, values="normal", seed=5),
)
# No network has these strides, but they are possible.
BLOCKS_FAR_APART = (
    inverted_case(2, 3, 3, 3, (7, 4), stride=3, values=EXACT, seed=9),
    inverted_case(1, 3, 4, 2, (6, 5), stride=4, values=EXACT, seed=10),
    inverted_case(2, 2, 3, 2, (1, 1), stride=5, values=EXACT, seed=12),
)

# Impossible requests, for one thing each, in order otherwise: words, shapes, settings.
REFUSED = (  # x and w
    ("a kernel higher than its input", (1, 2, 2, 6), (2, 3, 3), {}),
    ("a kernel wider than its input", (1, 2, 6, 2), (2, 3, 3), {}),
    ("a kernel higher than its padded input", (1, 2, 1, 6), (2, 4, 3), {"padding": 1}),
    ("a kernel wider than its padded input", (1, 2, 6, 1), (2, 3, 4), {"padding": 1}),
    ("a kernel higher than its input, stride 2", (1, 2, 2, 6), (2, 3, 3), {"stride": 2}),
    ("a kernel wider than its input, stride 3", (1, 2, 6, 1), (2, 3, 3), {"stride": 3}),
    ("stride 0", (1, 2, 3, 4), (2, 3, 3), {"stride": 0}),
    ("stride -1", (1, 2, 3, 3), (2, 3, 3), {"stride": -1}),
    ("stride -1 on a larger image", (1, 2, 4, 4), (2, 3, 3), {"stride": -1}),
    ("padding -1", (1, 2, 6, 6), (2, 3, 3), {"padding": -1}),
    ("x with 1 channel and 2 filters", (1, 1, 4, 4), (2, 3, 3), {}),
    ("x with 2 channels and 1 filter", (1, 2, 4, 4), (1, 3, 3), {}),
    ("x with 4 channels and 2 filters", (1, 4, 4, 4), (2, 3, 3), {}),
    ("x with 2 channels and 4 filters", (1, 2, 4, 4), (4, 3, 3), {}),
)
PAIRS_REFUSED = (  # x, wd and wp
    ("a kernel higher than its input", (1, 2, 2, 6), (2, 3, 3), (3, 2), {}),
    ("a kernel wider than its input", (1, 2, 6, 2), (2, 3, 3), (3, 2), {}),
    ("a kernel higher than its padded input", (1, 2, 1, 6), (2, 4, 3), (3, 2), {"padding": 1}),
    ("a kernel wider than its padded input", (1, 2, 6, 1), (2, 3, 4), (3, 2), {"padding": 1}),
    ("a kernel higher than its input, stride 2", (1, 2, 2, 6), (2, 3, 3), (3, 2), {"stride": 2}),
    ("a kernel wider than its input, stride 3", (1, 2, 6, 1), (2, 3, 3), (3, 2), {"stride": 3}),
    ("stride 0", (1, 2, 3, 4), (2, 3, 3), (3, 2), {"stride": 0}),
    ("stride -1", (1, 2, 3, 3), (2, 3, 3), (3, 2), {"stride": -1}),
    ("x with C=1, wd and wp with C=2", (1, 1, 4, 4), (2, 3, 3), (3, 2), {}),
    ("x with C=2, wd and wp with C=1", (1, 2, 4, 4), (1, 3, 3), (3, 1), {}),
    ("x and wp with C=2, wd with C=1", (1, 2, 4, 4), (1, 3, 3), (3, 2), {}),
    ("x with C=4, wd and wp with C=2", (1, 4, 4, 4), (2, 3, 3), (3, 2), {}),
    ("x with C=2, wd and wp with C=4", (1, 2, 4, 4), (4, 3, 3), (3, 4), {}),
    ("x and wp with C=2, wd with C=4", (1, 2, 4, 4), (4, 3, 3), (3, 2), {}),
    ("x and wd with C=2, wp with C=1", (1, 2, 4, 4), (2, 3, 3), (3, 1), {}),
    ("x and wd with C=1, wp with C=2", (1, 1, 4, 4), (1, 3, 3), (3, 2), {}),
    ("x and wd with C=2, wp with C=3", (1, 2, 4, 4), (2, 3, 3), (2, 3), {}),
    ("x and wd with C=3, wp with C=2", (1, 3, 4, 4), (3, 3, 3), (3, 2), {}),
)
BLOCKS_REFUSED = (  # x, we, the number of filters wd, and wp
    ("stride 0", (1, 2, 3, 4), (4, 2), 4, (2, 4), {"stride": 0}),
    ("stride -1", (1, 2, 1, 1), (4, 2), 4, (2, 4), {"stride": -1}),
    ("x with C=1, we with C=2", (1, 1, 3, 4), (4, 2), 4, (3, 4), {}),
    ("x with C=2, we with C=1", (1, 2, 3, 4), (4, 1), 4, (3, 4), {}),
    ("x with C=3, we with C=2", (1, 3, 3, 4), (4, 2), 4, (3, 4), {}),
    ("x with C=2, we with C=3", (1, 2, 3, 4), (4, 3), 4, (2, 4), {}),
    ("we with T=1, wd and wp with T=4", (1, 2, 3, 4), (1, 2), 4, (2, 4), {}),
    ("we and wp with T=4, wd with T=1", (1, 2, 3, 4), (4, 2), 1, (2, 4), {}),
    ("we and wp with T=4, wd with T=6", (1, 2, 3, 4), (4, 2), 6, (2, 4), {}),
    ("we with T=4, wd and wp with T=1", (1, 2, 3, 4), (4, 2), 1, (2, 1), {}),
    ("we with T=3, wd and wp with T=4", (1, 2, 3, 4), (3, 2), 4, (2, 4), {}),
    ("we with T=4, wd and wp with T=3", (1, 2, 3, 4), (4, 2), 3, (2, 3), {}),
    ("we and wd with T=4, wp with T=1", (1, 2, 3, 4), (4, 2), 4, (2, 1), {}),
    ("we and wd with T=1, wp with T=4", (1, 2, 3, 4), (1, 2), 1, (2, 4), {}),
    ("we and wd with T=4, wp with T=3", (1, 2, 3, 4), (4, 2), 4, (2, 3), {}),
    ("we and wd with T=3, wp with T=4", (1, 2, 3, 4), (3, 2), 3, (2, 4), {}),
)
CHANNELS = ((2, 4, 3), (3, 4, 2), (1, 1, 3), (3, 3, 1), (1, 2, 3), (3, 2, 1))  # C, F, w's C


def filters(x, *named):
    """Return images and a dict of filters of these shapes, all of ones, with biases of zeros."""
    params = {}
    for key, shape in named:
        params |= {f"w{key}": np.ones(shape), f"b{key}": np.zeros(shape[0])}
    return np.ones(x), params
