"""What a student reads about one failed check: what was called, what is wrong, what to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograder.answers import Call, Raised
from autograder.checks.failure import CheckFailed, Row

LONGEST = 9  # lines
UNCALLED = {"to do", "missing"}  # there was nothing to call
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


SMALL = 12
"""Arrays of at most so many entries are written out, where values may be shown."""


def called_rows(call: Call | None, names: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Put what was called before what is wrong with it, its arrays too where they are small."""
    kept = list(rows)
    if call is None or (kept and kept[0].label in UNCALLED):
        return kept
    before = [Row("called", call_text(call, names))]
    arrays = [(n, a) for n, a in zip(names, call.args, strict=False) if isinstance(a, np.ndarray)]
    if wants_hint(kept) and all(array.size <= SMALL for _, array in arrays):
        before += [Row(f"  {name}", array_text(array), reveals=True) for name, array in arrays]
    return [*before, *kept]


def array_text(array: Any) -> str:
    """Write a small array on one line: [1 2 3; 4 5 6] for each image or filter."""
    rows = array.reshape(-1, *array.shape[-2:]) if array.ndim > 1 else array.reshape(1, 1, -1)
    images = ["; ".join(" ".join(f"{v + 0.0:.4g}" for v in row) for row in one) for one in rows]
    return " ".join(f"[{image}]" for image in images)


def wants_hint(rows: Sequence[Row]) -> bool:
    """Tell whether a check's hint is about this failure: a wrong value or shape, not a crash."""
    first = rows[0] if rows else Row("", "")
    return first.text.startswith(("has the ", "you returned shape", "is not the adjoint"))


def call_text(call: Call, names: Sequence[str]) -> str:
    """Write a call as the student would: `conv2d(x (1,1,3,3), w (1,1,2,2), b (1,), stride=2)`."""
    shown = [_argument(label, value) for label, value in named_arguments(call, names)]
    shown += [f"{key}={_plain(value)}" for key, value in call.kwargs.items()]
    return f"{call.function}({', '.join(shown)})"


def named_arguments(call: Call, names: Sequence[str]) -> list[tuple[str, Any]]:
    """Return a call's positional arguments with their names, numbered where there are no more."""
    labels = [*names, *(f"argument {i + 1}" for i in range(len(names), len(call.args)))]
    return list(zip(labels, call.args, strict=False))


def _argument(name: str, value: Any) -> str:
    return f"{name} {_plain(value)}" if isinstance(value, np.ndarray) else f"{name}={_plain(value)}"


def _plain(value: Any) -> str:
    """Write an argument: arrays by their shape only, wherever they stand."""
    if isinstance(value, np.ndarray):
        return f"({','.join(map(str, value.shape))}{',' * (value.ndim == 1)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} {_plain(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return repr(value).replace(" ", "") if _simple(value) else f"{len(value)} values"
    return repr(value)


def _simple(values: list[Any] | tuple[Any, ...]) -> bool:
    """Tell whether all are numbers and words, or pairs of them: (3, 1) for a layer."""
    return all(
        _simple(item) if isinstance(item, tuple) else isinstance(item, int | float | str)
        for item in values
    )


def compose(rows: Iterable[Row], *, reveal: bool) -> str:
    """Lay rows out, labels in a column; without `reveal` leave out what shows values."""
    kept = [row for row in rows if reveal or not row.reveals][:LONGEST]
    width = max((len(row.label) for row in kept), default=0)
    return "\n".join(_line(row, width) for row in kept)


def _line(row: Row, width: int) -> str:
    text = " ".join(row.text.split())
    shown = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return f"{row.label:<{width}}  {shown}".rstrip()
