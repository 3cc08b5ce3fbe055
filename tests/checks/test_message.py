"""Messages are short, say what was called, and point at the place."""

import numpy as np
import pytest

from autograder.answers import Call, Raised
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.message import LONGEST, call_text, compose, rows_of
from autograder.where import region


def mask(*index):
    wrong = np.zeros((2, 3, 4, 5), dtype=bool)
    wrong[index] = True
    return wrong


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (mask(...), "all of its entries are wrong"),
        (mask(0, 0, 0, 0), "1 of 120 entries is wrong, in the first column of the first row"),
        (mask(slice(None), slice(None), -1), "30 of 120 entries are wrong, all in the last row"),
        (mask(slice(1, None)), "all in the last sample"),
        (mask(slice(None), 1), "all in channel 1"),
        (mask(..., [0, 4]), "all in the first and last column"),
        (mask(..., slice(2, None)), "all in the columns from 2 on"),
    ],
)
def test_the_place_of_wrong_entries_is_said_in_words(wrong, words):
    assert words in region(wrong, "y")


def test_a_filter_s_first_axis_is_called_filter():
    wrong = np.zeros((3, 2, 2, 2), dtype=bool)
    wrong[0] = True
    assert "the first filter" in region(wrong, "dw")


def test_a_call_is_written_as_the_student_would_write_it():
    call = Call("conv2d", (np.ones((1, 1, 3, 3)), np.ones(2), (2, 3)), {"stride": 2})
    assert (
        call_text(call, ("x", "b", "kernel"))
        == "conv2d(x (1,1,3,3), b (2,), kernel=(2,3), stride=2)"
    )


def test_a_list_of_pairs_is_written_out_and_a_list_of_arrays_is_not():
    layers = Call("receptive_field", ([(3, 1), (2, 2)],))
    assert call_text(layers, ("layers",)) == "receptive_field(layers=[(3,1),(2,2)])"
    branches = Call("concat_channels", ([np.ones(2), np.ones(3)],))
    assert call_text(branches, ("branches",)) == "concat_channels(branches=2 values)"


def test_no_message_is_longer_than_a_screenful_or_wider_than_a_line():
    text = compose([Row("x", "word " * 500)] * 20, reveal=True)
    assert len(text.splitlines()) <= LONGEST
    assert max(map(len, text.splitlines())) < 200


def test_what_reveals_values_is_left_out_for_hidden_checks():
    rows = [Row("y", "is wrong"), Row("first", "y[0] is 1, expected 2", reveals=True)]
    assert compose(rows, reveal=False) == "y  is wrong"


def test_a_student_s_exception_names_the_line_and_a_checker_s_own_is_no_message():
    error = IndexError("index 3")
    assert rows_of(error, "conv2d", "conv.py") is None
    error.student = Raised("IndexError", "IndexError", "index 3", 12)
    assert rows_of(error, "conv2d", "conv.py")[0] == Row(
        "raised", "IndexError in line 12 of conv.py"
    )


def test_an_unwritten_function_is_a_task_not_a_crash():
    error = NotImplementedError()
    error.student = Raised("NotImplementedError", "NotImplementedError", "", 3)
    assert rows_of(error, "conv2d", "conv.py") == (Row("to do", "conv2d is not written yet"),)


def test_a_failed_comparison_keeps_its_rows():
    rows = (Row("y", "is wrong"),)
    assert rows_of(CheckFailed(*rows), "f", "f.py") == rows
