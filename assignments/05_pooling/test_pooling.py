"""Public checks of 05_pooling. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import assert_array, assert_gradient, assert_shape, every, points
from autograder.checks.cases.images import image_case, image_cases, pool_case, pool_cases

# The handout's worked examples: one image of 3x4, and one of two channels.
X = np.array([[[[1.0, 5.0, 2.0, 0.0], [3.0, -1.0, 4.0, 7.0], [6.0, 8.0, -2.0, 9.0]]]])
TWO = np.array([[[[1, 2, 3], [4, 5, 9]], [[0, -6, 0], [3, 0, 0.0]]]])
DY = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
STRIDE_1 = {"kernel": (2, 2), "stride": 1}
STRIDE_2 = {"kernel": (2, 2), "stride": 2}  # leaves the last row over
ROWS = {"kernel": (1, 4), "stride": 2}  # jumps over the middle row

SLOPES = (
    pool_case(1, 1, (4, 4), values="integers"),
    pool_case(2, 2, (4, 7), (3, 2), stride=1, values="integers"),
    pool_case(1, 3, (7, 5), (2, 3), stride=2, values="integers"),
    pool_case(2, 1, (6, 8), (1, 2), stride=3, values="integers"),
)


def windows(test):
    """Ask about windows that overlap, then about some with gaps between, then what is drawn."""
    overlap = pool_case(1, 1, (4, 5), (3, 2), stride=1, values="distinct")
    gaps = pool_case(2, 2, (4, 7), (1, 2), stride=3, values="distinct")
    return example(case=overlap)(example(case=gaps)(test))


def slope(case, down, across):
    """Make images that change by `down` from row to row and by `across` from column to column."""
    N, C, H, W = case.shapes["x"]
    rows, columns = np.indices((H, W))
    height = 1e5 * (np.arange(N * C).reshape(N, C, 1, 1) - 1)  # the first is far below 0
    return height + down * rows + across * columns


def corner(case, x, row, column):
    """Return the pixel (row, column) of every window of x."""
    stride, (OH, OW) = case.settings["stride"], case.output[2:]
    return x[:, :, row::stride, column::stride][:, :, :OH, :OW]


@points(3, of="max_pool2d", hint="work through the handout's example with pencil and paper")
def test_max_pool2d_worked_example(student):
    """max_pool2d gives the numbers of the worked example"""
    assert_array(student.max_pool2d(X, **STRIDE_1), np.array([[[[5.0, 5, 7], [8, 8, 9]]]]))
    assert_array(student.max_pool2d(X, **STRIDE_2), np.array([[[[5.0, 7.0]]]]))
    assert_array(student.max_pool2d(X, **ROWS), np.array([[[[5.0], [9.0]]]]))


@points(2, of="max_pool2d", hint="OH = (H - KH) // stride + 1, and OW alike from W and KW")
@settings(max_examples=6)
@given(case=pool_cases("distinct"))
def test_max_pool2d_shape(student, case):
    """max_pool2d returns an array of the right shape for every size, window and stride"""
    assert_shape(case.call(student.max_pool2d), case.output)


@points(2, of="max_pool2d", hint="window (i, j) starts at row i * stride and column j * stride")
@every(*SLOPES)
def test_max_pool2d_slope(student, case):
    """max_pool2d keeps the highest corner of every window on a slope"""
    KH, KW = case.settings["kernel"]
    x, falling = slope(case, 1, 10), slope(case, -10, 1)
    assert_array(case.call(student.max_pool2d, x), corner(case, x, KH - 1, KW - 1))
    assert_array(case.call(student.max_pool2d, falling), corner(case, falling, 0, KW - 1))


@points(5, of="max_pool2d_backward", hint="8 is the largest of two windows: it gets 4 + 5")
def test_max_pool2d_backward_worked_example(student):
    """max_pool2d_backward gives the numbers of the worked example"""
    dx = np.array([[[[0, 3, 0, 0], [0, 0, 0, 3], [0, 9, 0, 6.0]]]])
    assert_array(student.max_pool2d_backward(DY, X, **STRIDE_1), dx, "dx")
    dx = np.array([[[[0, 4, 0, 0], [0, 0, 0, 7], [0, 0, 0, 0.0]]]])
    assert_array(student.max_pool2d_backward(np.array([[[[4.0, 7.0]]]]), X, **STRIDE_2), dx, "dx")


@points(5, of="max_pool2d_backward", hint="windows that overlap, and windows with gaps between")
@windows
@given(case=pool_cases())
def test_max_pool2d_backward_gradient(student, case):
    """max_pool2d_backward agrees with finite differences of max_pool2d"""
    assert_gradient(case, student.max_pool2d, student.max_pool2d_backward, "dx", step=0.2)


@points(2, of="avg_pool2d", hint="work through the handout's example with pencil and paper")
def test_avg_pool2d_worked_example(student):
    """avg_pool2d gives the numbers of the worked example"""
    y = np.array([[[[2.0, 2.5, 3.25], [4.0, 2.25, 4.5]]]])
    assert_array(student.avg_pool2d(X, **STRIDE_1), y)
    assert_array(student.avg_pool2d(X, **STRIDE_2), np.array([[[[2.0, 3.25]]]]))
    assert_array(student.avg_pool2d(X, **ROWS), np.array([[[[2.0], [5.25]]]]))


@points(2, of="avg_pool2d", hint="OH = (H - KH) // stride + 1, and OW alike from W and KW")
@settings(max_examples=6)
@given(case=pool_cases("distinct"))
def test_avg_pool2d_shape(student, case):
    """avg_pool2d returns an array of the right shape for every size, window and stride"""
    assert_shape(case.call(student.avg_pool2d), case.output)


@points(2, of="avg_pool2d", hint="divide by the number of cells in a window")
@every(*SLOPES)
def test_avg_pool2d_slope(student, case):
    """avg_pool2d gives the middle of every window on a slope"""
    KH, KW = case.settings["kernel"]
    x = slope(case, 2, 20)
    middle = (corner(case, x, 0, 0) + corner(case, x, KH - 1, KW - 1)) / 2
    assert_array(case.call(student.avg_pool2d, x), middle)


@points(2, of="avg_pool2d_backward", hint="a pixel gets a share from every window that covers it")
def test_avg_pool2d_backward_worked_example(student):
    """avg_pool2d_backward gives the numbers of the worked example"""
    dx = np.array([[[[1, 3, 5, 3], [5, 12, 16, 9], [4, 9, 11, 6.0]]]])
    assert_array(student.avg_pool2d_backward(4 * DY, X, **STRIDE_1), dx, "dx")
    dx = np.array([[[[1, 1, 1, 1], [0, 0, 0, 0], [4, 4, 4, 4.0]]]])
    assert_array(student.avg_pool2d_backward(4 * DY[..., :1], X, **ROWS), dx, "dx")


@points(4, of="avg_pool2d_backward", hint="windows that overlap, and windows with gaps between")
@windows
@given(case=pool_cases())
def test_avg_pool2d_backward_gradient(student, case):
    """avg_pool2d_backward agrees with finite differences of avg_pool2d"""
    assert_gradient(case, student.avg_pool2d, student.avg_pool2d_backward, "dx")


@points(2, of="min_pool2d", hint="work through the handout's example with pencil and paper")
def test_min_pool2d_worked_example(student):
    """min_pool2d gives the numbers of the worked example"""
    assert_array(student.min_pool2d(X, **STRIDE_1), np.array([[[[-1.0, -1, 0], [-1, -2, -2]]]]))
    assert_array(student.min_pool2d(X, **STRIDE_2), np.array([[[[-1.0, 0.0]]]]))
    assert_array(student.min_pool2d(X, **ROWS), np.array([[[[0.0], [-2.0]]]]))


@points(2, of="min_pool2d", hint="OH = (H - KH) // stride + 1, and OW alike from W and KW")
@settings(max_examples=6)
@given(case=pool_cases("distinct"))
def test_min_pool2d_shape(student, case):
    """min_pool2d returns an array of the right shape for every size, window and stride"""
    assert_shape(case.call(student.min_pool2d), case.output)


@points(2, of="min_pool2d", hint="window (i, j) starts at row i * stride and column j * stride")
@every(*SLOPES)
def test_min_pool2d_slope(student, case):
    """min_pool2d keeps the lowest corner of every window on a slope"""
    KH, KW = case.settings["kernel"]
    x, falling = slope(case, -1, -10), slope(case, 10, -1)
    assert_array(case.call(student.min_pool2d, x), corner(case, x, KH - 1, KW - 1))
    assert_array(case.call(student.min_pool2d, falling), corner(case, falling, 0, KW - 1))


@points(3, of="min_pool2d_backward", hint="-1 is the smallest of three windows: it gets 1 + 2 + 4")
def test_min_pool2d_backward_worked_example(student):
    """min_pool2d_backward gives the numbers of the worked example"""
    dx = np.array([[[[0, 0, 0, 3], [0, 7, 0, 0], [0, 0, 11, 0.0]]]])
    assert_array(student.min_pool2d_backward(DY, X, **STRIDE_1), dx, "dx")
    dx = np.array([[[[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 4, 0.0]]]])
    assert_array(student.min_pool2d_backward(DY[..., :1], X, **ROWS), dx, "dx")


@points(4, of="min_pool2d_backward", hint="windows that overlap, and windows with gaps between")
@windows
@given(case=pool_cases())
def test_min_pool2d_backward_gradient(student, case):
    """min_pool2d_backward agrees with finite differences of min_pool2d"""
    assert_gradient(case, student.min_pool2d, student.min_pool2d_backward, "dx", step=0.2)


@points(2, of="global_avg_pool2d", hint="average over rows and columns: axes 2 and 3")
def test_global_avg_pool2d_worked_example(student):
    """global_avg_pool2d gives the numbers of the worked example"""
    assert_array(student.global_avg_pool2d(TWO), np.array([[4.0, -0.5]]))


@points(1, of="global_avg_pool2d", hint="one number for every channel of every sample")
@settings(max_examples=6)
@given(case=image_cases("integers"))
def test_global_avg_pool2d_shape(student, case):
    """global_avg_pool2d returns one number for every channel of every sample"""
    assert_shape(case.call(student.global_avg_pool2d), case.output)


@points(1, of="global_avg_pool2d_backward", hint="every pixel has a share of 1 / (H * W)")
def test_global_avg_pool2d_backward_worked_example(student):
    """global_avg_pool2d_backward gives the numbers of the worked example"""
    dx = np.stack([np.full((2, 3), 1.0), np.full((2, 3), -2.0)])[None]
    assert_array(student.global_avg_pool2d_backward(np.array([[6.0, -12.0]]), TWO), dx, "dx")


@points(2, of="global_avg_pool2d_backward", hint="try images that are not square")
@example(case=image_case(2, 2, (2, 3), values="integers"))
@given(case=image_cases())
def test_global_avg_pool2d_backward_gradient(student, case):
    """global_avg_pool2d_backward agrees with finite differences of global_avg_pool2d"""
    assert_gradient(case, student.global_avg_pool2d, student.global_avg_pool2d_backward, "dx")
