"""What a student reads about one failed check: what was called, what is wrong, what to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograder.answers import Call, Raised
from autograder.checks.failure import CheckFailed, Row

LONGEST = 8  # lines
WIDTH = 160  # characters a line


def rows_of(error: BaseException, function: str, file: str) -> tuple[Row, ...] | None:
    """Say what an exception out of a check means for the student, or None if it is the grader's.

    A failed comparison and whatever the student's own function raised are the student's; any
    other exception is a fault of the check.
    """
    if isinstance(error, CheckFailed):
        return error.rows
    raised = getattr(error, "student", None)
    if isinstance(raised, Raised):
        return _raised_rows(raised, function, file)
    if isinstance(error, AssertionError):
        return (Row("expected", str(error) or "an assertion of the check", reveals=True),)
    return None


def _raised_rows(raised: Raised, function: str, file: str) -> tuple[Row, ...]:
    if raised.kind == "NotImplementedError":
        return (Row("to do", f"{function} is not written yet"),)
    place = f" in line {raised.line} of {file}" if raised.line else ""
    rows = [Row("raised", f"{raised.kind}{place}")]
    # The class's own name is the student's to choose, as the message is: it might tell an input.
    name = "" if raised.name == raised.kind else raised.name
    said = ": ".join(part for part in (name, *raised.message.strip().splitlines()[:1]) if part)
    if said:
        rows.append(Row("", said, reveals=True))
    return tuple(rows)


def call_text(call: Call, names: Sequence[str]) -> str:
    """Write a call as the student would: `conv2d(x (1,1,3,3), w (1,1,2,2), b (1,), stride=2)`."""
    labels = [*names, *(f"argument {i + 1}" for i in range(len(names), len(call.args)))]
    shown = [_argument(label, value) for label, value in zip(labels, call.args, strict=False)]
    shown += [f"{key}={_plain(value)}" for key, value in call.kwargs.items()]
    return f"{call.function}({', '.join(shown)})"


def _argument(name: str, value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{name} ({','.join(map(str, value.shape))}{',' * (value.ndim == 1)})"
    return f"{name}={_plain(value)}"


def _plain(value: Any) -> str:
    return repr(value).replace(" ", "") if isinstance(value, tuple) else repr(value)


def compose(rows: Iterable[Row], *, reveal: bool) -> str:
    """Lay rows out, labels in a column; without `reveal` leave out what shows values."""
    kept = [row for row in rows if reveal or not row.reveals][:LONGEST]
    width = max((len(row.label) for row in kept), default=0)
    return "\n".join(_line(row, width) for row in kept)


def _line(row: Row, width: int) -> str:
    text = " ".join(row.text.split())
    shown = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return f"{row.label:<{width}}  {shown}".rstrip()
