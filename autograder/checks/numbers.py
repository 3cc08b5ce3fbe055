"""Comparisons of counts and of yes-or-no answers.

A value is judged apart from its type: 3.0 where an int belongs is a right number that cannot be the
shape of an array, which is worth a check of its own and not everything.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.compare import describe
from autograder.checks.failure import CheckFailed, Row

ROUNDING = 1e-3
"""A count worked out in floats errs by far less, a wrong one by far more."""

DIGITS = 15  # longer whole numbers are not written out


def assert_count(got: Any, expected: int, name: str = "result") -> None:
    """Demand a single number with this whole value, of any numeric type."""
    number = _plain(got)
    if isinstance(number, bool) or not isinstance(number, int | float):
        said = "True or False" if isinstance(number, bool) else describe(got)
        raise CheckFailed(Row(name, f"you returned {said}, expected a whole number"))
    if not abs(number - expected) < ROUNDING:
        said = f"you returned {_written(number)}, expected {_written(expected)}"
        raise CheckFailed(Row(name, "has the wrong value"), Row("", said, reveals=True))


def assert_whole(got: Any, expected: int, name: str = "result") -> None:
    """Demand this whole number as an int: Python's, numpy's or a 0-d array of ints."""
    assert_count(got, expected, name)
    if isinstance(_plain(got), float):
        said = "is a float with the right value; an array's shape needs an int: // or int(…)"
        raise CheckFailed(Row(name, said))


def assert_truth(got: Any, expected: bool, name: str = "result") -> None:
    """Demand an answer that is true or false as `expected`; 1 and 0 will do."""
    number = _plain(got)
    if not isinstance(number, int | float) or number not in (0, 1):
        raise CheckFailed(Row(name, f"you returned {describe(got)}, expected True or False"))
    if bool(number) is not expected:
        said = f"you returned {number}, expected {expected}"
        raise CheckFailed(Row(name, "has the wrong value"), Row("", said, reveals=True))


def assert_bool(got: Any, expected: bool, name: str = "result") -> None:
    """Demand True or False itself: Python's, numpy's or a 0-d array of booleans."""
    assert_truth(got, expected, name)
    if not isinstance(_plain(got), bool):
        said = "is a number where True or False belongs: a comparison such as a == b gives one"
        raise CheckFailed(Row(name, said))


def _plain(got: Any) -> Any:
    """Return numpy's scalars and 0-d arrays as Python's own numbers."""
    single = isinstance(got, np.ndarray | np.generic) and np.ndim(got) == 0
    return got.item() if single else got


def _written(number: float) -> str:
    """Write a number with its thousands apart: 34,944."""
    if isinstance(number, int) and abs(number) >= 10**DIGITS:
        return f"a number of more than {DIGITS} digits"
    return f"{number:,}"
