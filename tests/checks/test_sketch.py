"""Drawings: arrays side by side, a star where they differ, and nothing that does not fit."""

import numpy as np
import pytest

from autograder.answers import Call
from autograder.checks import CheckFailed, assert_array
from autograder.checks.failure import Row
from autograder.checks.message import called_rows, compose
from autograder.checks.sketch import HEIGHT, WIDTH, Compared, sketch

X = np.arange(1.0, 7.0).reshape(1, 1, 2, 3)


def compared(got, expected):
    return Compared("y", got, expected, got != expected)


def failure(got, expected):
    with pytest.raises(CheckFailed) as error:
        assert_array(got, expected)
    return error.value.rows


def test_arguments_answer_and_right_answer_stand_side_by_side():
    got, right = np.array([[[[1.0, 20.0]]]]), np.array([[[[1.0, -2.5]]]])
    assert sketch([("x", X), ("b", np.array([0.5]))], compared(got, right)) == [
        "x       b     your y   expected",
        "1 2 3   0.5   1  20*   1 -2.5",
        "4 5 6",
    ]


def test_the_plane_of_the_first_difference_is_drawn():
    got = np.zeros((2, 2, 1, 2))
    right = got.copy()
    right[1, 0, 0, 1] = 7
    assert sketch([], compared(got, right)) == ["your y[1,0]   expected", "0  0*         0 7"]


def test_channels_of_an_argument_are_told_apart():
    zero = np.zeros(1)
    lines = sketch([("x", np.arange(8.0).reshape(1, 2, 2, 2))], compared(zero, zero + 1))
    assert lines == [
        "x           your y   expected",
        "0 1 | 4 5   0*       1",
        "2 3 | 6 7",
    ]


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 2), (1, 1, 2, 3)])
def test_arrays_of_every_dimension_can_be_drawn(shape):
    zeros = np.zeros(shape)
    lines = sketch([("x", zeros)], compared(zeros, zeros + 1))
    assert lines[0].startswith("x ")
    assert "0*" in lines[1]


def test_what_does_not_fit_leaves_the_arguments_out_and_then_the_rest():
    small = np.zeros((1, 1, 2, 2))
    pair = compared(small, small + 1)
    assert sketch([("x", np.zeros((3, 4, 5, 6)))], pair) == sketch([], pair) != []
    tall = np.zeros((HEIGHT + 1, 1))
    assert sketch([], compared(tall, tall + 1)) == []
    wide = np.zeros((1, WIDTH))
    assert sketch([], compared(wide, wide + 1)) == []


def test_nan_and_infinity_are_drawn():
    got, right = np.array([np.nan, np.inf]), np.zeros(2)
    assert sketch([], compared(got, right))[1].split() == ["nan*", "inf*", "0", "0"]


def test_a_drawing_takes_the_place_of_the_first_difference_and_keeps_its_spaces():
    rows = failure(X[..., :2] + 1, X[..., :2])
    text = compose(called_rows(Call("f", (X,)), ("x",), rows), reveal=True)
    assert "x       your y   expected" in text
    assert "y[0,0,0,0]" not in text
    tall = np.zeros((9, 9))
    text = compose(called_rows(Call("f", (X,)), ("x",), failure(tall + 1, tall)), reveal=True)
    assert "y[0,0] is 1, expected 0" in text


def test_a_hidden_check_shows_no_drawing():
    rows = called_rows(Call("f", (X,)), ("x",), failure(X + 1, X))
    text = compose(rows, reveal=False)
    assert "called" in text
    assert "entries are wrong" in text
    assert "your" not in text
    assert "expected" not in text


def test_a_crash_is_told_without_a_drawing():
    rows = called_rows(Call("f", (X,)), ("x",), [Row("raised", "IndexError in line 3 of f.py")])
    assert [row.label for row in rows] == ["called", "raised"]


def test_the_shapes_of_a_dict_have_lines_of_their_own():
    params = {f"w{i}": np.zeros((i, 2)) for i in range(1, 9)}
    call = Call("block", (X, params), {"stride": 2})
    text = compose(called_rows(call, ("x", "params"), [Row("raised", "KeyError")]), reveal=True)
    assert "called  block(x (1,1,2,3), params, stride=2)" in text
    assert "params  w1 (1,2), w2 (2,2)" in text
    assert "w8 (8,2)" in text
