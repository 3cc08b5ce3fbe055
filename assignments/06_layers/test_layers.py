"""Public checks of 06_layers. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given

from autograder.checks import (
    CheckFailed,
    Row,
    assert_array,
    assert_gradient,
    assert_number,
    assert_several,
    assert_shape,
    every,
    points,
)
from autograder.checks.cases.layers import (
    KINKED_STEP,
    SMOOTH,
    SMOOTH_STEP,
    class_case,
    class_cases,
    dense_case,
    dense_cases,
    dropout_case,
    entry_case,
    entry_cases,
    lrn_case,
    lrn_cases,
    norm_case,
    norm_cases,
    rbf_case,
)
from autograder.checks.cases.masks import assert_mask, assert_unlike


def images(*channels):
    """Make a batch of one image from its channels."""
    return np.array([channels], dtype=np.float64)


def floats(*rows):
    """Make an array of rows."""
    return np.array(rows, dtype=np.float64)


ENOUGH = 1e-6
"""Of the largest number: a worked example is about the formula, others judge how exact it is."""


def worked(worth, of, asked, gives, *, name="y", among="", hint="", **settings):
    """Make a check of a worked example of the handout; `among` names all results if several."""
    labels = among.split()

    def test(student):
        got = getattr(student, of)(*asked, **settings)
        one = assert_several(got, labels)[labels.index(name)] if labels else got
        assert_array(one, gives, name, within=ENOUGH)

    what = f"the {name}" if among else "the numbers"
    test.__doc__ = f"{of} gives {what} of the worked example"
    return points(worth, of=of, hint=hint)(test)


def drawn(worth, of, strategy, *cases, hint=""):
    """Make a check of a function of (student, case), on these cases and on drawn ones."""

    def decorate(test):
        listed = given(case=strategy)(test)
        for case in reversed(cases):
            listed = example(case=case)(listed)
        return points(worth, of=of, hint=hint)(listed)

    return decorate


def gradient(worth, of, strategy, *cases, names="dx", only="", hint="", **how):
    """Make a check of a gradient by finite differences of the forward function."""
    forward = of.removesuffix("_backward")

    def test(student, case):
        pair = getattr(student, forward), getattr(student, of)
        assert_gradient(case, *pair, names, only=only, **how)

    judged = f"{of}'s {only}" if only else of
    test.__doc__ = f"{judged} agrees with finite differences of {forward}"
    return drawn(worth, of, strategy, *cases, hint=hint)(test)


# Rows of a dense layer, and images; both far enough from kinks for steps of KINKED_STEP.
ENTRIES = entry_cases(), entry_case((3, 4)), entry_case((1, 2, 3, 4))
KINKS = {"step": KINKED_STEP}
CURVES = {"step": SMOOTH_STEP, "tolerance": SMOOTH}

MAP = images([[-3, 2, 8, -1], [4, -2, -5, 7], [-6, -1, 1, -4], [-2, -7, 3, -8]])
DMAP = np.arange(1.0, 17.0).reshape(1, 1, 4, 4)
RELU = images([[0, 2, 8, 0], [4, 0, 0, 7], [0, 0, 1, 0], [0, 0, 3, 0]])
RELU_DX = images([[0, 2, 3, 0], [5, 0, 0, 8], [0, 0, 11, 0], [0, 0, 15, 0]])
RELU6 = images([[0, 2, 6, 0], [4, 0, 0, 6], [0, 0, 1, 0], [0, 0, 3, 0]])
RELU6_DX = images([[0, 2, 0, 0], [5, 0, 0, 0], [0, 0, 11, 0], [0, 0, 15, 0]])
LOGS = floats([0, np.log(2), -np.log(3)])
BOTH_KINDS = "x may be rows or images: work on all entries alike"

# fmt: off
test_relu_worked_example = worked(
    1, "relu", [MAP], RELU, hint="what is negative becomes 0, everything else stays")
test_relu_backward_worked_example = worked(
    1, "relu_backward", [DMAP, MAP], RELU_DX, name="dx", hint="dy goes through where x is above 0")
test_relu_backward_gradient = gradient(
    1, "relu_backward", *ENTRIES, **KINKS, hint="the mask comes from x, what goes through is dy")
test_relu6_worked_example = worked(
    1, "relu6", [MAP], RELU6, hint="below 0 it is 0, above 6 it is 6")
test_relu6_backward_worked_example = worked(
    1, "relu6_backward", [DMAP, MAP], RELU6_DX, name="dx", hint="dy goes through from 0 to 6 only")
test_relu6_backward_gradient = gradient(
    1, "relu6_backward", *ENTRIES, **KINKS, hint="the mask has two sides, and both come from x")
test_tanh_worked_example = worked(
    1, "tanh", [LOGS], floats([0, 0.6, -0.8]), hint="numpy has it: np.tanh")
test_tanh_backward_worked_example = worked(
    1, "tanh_backward", [floats([5, 100, 100]), LOGS], floats([5, 64, 36]), name="dx",
    hint="the derivative is 1 - tanh(x)^2")
test_tanh_backward_gradient = gradient(
    1, "tanh_backward", entry_cases("normal", moved=(1, 0)), entry_case((2, 3), moved=(0.5, 0)),
    entry_case((1, 2, 2, 3), moved=(0.25, 0)), **CURVES,
    hint="x is what went into tanh, not what came out")
# fmt: on


@drawn(1, "relu", *ENTRIES, hint=BOTH_KINDS)
def test_relu_halves(student, case):
    """relu of x, less relu of -x, is x again, for rows and for images"""
    (x,) = case.arrays
    above, below = case.call(student.relu), case.call(student.relu, -x)
    assert_array(assert_shape(above, x.shape) - assert_shape(below, x.shape), x, "difference")
    assert_array(np.minimum(above, 0), 0 * x, "what is below 0")


@drawn(1, "relu6", *ENTRIES, hint=BOTH_KINDS)
def test_relu6_mirrored(student, case):
    """relu6 of x and relu6 of 6 - x add up to 6, for rows and for images"""
    (x,) = case.arrays
    one, other = case.call(student.relu6), case.call(student.relu6, 6 - x)
    assert_array(assert_shape(one, x.shape) + assert_shape(other, x.shape), 0 * x + 6, "sum")
    assert_array(np.clip(one, 0, 6), one, "what is inside 0 to 6")


@points(1, of="tanh", hint="e^1000 is more than a float holds; np.tanh does without it")
def test_tanh_far(student):
    """tanh of numbers far from 0 is 1 or -1"""
    far = floats([-1000, 1000], [400, -400], [40, -40])
    assert_array(student.tanh(far), np.sign(far))


ROWS, W, B = floats([1, 2, 3], [0, -1, 1]), floats([1, 0, -1], [2, 1, 0]), np.array([10.0, -1])
DROWS = floats([1, 2], [3, -1])
AFFINE = {"among": "dx dw db"}
SLOPES = {"names": "dx dw db"}
SQUARE = dense_cases(), dense_case(3, 2, 2, values="integers")  # as many inputs as outputs

# fmt: off
test_dense_worked_example = worked(
    1, "dense", [ROWS, W, B], floats([8, 3], [9, -2]),
    hint="y[n, m] = sum over d of w[m, d] * x[n, d], plus b[m]")
test_dense_backward_worked_example_dx = worked(
    1, "dense_backward", [DROWS, ROWS, W], floats([5, 2, -1], [1, -1, -3]), name="dx", **AFFINE,
    hint="dx[n] is the sum over m of dy[n, m] * w[m]")
test_dense_backward_worked_example_dw = worked(
    1, "dense_backward", [DROWS, ROWS, W], floats([1, -1, 6], [2, 5, 5]), name="dw", **AFFINE,
    hint="dw[m] is the sum over n of dy[n, m] * x[n]")
test_dense_backward_worked_example_db = worked(
    1, "dense_backward", [DROWS, ROWS, W], np.array([4.0, 1]), name="db", **AFFINE,
    hint="b[m] is added in every row: db[m] is the sum of dy[n, m] over n")
test_dense_backward_gradient_dx = gradient(
    1, "dense_backward", *SQUARE, **SLOPES, only="dx", hint="dx is (N, D), as x is")
test_dense_backward_gradient_dw = gradient(
    1, "dense_backward", *SQUARE, **SLOPES, only="dw", hint="dw is (M, D), as w is")
# fmt: on


@drawn(1, "dense", dense_cases("integers"), SQUARE[1], hint="w is (M, D): one row for every output")
def test_dense_one_input(student, case):
    """dense gives a column of w plus b where one input is 1 and the others are 0"""
    x, w, b = case.arrays
    assert_array(student.dense(np.eye(x.shape[1]), w, b), np.array([column + b for column in w.T]))


LOGITS, LABELS = np.log([[1.0, 2, 5], [1, 1, 2]]), np.array([0, 2])
CHANCES = floats([0.125, 0.25, 0.625], [0.25, 0.25, 0.5])
DLOGITS = floats([-0.4375, 0.125, 0.3125], [0.125, 0.125, -0.25])

test_softmax_worked_example = worked(
    2, "softmax", [LOGITS], CHANCES, hint="e to the power of each score, divided by its row's sum"
)


@drawn(1, "softmax", class_cases(), class_case(2, 3), hint="every row by itself: axis 1")
def test_softmax_rows(student, case):
    """softmax gives rows that add up to 1, and the same for scores that are all higher by 5"""
    y = assert_shape(case.call(student.softmax), case.output)
    assert_array(y.sum(axis=1), np.ones(len(y)), "row sums")
    assert_array(case.call(student.softmax, case.arrays[0] + 5), y)


@points(1, of="softmax", hint="subtract from every row its largest score before np.exp")
def test_softmax_large(student):
    """softmax is right for scores near 10000 and near -10000"""
    far = floats([1e4, -1e4, 0], [9e3, 1e4, 8e3], [-1e4, -1e4, -2e4], [60, 60, 0])
    expected = floats([1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [0.5, 0.5, 0])
    assert_array(student.softmax(far), expected)


@points(1, of="cross_entropy", hint="-ln of the right class's probability, averaged over the rows")
def test_cross_entropy_worked_example(student):
    """cross_entropy gives the number of the worked example"""
    assert_number(student.cross_entropy(LOGITS, LABELS), np.log(4), "loss")


@points(1, of="cross_entropy", hint="where all K scores are equal, every class has 1 / K")
def test_cross_entropy_of_equal_scores(student):
    """cross_entropy of K equal scores is ln K, however many rows there are"""
    for n, k in ((1, 2), (3, 2), (2, 5), (4, 4), (5, 1)):
        labels = np.arange(n) * 3 % k
        assert_number(student.cross_entropy(np.full((n, k), 2.5), labels), np.log(k), "loss")


@points(1, of="cross_entropy", hint="ln p = x - max - ln(sum of e^(x - max)): no log of a softmax")
def test_cross_entropy_large(student):
    """cross_entropy is right for a network that is very sure, and for one that is very wrong"""
    far = floats([1e4, 0, -1e4], [8e3, 1e4, -1e4], [60, 0, -60], [-1e4, -2e4, -3e4])
    assert_number(student.cross_entropy(far[:3], np.array([0, 1, 0])), 0, "loss")
    assert_number(student.cross_entropy(far, np.array([2, 0, 2, 1])), 8030, "loss")


test_cross_entropy_backward_worked_example = worked(
    1,
    "cross_entropy_backward",
    [LOGITS, LABELS],
    DLOGITS,
    name="dlogits",
    hint="softmax, less 1 at the right class, divided by N",
)
LOSSES = class_cases(loss=True), class_case(2, 3, loss=True)


@drawn(2, "cross_entropy_backward", *LOSSES, hint="a label for each row, and a mean over the rows")
def test_cross_entropy_backward_gradient(student, case):
    """cross_entropy_backward agrees with finite differences of cross_entropy"""

    def backward(_, *asked):
        return student.cross_entropy_backward(*asked)

    assert_gradient(case, student.cross_entropy, backward, "dlogits", **CURVES)


@points(1, of="cross_entropy_backward", hint="a softmax is in it: keep that one stable")
def test_cross_entropy_backward_large(student):
    """cross_entropy_backward is right for scores near 10000 and near -10000"""
    far = floats([1e4, -1e4, 0], [-1e4, -1e4, -2e4], [60, 60, 0], [60, 0, 60])
    got = student.cross_entropy_backward(far, np.array([2, 0, 0, 1]))
    four_times = floats([1, 0, -1], [-0.5, 0.5, 0], [-0.5, 0.5, 0], [0.5, -1, 0.5])
    assert_array(got, four_times / 4, "dlogits")


@points(1, of="dropout_mask", hint="comparing random numbers with the rate gives a bool array")
def test_dropout_mask_shape(student):
    """dropout_mask returns a bool array of the shape that is asked for"""
    for shape in ((3, 4), (5, 1), (2, 3, 4, 5)):
        got = student.dropout_mask(shape, rate=0.5, seed=3)
        assert_shape(got, shape, "mask")
        if got.dtype != bool:
            said = f"has the wrong dtype: {got.dtype}, expected bool, True where kept"
            raise CheckFailed(Row("mask", said))


@points(
    1,
    of="dropout_mask",
    hint="True means kept: with probability 1 - rate, each entry by a chance of its own",
)
def test_dropout_mask_rate(student):
    """dropout_mask keeps about 1 - rate of the entries, each by a chance of its own"""
    for rate in (0.2, 0.5, 0.7):
        assert_mask(student.dropout_mask((80, 90), rate=rate, seed=1), (80, 90), rate)
    deep = (7, 6, 8, 9)
    assert_mask(student.dropout_mask(deep, rate=0.4, seed=2), deep, 0.4)


@points(1, of="dropout_mask", hint="make a generator from the seed, inside the function")
def test_dropout_mask_seed(student):
    """dropout_mask gives the same mask for the same seed, and another one for another"""
    masks = [student.dropout_mask((20, 30), rate=0.5, seed=seed) for seed in (0, 1, 2, 1, 0)]
    for mask in masks:
        assert_shape(mask, (20, 30), "mask")
    if not (np.array_equal(masks[1], masks[3]) and np.array_equal(masks[0], masks[4])):
        raise CheckFailed(
            Row("mask", "has the wrong entries: other ones when the seed comes again")
        )
    assert_unlike(np.array(masks[:3], dtype=np.float64), "seeds")


KEPT = np.array([[True, True, False, True, True]])
DROPPED = (
    dropout_case((2, 5), 0.5),
    dropout_case((2, 5), 0.75),
    dropout_case((1, 2, 3, 3), 0.2),
    dropout_case((3, 4), 0.0),
)

# fmt: off
test_dropout_worked_example = worked(
    1, "dropout", [floats([4, 8, 12, 16, 20]), KEPT], floats([5, 10, 0, 20, 25]), rate=0.2,
    hint="kept numbers are divided by 1 - rate, the others become 0")
test_dropout_backward_worked_example = worked(
    1, "dropout_backward", [floats([4, 4, 4, -8, 0]), KEPT], floats([5, 5, 0, -10, 0]), rate=0.2,
    name="dx", hint="dy goes the way that x went")
# fmt: on


@points(1, of="dropout", hint="the mask says what is kept, the rate only by how much to scale")
@every(*DROPPED)
def test_dropout_keeps(student, case):
    """dropout keeps what the mask keeps, for rows and for images"""
    y = assert_shape(case.call(student.dropout), case.output)
    kept = np.where(case.extra[0], case.arrays[0], 0)
    assert_array(y * (1 - case.settings["rate"]), kept, "y * (1 - rate)")


@points(1, of="dropout_backward", hint="the derivative is 1 / (1 - rate) where kept, else 0")
@every(*DROPPED)
def test_dropout_backward_gradient(student, case):
    """dropout_backward agrees with finite differences of dropout"""
    assert_gradient(case, student.dropout, student.dropout_backward, "dx")


LRN, LRN_BACK = "local_response_norm", "local_response_norm_backward"
DEPTH, DDEPTH = images([[2]], [[-3]], [[3]], [[2]]), images([[64]], [[125]], [[0]], [[64]])
SETTINGS = {"r": 2, "alpha": 4.0, "beta": 0.5, "k": 12}

# fmt: off
test_local_response_norm_worked_example = worked(
    2, LRN, [DEPTH], images([[0.25]], [[-0.3]], [[0.3]], [[0.25]]), **SETTINGS,
    hint="with r = 2 a window is the channel itself and the one on either side")
test_local_response_norm_backward_worked_example = worked(
    2, LRN_BACK, [DDEPTH, DEPTH], images([[9]], [[11]], [[1.5]], [[6]]), **SETTINGS, name="dx",
    hint="a channel is in its own y and in its neighbours': add up what comes back from each")
test_local_response_norm_backward_gradient = gradient(
    3, LRN_BACK, lrn_cases(), lrn_case(1, 4, (1, 2), r=4, values="integers"), **CURVES,
    hint="the sum goes over the outputs whose windows hold this channel")
# fmt: on


@points(1, of=LRN, hint="r=2, alpha=0.00002, beta=0.75 and k=1 where nothing else is said")
def test_local_response_norm_defaults(student):
    """local_response_norm has the settings of the handout where none are given"""
    y = student.local_response_norm(images([[500]], [[500]], [[500]]))
    expected = images([[500 / 11**0.75]], [[62.5]], [[500 / 11**0.75]])
    assert_array(y, expected, within=ENOUGH)


@drawn(
    1, LRN, lrn_cases(), lrn_case(1, 4, (1, 2), r=4), hint="first and last channel: shorter windows"
)
def test_local_response_norm_mirrored(student, case):
    """local_response_norm treats first channels as last ones, and one alone by the formula"""
    (x,) = case.arrays
    y = assert_shape(case.call(student.local_response_norm), x.shape)
    assert_array(case.call(student.local_response_norm, x[:, ::-1]), y[:, ::-1])
    alpha, beta, k = (case.settings[name] for name in ("alpha", "beta", "k"))
    alone = x[:, :1]
    expected = alone / (k + alpha * alone**2) ** beta
    assert_array(case.call(student.local_response_norm, alone), expected)


test_rbf_output_worked_example = worked(
    1,
    "rbf_output",
    [floats([1, 2], [4, 6]), floats([1, 2], [4, 6], [13, 7])],
    floats([0, 5, 13], [5, 0, 82**0.5]),
    hint="the root of the sum of the squared differences",
)


# No whole numbers: what should be 0 may come out a little below it, and has no root.
POINTS = np.random.default_rng(6).standard_normal((30, 20))


@points(1, of="rbf_output", hint="a distance: three times as far is three times as much")
@every(rbf_case(2, 3, 2, values="integers"), rbf_case(3, 1, 4, values="integers"))
def test_rbf_output_scales(student, case):
    """rbf_output grows with the distance, is the same the other way round, and 0 to x itself"""
    x, prototypes = case.arrays
    y = assert_shape(case.call(student.rbf_output), case.output)
    assert_array(student.rbf_output(3 * x, 3 * prototypes), 3 * y)
    assert_array(student.rbf_output(prototypes, x), y.T)
    own = assert_shape(student.rbf_output(POINTS, POINTS), (30, 30))
    assert_array(np.diag(own), np.zeros(30), "distances to itself", within=1e-6)


NORM, NORM_BACK, GRADIENTS = "batch_norm2d", "batch_norm2d_backward", "dx dgamma dbeta"
BATCH = np.array([[[[1.0, 5]], [[-1, 3]]], [[[5, 9]], [[3, 3]]]])
NORMED = np.array([[[[2.0, 10]], [[-4, 0]]], [[[10, 18]], [[0, 0]]]])
DBATCH = np.array([[[[0.0, 5]], [[0, 1]]], [[[2, 9]], [[3, 4]]]])
DX = np.array([[[[0.0, 2]], [[-0.5, -1.5]]], [[[-4, 2]], [[0.5, 1.5]]]])
GAMMA, BETA = np.array([6.0, 2]), np.array([10.0, -1])
BACKWARD = {"among": GRADIENTS, "eps": 1.0}

# fmt: off
test_batch_norm2d_worked_example = worked(
    2, NORM, [BATCH, GAMMA, BETA], NORMED, eps=1.0,
    hint="one mean and one variance for every channel, over N, H and W")
test_batch_norm2d_backward_worked_example_dx = worked(
    1, NORM_BACK, [DBATCH, BATCH, GAMMA], DX, **BACKWARD, name="dx",
    hint="x changes the mean and the variance of its channel too")
test_batch_norm2d_backward_worked_example_dgamma = worked(
    1, NORM_BACK, [DBATCH, BATCH, GAMMA], np.array([12.0, 4]), **BACKWARD, name="dgamma",
    hint="dgamma[c] is the sum of dy times the normalised x, over channel c")
test_batch_norm2d_backward_worked_example_dbeta = worked(
    1, NORM_BACK, [DBATCH, BATCH, GAMMA], np.array([16.0, 8]), **BACKWARD, name="dbeta",
    hint="dbeta[c] is the sum of dy over N, H and W")
test_batch_norm2d_backward_gradient_dx = gradient(
    2, NORM_BACK, norm_cases(), norm_case(3, 1, (1, 2), eps=0.1, values="distinct"),
    names=GRADIENTS, only="dx", **CURVES,
    hint="take from dy its mean, and its part that goes along with the normalised x")
# fmt: on


@drawn(1, NORM, norm_cases(), norm_case(2, 2, (2, 3), eps=2.0), hint="eps is inside the root")
def test_batch_norm2d_moments(student, case):
    """batch_norm2d gives mean 0 and variance var / (var + eps) where gamma is 1 and beta is 0"""
    x, gamma, _ = case.arrays
    y = case.call(student.batch_norm2d, x, np.ones_like(gamma), np.zeros_like(gamma))
    y, variance = assert_shape(y, x.shape), x.var(axis=(0, 2, 3))
    assert_array(y.mean(axis=(0, 2, 3)), 0 * variance, "means")
    expected = variance / (variance + case.settings["eps"])
    assert_array(y.var(axis=(0, 2, 3)), expected, "variances")
