"""Public checks of 04_conv. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_gradient,
    assert_shape,
    every,
    points,
)
from autograder.checks.cases.images import conv_case, conv_cases

# The worked example of the handout: one image of 3x4, one filter of 2x2.
X = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
W = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
B = np.array([0.5])
DY = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
STRIDED = np.array([[[[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]]])  # for stride 2 and padding 1


@points(3, of="conv2d", hint="work through the handout's example with pencil and paper")
def test_conv2d_worked_example(student):
    """conv2d gives the numbers of the worked example"""
    expected = np.array([[[[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]]]])
    assert_array(student.conv2d(X, W, B), expected)


@points(3, of="conv2d", hint="with stride 2 and padding 1, window (i, j) starts at row 2i - 1")
def test_conv2d_worked_example_strided(student):
    """conv2d gives the numbers of the worked example with stride 2 and padding 1"""
    expected = np.array([[[[-0.5, -2.5, 0.5], [1.5, 9.5, 8.5]]]])
    assert_array(student.conv2d(X, W, B, stride=2, padding=1), expected)


@points(4, of="conv2d", hint="OH = (H + 2*padding - KH) // stride + 1, and OW alike from W and KW")
@given(case=conv_cases("integers"))
def test_conv2d_shape(student, case):
    """conv2d returns an array of the right shape for every size, stride and padding"""
    assert_shape(case.call(student.conv2d), case.output)


@points(4, of="conv2d", hint="y[n, f, i, j] is the sum over one window, plus b[f] once")
@every(
    conv_case(1, 1, 2, (3, 3), (2, 2), padding=0, values="integers"),
    conv_case(2, 2, 3, (3, 4), (3, 2), padding=1, stride=2, values="integers"),
)
def test_conv2d_bias(student, case):
    """conv2d adds each filter's bias once to every output, and is linear in the filters"""
    x, w, b = case.arrays
    expected = np.broadcast_to(b[:, None, None], case.output)
    assert_array(case.call(student.conv2d, x, 0 * w, b), expected)
    assert_array(
        case.call(student.conv2d, x, 3 * w, 0 * b) / 3, case.call(student.conv2d, x, w, 0 * b)
    )


@points(4, of="conv2d", hint="the filter is not turned round, and rows are not columns")
@every(
    conv_case(1, 1, 1, (3, 4), (2, 3), padding=0, values="distinct"),
    conv_case(2, 2, 1, (4, 5), (2, 3), padding=1, values="distinct"),
    conv_case(1, 2, 1, (6, 7), (2, 3), padding=0, stride=2, values="distinct"),
)
def test_conv2d_picks(student, case):
    """conv2d with a filter that has a single 1 picks that pixel out of every window"""
    x, w, _ = case.arrays
    channel, k, l = w.shape[1] - 1, 1, 2
    picker = np.zeros_like(w)
    picker[0, channel, k, l] = 1
    stride, padding = case.settings["stride"], case.settings["padding"]
    around = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH, OW = case.output[2:]
    expected = around[:, channel:, k::stride, l::stride][:, :, :OH, :OW]
    assert_array(case.call(student.conv2d, x, picker, np.zeros(1)), expected)


@points(3, of="conv2d_backward", hint="add up what every window sends back to a pixel")
def test_conv2d_backward_worked_example(student):
    """conv2d_backward gives the dx of the worked example"""
    dx = np.array([[[[1.0, 4.0, 7.0, 6.0], [4.0, 12.0, 14.0, 9.0], [0.0, -4.0, -5.0, -6.0]]]])
    assert_arrays(student.conv2d_backward(DY, X, W), (dx, None, None), "dx dw db")


@points(2, of="conv2d_backward", hint="cut the padding off with slices from p to p + H")
def test_conv2d_backward_worked_example_strided(student):
    """conv2d_backward gives the dx of the worked example with stride 2 and padding 1"""
    dx = np.array([[[[-1.0, 0.0, 0.0, 0.0], [0.0, 3.0, 6.0, 0.0], [0.0, 0.0, -3.0, 0.0]]]])
    got = student.conv2d_backward(STRIDED, X, W, stride=2, padding=1)
    assert_arrays(got, (dx, None, None), "dx dw db")


@points(3, of="conv2d_backward", hint="add up every window of the padded image, times its dy")
def test_conv2d_backward_worked_example_dw(student):
    """conv2d_backward gives the dw of both worked examples"""
    dw = np.array([[[[106.0, 127.0], [190.0, 211.0]]]])
    assert_arrays(student.conv2d_backward(DY, X, W), (None, dw, None), "dx dw db")
    dw = np.array([[[[18.0, 21.0], [38.0, 34.0]]]])
    got = student.conv2d_backward(STRIDED, X, W, stride=2, padding=1)
    assert_arrays(got, (None, dw, None), "dx dw db")


@points(1, of="conv2d_backward", hint="db is (F,): for each filter, the sum of all its dy")
def test_conv2d_backward_worked_example_db(student):
    """conv2d_backward gives the db of both worked examples"""
    got = student.conv2d_backward(DY, X, W)
    assert_arrays(got, (None, None, np.array([21.0])), "dx dw db")
    got = student.conv2d_backward(STRIDED, X, W, stride=2, padding=1)
    assert_arrays(got, (None, None, np.array([6.0])), "dx dw db")


UNEVEN = conv_case(1, 1, 1, (3, 4), (2, 3), padding=0, values="integers")
PADDED = conv_case(2, 2, 2, (4, 5), (3, 2), stride=2, padding=1, values="integers")


@points(5, of="conv2d_backward", hint="a stride that skips rows, padding 0, and H other than W")
@example(case=UNEVEN)
@example(case=PADDED)
@given(case=conv_cases())
def test_conv2d_backward_gradient_dx(student, case):
    """conv2d_backward's dx agrees with finite differences of conv2d"""
    assert_gradient(case, student.conv2d, student.conv2d_backward, "dx dw db", only="dx")


@points(4, of="conv2d_backward", hint="a stride that skips rows, padding 0, and H other than W")
@example(case=UNEVEN)
@example(case=PADDED)
@given(case=conv_cases())
def test_conv2d_backward_gradient_dw(student, case):
    """conv2d_backward's dw agrees with finite differences of conv2d"""
    assert_gradient(case, student.conv2d, student.conv2d_backward, "dx dw db", only="dw")


@points(2, of="conv2d_backward", hint="several samples, and several filters")
@settings(max_examples=6)
@example(case=UNEVEN)
@example(case=PADDED)
@given(case=conv_cases())
def test_conv2d_backward_gradient_db(student, case):
    """conv2d_backward's db agrees with finite differences of conv2d"""
    assert_gradient(case, student.conv2d, student.conv2d_backward, "dx dw db", only="db")


@points(4, of="dense_as_conv", hint="an image is flattened channel by channel, row by row")
def test_dense_as_conv_worked_example(student):
    """dense_as_conv puts each weight where its pixel is"""
    weight = np.arange(24.0).reshape(2, 12)
    expected = np.array([[[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]])
    expected = np.concatenate([expected, expected + 12.0])
    assert_array(student.dense_as_conv(weight, (2, 2, 3)), expected, "w")


@points(6, of="conv1x1", hint="y[n, f, i, j] = sum over c of w[f, c] * x[n, c, i, j], plus b[f]")
def test_conv1x1_worked_example(student):
    """conv1x1 gives the numbers of the worked example"""
    x = np.array([[[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]]])
    w = np.array([[1.0, 0.0], [1.0, 1.0], [2.0, -1.0]])
    expected = np.array([[[[1.0, 2.0, 3.0]], [[12.0, 23.0, 34.0]], [[-8.0, -16.0, -24.0]]]])
    assert_array(student.conv1x1(x, w, np.array([0.0, 1.0, 0.0])), expected)


@points(2, of="conv1x1", hint="a 1x1 filter looks at one pixel at a time: H and W stay")
def test_conv1x1_reorders(student):
    """conv1x1 with single 1s as filters reorders the channels of every sample"""
    x = np.arange(48.0).reshape(2, 3, 4, 2)
    last_first = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    assert_array(student.conv1x1(x, last_first, np.zeros(2)), x[:, [2, 0]])
