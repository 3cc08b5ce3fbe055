"""Hidden checks of 03_padding: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    Case,
    assert_array,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.images import pad_case

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    pad_case(size=(3, 3)),
    pad_case(1, 2, (3, 3)),
    pad_case(2, 1, (3, 3)),
    pad_case(size=(3, 4)),
    pad_case(size=(3, 3), sides=(0, 0, 0, 0)),
    pad_case(size=(3, 3), sides=(2, 2, 2, 2)),
    *(
        pad_case(size=(3, 3), sides=tuple(amount if side == k else 1 for k in range(4)))
        for side in range(4)
        for amount in (0, 3)
    ),
    *(pad_case(sides=tuple(2 * (side == k) for k in range(4)), seed=8) for side in range(4)),
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    pad_case(3, 2, (2, 5), (3, 1, 0, 2), seed=1),
    pad_case(2, 3, (5, 3), (0, 2, 3, 1), seed=2),
    pad_case(2, 4, (1, 2), (4, 5, 3, 6), seed=3),
    pad_case(1, 2, (3, 12), (1, 0, 2, 0), seed=4),
    pad_case(2, 1, (11, 2), (0, 2, 0, 1), seed=5),
    pad_case(4, 2, (4, 4), (2, 3, 0, 0), seed=6),
    pad_case(1, 1, (1, 1), (0, 0, 2, 1), seed=7),
)


@points(8, of="zero_pad2d")
@every(*ONE_FACTOR)
def test_zero_pad2d_one_factor(student, reference, case):
    """zero_pad2d is right when one setting changes at a time"""
    assert_array(case.call(student.zero_pad2d), case.call(reference.zero_pad2d))


@points(8, of="zero_pad2d")
@every(*COMBINED)
def test_zero_pad2d_combined(student, reference, case):
    """zero_pad2d is right when every side has an amount of its own"""
    assert_array(case.call(student.zero_pad2d), case.call(reference.zero_pad2d))


@points(1, of="zero_pad2d")
def test_zero_pad2d_value_errors(student, reference):
    """zero_pad2d raises ValueError for a negative amount, and only then"""
    x = np.ones((1, 2, 3, 4))
    assert_array(student.zero_pad2d(x, top=2, right=1), reference.zero_pad2d(x, top=2, right=1))
    opposite = (("top", "bottom"), ("bottom", "top"), ("left", "right"), ("right", "left"))
    for image in (x, x[:, :, :1, :1]):  # into one pixel's place numpy puts whatever fits
        for side, other in (*opposite, ("top", "left"), ("right", "bottom")):
            for sides in ({side: -1}, {side: -1, other: 2}):
                said = " with ".join(f"{name} {amount}" for name, amount in sides.items())
                assert_value_error(lambda i=image, s=sides: student.zero_pad2d(i, **s), said)


@points(1, of="zero_pad2d")
@every(pad_case(), pad_case(sides=(0, 0, 0, 0)))
def test_zero_pad2d_inputs(student, reference, case):
    """zero_pad2d leaves its input as it was"""
    y = assert_unchanged(student.zero_pad2d, *case.arrays, **case.settings)
    assert_array(y, case.call(reference.zero_pad2d))


@points(2, of="zero_pad2d")
@every(pad_case(seed=9), pad_case(sides=(2, 0, 0, 1), seed=9))
def test_zero_pad2d_twice(student, reference, case):
    """zero_pad2d gives the same answer to the same question"""
    y = case.call(student.zero_pad2d)
    assert_same_answers(y, case.call(student.zero_pad2d))
    assert_array(y, case.call(reference.zero_pad2d))


@points(6, of="zero_pad2d_backward")
@every(*ONE_FACTOR)
def test_zero_pad2d_backward_one_factor(student, reference, case):
    """zero_pad2d_backward is right when one setting changes at a time"""
    dx = case.backward(reference.zero_pad2d_backward)
    assert_array(case.backward(student.zero_pad2d_backward), dx, "dx")


@points(5, of="zero_pad2d_backward")
@every(*COMBINED)
def test_zero_pad2d_backward_combined(student, reference, case):
    """zero_pad2d_backward is right when every side has an amount of its own"""
    dx = case.backward(reference.zero_pad2d_backward)
    assert_array(case.backward(student.zero_pad2d_backward), dx, "dx")


@points(1, of="zero_pad2d_backward")
@every(pad_case(), pad_case(sides=(0, 0, 0, 0)))
def test_zero_pad2d_backward_inputs(student, reference, case):
    """zero_pad2d_backward leaves its input as it was"""
    dx = assert_unchanged(student.zero_pad2d_backward, case.dy, **case.settings)
    assert_array(dx, case.backward(reference.zero_pad2d_backward), "dx")


@points(1, of="zero_pad2d_backward")
@every(pad_case(seed=9), pad_case(sides=(2, 0, 0, 1), seed=9))
def test_zero_pad2d_backward_twice(student, reference, case):
    """zero_pad2d_backward gives the same answer to the same question"""
    first = case.backward(student.zero_pad2d_backward)
    assert_same_answers(first, case.backward(student.zero_pad2d_backward), "dx")
    assert_array(first, case.backward(reference.zero_pad2d_backward), "dx")


def same_case(size=(6, 6), kernel=(3, 3), stride=1, n=2, c=2, seed=0):
    """Make a case for same_pad2d; what it returns is the reference's to say."""
    x = {"x": (n, c, *size)}
    return Case(x, {"stride": stride}, (n, c, *size), (), (kernel,), seed=seed)


SAME_ONE_FACTOR = (
    same_case(),
    same_case(n=1, c=1),
    same_case(size=(6, 5)),
    same_case(kernel=(1, 1)),
    same_case(kernel=(2, 2)),
    same_case(kernel=(4, 4)),
    same_case(kernel=(5, 5)),
    same_case(kernel=(5, 3)),
    same_case(stride=2),
    same_case(stride=3),
    same_case(stride=4),
)
SAME_COMBINED = (
    same_case((5, 8), (2, 3), 2, 3, 1, seed=1),
    same_case((7, 4), (4, 5), 3, 1, 3, seed=2),
    same_case((3, 12), (3, 4), 4, seed=3),
    same_case((11, 2), (6, 2), 2, seed=4),
    same_case((5, 7), (1, 2), 3, 2, 3, seed=5),
    same_case((2, 3), (5, 4), 4, 3, 2, seed=6),
    same_case((1, 1), (4, 3), 2, seed=7),
    same_case((9, 10), (2, 1), 4, 1, 2, seed=8),
    same_case((4, 5), (7, 6), 1, seed=9),
    same_case((8, 5), (1, 3), 2, seed=10),
    same_case((5, 4), (2, 2), 2, seed=11),
    same_case((5, 6), (3, 3), 2, seed=12),
    same_case((7, 5), (3, 3), 2, 1, 4, seed=13),
    same_case((1, 4), (3, 3), 1, seed=14),
)


@points(7, of="same_pad2d")
@every(*SAME_ONE_FACTOR)
def test_same_pad2d_one_factor(student, reference, case):
    """same_pad2d is right when one setting changes at a time"""
    assert_array(case.call(student.same_pad2d), case.call(reference.same_pad2d))


@points(8, of="same_pad2d")
@every(*SAME_COMBINED)
def test_same_pad2d_combined(student, reference, case):
    """same_pad2d is right for sizes, kernels and strides that do not go together"""
    assert_array(case.call(student.same_pad2d), case.call(reference.same_pad2d))


@points(1, of="same_pad2d")
def test_same_pad2d_value_errors(student, reference):
    """same_pad2d raises ValueError for a stride below 1, and only then"""
    x = np.ones((1, 2, 3, 4))
    assert_array(student.same_pad2d(x, (5, 6)), reference.same_pad2d(x, (5, 6)))
    for stride in (0, -1, -2):
        said = f"stride {stride}"
        for kernel in ((3, 3), (1, 1)):
            assert_value_error(lambda s=stride, k=kernel: student.same_pad2d(x, k, stride=s), said)


@points(1, of="same_pad2d")
@every(same_case(), same_case(kernel=(1, 1)))
def test_same_pad2d_inputs(student, reference, case):
    """same_pad2d leaves its input as it was"""
    y = assert_unchanged(student.same_pad2d, *case.arrays, *case.extra, **case.settings)
    assert_array(y, case.call(reference.same_pad2d))


@points(1, of="same_pad2d")
@every(same_case(seed=11), same_case(kernel=(1, 2), seed=11))
def test_same_pad2d_twice(student, reference, case):
    """same_pad2d gives the same answer to the same question"""
    y = case.call(student.same_pad2d)
    assert_same_answers(y, case.call(student.same_pad2d))
    assert_array(y, case.call(reference.same_pad2d))
