"""Public checks of 03_padding. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.checks import Case, assert_array, assert_gradient, assert_shape, every, points
from autograder.checks.cases.images import pad_case, pad_cases

# The worked examples of the handout start from these.
X = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
DY = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)


@points(5, of="zero_pad2d", hint="row i of x becomes row top + i, column j becomes left + j")
def test_zero_pad2d_worked_example(student):
    """zero_pad2d gives the numbers of the worked example"""
    expected = np.array([[[[0, 0, 0, 0, 0], [0, 0, 1, 2, 3], [0, 0, 4, 5, 6.0]]]])
    assert_array(student.zero_pad2d(X, top=1, left=2), expected)


@points(3, of="zero_pad2d", hint="each side has its own amount, and 0 is one of them")
def test_zero_pad2d_worked_example_after(student):
    """zero_pad2d gives the numbers of the worked example that pads below and to the right"""
    expected = np.array([[[[1, 2, 3, 0], [4, 5, 6, 0], [0, 0, 0, 0], [0, 0, 0, 0.0]]]])
    assert_array(student.zero_pad2d(X, bottom=2, right=1), expected)
    assert_array(student.zero_pad2d(X), X)


@points(4, of="zero_pad2d", hint="the height grows by top + bottom, the width by left + right")
@settings(max_examples=8)
@given(case=pad_cases())
def test_zero_pad2d_shape(student, case):
    """zero_pad2d returns an array of the right shape for any amount on each side"""
    assert_shape(case.call(student.zero_pad2d), case.output)


@points(8, of="zero_pad2d", hint="samples and channels are not padded, and the frame is all zeros")
@every(
    pad_case(1, 1, (2, 3), values="integers"),
    pad_case(2, 3, (2, 2), (1, 1, 1, 1), values="integers"),
    pad_case(1, 2, (3, 2), (2, 0, 1, 3)),
    pad_case(2, 1, (1, 4), (0, 3, 2, 0)),
    pad_case(2, 2, (2, 4), (0, 0, 0, 0)),
)
def test_zero_pad2d_frame(student, case):
    """zero_pad2d keeps every image whole and puts nothing but zeros around it"""
    y = assert_shape(case.call(student.zero_pad2d), case.output)
    (x,), (top, _, left, _) = case.arrays, case.settings.values()
    inside = np.zeros(y.shape, dtype=bool)
    inside[:, :, top : top + x.shape[2], left : left + x.shape[3]] = True
    assert_array(y[inside], x.ravel(), "the image in the middle")
    assert_array(y[~inside], np.zeros(y.size - x.size), "the frame")


@points(4, of="zero_pad2d_backward", hint="only the image's own cells depend on x; which are they?")
def test_zero_pad2d_backward_worked_example(student):
    """zero_pad2d_backward gives the numbers of the worked example"""
    dx = np.array([[[[5.0, 6.0, 7.0], [9.0, 10.0, 11.0]]]])
    assert_array(student.zero_pad2d_backward(DY, top=1, right=1), dx, "dx")
    assert_array(student.zero_pad2d_backward(DY, bottom=2, left=3), DY[:, :, :1, 3:], "dx")


@points(2, of="zero_pad2d_backward", hint="dy[:, :, 1:-0] is empty: -0 is 0")
def test_zero_pad2d_backward_nothing(student):
    """zero_pad2d_backward cuts nothing off where nothing was added"""
    assert_array(student.zero_pad2d_backward(DY), DY, "dx")
    assert_array(student.zero_pad2d_backward(DY, top=2, left=1), DY[:, :, 2:, 1:], "dx")


@points(6, of="zero_pad2d_backward", hint="try four amounts that all differ, 0 among them")
@example(case=pad_case(1, 1, (2, 3), (3, 1, 2, 1), values="integers"))
@given(case=pad_cases())
def test_zero_pad2d_backward_gradient(student, case):
    """zero_pad2d_backward agrees with finite differences of zero_pad2d"""
    assert_gradient(case, student.zero_pad2d, student.zero_pad2d_backward, "dx")


def same_case(size, kernel, stride, n=2, c=2, **options):
    """Make a case for same_pad2d: the answer is as long as its last window reaches, or as x."""
    places = [(length + stride - 1) // stride for length in size]
    reach = [(place - 1) * stride + k for place, k in zip(places, kernel, strict=True)]
    output = (n, c, *map(max, size, reach))
    return Case({"x": (n, c, *size)}, {"stride": stride}, output, (), (kernel,), **options)


@st.composite
def same_cases(draw):
    """Draw a case for same_pad2d."""
    size, kernel = (draw(st.tuples(st.integers(1, 8), st.integers(1, 5))) for _ in range(2))
    n, c = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return same_case(size, kernel, draw(st.integers(1, 4)), n, c, values="integers")


@points(4, of="same_pad2d", hint="a 2x3 kernel needs one more row, and two more columns")
def test_same_pad2d_worked_example(student):
    """same_pad2d gives the numbers of the worked example"""
    expected = np.array([[[[0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0.0]]]])
    assert_array(student.same_pad2d(X, (2, 3)), expected)


@points(3, of="same_pad2d", hint="where the last window ends says how long the padded axis is")
def test_same_pad2d_worked_example_strided(student):
    """same_pad2d gives the numbers of the worked example with stride 2"""
    expected = np.array([[[[0, 1, 2, 3, 0, 0], [0, 4, 5, 6, 0, 0], [0, 0, 0, 0, 0, 0.0]]]])
    assert_array(student.same_pad2d(X, (3, 4), stride=2), expected)
    assert_array(student.same_pad2d(X, (1, 1), stride=2), X)


@points(5, of="same_pad2d", hint="windows start every stride cells; a negative amount means 0")
@example(case=same_case((6, 7), (3, 3), 3, values="integers"))
@given(case=same_cases())
def test_same_pad2d_shape(student, case):
    """same_pad2d adds as many rows and columns as SAME needs"""
    assert_shape(case.call(student.same_pad2d), case.output)


@points(5, of="same_pad2d", hint="an odd number splits as 3 = 1 + 2: the smaller part goes first")
@every(
    same_case((3, 3), (3, 3), 1, values="integers"),
    same_case((3, 4), (2, 4), 1, values="integers"),
    same_case((5, 6), (4, 3), 2),
    same_case((4, 7), (6, 5), 3, 1, 1),
)
def test_same_pad2d_middle(student, case):
    """same_pad2d centres the image, odd cells at the bottom and right"""
    y = assert_shape(case.call(student.same_pad2d), case.output)
    (x,) = case.arrays
    below, beside = (axis // 2 for axis in np.subtract(y.shape, x.shape)[2:])
    expected = np.zeros(y.shape)
    expected[:, :, below:, beside:][:, :, : x.shape[2], : x.shape[3]] = x
    assert_array(y, expected)
