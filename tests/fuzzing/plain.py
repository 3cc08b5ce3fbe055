"""What may come out of a reader: exact plain types, within bounds."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.answers import Answer, Raised, Refused, Returned
from autograder.kinds import KINDS
from autograder.sandbox import messages
from autograder.sandbox.values import ANSWER, DTYPES

# Of the file that all answers are about.
LINES = 7


class Escape(Exception):  # noqa: N818 - what a fuzzer looks for
    """A value has come out that no honest submission could have sent."""


def demand_plain(answer: Answer) -> None:
    """Demand that an answer is of exact plain types, within bounds."""
    if isinstance(answer, Returned):
        left = [ANSWER.items]
        demand_value(answer.value, 0, left)
        demand(all(0 <= at < 64 for at in answer.changed))
    elif isinstance(answer, Raised):
        demand(answer.kind in KINDS and len(answer.message) <= messages.MESSAGE)
        demand(answer.line is None or 1 <= answer.line <= LINES)
        demand(len(answer.name) <= messages.NAME and len(answer.traceback) <= messages.TRACEBACK)
    elif isinstance(answer, Refused):
        demand(len(answer.reason) < 100)


def demand_value(value: Any, depth: int, left: list[int]) -> None:
    """Demand that a value is plain data within bounds."""
    left[0] -= 1
    demand(left[0] >= 0 and depth <= ANSWER.depth)
    kind = type(value)
    if kind in {tuple, list}:
        for item in value:
            demand_value(item, depth + 1, left)
    elif kind is dict:
        demand(all(type(key) is str and len(key) <= ANSWER.text for key in value))
        for item in value.values():
            demand_value(item, depth + 1, left)
    elif issubclass(kind, np.ndarray | np.generic):
        demand(kind is np.ndarray or kind.__module__ == "numpy")
        demand(value.dtype in DTYPES.values() and value.nbytes <= ANSWER.body)
        value.tobytes()  # every byte is there
    elif kind is str:
        demand(len(value) <= ANSWER.text)
    elif kind is int:
        demand(abs(value) < 10**400)
    else:
        demand(value is None or kind in {bool, float})


def demand(holds: bool) -> None:
    """Raise Escape unless something holds."""
    if not holds:
        raise Escape
