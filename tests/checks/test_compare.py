"""Comparisons accept right answers of every style, and say what is wrong with the others."""

import numpy as np
import pytest

from autograder.answers import Raised, Returned
from autograder.checks import (
    CheckFailed,
    assert_array,
    assert_arrays,
    assert_number,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
)
from autograder.checks.message import compose
from autograder.checks.student import Student
from autograder.in_process import asker

RIGHT = np.random.default_rng(0).standard_normal((2, 3, 4))


def said(error):
    return " | ".join(f"{row.label}: {row.text}" for row in error.value.rows)


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT.copy(),
        np.asfortranarray(RIGHT),
        np.repeat(RIGHT, 2, axis=2)[:, :, ::2],
        RIGHT + 1e-12,
        RIGHT.astype(">f8"),
    ],
    ids=["same", "fortran", "view", "rounding of an FFT", "big-endian"],
)
def test_right_answers_of_any_layout_pass(answer):
    assert_array(answer, RIGHT)


def test_whole_numbers_may_come_as_integers_or_booleans():
    assert_array(np.eye(2, dtype=int), np.eye(2))
    assert_array(np.eye(2, dtype=bool), np.eye(2))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (RIGHT.tolist(), "you returned a list of 2"),
        (None, "is a `return` missing?"),
        (RIGHT[0], "you returned shape (3, 4), expected (2, 3, 4)"),
        (RIGHT.astype(object), "dtype object"),
        (RIGHT.astype(complex), "dtype complex128"),
        (RIGHT.astype(np.float32), "is something float32, rounded,"),
        (np.full(RIGHT.shape, np.nan), "24 of them are nan or inf"),
        (np.round(RIGHT, 6), "wrong"),
        (RIGHT + np.eye(4)[:3] * 1e-6, "entries are wrong"),
        ("array", "you returned a str"),
        (1.0, "you returned a single number"),
    ],
)
def test_wrong_answers_fail_and_the_message_says_how(answer, words):
    with pytest.raises(CheckFailed) as error:
        assert_array(answer, RIGHT)
    assert words in said(error)


def test_values_are_shown_only_in_rows_that_reveal():
    with pytest.raises(CheckFailed) as error:
        assert_array(RIGHT + 1, RIGHT)
    hidden = " ".join(row.text for row in error.value.rows if not row.reveals)
    shown = " ".join(row.text for row in error.value.rows if row.reveals)
    assert f"{RIGHT[0, 0, 0]:.6g}" in shown
    assert "." not in hidden


@pytest.mark.parametrize("together", [tuple, list])
def test_several_results_come_as_tuple_or_list(together):
    assert_arrays(together([RIGHT, RIGHT]), (RIGHT, None), "dx dw")


@pytest.mark.parametrize("answer", [(RIGHT,), RIGHT, {"dx": RIGHT}, None])
def test_another_number_of_results_fails(answer):
    with pytest.raises(CheckFailed, match=r"\(dx, dw\)"):
        assert_arrays(answer, (RIGHT, RIGHT), "dx dw")


@pytest.mark.parametrize("answer", [3, 3.0, np.float64(3), np.array(3.0), np.int64(3)])
def test_a_number_may_be_python_s_or_numpy_s(answer):
    assert_number(answer, 3.0)


@pytest.mark.parametrize("answer", [4.0, "3", True, np.array([3.0]), None, float("nan")])
def test_what_is_not_the_number_fails(answer):
    with pytest.raises(CheckFailed):
        assert_number(answer, 3.0)


def student_with(function):
    return Student(asker({"f": function}, "answer.py"))


def test_a_value_error_of_the_student_s_satisfies_and_so_does_a_subclass():
    def f():
        raise UnicodeError("a subclass")

    assert_value_error(student_with(f).f, "nonsense")


@pytest.mark.parametrize("error", [TypeError, IndexError])
def test_another_error_than_value_error_fails(error):
    def f():
        raise error

    with pytest.raises(CheckFailed, match=f"must raise ValueError, yours raised {error.__name__}"):
        assert_value_error(student_with(f).f, "stride 0")


def test_an_answer_where_an_error_is_due_fails():
    with pytest.raises(CheckFailed, match="yours returned a single number"):
        assert_value_error(student_with(lambda: 1).f, "stride 0")


def test_an_unwritten_function_raises_no_value_error():
    def f():
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        assert_value_error(student_with(f).f, "stride 0")


def test_a_changed_input_is_noticed_and_the_caller_s_array_survives():
    def f(x, y):
        y += 1
        return x

    x, y = np.zeros(3), np.zeros(3)
    with pytest.raises(CheckFailed, match="argument 2"):
        assert_unchanged(student_with(f).f, x, y)
    assert not y.any()


def test_equal_answers_are_equal_and_others_not():
    assert_same_answers((RIGHT, RIGHT), [RIGHT, RIGHT.copy()])
    with pytest.raises(CheckFailed, match="different answers"):
        assert_same_answers(RIGHT, RIGHT + 1e-3)


@pytest.mark.parametrize("answer", [None, "no", [RIGHT.tolist()], {"y": RIGHT}])
def test_junk_is_never_the_same_answer(answer):
    with pytest.raises(CheckFailed):
        assert_same_answers(answer, answer)


def test_what_a_student_raises_is_told_from_a_fault_of_the_check():
    answer = Raised("ValueError", "MyError", "no", 7)
    student = Student(lambda call: answer if call.function == "f" else Returned(1))
    with pytest.raises(ValueError, match="no") as error:
        student.f()
    assert error.value.student is answer


def test_the_name_of_an_exception_of_one_s_own_is_the_instructor_s_alone():
    """It may hold anything, such as the inputs of a hidden check."""

    def f():
        raise type("x00_is_1", (Exception,), {})

    with pytest.raises(CheckFailed) as failed:
        assert_value_error(student_with(f).f, "stride 0")
    rows = failed.value.rows
    assert "x00" not in compose(rows, reveal=False)
    assert "yours raised Exception" in compose(rows, reveal=False)
    assert "x00_is_1" in compose(rows, reveal=True)
