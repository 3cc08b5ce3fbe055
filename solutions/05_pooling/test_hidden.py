"""Hidden checks of 05_pooling: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    assert_array,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.images import image_case, pool_case

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    pool_case(),
    pool_case(1, 1),
    pool_case(stride=1),
    pool_case(stride=3),
    pool_case(stride=4),
    pool_case(size=(7, 7)),
    pool_case(size=(6, 4)),
    pool_case(size=(4, 6)),
    pool_case(kernel=(3, 3)),
    pool_case(kernel=(3, 2)),
    pool_case(kernel=(1, 1)),
    pool_case(values="negative"),
    pool_case(values="positive"),
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    pool_case(3, 2, (5, 8), (2, 3), stride=2, seed=1),
    pool_case(2, 3, (8, 5), (3, 1), stride=2, seed=2),
    pool_case(2, 1, (5, 12), (3, 4), stride=1, seed=3),
    pool_case(1, 3, (11, 4), (4, 2), stride=3, values="positive", seed=4),
    pool_case(4, 1, (3, 9), (1, 2), stride=4, values="negative", seed=5),
    pool_case(2, 2, (9, 4), (2, 4), stride=3, seed=6),
    pool_case(2, 2, (4, 5), (4, 5), stride=1, seed=7),
    pool_case(1, 1, (1, 1), (1, 1), stride=2, seed=8),
    pool_case(2, 4, (7, 6), (5, 3), stride=2, seed=9),
)
# Larger and closer than any number that somebody would write down.
HUGE = pool_case(2, 2, (4, 6), (2, 2), values="huge", seed=10)
CLOSE = pool_case(2, 2, (5, 4), (3, 2), stride=1, values="close", seed=11)
TIED = (
    pool_case(values="ties"),
    pool_case(1, 1, values="constant"),
    pool_case(2, 2, (5, 4), (3, 2), stride=1, values="ties", seed=1),
    pool_case(1, 2, (5, 6), (3, 3), stride=2, values="constant", seed=2),
)
SHIFTED = (
    pool_case(),
    pool_case(1, 3, (5, 6), (3, 2), stride=1, seed=1),
    pool_case(3, 1, (6, 7), (2, 3), stride=3, seed=2),
)
IMAGES = (
    image_case(size=(4, 4)),
    image_case(1, size=(4, 4)),
    image_case(2, 1, (4, 4)),
    image_case(2, 3, (4, 5)),
    image_case(2, 3, (5, 4)),
    image_case(3, 3, (3, 3)),
    image_case(3, 2, (1, 12), seed=1),
    image_case(2, 4, (7, 2), seed=2),
    image_case(4, 1, (1, 1), seed=3),
)
FITTING = "is right when one setting changes at a time"
UNFIT = "is right on images, windows and strides that do not fit evenly"
FAR = "is right on pixels far below 0 and far above it"
ANY = "is right for every batch, number of channels and size"
KEEPS = "leaves its inputs as they were, and repeats itself"


def ask(case, function):
    """Put a case's question to a forward or to a backward."""
    return (case.backward if function.__name__.endswith("_backward") else case.call)(function)


def agree(function, right, case):
    """Demand the reference's answer."""
    name = "dx" if function.__name__.endswith("_backward") else "y"
    assert_array(ask(case, function), ask(case, right), name)


def agree_far(function, right, case):
    """Demand the reference's answer where each channel is 100000 higher than the one before."""
    (x,) = case.arrays
    height = 1e5 * (np.arange(x.shape[0] * x.shape[1]) - 1)  # the first is far below 0
    asked = case.dy, x + height.reshape(*x.shape[:2], 1, 1)
    assert_array(function(*asked, **case.settings), right(*asked, **case.settings), "dx")


def keep(function, right, case):
    """Demand a right answer that changes none of its inputs, and the same one again."""
    upstream = [case.dy] if function.__name__.endswith("_backward") else []
    answer = assert_unchanged(function, *upstream, *case.arrays, **case.settings)
    name = "dx" if upstream else "y"
    assert_same_answers(ask(case, function), ask(case, function), name)
    assert_array(answer, ask(case, right), name)


def check(worth, of, body, title, *cases):
    """Make a check of the function `of`: its answer to each case goes through `body`."""

    def test(student, reference, case):
        body(getattr(student, of), getattr(reference, of), case)

    test.__doc__ = f"{of} {title}"
    return points(worth, of=of)(every(*cases)(test))


# Windows that overlap, and some that tile their images, for which students write a way of its own.
KEPT = pool_case(kernel=(3, 2), stride=1, seed=9), pool_case(seed=10)
test_max_pool2d_one_factor = check(3, "max_pool2d", agree, FITTING, *ONE_FACTOR)
test_max_pool2d_combined = check(
    3, "max_pool2d", agree, UNFIT, *COMBINED, TIED[2], HUGE
)
test_max_pool2d_inputs = check(1, "max_pool2d", keep, KEEPS, *KEPT)

MAX_BACK = "max_pool2d_backward"
test_max_pool2d_backward_one_factor = check(3, MAX_BACK, agree, FITTING, *ONE_FACTOR)
test_max_pool2d_backward_combined = check(3, MAX_BACK, agree, UNFIT, *COMBINED, CLOSE)
test_max_pool2d_backward_far = check(2, MAX_BACK, agree_far, FAR, *SHIFTED)
test_max_pool2d_backward_inputs = check(1, MAX_BACK, keep, KEEPS, *KEPT)

test_avg_pool2d_one_factor = check(2, "avg_pool2d", agree, FITTING, *ONE_FACTOR)
test_avg_pool2d_combined = check(2, "avg_pool2d", agree, UNFIT, *COMBINED)
test_avg_pool2d_inputs = check(1, "avg_pool2d", keep, KEEPS, *KEPT)

AVG_BACK = "avg_pool2d_backward"
test_avg_pool2d_backward_one_factor = check(3, AVG_BACK, agree, FITTING, *ONE_FACTOR)
test_avg_pool2d_backward_combined = check(3, AVG_BACK, agree, UNFIT, *COMBINED)
test_avg_pool2d_backward_inputs = check(1, AVG_BACK, keep, KEEPS, *KEPT)

test_min_pool2d_one_factor = check(2, "min_pool2d", agree, FITTING, *ONE_FACTOR)
test_min_pool2d_combined = check(
    2, "min_pool2d", agree, UNFIT, *COMBINED, TIED[2], HUGE
)
test_min_pool2d_inputs = check(1, "min_pool2d", keep, KEEPS, *KEPT)

MIN_BACK = "min_pool2d_backward"
test_min_pool2d_backward_one_factor = check(2, MIN_BACK, agree, FITTING, *ONE_FACTOR)
test_min_pool2d_backward_combined = check(2, MIN_BACK, agree, UNFIT, *COMBINED, CLOSE)
test_min_pool2d_backward_far = check(1, MIN_BACK, agree_far, FAR, *SHIFTED)
test_min_pool2d_backward_inputs = check(1, MIN_BACK, keep, KEEPS, *KEPT)

GLOBAL_BACK = "global_avg_pool2d_backward"
test_global_avg_pool2d_agrees = check(3, "global_avg_pool2d", agree, ANY, *IMAGES)
test_global_avg_pool2d_inputs = check(1, "global_avg_pool2d", keep, KEEPS, image_case(seed=4))
test_global_avg_pool2d_backward_agrees = check(3, GLOBAL_BACK, agree, ANY, *IMAGES)
test_global_avg_pool2d_backward_inputs = check(1, GLOBAL_BACK, keep, KEEPS, image_case(seed=4))


@points(1, of="max_pool2d_backward", hint="np.argmax finds the first of several equal ones")
@every(*TIED)
def test_max_pool2d_backward_ties(student, reference, case):
    """max_pool2d_backward gives all to the first of several equal maxima, in row-major order"""
    agree(student.max_pool2d_backward, reference.max_pool2d_backward, case)


@points(1, of="min_pool2d_backward", hint="np.argmin finds the first of several equal ones")
@every(*TIED)
def test_min_pool2d_backward_ties(student, reference, case):
    """min_pool2d_backward gives all to the first of several equal minima, in row-major order"""
    agree(student.min_pool2d_backward, reference.min_pool2d_backward, case)


def refuse(function, right):
    """Demand ValueError for what does not fit, and an answer for what just fits."""
    x = np.arange(24.0).reshape(1, 2, 3, 4)
    fits = {"kernel": (3, 4), "stride": 5}
    assert_array(function(x, **fits), right(x, **fits))
    too_large = (((4, 2), 1), ((2, 5), 1), ((4, 4), 2), ((3, 5), 3))
    no_stride = (((2, 2), 0), ((2, 2), -1), ((3, 4), -1), ((1, 1), -2), ((2, 3), -1))
    for kernel, stride in too_large + no_stride:
        said = f"kernel {kernel} with stride {stride} on images of 3x4"
        assert_value_error(lambda k=kernel, s=stride: function(x, kernel=k, stride=s), said)


@points(1, of="max_pool2d")
def test_max_pool2d_value_errors(student, reference):
    """max_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.max_pool2d, reference.max_pool2d)


@points(1, of="avg_pool2d")
def test_avg_pool2d_value_errors(student, reference):
    """avg_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.avg_pool2d, reference.avg_pool2d)


@points(1, of="min_pool2d")
def test_min_pool2d_value_errors(student, reference):
    """min_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.min_pool2d, reference.min_pool2d)
