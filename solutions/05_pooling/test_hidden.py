"""Hidden checks of 05_pooling: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    assert_array,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    image_case,
    points,
    pool_case,
)

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
TIED = (
    pool_case(values="ties"),
    pool_case(1, 1, values="constant"),
    pool_case(2, 2, (5, 4), (3, 2), stride=1, values="ties", seed=1),
    pool_case(1, 2, (5, 6), (3, 3), stride=2, values="constant", seed=2),
)
REPEATED = (pool_case(seed=9), pool_case(kernel=(3, 2), stride=1, seed=9))
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


def agree(student, reference, case, far=(0.0,)):
    """Compare a forward with the reference's on a case's images, and on them moved far away."""
    for moved in far:
        x = case.arrays[0] + moved
        assert_array(case.call(student, x), case.call(reference, x))


def agree_backward(student, reference, case):
    """Compare a backward with the reference's."""
    assert_array(case.backward(student), case.backward(reference), "dx")


def refuse(student, reference):
    """Demand ValueError for what does not fit, and an answer for what just fits."""
    x = np.arange(24.0).reshape(1, 2, 3, 4)
    right = reference(x, kernel=(3, 4), stride=5)
    assert_array(student(x, kernel=(3, 4), stride=5), right)
    requests = (((4, 2), 1), ((2, 5), 1), ((4, 4), 2), ((2, 2), 0), ((2, 2), -1))
    for kernel, stride in requests:
        said = f"kernel {kernel} with stride {stride} on images of 3x4"
        assert_value_error(lambda k=kernel, s=stride: student(x, kernel=k, stride=s), said)


def keep(function, arrays, settings, name):
    """Demand that a call changes none of its inputs, and that its answer repeats."""
    assert_unchanged(function, *arrays, **settings)
    assert_same_answers(function(*arrays, **settings), function(*arrays, **settings), name)


@points(3, of="max_pool2d")
@every(*ONE_FACTOR)
def test_max_pool2d_one_factor(student, reference, case):
    """max_pool2d is right when one setting changes at a time"""
    agree(student.max_pool2d, reference.max_pool2d, case)


@points(3, of="max_pool2d")
@every(*COMBINED, TIED[2])
def test_max_pool2d_combined(student, reference, case):
    """max_pool2d is right on images, windows and strides that do not fit evenly"""
    agree(student.max_pool2d, reference.max_pool2d, case)


@points(1, of="max_pool2d", hint="raise ValueError before computing anything")
def test_max_pool2d_value_errors(student, reference):
    """max_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.max_pool2d, reference.max_pool2d)


@points(1, of="max_pool2d")
@every(*REPEATED)
def test_max_pool2d_inputs(student, case):
    """max_pool2d leaves its input as it was, and repeats itself"""
    keep(student.max_pool2d, case.arrays, case.settings, "y")


@points(4, of="max_pool2d_backward")
@every(*ONE_FACTOR)
def test_max_pool2d_backward_one_factor(student, reference, case):
    """max_pool2d_backward is right when one setting changes at a time"""
    agree_backward(student.max_pool2d_backward, reference.max_pool2d_backward, case)


@points(4, of="max_pool2d_backward")
@every(*COMBINED)
def test_max_pool2d_backward_combined(student, reference, case):
    """max_pool2d_backward is right on images, windows and strides that do not fit evenly"""
    agree_backward(student.max_pool2d_backward, reference.max_pool2d_backward, case)


@points(1, of="max_pool2d_backward", hint="np.argmax finds the first of several equal ones")
@every(*TIED)
def test_max_pool2d_backward_ties(student, reference, case):
    """max_pool2d_backward gives all to the first of several equal maxima, in row-major order"""
    agree_backward(student.max_pool2d_backward, reference.max_pool2d_backward, case)


@points(1, of="max_pool2d_backward")
@every(*REPEATED)
def test_max_pool2d_backward_inputs(student, case):
    """max_pool2d_backward leaves its inputs as they were, and repeats itself"""
    keep(student.max_pool2d_backward, (case.dy, *case.arrays), case.settings, "dx")


@points(2, of="avg_pool2d")
@every(*ONE_FACTOR)
def test_avg_pool2d_one_factor(student, reference, case):
    """avg_pool2d is right when one setting changes at a time"""
    agree(student.avg_pool2d, reference.avg_pool2d, case)


@points(2, of="avg_pool2d")
@every(*COMBINED)
def test_avg_pool2d_combined(student, reference, case):
    """avg_pool2d is right on images, windows and strides that do not fit evenly"""
    agree(student.avg_pool2d, reference.avg_pool2d, case)


@points(1, of="avg_pool2d", hint="raise ValueError before computing anything")
def test_avg_pool2d_value_errors(student, reference):
    """avg_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.avg_pool2d, reference.avg_pool2d)


@points(1, of="avg_pool2d")
@every(*REPEATED)
def test_avg_pool2d_inputs(student, case):
    """avg_pool2d leaves its input as it was, and repeats itself"""
    keep(student.avg_pool2d, case.arrays, case.settings, "y")


@points(3, of="avg_pool2d_backward")
@every(*ONE_FACTOR)
def test_avg_pool2d_backward_one_factor(student, reference, case):
    """avg_pool2d_backward is right when one setting changes at a time"""
    agree_backward(student.avg_pool2d_backward, reference.avg_pool2d_backward, case)


@points(3, of="avg_pool2d_backward")
@every(*COMBINED)
def test_avg_pool2d_backward_combined(student, reference, case):
    """avg_pool2d_backward is right on images, windows and strides that do not fit evenly"""
    agree_backward(student.avg_pool2d_backward, reference.avg_pool2d_backward, case)


@points(1, of="avg_pool2d_backward")
@every(*REPEATED)
def test_avg_pool2d_backward_inputs(student, case):
    """avg_pool2d_backward leaves its inputs as they were, and repeats itself"""
    keep(student.avg_pool2d_backward, (case.dy, *case.arrays), case.settings, "dx")


@points(2, of="min_pool2d")
@every(*ONE_FACTOR)
def test_min_pool2d_one_factor(student, reference, case):
    """min_pool2d is right when one setting changes at a time"""
    agree(student.min_pool2d, reference.min_pool2d, case)


@points(2, of="min_pool2d")
@every(*COMBINED, TIED[2])
def test_min_pool2d_combined(student, reference, case):
    """min_pool2d is right on images, windows and strides that do not fit evenly"""
    agree(student.min_pool2d, reference.min_pool2d, case)


@points(1, of="min_pool2d", hint="raise ValueError before computing anything")
def test_min_pool2d_value_errors(student, reference):
    """min_pool2d raises ValueError for impossible requests, and only for those"""
    refuse(student.min_pool2d, reference.min_pool2d)


@points(1, of="min_pool2d")
@every(*REPEATED)
def test_min_pool2d_inputs(student, case):
    """min_pool2d leaves its input as it was, and repeats itself"""
    keep(student.min_pool2d, case.arrays, case.settings, "y")


@points(3, of="min_pool2d_backward")
@every(*ONE_FACTOR)
def test_min_pool2d_backward_one_factor(student, reference, case):
    """min_pool2d_backward is right when one setting changes at a time"""
    agree_backward(student.min_pool2d_backward, reference.min_pool2d_backward, case)


@points(2, of="min_pool2d_backward")
@every(*COMBINED)
def test_min_pool2d_backward_combined(student, reference, case):
    """min_pool2d_backward is right on images, windows and strides that do not fit evenly"""
    agree_backward(student.min_pool2d_backward, reference.min_pool2d_backward, case)


@points(1, of="min_pool2d_backward", hint="np.argmin finds the first of several equal ones")
@every(*TIED)
def test_min_pool2d_backward_ties(student, reference, case):
    """min_pool2d_backward gives all to the first of several equal minima, in row-major order"""
    agree_backward(student.min_pool2d_backward, reference.min_pool2d_backward, case)


@points(1, of="min_pool2d_backward")
@every(*REPEATED)
def test_min_pool2d_backward_inputs(student, case):
    """min_pool2d_backward leaves its inputs as they were, and repeats itself"""
    keep(student.min_pool2d_backward, (case.dy, *case.arrays), case.settings, "dx")


@points(3, of="global_avg_pool2d")
@every(*IMAGES)
def test_global_avg_pool2d_agrees(student, reference, case):
    """global_avg_pool2d is right for every batch, number of channels and size"""
    agree(student.global_avg_pool2d, reference.global_avg_pool2d, case)


@points(1, of="global_avg_pool2d")
@every(image_case(seed=4))
def test_global_avg_pool2d_inputs(student, case):
    """global_avg_pool2d leaves its input as it was, and repeats itself"""
    keep(student.global_avg_pool2d, case.arrays, {}, "y")


@points(3, of="global_avg_pool2d_backward")
@every(*IMAGES)
def test_global_avg_pool2d_backward_agrees(student, reference, case):
    """global_avg_pool2d_backward is right for every batch, number of channels and size"""
    forward, backward = student.global_avg_pool2d_backward, reference.global_avg_pool2d_backward
    agree_backward(forward, backward, case)


@points(1, of="global_avg_pool2d_backward")
@every(image_case(seed=4))
def test_global_avg_pool2d_backward_inputs(student, case):
    """global_avg_pool2d_backward leaves its inputs as they were, and repeats itself"""
    keep(student.global_avg_pool2d_backward, (case.dy, *case.arrays), {}, "dx")
