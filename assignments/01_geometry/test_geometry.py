"""Public checks of 01_geometry. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.checks import (
    assert_bool,
    assert_count,
    assert_several,
    assert_truth,
    assert_whole,
    points,
)
from autograder.checks.cases.geometry import axis_case, axis_cases, same_axis_case, same_axis_cases


@points(4, of="output_size", hint="count where a window of 3 can start on 7 cells: at 0, 1, …")
def test_output_size_worked_example(student):
    """output_size gives the numbers of the worked example"""
    assert_count(student.output_size(7, 3), 5)
    assert_count(student.output_size(7, 3, stride=2), 3)
    assert_count(student.output_size(7, 3, stride=3), 2)
    assert_count(student.output_size(7, 3, padding=1), 7)
    assert_count(student.output_size(7, 3, stride=3, padding=1), 3)
    assert_count(student.output_size(227, 11, stride=4), 55)


@points(4, of="output_size", hint="the first window counts too; what is left over does not")
@example(case=axis_case(1, 2))
@example(case=axis_case(3, 2, stride=3, left_over=2))
@example(case=axis_case(2, 5, stride=2, padding=3))
@given(case=axis_cases())
def test_output_size_counts(student, case):
    """output_size counts the windows, whatever is left over at the end"""
    assert_count(case.ask(student.output_size), case.windows)


@points(1, of="output_size")
def test_output_size_whole(student):
    """output_size returns an int, which an array's shape can be made of"""
    assert_whole(student.output_size(7, 3, stride=2), 3)


@points(3, of="tiles_exactly", hint="where does the last window end, and where the padded axis?")
def test_tiles_exactly_worked_example(student):
    """tiles_exactly gives the answers of the worked example"""
    assert_truth(student.tiles_exactly(7, 3), True)
    assert_truth(student.tiles_exactly(7, 3, stride=2), True)
    assert_truth(student.tiles_exactly(7, 3, stride=3), False)
    assert_truth(student.tiles_exactly(7, 3, padding=1), True)
    assert_truth(student.tiles_exactly(7, 3, stride=3, padding=1), True)
    assert_truth(student.tiles_exactly(227, 11, stride=4), True)


@points(2, of="tiles_exactly", hint="windows may overlap; all that counts is what is left over")
@example(case=axis_case(2, 3, stride=3, left_over=2))
@example(case=axis_case(1, 3, stride=2))
@example(case=axis_case(2, 4, stride=2, padding=1))
@example(case=axis_case(2, 6, stride=3, padding=4))
@given(case=axis_cases(gaps=False))
def test_tiles_exactly_left_over(student, case):
    """tiles_exactly is True when no cell is left over behind the last window, False otherwise"""
    assert_truth(case.ask(student.tiles_exactly), case.left_over == 0)


@points(1, of="tiles_exactly")
def test_tiles_exactly_bool(student):
    """tiles_exactly returns True or False, not a number"""
    assert_bool(student.tiles_exactly(7, 3, stride=2), True)
    assert_bool(student.tiles_exactly(7, 3, stride=3), False)


def assert_pair(got, before, after, demand=assert_count):
    """Demand the pair (before, after)."""
    one, other = assert_several(got, ("before", "after"))
    demand(one, before, "before")
    demand(other, after, "after")


@points(4, of="same_padding", hint="half before, half after, and an odd cell after")
def test_same_padding_worked_example(student):
    """same_padding gives the numbers of the worked example"""
    assert_pair(student.same_padding(7, 3), 1, 1)
    assert_pair(student.same_padding(7, 4), 1, 2)
    assert_pair(student.same_padding(7, 4, stride=2), 1, 2)
    assert_pair(student.same_padding(8, 4, stride=2), 1, 1)
    assert_pair(student.same_padding(8, 1, stride=2), 0, 0)


@points(4, of="same_padding", hint="ceil(size / stride) windows: where must the axis end for them?")
@example(case=same_axis_case(5, 1, 2))
@example(case=same_axis_case(5, 1, 1))
@example(case=same_axis_case(2, 2, 1, stride=3))
@example(case=same_axis_case(2, 3, -2, stride=3))
@given(case=same_axis_cases())
def test_same_padding_missing(student, case):
    """same_padding adds the cells that are missing, an odd one after, and never less than 0"""
    before, odd = divmod(max(0, case.missing), 2)
    assert_pair(case.ask(student.same_padding), before, before + odd)


@points(1, of="same_padding")
def test_same_padding_whole(student):
    """same_padding returns two ints, which an array can be padded by"""
    assert_pair(student.same_padding(7, 4), 1, 2, assert_whole)


PAIRS = st.tuples(st.integers(1, 5), st.integers(1, 5))


@points(3, of="conv_parameters", hint="one bias for each filter")
def test_conv_parameters_worked_example(student):
    """conv_parameters gives the numbers of the worked example"""
    assert_count(student.conv_parameters(3, 6, (5, 5)), 456)
    assert_count(student.conv_parameters(3, 96, (11, 11)), 34_944)


@points(3, of="conv_parameters", hint="a filter has KH·KW weights for each input channel")
@example(channels=(3, 6), kernel=(5, 5))
@example(channels=(1, 2), kernel=(2, 3))
@example(channels=(3, 2), kernel=(2, 1))
@given(channels=PAIRS, kernel=PAIRS)
def test_conv_parameters_weights(student, channels, kernel):
    """conv_parameters without bias counts the entries of the filters, (F, C, KH, KW)"""
    w = np.ones((channels[1], channels[0], *kernel))
    assert_count(student.conv_parameters(*channels, kernel, bias=False), w.size)


@points(3, of="conv_multiplications", hint="one output costs as many as its filter has weights")
def test_conv_multiplications_worked_example(student):
    """conv_multiplications gives the costs of the worked example, with and without a bottleneck"""
    cost = student.conv_multiplications
    assert_count(cost(2, 3, (2, 3), (4, 5)), 720)
    assert_count(cost(192, 32, (5, 5), (28, 28)), 120_422_400)
    narrow, wide = cost(192, 16, (1, 1), (28, 28)), cost(16, 32, (5, 5), (28, 28))
    assert_count(narrow, 2_408_448)
    assert_count(wide, 10_035_200)
    assert_count(narrow + wide, 12_443_648)


@points(2, of="conv_multiplications", hint="rows and columns of kernel and output may differ")
@example(channels=(2, 3), kernel=(1, 2), output=(3, 2))
@given(channels=PAIRS, kernel=PAIRS, output=PAIRS)
def test_conv_multiplications_entries(student, channels, kernel, output):
    """conv_multiplications counts a filter's weights for every entry of the feature maps"""
    w, y = np.ones((channels[0], *kernel)), np.ones((channels[1], *output))
    assert_count(student.conv_multiplications(*channels, kernel, output), y.size * w.size)


@points(3, of="dense_parameters", hint="one bias for each output")
def test_dense_parameters_worked_example(student):
    """dense_parameters gives the numbers of the worked example"""
    assert_count(student.dense_parameters(4, 3), 15)
    assert_count(student.dense_parameters(3_000_000, 1), 3_000_001)
    assert_count(student.dense_parameters(1000 * 1000 * 3, 1000), 3_000_001_000)


@points(2, of="dense_parameters", hint="every output has a weight for every input")
@example(sizes=(4, 3))
@example(sizes=(1, 3))
@given(sizes=PAIRS)
def test_dense_parameters_weights(student, sizes):
    """dense_parameters without bias counts the entries of the weights, (M, D)"""
    assert_count(student.dense_parameters(*sizes, bias=False), np.ones(sizes[::-1]).size)


@points(3, of="receptive_field", hint="draw it: which pixels does the last number see?")
def test_receptive_field_worked_example(student):
    """receptive_field gives the numbers of the worked example"""
    assert_count(student.receptive_field([(3, 1)]), 3)
    assert_count(student.receptive_field([(3, 1), (3, 1)]), 5)
    assert_count(student.receptive_field([(3, 1), (2, 2), (3, 1)]), 8)
    assert_count(student.receptive_field([(11, 4), (3, 2)]), 19)


@points(3, of="receptive_field", hint="a step of a later layer is as long as all strides below it")
@example(kernels=[2, 3])
@example(kernels=[3, 1, 2])
@given(kernels=st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_receptive_field_strides(student, kernels):
    """receptive_field adds up at stride 1 and multiplies where windows lie side by side"""
    overlapping, tiling = [(k, 1) for k in kernels], [(k, k) for k in kernels]
    assert_count(student.receptive_field(overlapping), 1 + sum(k - 1 for k in kernels))
    assert_count(student.receptive_field(tiling), int(np.prod(kernels)))


@points(5, of="separable_multiplications", hint="two layers, one after the other: add their costs")
def test_separable_multiplications_worked_example(student):
    """separable_multiplications gives the costs of the worked example"""
    assert_count(student.separable_multiplications(2, 3, (2, 3), (4, 5)), 360)
    assert_count(student.separable_multiplications(192, 32, (5, 5), (28, 28)), 8_580_096)
