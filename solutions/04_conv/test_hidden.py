"""Hidden checks of 04_conv: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.images import conv_case

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    conv_case(),
    conv_case(1, 1, 1),
    conv_case(padding=0),
    conv_case(padding=2),
    conv_case(1, 1, 1, kernel=(2, 2), padding=3),
    conv_case(stride=2),
    conv_case(stride=3),
    conv_case(size=(9, 9), stride=4),
    conv_case(kernel=(2, 2), padding=0, stride=3),
    conv_case(size=(6, 4)),
    conv_case(kernel=(3, 2)),
    conv_case(kernel=(1, 1), padding=0),
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    conv_case(3, 3, 2, (6, 7), (3, 2), stride=2, padding=0, seed=1),
    conv_case(2, 3, 2, (5, 8), (2, 3), stride=2, padding=1, seed=2),
    conv_case(2, 1, 4, (7, 4), (4, 1), stride=3, padding=2, seed=3),
    conv_case(2, 2, 2, (3, 12), (3, 5), stride=1, padding=0, seed=4),
    conv_case(1, 4, 5, (11, 3), (5, 3), stride=2, padding=1, seed=5),
    conv_case(4, 2, 1, (2, 2), (5, 4), stride=1, padding=2, seed=6),
    conv_case(1, 2, 2, (9, 14), (3, 2), stride=4, padding=1, seed=7),
    conv_case(1, 1, 1, (4, 5), (4, 5), padding=0),
    conv_case(2, 2, 2, (1, 1), (1, 1), padding=0),
    conv_case(2, 2, 2, (1, 3), (1, 1), padding=1, stride=2),
    conv_case(1, 2, 2, (4, 5), (1, 1), padding=0, stride=2),
    conv_case(1, 2, 2, (2, 3), (1, 1), padding=1),
    conv_case(1, 2, 2, (2, 3), (2, 2), padding=1),
    conv_case(3, 1, 2, (5, 6), (3, 3), padding=1, stride=2),
    conv_case(2, 2, 1, (4, 3), (1, 2), padding=2, stride=2),
)


FITTING = "is right when one setting changes at a time"
UNFIT = "is right on images, kernels and strides that do not fit evenly"
BACK, ADDED = "conv2d_backward", "b[f] is added to every output of filter f"


def check(worth, of, title, *cases, part="", hint=""):
    """Make a check of conv2d, or of one of three gradients: a slip in db costs db's points only."""

    def test(student, reference, case):
        ask = case.backward if part else case.call
        answer, right = ask(getattr(student, of)), ask(getattr(reference, of))
        if not part:
            return assert_array(answer, right)
        only = [r if name == part else None for name, r in zip(("dx", "dw", "db"), right)]
        return assert_arrays(answer, only, "dx dw db")

    test.__doc__ = f"{of}{part and f': {part}'} {title}"
    return points(worth, of=of, hint=hint)(every(*cases)(test))


test_conv2d_one_factor = check(5, "conv2d", FITTING, *ONE_FACTOR)
test_conv2d_combined = check(4, "conv2d", UNFIT, *COMBINED)


REFUSED = (  # for one thing each, in order otherwise
    ("a kernel higher than its input", (1, 2, 2, 6), (3, 2, 3, 3), {}),
    ("a kernel wider than its input", (1, 2, 6, 2), (3, 2, 3, 3), {}),
    ("a kernel higher than its padded input", (1, 2, 1, 6), (3, 2, 4, 3), {"padding": 1}),
    ("a kernel wider than its padded input", (1, 2, 6, 1), (3, 2, 3, 4), {"padding": 1}),
    ("a kernel higher than its input, stride 2", (1, 2, 2, 6), (3, 2, 3, 3), {"stride": 2}),
    ("a kernel wider than its input, stride 3", (1, 2, 6, 1), (3, 2, 3, 3), {"stride": 3}),
    ("stride 0", (1, 2, 3, 4), (3, 2, 3, 3), {"stride": 0}),
    ("stride -1", (1, 2, 3, 3), (3, 2, 3, 3), {"stride": -1}),
    ("stride -1 on a larger image", (1, 2, 4, 4), (3, 2, 3, 3), {"stride": -1}),
    ("padding -1", (1, 2, 6, 6), (3, 2, 3, 3), {"padding": -1}),
    ("x with 1 channel and filters with 2", (1, 1, 4, 4), (1, 2, 3, 3), {}),
    ("x with 2 channels and filters with 1", (1, 2, 4, 4), (2, 1, 3, 3), {}),
    ("x with 4 channels and filters with 2", (1, 4, 4, 4), (4, 2, 3, 3), {}),
    ("x with 2 channels and filters with 4", (1, 2, 4, 4), (3, 4, 3, 3), {}),
    ("x with 3 channels and filters with 2", (1, 3, 5, 5), (4, 2, 3, 3), {}),
    ("x with 5 channels and filters with 3", (1, 5, 5, 3), (4, 3, 2, 2), {}),
)


@points(1, of="conv2d")
def test_conv2d_value_errors(student, reference):
    """conv2d raises ValueError for impossible requests, and only for those"""
    for fits, settings in (((1, 2, 3, 4), {"stride": 5}), ((1, 2, 1, 2), {"padding": 1})):
        x, w, b = np.ones(fits), np.ones((3, 2, 3, 3)), np.zeros(3)
        assert_array(student.conv2d(x, w, b, **settings), reference.conv2d(x, w, b, **settings))
    for said, x, w, settings in REFUSED:
        asked = np.ones(x), np.ones(w), np.zeros(w[0])
        assert_value_error(lambda a=asked, s=settings: student.conv2d(*a, **s), said)


@points(1, of="conv2d")
@every(conv_case(), conv_case(padding=0))
def test_conv2d_inputs(student, reference, case):
    """conv2d leaves its inputs as they were"""
    y = assert_unchanged(student.conv2d, *case.arrays, **case.settings)
    assert_array(y, case.call(reference.conv2d))


@points(1, of="conv2d")
def test_conv2d_twice(student, reference):
    """conv2d gives the same answer to the same question"""
    case = conv_case(seed=9)
    y = case.call(student.conv2d)
    assert_same_answers(y, case.call(student.conv2d))
    assert_array(y, case.call(reference.conv2d))


test_conv2d_backward_dx = check(6, BACK, FITTING, *ONE_FACTOR, part="dx")
test_conv2d_backward_dw = check(5, BACK, FITTING, *ONE_FACTOR, part="dw")
test_conv2d_backward_db = check(2, BACK, FITTING, *ONE_FACTOR, part="db", hint=ADDED)
test_conv2d_backward_combined_dx = check(4, BACK, UNFIT, *COMBINED, part="dx")
test_conv2d_backward_combined_dw = check(4, BACK, UNFIT, *COMBINED, part="dw")
test_conv2d_backward_combined_db = check(1, BACK, UNFIT, *COMBINED, part="db", hint=ADDED)


@points(1, of="conv2d_backward")
@every(conv_case(), conv_case(padding=0))
def test_conv2d_backward_inputs(student, reference, case):
    """conv2d_backward leaves its inputs as they were"""
    x, w, _ = case.arrays
    got = assert_unchanged(student.conv2d_backward, case.dy, x, w, **case.settings)
    assert_arrays(got, (case.backward(reference.conv2d_backward)[0], None, None), "dx dw db")


@points(2, of="conv2d_backward")
def test_conv2d_backward_twice(student, reference):
    """conv2d_backward gives the same answer to the same question"""
    case = conv_case(seed=9)
    first = case.backward(student.conv2d_backward)
    assert_same_answers(first, case.backward(student.conv2d_backward))
    assert_arrays(first, (case.backward(reference.conv2d_backward)[0], None, None), "dx dw db")


DENSE = [
    (1, (1, 1, 1)),
    (3, (2, 2, 3)),
    (2, (3, 4, 1)),
    (4, (1, 3, 2)),
    (1, (2, 5, 2)),
    (2, (1, 2, 2)),
    (4, (1, 2, 2)),
    (5, (2, 1, 2)),
]


@points(4, of="dense_as_conv")
def test_dense_as_conv_agrees(student, reference):
    """dense_as_conv is right for every number of outputs and every shape"""
    rng = np.random.default_rng(4)
    for outputs, shape in DENSE:
        weight = rng.standard_normal((outputs, int(np.prod(shape))))
        right = reference.dense_as_conv(weight, shape)
        assert_array(student.dense_as_conv(weight, shape), right, "w")


@points(1, of="dense_as_conv")
def test_dense_as_conv_inputs(student, reference):
    """dense_as_conv leaves its inputs as they were, and repeats itself"""
    weight = np.random.default_rng(5).standard_normal((3, 12))
    w = assert_unchanged(student.dense_as_conv, weight, (2, 3, 2))
    assert_array(w, reference.dense_as_conv(weight, (2, 3, 2)), "w")
    first = student.dense_as_conv(weight, (3, 2, 2))
    assert_same_answers(first, student.dense_as_conv(weight, (3, 2, 2)), "w")


@points(1, of="dense_as_conv")
def test_dense_as_conv_value_errors(student):
    """dense_as_conv raises ValueError when the columns are not C*H*W"""
    weight = np.ones((2, 12))
    assert_array(student.dense_as_conv(weight, (3, 2, 2)), np.ones((2, 3, 2, 2)), "w")
    asked = [(weight, shape) for shape in ((2, 2, 2), (2, 3, 3), (1, 2, 3), (4, 3, 2))]
    asked += [(np.ones((12, 5)), (2, 2, 3)), (np.ones((8, 16)), (2, 2, 2))]  # its rows would do
    for wrong, shape in asked:
        said = f"{wrong.shape[1]} columns for {np.prod(shape)} pixels"
        assert_value_error(lambda w=wrong, s=shape: student.dense_as_conv(w, s), said)


MIXES = [(1, 1, 1, 1, 1), (2, 3, 4, 4, 4), (3, 2, 5, 4, 2), (1, 4, 2, 1, 6), (3, 3, 3, 3, 3)]


@points(5, of="conv1x1")
def test_conv1x1_agrees(student, reference):
    """conv1x1 is right for every batch, number of channels and size"""
    rng = np.random.default_rng(6)
    for N, C, F, H, W in MIXES:
        x, w, b = (rng.standard_normal(shape) for shape in [(N, C, H, W), (F, C), (F,)])
        assert_array(student.conv1x1(x, w, b), reference.conv1x1(x, w, b))


@points(1, of="conv1x1")
def test_conv1x1_inputs(student, reference):
    """conv1x1 leaves its inputs as they were, and repeats itself"""
    rng = np.random.default_rng(7)
    x, w, b = (rng.standard_normal(shape) for shape in [(2, 3, 2, 4), (2, 3), (2,)])
    assert_array(assert_unchanged(student.conv1x1, x, w, b), reference.conv1x1(x, w, b))
    assert_same_answers(student.conv1x1(x, w, b), student.conv1x1(x, w, b))


@points(1, of="conv1x1")
def test_conv1x1_value_errors(student, reference):
    """conv1x1 raises ValueError when x and w disagree about channels"""
    x, w, b = np.ones((1, 3, 2, 2)), np.ones((2, 3)), np.zeros(2)
    assert_array(student.conv1x1(x, w, b), reference.conv1x1(x, w, b))
    for C, F, CW in ((2, 4, 3), (3, 4, 2), (1, 1, 3), (3, 3, 1), (1, 2, 3), (3, 2, 1)):
        asked = np.ones((1, C, 2, 2)), np.ones((F, CW)), np.zeros(F)
        assert_value_error(lambda a=asked: student.conv1x1(*a), f"x with C={C}, w with C={CW}")
