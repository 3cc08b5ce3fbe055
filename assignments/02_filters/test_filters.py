"""Public checks of 02_filters. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import given

from autograder.checks import assert_array, assert_number, assert_shape, every, points
from autograder.checks.cases.filters import filter_case, filter_cases

# The worked examples of the handout.
IMAGE = np.arange(1.0, 13.0).reshape(3, 4)
KERNEL = np.array([[1.0, 2.0], [3.0, 4.0]])
BRIGHT_LEFT = np.array([[100.0, 100.0, 100.0, 0.0, 0.0]] * 4)
DARK_LEFT = BRIGHT_LEFT[:, ::-1]
VERTICAL = np.array([[1.0, 0.0, -1.0]] * 3)
COLOUR = np.array([[[90.0, 90, 0, 0]] * 3, [[40.0] * 4] * 3, [[0.0, 0, 50, 50]] * 3])
WINDOW = np.array([[1.0, 2.0], [3.0, 4.0]])
W = np.array([[1.0, 0.0], [2.0, -1.0]])


@points(4, of="window_response", hint="multiply entry by entry, add everything up, then add b once")
def test_window_response_worked_example(student):
    """window_response gives the number of the worked example"""
    assert_number(student.window_response(WINDOW, W, 0.5), 3.5)


@points(4, of="window_response", hint="entry (k, l) of the window meets entry (k, l) of the filter")
def test_window_response_picks(student):
    """window_response with a single 1 in the filter gives that pixel, and the bias"""
    window = np.array([[7.0, -2.0, 5.0], [1.0, 4.0, -3.0]])
    assert_number(student.window_response(window, np.zeros((2, 3)), -1.5), -1.5)
    for place in np.ndindex(2, 3):
        w = np.zeros((2, 3))
        w[place] = 1
        assert_number(student.window_response(window, w, 0.5), window[place] + 0.5)


@points(4, of="correlate2d", hint="work through the handout's example with pencil and paper")
def test_correlate2d_worked_example(student):
    """correlate2d gives the numbers of the worked example"""
    expected = np.array([[44.0, 54.0, 64.0], [84.0, 94.0, 104.0]])
    assert_array(student.correlate2d(IMAGE, KERNEL), expected)


@points(3, of="correlate2d", hint="bright on the left of the window gives a positive number")
def test_correlate2d_edges(student):
    """correlate2d finds the edges of the worked example, with their sign"""
    assert_array(student.correlate2d(BRIGHT_LEFT, VERTICAL), np.array([[0.0, 300.0, 300.0]] * 2))
    assert_array(student.correlate2d(DARK_LEFT, VERTICAL), np.array([[-300.0, -300.0, 0.0]] * 2))
    assert_array(student.correlate2d(BRIGHT_LEFT, VERTICAL.T), np.zeros((2, 3)))


@points(3, of="correlate2d", hint="there are H - KH + 1 rows of windows, and W - KW + 1 columns")
@given(case=filter_cases("integers"))
def test_correlate2d_shape(student, case):
    """correlate2d returns an array of the right shape for every image and kernel"""
    assert_shape(case.call(student.correlate2d), case.output)


PICKS = (
    filter_case((3, 4), (2, 2), values="distinct"),
    filter_case((3, 4), (1, 3), values="distinct"),
    filter_case((4, 3), (3, 1), values="distinct"),
    filter_case((4, 5), (3, 2), values="distinct"),
)


@points(5, of="correlate2d", hint="the kernel is not turned round, and rows are not columns")
@every(*PICKS)
def test_correlate2d_picks(student, case):
    """correlate2d with a single 1 in the kernel picks that pixel out of every window"""
    image, kernel = case.arrays
    OH, OW = case.output
    for k, l in np.ndindex(kernel.shape):
        picker = np.zeros(kernel.shape)
        picker[k, l] = 1
        assert_array(case.call(student.correlate2d, image, picker), image[k : k + OH, l : l + OW])


@points(4, of="convolve2d", hint="turn the kernel upside down and swap its left and right")
def test_convolve2d_worked_example(student):
    """convolve2d gives the numbers of the worked example"""
    expected = np.array([[26.0, 36.0, 46.0], [66.0, 76.0, 86.0]])
    assert_array(student.convolve2d(IMAGE, KERNEL), expected)
    assert_array(student.convolve2d(DARK_LEFT, VERTICAL), np.array([[300.0, 300.0, 0.0]] * 2))
    assert_array(student.convolve2d(BRIGHT_LEFT, VERTICAL), np.array([[0.0, -300.0, -300.0]] * 2))


@points(4, of="convolve2d", hint="sliding turns the kernel round; turning it first brings it back")
def test_convolve2d_impulse(student):
    """convolve2d of an image that has a single 1 gives back the kernel, as it is"""
    dot = np.zeros((3, 3))
    dot[1, 1] = 1
    assert_array(student.convolve2d(dot, KERNEL), KERNEL)
    for shape in ((1, 3), (3, 1), (2, 3)):
        kernel = np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
        dot = np.zeros((2 * shape[0] - 1, 2 * shape[1] - 1))
        dot[shape[0] - 1, shape[1] - 1] = 1
        assert_array(student.convolve2d(dot, kernel), kernel)


@points(3, of="convolve2d", hint="there are H - KH + 1 rows of windows, and W - KW + 1 columns")
@given(case=filter_cases("integers"))
def test_convolve2d_shape(student, case):
    """convolve2d returns an array of the right shape for every image and kernel"""
    assert_shape(case.call(student.convolve2d), case.output)


@points(4, of="vertical_edge_kernel", hint="left minus right, in each of three rows")
def test_vertical_edge_kernel_worked_example(student):
    """vertical_edge_kernel gives the kernel of the handout"""
    assert_array(student.vertical_edge_kernel(), VERTICAL, "kernel")


@points(4, of="horizontal_edge_kernel", hint="above minus below, in each of three columns")
def test_horizontal_edge_kernel_worked_example(student):
    """horizontal_edge_kernel gives the kernel of the handout"""
    expected = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    assert_array(student.horizontal_edge_kernel(), expected, "kernel")


@points(4, of="channel_edges", hint="channel 0 is red, 1 green, 2 blue: the first axis of image")
def test_channel_edges_worked_example(student):
    """channel_edges gives the numbers of the worked example, channel by channel"""
    for channel, number in ((1, 0.0), (0, 270.0), (2, -150.0)):
        edges = student.channel_edges(COLOUR, VERTICAL, channel=channel)
        assert_array(edges, np.full((1, 2), number))


@points(2, of="channel_edges", hint="one feature map: H - KH + 1 rows, W - KW + 1 columns")
@given(case=filter_cases("integers", colour=True))
def test_channel_edges_shape(student, case):
    """channel_edges returns a single feature map of the right shape"""
    assert_shape(case.call(student.channel_edges), case.output)


@points(4, of="channel_edges", hint="the kernel is not turned round, and zeros see nothing")
@every(
    filter_case((2, 3), (1, 2), channel=0, values="distinct"),
    filter_case((3, 2), (2, 1), channel=1, values="distinct"),
    filter_case((3, 4), (2, 3), channel=2, values="distinct"),
)
def test_channel_edges_picks(student, case):
    """channel_edges with a single 1 in the kernel picks pixels of that channel alone"""
    image, kernel = case.arrays
    OH, OW = case.output
    for k, l in np.ndindex(kernel.shape):
        picker = np.zeros(kernel.shape)
        picker[k, l] = 1
        expected = image[case.settings["channel"], k : k + OH, l : l + OW]
        assert_array(case.call(student.channel_edges, image, picker), expected)
