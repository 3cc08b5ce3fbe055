"""Hidden checks of 12_fast_conv: agreement with the reference, speed, and what is promised."""

from functools import partial

import numpy as np

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_fast,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    judge_alike,
    judge_by,
    points,
)
from autograder.checks.cases.columns import col2im_case, im2col_case
from autograder.checks.cases.images import conv_case

FITTING = "is right when one setting changes at a time"
UNFIT = "is right on images, kernels and strides that do not fit evenly"
FAST, BACK = "conv2d_fast", "conv2d_fast_backward"
GRADIENTS = ("dx", "dw", "db")
NAMES = {"im2col": "cols", "col2im": "x", "conv2d_fast": "y"}

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    {},
    {"n": 1, "c": 1},
    {"padding": 0},
    {"padding": 2},
    {"kernel": (2, 2), "padding": 3},
    {"stride": 2},
    {"stride": 3},
    {"size": (9, 9), "stride": 4},
    {"kernel": (2, 2), "padding": 0, "stride": 3},
    {"size": (6, 4)},
    {"kernel": (3, 2)},
    {"kernel": (1, 1), "padding": 0},
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    {"n": 3, "c": 3, "size": (6, 7), "kernel": (3, 2), "stride": 2, "padding": 0, "seed": 1},
    {"n": 2, "c": 3, "size": (5, 8), "kernel": (2, 3), "stride": 2, "padding": 1, "seed": 2},
    {"n": 2, "c": 1, "size": (7, 4), "kernel": (4, 1), "stride": 3, "padding": 2, "seed": 3},
    {"n": 2, "c": 2, "size": (3, 12), "kernel": (3, 5), "stride": 1, "padding": 0, "seed": 4},
    {"n": 1, "c": 4, "size": (11, 3), "kernel": (5, 3), "stride": 2, "padding": 1, "seed": 5},
    {"n": 4, "c": 2, "size": (2, 2), "kernel": (5, 4), "stride": 1, "padding": 2, "seed": 6},
    {"n": 1, "c": 2, "size": (9, 14), "kernel": (3, 2), "stride": 4, "padding": 1, "seed": 7},
    {"n": 1, "c": 1, "size": (4, 5), "kernel": (4, 5), "padding": 0},
    {"n": 2, "c": 2, "size": (1, 1), "kernel": (1, 1), "padding": 0},
    {"n": 2, "c": 2, "size": (1, 3), "kernel": (1, 1), "padding": 1, "stride": 2},
)
FILTERS = (2, 2, 4, 2, 5, 1, 2, 1, 2, 2)
FITTING_CONV = [conv_case(**changes) for changes in ONE_FACTOR]
UNFIT_CONV = [conv_case(f=f, **changes) for f, changes in zip(FILTERS, COMBINED)]


def check(worth, of, title, cases, part=""):
    """Make a check of a function, or of one of three gradients: a slip in db costs db's only."""

    def test(student, reference, case):
        ask = case.backward if part else case.call
        answer, right = ask(getattr(student, of)), ask(getattr(reference, of))
        if not part:
            return assert_array(answer, right, NAMES[of])
        only = [r if name == part else None for name, r in zip(GRADIENTS, right)]
        return assert_arrays(answer, only, "dx dw db")

    test.__doc__ = f"{of}{part and f': {part}'} {title}"
    return points(worth, of=of)(every(*cases)(test))


test_im2col_one_factor = check(3, "im2col", FITTING, [im2col_case(**c) for c in ONE_FACTOR])
test_im2col_combined = check(2, "im2col", UNFIT, [im2col_case(**c) for c in COMBINED])
test_col2im_one_factor = check(3, "col2im", FITTING, [col2im_case(**c) for c in ONE_FACTOR])
test_col2im_combined = check(3, "col2im", UNFIT, [col2im_case(**c) for c in COMBINED])
test_conv2d_fast_one_factor = check(3, FAST, FITTING, FITTING_CONV)
test_conv2d_fast_combined = check(3, FAST, UNFIT, UNFIT_CONV)
test_conv2d_fast_backward_dx = check(2, BACK, FITTING, FITTING_CONV, part="dx")
test_conv2d_fast_backward_dw = check(1, BACK, FITTING, FITTING_CONV, part="dw")
test_conv2d_fast_backward_db = check(1, BACK, FITTING, FITTING_CONV, part="db")
test_conv2d_fast_backward_combined_dx = check(2, BACK, UNFIT, UNFIT_CONV, part="dx")
test_conv2d_fast_backward_combined_dw = check(2, BACK, UNFIT, UNFIT_CONV, part="dw")


IMPOSSIBLE = (  # for one thing each, in order otherwise
    ("a kernel higher than its input", (1, 2, 2, 6), (3, 3), {}),
    ("a kernel wider than its input", (1, 2, 6, 2), (3, 3), {}),
    ("a kernel higher than its padded input", (1, 2, 1, 6), (4, 3), {"padding": 1}),
    ("a kernel wider than its padded input", (1, 2, 6, 1), (3, 4), {"padding": 1}),
    ("a kernel higher than its input, stride 2", (1, 2, 2, 6), (3, 3), {"stride": 2}),
    ("a kernel wider than its input, stride 3", (1, 2, 6, 1), (3, 3), {"stride": 3}),
    ("stride 0", (1, 2, 3, 4), (3, 3), {"stride": 0}),
    ("stride -1", (1, 2, 3, 3), (3, 3), {"stride": -1}),
    ("stride -1 on a larger image", (1, 2, 4, 4), (3, 3), {"stride": -1}),
    ("padding -1", (1, 2, 6, 6), (3, 3), {"padding": -1}),
)
DISAGREEING = (
    ("x with 1 channel and filters with 2", (1, 1, 4, 4), (1, 2, 3, 3)),
    ("x with 2 channels and filters with 1", (1, 2, 4, 4), (2, 1, 3, 3)),
    ("x with 4 channels and filters with 2", (1, 4, 4, 4), (4, 2, 3, 3)),
    ("x with 2 channels and filters with 4", (1, 2, 4, 4), (3, 4, 3, 3)),
)
LEGAL = (((1, 2, 3, 4), {"stride": 5}), ((1, 2, 1, 2), {"padding": 1}))


@points(1, of="im2col")
def test_im2col_value_errors(student, reference):
    """im2col raises ValueError for impossible requests, and only for those"""
    for shape, settings in LEGAL:
        x = np.ones(shape)
        right = reference.im2col(x, (3, 3), **settings)
        assert_array(student.im2col(x, (3, 3), **settings), right, "cols")
    for said, shape, kernel, settings in IMPOSSIBLE:
        asked = np.ones(shape), kernel
        assert_value_error(lambda a=asked, s=settings: student.im2col(*a, **s), said)


@points(1, of="conv2d_fast")
def test_conv2d_fast_value_errors(student, reference):
    """conv2d_fast raises ValueError for impossible requests, and only for those"""
    for shape, settings in LEGAL:
        asked = np.ones(shape), np.ones((3, 2, 3, 3)), np.zeros(3)
        right = reference.conv2d_fast(*asked, **settings)
        assert_array(student.conv2d_fast(*asked, **settings), right)
    for said, shape, kernel, settings in IMPOSSIBLE:
        asked = np.ones(shape), np.ones((3, 2, *kernel)), np.zeros(3)
        assert_value_error(lambda a=asked, s=settings: student.conv2d_fast(*a, **s), said)
    for said, x, w in DISAGREEING:
        asked = np.ones(x), np.ones(w), np.zeros(w[0])
        assert_value_error(lambda a=asked: student.conv2d_fast(*a), said)


def unchanged(of, make):
    """Make a check that a function leaves its inputs as they were."""

    def test(student, reference, case):
        given = (*case.arrays, *case.extra)
        got = assert_unchanged(getattr(student, of), *given, **case.settings)
        assert_array(got, case.call(getattr(reference, of)), NAMES[of])

    test.__doc__ = f"{of} leaves what it was given as it was"
    return points(1, of=of)(every(make(), make(padding=0))(test))


test_im2col_inputs = unchanged("im2col", im2col_case)
test_col2im_inputs = unchanged("col2im", col2im_case)
test_conv2d_fast_inputs = unchanged("conv2d_fast", conv_case)


@points(1, of="conv2d_fast_backward")
@every(conv_case(), conv_case(padding=0))
def test_conv2d_fast_backward_inputs(student, reference, case):
    """conv2d_fast_backward leaves its inputs as they were"""
    x, w, _ = case.arrays
    got = assert_unchanged(student.conv2d_fast_backward, case.dy, x, w, **case.settings)
    assert_arrays(got, (case.backward(reference.conv2d_fast_backward)[0], None, None), "dx dw db")


def twice(of, make):
    """Make a check that equal questions get equal answers."""

    def test(student, reference):
        case = make(seed=9)
        first = case.call(getattr(student, of))
        assert_same_answers(first, case.call(getattr(student, of)), NAMES[of])
        assert_array(first, case.call(getattr(reference, of)), NAMES[of])

    test.__doc__ = f"{of} gives the same answer to the same question"
    return points(1, of=of)(test)


test_im2col_twice = twice("im2col", im2col_case)
test_col2im_twice = twice("col2im", col2im_case)
test_conv2d_fast_twice = twice("conv2d_fast", conv_case)


@points(1, of="conv2d_fast_backward")
def test_conv2d_fast_backward_twice(student, reference):
    """conv2d_fast_backward gives the same answer to the same question"""
    case = conv_case(seed=9)
    first = case.backward(student.conv2d_fast_backward)
    assert_same_answers(first, case.backward(student.conv2d_fast_backward))
    right = case.backward(reference.conv2d_fast_backward)[0]
    assert_arrays(first, (right, None, None), "dx dw db")


LARGE_KERNEL = conv_case(4, 12, 96, (8, 8), (5, 5), padding=2, seed=100)
SKIPPING = conv_case(4, 16, 96, (16, 12), (3, 3), stride=2, padding=1, seed=200)
WIDE = conv_case(6, 16, 64, (6, 8), (3, 3), padding=2, seed=300)


@points(4, of="conv2d_fast")
def test_conv2d_fast_speed_large_kernel(student, reference):
    """conv2d_fast is 20 times as fast as plain loops with 5x5 filters, too"""
    assert_fast(student.conv2d_fast, LARGE_KERNEL, judge_by(reference.conv2d_fast))


@points(4, of="conv2d_fast")
def test_conv2d_fast_speed_stride(student, reference):
    """conv2d_fast is 20 times as fast as plain loops with stride 2, too"""
    assert_fast(student.conv2d_fast, SKIPPING, judge_by(reference.conv2d_fast))


@points(6, of="conv2d_fast_backward")
def test_conv2d_fast_backward_speed_wide(student, reference):
    """conv2d_fast_backward is 20 times as fast as plain loops on other images, too"""
    # A slip in one gradient has checks of its own.
    small = conv_case(2, 3, 4, (5, 4), (3, 3), padding=2)
    by = partial(judge_by, reference.conv2d_fast_backward)
    judge = judge_alike(student.conv2d_fast_backward, small, by)
    assert_fast(student.conv2d_fast_backward, WIDE, judge, backward=True)
