"""When two answers are the same, up to rounding."""

import numpy as np
import pytest

from autograder.answers import Returned
from autograder.exam.same import same_answer

INF, NAN = np.inf, np.nan


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1e6, 1], [1e6, 1 + 1e-4]),
        ([1, 0], [1, 1e-10]),
        ([1, NAN], [1, NAN]),
        ([1, -INF], [1, -INF]),
        ([True, False], [1, 0]),
        ([], []),
    ],
)
def test_rounding_makes_no_other_answer_nor_do_equal_gaps(one, other):
    assert same_answer(Returned(np.array(one)), Returned(np.array(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1e6, 1], [1e6, 1 + 1e-2]),
        ([1, 0], [1, 1e-8]),
        ([1, NAN], [1, 2]),
        ([1, 2], [1, NAN]),
        ([1, INF], [1, -INF]),
        ([1, INF], [1, 2]),
        ([1, 2], [INF, 2]),
        ([INF, 1], [INF, 2]),
        ([1, 2], [[1, 2]]),
    ],
)
def test_what_is_farther_off_is_another_answer(one, other):
    assert not same_answer(Returned(np.array(one)), Returned(np.array(other)))
