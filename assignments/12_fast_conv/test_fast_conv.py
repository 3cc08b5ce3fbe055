"""Public checks of 12_fast_conv. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import (
    assert_adjoint,
    assert_array,
    assert_arrays,
    assert_fast,
    assert_gradient,
    assert_lean,
    assert_shape,
    every,
    judge_gradients,
    judge_mixture,
    judge_picks,
    points,
)
from autograder.checks.cases.columns import im2col_case, im2col_cases
from autograder.checks.cases.images import conv_case, conv_cases

BARRED = ("conv", "depthwise", "residual", "inception", "networks")
"""Earlier work that cannot be imported here: it would be the answer."""

# The worked example of the handout: one image of 3x4, windows of 2x2, one filter.
X = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
W = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
B = np.array([0.5])
COLS = [[[1.0, 2, 3, 5, 6, 7], [2, 3, 4, 6, 7, 8], [5, 6, 7, 9, 10, 11], [6, 7, 8, 10, 11, 12]]]
SKIPPING = {"stride": 2, "padding": 1}
RIGHT = {
    "dx": [[[[1.0, 4, 7, 6], [4, 12, 14, 9], [0, -4, -5, -6]]]],
    "dw": [[[[106.0, 127], [190, 211]]]],
    "db": [21.0],
}
RIGHT_SKIPPING = {
    "dx": [[[[-1.0, 0, 0, 0], [0, 3, 6, 0], [0, 0, -3, 0]]]],
    "dw": [[[[18.0, 21], [38, 34]]]],
    "db": [6.0],
}
WORKED = (
    ([[[[1.0, 2, 3], [4, 5, 6]]]], {}, RIGHT),
    ([[[[1.0, 0, 2], [0, 3, 0]]]], SKIPPING, RIGHT_SKIPPING),
)


@points(3, of="im2col", hint="column i*OW + j is window (i, j): its first row, then its second")
def test_im2col_worked_example(student):
    """im2col gives the columns of the worked example"""
    assert_array(student.im2col(X, (2, 2)), np.array(COLS), "cols")


@points(2, of="im2col", hint="with stride 2 and padding 1, window (i, j) starts at row 2i - 1")
def test_im2col_worked_example_strided(student):
    """im2col gives the columns of the worked example with stride 2 and padding 1"""
    expected = [[0, 0, 0, 0, 6, 8], [0, 0, 0, 5, 7, 0], [0, 2, 4, 0, 10, 12], [1, 3, 0, 9, 11, 0]]
    got = student.im2col(X, (2, 2), **SKIPPING)
    assert_array(got, np.array([expected]), "cols")


@points(2, of="im2col", hint="(N, C*KH*KW, OH*OW), with OH and OW as in conv2d")
@given(case=im2col_cases("integers"))
def test_im2col_shape(student, case):
    """im2col returns an array of the right shape for every size, stride and padding"""
    assert_shape(case.call(student.im2col), case.output, "cols")


@points(3, of="im2col", hint="a window is flattened channel by channel, row by row")
@every(
    im2col_case(1, 2, (3, 4), (2, 3), padding=0, values="distinct"),
    im2col_case(2, 3, (4, 5), (3, 2), padding=0, values="distinct"),
    im2col_case(2, 2, (5, 7), (3, 3), padding=0, stride=2, values="distinct"),
)
def test_im2col_corners(student, case):
    """im2col's first column is the upper left window, its last one the lower right window"""
    (x,), (KH, KW) = case.arrays, case.extra[0]
    cols = assert_shape(case.call(student.im2col), case.output, "cols")
    corners = x[:, :, :KH, :KW], x[:, :, -KH:, -KW:]
    expected = np.stack([corner.reshape(len(x), -1) for corner in corners], axis=-1)
    assert_array(cols[:, :, [0, -1]], expected, "cols")


@points(3, of="col2im", hint="where windows share a pixel, add up what their columns hold")
def test_col2im_worked_example(student):
    """col2im adds up the two columns of the worked example where their windows overlap"""
    cols = np.array([[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]])
    expected = np.array([[[[1.0, 5.0, 4.0], [5.0, 13.0, 8.0]]]])
    assert_array(student.col2im(cols, (1, 1, 2, 3), (2, 2)), expected, "x")


@points(2, of="col2im", hint="every pixel gets its value once for each window that it lies in")
def test_col2im_is_no_inverse(student):
    """col2im of an image's columns counts each pixel as often as it lies in a window"""
    expected = X * np.array([[1.0, 2.0, 2.0, 1.0], [2.0, 4.0, 4.0, 2.0], [1.0, 2.0, 2.0, 1.0]])
    assert_array(student.col2im(np.array(COLS), X.shape, (2, 2)), expected, "x")


@points(2, of="col2im", hint="add everything up on the padded image, then cut the frame off")
def test_col2im_worked_example_strided(student):
    """col2im gives the image of the worked example with stride 2 and padding 1"""
    cols = np.arange(1.0, 25.0).reshape(1, 4, 6)
    expected = np.array([[[[19.0, 14, 20, 15], [10, 5, 11, 6], [22, 17, 23, 18]]]])
    assert_array(student.col2im(cols, X.shape, (2, 2), **SKIPPING), expected, "x")


@points(3, of="col2im", hint="each entry of cols goes back to the pixel that im2col copies to it")
@example(case=im2col_case(1, 1, (3, 4), (2, 3), padding=0, values="integers"))
@example(case=im2col_case(2, 2, (4, 5), (3, 2), stride=2, padding=1, values="integers"))
@given(case=im2col_cases())
def test_col2im_adjoint(student, case):
    """col2im is the adjoint of im2col: sum(im2col(x) * c) equals sum(x * col2im(c))"""

    def back(c, kernel, **settings):
        return student.col2im(c, case.shapes["x"], kernel, **settings)

    assert_adjoint(case, student.im2col, back)


@points(2, of="conv2d_fast", hint="w as rows, times the columns of im2col, plus b")
def test_conv2d_fast_worked_example(student):
    """conv2d_fast gives the numbers of both worked examples"""
    expected = np.array([[[[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]]]])
    assert_array(student.conv2d_fast(X, W, B), expected)
    expected = np.array([[[[-0.5, -2.5, 0.5], [1.5, 9.5, 8.5]]]])
    assert_array(student.conv2d_fast(X, W, B, **SKIPPING), expected)


@points(1, of="conv2d_fast", hint="OH*OW positions become OH rows and OW columns again")
@given(case=conv_cases("integers"))
def test_conv2d_fast_shape(student, case):
    """conv2d_fast returns an array of the right shape for every size, stride and padding"""
    assert_shape(case.call(student.conv2d_fast), case.output)


PICKING = {"x": "distinct", "w": "picks", "b": "integers"}


@points(2, of="conv2d_fast", hint="rows are not columns, and samples are not filters")
@every(
    conv_case(1, 1, 2, (3, 4), (2, 3), padding=0, values=PICKING),
    conv_case(2, 2, 4, (4, 5), (2, 3), padding=1, values=PICKING),
    conv_case(3, 2, 3, (6, 7), (3, 2), padding=0, stride=2, values=PICKING),
)
def test_conv2d_fast_picks(student, case):
    """conv2d_fast with filters that have a single 1 picks that pixel out of every window"""
    judge_picks(case.call(student.conv2d_fast), case)


# What needs memory: 1,024 windows of 588 numbers, as columns 4.6 MB. What needs time: 24,576 sums,
# of 144 products each.
LARGE = {"n": 4, "c": 12, "f": 8, "size": (16, 16), "kernel": (7, 7), "padding": 3}
BUSY = {"n": 4, "c": 16, "f": 96, "size": (8, 8), "kernel": (3, 3), "padding": 1}
BUSY_BACK = BUSY | {"n": 6, "f": 64}
SMALL = conv_case(2, 3, 4, (4, 5), (3, 3), padding=1)


@points(2, of="conv2d_fast", hint="never hold the product of every window with every filter")
def test_conv2d_fast_memory(student):
    """conv2d_fast needs at most 4 times the memory of the windows as columns"""
    assert_lean(student.conv2d_fast, conv_case(**LARGE, values="integers"), judge_mixture, 4)


@points(6, of="conv2d_fast", hint="im2col by slices, then one product: no loop over positions")
def test_conv2d_fast_speed(student):
    """conv2d_fast is 20 times as fast as plain loops (from 4.5 times on: half of the points)"""
    assert_fast(student.conv2d_fast, conv_case(**BUSY, values="integers"), judge_mixture)


def assert_worked(student, only):
    """Judge one gradient of both worked examples."""
    for dy, how, right in WORKED:
        got = student.conv2d_fast_backward(np.array(dy), X, W, **how)
        expected = [np.array(right[name]) if name == only else None for name in ("dx", "dw", "db")]
        assert_arrays(got, expected, "dx dw db")


@points(2, of="conv2d_fast_backward", hint="dx is col2im of w's rows, transposed, times dy")
def test_conv2d_fast_backward_worked_example_dx(student):
    """conv2d_fast_backward gives the dx of both worked examples"""
    assert_worked(student, "dx")


@points(1, of="conv2d_fast_backward", hint="dw is dy times the columns, transposed")
def test_conv2d_fast_backward_worked_example_dw(student):
    """conv2d_fast_backward gives the dw of both worked examples"""
    assert_worked(student, "dw")


@points(1, of="conv2d_fast_backward", hint="db is (F,): for each filter, the sum of all its dy")
def test_conv2d_fast_backward_worked_example_db(student):
    """conv2d_fast_backward gives the db of both worked examples"""
    assert_worked(student, "db")


UNEVEN = conv_case(1, 1, 1, (3, 4), (2, 3), padding=0, values="integers")
PADDED = conv_case(2, 2, 2, (4, 5), (3, 2), stride=2, padding=1, values="integers")


def gradient(worth, part, draws, hint):
    """Make a check of one gradient by finite differences."""

    @settings(max_examples=draws)
    @example(case=UNEVEN)
    @example(case=PADDED)
    @given(case=conv_cases())
    def test(student, case):
        forward, backward = student.conv2d_fast, student.conv2d_fast_backward
        assert_gradient(case, forward, backward, "dx dw db", only=part)

    test.__doc__ = f"conv2d_fast_backward's {part} agrees with finite differences of conv2d_fast"
    return points(worth, of="conv2d_fast_backward", hint=hint)(test)


SIZES = "a stride that skips rows, padding 0, and H other than W"
test_conv2d_fast_backward_gradient_dx = gradient(2, "dx", 10, SIZES)
test_conv2d_fast_backward_gradient_dw = gradient(1, "dw", 10, SIZES)
test_conv2d_fast_backward_gradient_db = gradient(1, "db", 6, "several samples and filters")


@points(2, of="conv2d_fast_backward", hint="never hold the product of all filters with all dy")
def test_conv2d_fast_backward_memory(student):
    """conv2d_fast_backward needs at most 6 times the memory of the windows as columns"""
    judge = judge_gradients(student.conv2d_fast, student.conv2d_fast_backward, SMALL)
    case = conv_case(**LARGE)
    assert_lean(student.conv2d_fast_backward, case, judge, 6, backward=True)


@points(8, of="conv2d_fast_backward", hint="two matrix products, and col2im by slices")
def test_conv2d_fast_backward_speed(student):
    """conv2d_fast_backward is 20 times as fast as plain loops (from 4.5 times on: half)"""
    judge = judge_gradients(student.conv2d_fast, student.conv2d_fast_backward, SMALL)
    case = conv_case(**BUSY_BACK)
    assert_fast(student.conv2d_fast_backward, case, judge, backward=True)
