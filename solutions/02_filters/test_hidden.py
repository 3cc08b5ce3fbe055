"""Hidden checks of 02_filters: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    Case,
    assert_array,
    assert_number,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.filters import filter_case


def window_case(*shape, b=0.5, values="normal", seed=0):
    """Make a case for window_response(window, w, b)."""
    return Case({"window": shape, "w": shape}, {}, (), (), (b,), values, seed=seed)


@points(5, of="window_response")
@every(
    window_case(3, 3),
    window_case(3, 3, b=-2.25),
    window_case(1, 1),
    window_case(2, 3),
    window_case(3, 2),
    window_case(1, 4, seed=1),
    window_case(5, 1, b=0.0, seed=2),
)
def test_window_response_agrees(student, reference, case):
    """window_response is right for windows of any size"""
    assert_number(case.call(student.window_response), case.call(reference.window_response))


@points(1, of="window_response")
@every(window_case(2, 3, seed=5), window_case(3, 2, seed=5))
def test_window_response_inputs(student, reference, case):
    """window_response leaves its inputs as they were"""
    answer = assert_unchanged(student.window_response, *case.arrays, *case.extra)
    assert_number(answer, case.call(reference.window_response))


@points(2, of="window_response")
def test_window_response_twice(student, reference):
    """window_response gives the same answer to the same question"""
    for case in (window_case(2, 3, seed=6), window_case(2, 3, seed=7)) * 2:
        assert_number(case.call(student.window_response), case.call(reference.window_response))


# From the plain case, one thing changes at a time.
ONE_FACTOR = (
    filter_case(),
    filter_case((6, 5)),
    filter_case((5, 6)),
    filter_case(kernel=(2, 2)),
    filter_case(kernel=(4, 4)),
    filter_case(kernel=(3, 2)),
    filter_case(kernel=(2, 3)),
    filter_case(kernel=(1, 1)),
    filter_case(kernel=(5, 5)),
)
COMBINED = (
    filter_case((4, 7), (2, 3), seed=1),
    filter_case((7, 4), (3, 2), seed=2),
    filter_case((6, 3), (1, 3), seed=3),
    filter_case((3, 8), (3, 1), seed=4),
    filter_case((2, 9), (2, 4), seed=5),
    filter_case((1, 5), (1, 2), seed=6),
    filter_case((6, 1), (4, 1), seed=7),
    filter_case((1, 1), (1, 1), seed=8),
    filter_case((9, 9), (5, 5), seed=9),
    filter_case((8, 9), (7, 6), seed=10),
)
FITTING = "is right when one thing changes at a time"
UNFIT = "is right for images and kernels that are not square"


def check(worth, of, title, *cases):
    """Make a check of agreement with the reference."""

    def test(student, reference, case):
        assert_array(case.call(getattr(student, of)), case.call(getattr(reference, of)))

    test.__doc__ = f"{of} {title}"
    return points(worth, of=of)(every(*cases)(test))


def unchanged(of, *cases):
    """Make a check that inputs stay as they were."""

    def test(student, reference, case):
        answer = assert_unchanged(getattr(student, of), *case.arrays, **case.settings)
        assert_array(answer, case.call(getattr(reference, of)))

    test.__doc__ = f"{of} leaves its inputs as they were"
    return points(1, of=of)(every(*cases)(test))


def twice(of, *cases):
    """Make a check that nothing is kept between calls."""

    def test(student, reference):
        for case in cases:
            first = case.call(getattr(student, of))
            assert_same_answers(first, case.call(getattr(student, of)))
            assert_array(first, case.call(getattr(reference, of)))

    test.__doc__ = f"{of} gives the same answer to the same question"
    return points(1, of=of)(test)


def value_errors(worth, of):
    """Make a check that a kernel larger than the image is refused, and nothing else."""

    def test(student, reference):
        for size, kernel in (((3, 4), (3, 4)), ((1, 3), (1, 2))):
            image, ones = np.ones(size), np.ones(kernel)
            right = getattr(reference, of)(image, ones)
            assert_array(getattr(student, of)(image, ones), right)
        for said, size, kernel in REFUSED:
            asked = np.ones(size), np.ones(kernel)
            assert_value_error(lambda a=asked: getattr(student, of)(*a), said)

    test.__doc__ = f"{of} raises ValueError where the kernel is larger, and only there"
    return points(worth, of=of)(test)


REFUSED = (
    ("a kernel higher than the image", (2, 6), (3, 3)),
    ("a kernel wider than the image", (6, 2), (3, 3)),
    ("a kernel higher than the image by two rows", (1, 4), (3, 2)),
    ("a kernel wider than the image by two columns", (4, 1), (2, 3)),
    ("a kernel larger than the image", (2, 2), (3, 4)),
)

AGAIN = (filter_case((4, 5), (2, 3), seed=10), filter_case((4, 5), (2, 3), seed=11))
test_correlate2d_one_factor = check(5, "correlate2d", FITTING, *ONE_FACTOR)
test_correlate2d_combined = check(6, "correlate2d", UNFIT, *COMBINED)
test_correlate2d_value_errors = value_errors(2, "correlate2d")
test_correlate2d_inputs = unchanged("correlate2d", *AGAIN)
test_correlate2d_twice = twice("correlate2d", *AGAIN)
test_convolve2d_one_factor = check(4, "convolve2d", FITTING, *ONE_FACTOR)
test_convolve2d_combined = check(3, "convolve2d", UNFIT, *COMBINED)
test_convolve2d_value_errors = value_errors(2, "convolve2d")
test_convolve2d_inputs = unchanged("convolve2d", *AGAIN)
test_convolve2d_twice = twice("convolve2d", *AGAIN)


def repeated(of):
    """Make a check that a kernel is the same every time, whatever was asked before."""

    def test(student, reference):
        for _ in range(12):
            assert_array(getattr(student, of)(), getattr(reference, of)(), "kernel")

    test.__doc__ = f"{of} gives the same kernel every time"
    return points(2, of=of)(test)


test_vertical_edge_kernel_repeated = repeated("vertical_edge_kernel")
test_horizontal_edge_kernel_repeated = repeated("horizontal_edge_kernel")

COLOURS = tuple(filter_case(channel=channel) for channel in (0, 1, 2))
CHANNELS = (
    *COLOURS,
    filter_case(kernel=(2, 2), channel=1),
    filter_case(kernel=(1, 1), channel=2),
    filter_case(kernel=(5, 5), channel=0),
    filter_case((3, 3), (2, 2), channel=2),
)
NOT_SQUARE = (
    filter_case((3, 6), (3, 2), channel=0, seed=1),
    filter_case((6, 3), (2, 3), channel=1, seed=2),
    filter_case((4, 3), (1, 3), channel=2, seed=3),
    filter_case((3, 7), (3, 3), channel=2, seed=4),
    filter_case((2, 3), (2, 1), channel=0, seed=5),
    filter_case((7, 8), (6, 5), channel=1, seed=6),
)
test_channel_edges_one_factor = check(5, "channel_edges", FITTING, *CHANNELS)
test_channel_edges_combined = check(3, "channel_edges", UNFIT, *NOT_SQUARE)
test_channel_edges_inputs = unchanged("channel_edges", *COLOURS)
test_channel_edges_twice = twice("channel_edges", *COLOURS[:2])
