"""Counts and yes-or-no answers are judged by their value; their type is a matter of its own."""

import numpy as np
import pytest

from autograder.checks import CheckFailed, assert_bool, assert_count, assert_truth, assert_whole

INTS = [34944, np.int64(34944), np.uint16(34944), np.array(34944)]
FLOATS = [34944.0, np.float32(34944), np.array(34944.0), 34944.00000001]
JUNK = [None, "34944", True, np.True_, [34944], np.array([34944]), 1j, float("nan"), float("inf")]
HUGE = [pytest.param(10**5000, id="huge"), pytest.param(-(10**5000), id="-huge")]


def said(error):
    return " | ".join(f"{row.label}: {row.text}" for row in error.value.rows)


@pytest.mark.parametrize("answer", INTS)
def test_an_int_may_be_python_s_or_numpy_s(answer):
    assert_count(answer, 34944)
    assert_whole(answer, 34944)


@pytest.mark.parametrize("answer", FLOATS)
def test_a_float_is_the_right_value_of_the_wrong_type(answer):
    assert_count(answer, 34944)
    with pytest.raises(CheckFailed, match="is a float with the right value"):
        assert_whole(answer, 34944)


@pytest.mark.parametrize("answer", [*JUNK, 34943, 34945.0, 34944.5, 1e300, *HUGE])
@pytest.mark.parametrize("demand", [assert_count, assert_whole])
def test_another_count_fails(demand, answer):
    with pytest.raises(CheckFailed):
        demand(answer, 34944)


def test_counts_of_any_size_are_exact():
    assert_whole(3_000_001_000, 3_000_001_000)
    with pytest.raises(CheckFailed):
        assert_count(3_000_001_001, 3_000_001_000)


def test_wrong_counts_are_written_with_thousands_in_rows_that_reveal():
    with pytest.raises(CheckFailed) as error:
        assert_count(34848, 34944)
    assert "you returned 34,848, expected 34,944" in said(error)
    hidden = " ".join(row.text for row in error.value.rows if not row.reveals)
    assert not any(map(str.isdigit, hidden))


@pytest.mark.parametrize("answer", [True, np.True_, np.array(True)])
def test_true_may_be_python_s_or_numpy_s(answer):
    assert_truth(answer, True)
    assert_bool(answer, True)
    with pytest.raises(CheckFailed, match="wrong value"):
        assert_truth(answer, False)


@pytest.mark.parametrize("answer", [1, 1.0, np.int64(1), np.array(1)])
def test_one_is_true_but_no_truth_value(answer):
    assert_truth(answer, True)
    with pytest.raises(CheckFailed, match="is a number where True or False belongs"):
        assert_bool(answer, True)


@pytest.mark.parametrize("answer", [None, 2, "True", [True], np.array([True]), float("nan"), 0.5])
@pytest.mark.parametrize("demand", [assert_truth, assert_bool])
def test_what_is_neither_true_nor_false_fails(demand, answer):
    for expected in (True, False):
        with pytest.raises(CheckFailed, match="expected True or False"):
            demand(answer, expected)
