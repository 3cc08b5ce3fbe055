"""What a student reads about one failed check: what was called, what is wrong, what to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograder.answers import Call, Raised
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.sketch import sketch
from autograder.pace import HOPELESS
from autograder.visible import visible

LONGEST = 12  # lines, a drawing's among them
ON_A_LINE = 6  # shapes of a block's parameters
UNCALLED = {"to do", "missing"}  # there was nothing to call
COSTS = {"speed", "memory"}
WIDTH = 160  # characters a line


def rows_of(error: BaseException, function: str, file: str) -> tuple[Row, ...] | None:
    """Say what an exception out of a check means for the student, or None if it is the grader's.

    A failed comparison and whatever the student's own function raised are the student's; any
    other exception is a fault of the check.
    """
    return error.rows if isinstance(error, CheckFailed) else known_rows(error, function, file)


def known_rows(error: BaseException, function: str, file: str) -> tuple[Row, ...] | None:
    """Say the same as far as it is known without calling anything."""
    if isinstance(error, CheckFailed):
        return error.known
    raised = getattr(error, "student", None)
    if isinstance(raised, Raised):
        return _raised_rows(raised, function, file)
    if isinstance(error, AssertionError):
        return (Row("expected", str(error) or "an assertion of the check", reveals=True),)
    return None


def _raised_rows(raised: Raised, function: str, file: str) -> tuple[Row, ...]:
    if " in " in raised.unwritten:
        return (Row("first", f"write {raised.unwritten}, which {function} calls"),)
    if raised.unwritten not in {"", function}:
        return (Row("first", f"write {raised.unwritten}, which {function} needs"),)
    if raised.kind == "NotImplementedError":
        return (Row("to do", f"{function} is not written yet"),)
    place = f" in line {raised.line} of {file}" if raised.line else ""
    rows = [Row("raised", f"{raised.kind}{place}")]
    if raised.told:
        return (*rows, Row("", raised.told))
    # The class's own name is the student's to choose, as the message is: it might tell an input.
    name = "" if raised.name == raised.kind else raised.name
    said = ": ".join(part for part in (name, *raised.message.strip().splitlines()[:1]) if part)
    if said:
        rows.append(Row("", said, reveals=True))
    return tuple(rows)


def called_rows(call: Call | None, names: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Put what was called before what is wrong with it, drawn where it is small."""
    kept = list(rows)
    if call is None or (kept and kept[0].label in UNCALLED):
        return kept
    before = [Row("called", call_text(call, names)), *_params_rows(call, names)]
    compared = next((row.compared for row in kept if row.compared), None)
    if compared is None:
        return [*before, *kept]
    arrays = [(n, a) for n, a in named_arguments(call, names) if isinstance(a, np.ndarray)]
    lines = sketch(arrays, compared)
    drawn = [Row("", line, reveals=True, drawn=True) for line in lines]
    if drawn:  # a drawing shows what the line of the first difference says
        kept = [row for row in kept if row.compared is None]
    return [*before, *drawn, *kept]


def _params_rows(call: Call, names: Sequence[str]) -> list[Row]:
    """Say the shapes of what a call got in dicts, a few on a line."""
    rows: list[Row] = []
    for label, value in _labelled(call, names):
        shapes = [f"{k} {_plain(v)}" for k, v in value.items()] if isinstance(value, dict) else []
        lines = [", ".join(shapes[i : i + ON_A_LINE]) for i in range(0, len(shapes), ON_A_LINE)]
        rows += [Row("" if at else label, line) for at, line in enumerate(lines)]
    return rows


def wants_hint(rows: Sequence[Row]) -> bool:
    """Tell whether a check's hint is about this failure: what came is wrong or slow; no crash."""
    about = ("has the ", "you returned shape", "is not the adjoint", "your network reads", "are ")
    wrong = any(row.text.startswith(about) for row in rows[:2])  # "gradients" says which, first
    first = rows[0] if rows else Row("", "")
    return wrong or first.label in COSTS or first.text.endswith(HOPELESS)


def call_text(call: Call, names: Sequence[str]) -> str:
    """Write a call as the student would: `conv2d(x (1,1,3,3), w (1,1,2,2), b (1,), stride=2)`."""
    shown = [_argument(label, value) for label, value in _labelled(call, names)]
    shown += [f"{key}={_plain(value)}" for key, value in call.kwargs.items()]
    return f"{call.function}({', '.join(shown)})"


def named_arguments(call: Call, names: Sequence[str]) -> list[tuple[str, Any]]:
    """Return what a call got by position, with names; a dict's items one by one.

    Where there are more arguments than names, they are numbered.
    """
    found: list[tuple[str, Any]] = []
    several = sum(isinstance(value, dict) for value in call.args) > 1
    for label, value in _labelled(call, names):
        if isinstance(value, dict):
            found += [(f"{label} {key}" if several else key, item) for key, item in value.items()]
        else:
            found.append((label, value))
    return found


def _labelled(call: Call, names: Sequence[str]) -> list[tuple[str, Any]]:
    labels = [*names, *(f"argument {i + 1}" for i in range(len(names), len(call.args)))]
    return list(zip(labels, call.args, strict=False))


def _argument(name: str, value: Any) -> str:
    if isinstance(value, dict):  # its shapes have lines of their own
        return name
    return f"{name} {_plain(value)}" if isinstance(value, np.ndarray) else f"{name}={_plain(value)}"


def _plain(value: Any) -> str:
    """Write an argument: arrays by their shape only, wherever they stand."""
    if isinstance(value, np.ndarray):
        return f"({','.join(map(str, value.shape))}{',' * (value.ndim == 1)})"
    if isinstance(value, list | tuple):
        return repr(value).replace(" ", "") if _simple(value) else f"{len(value)} values"
    return repr(value)


def _simple(values: list[Any] | tuple[Any, ...]) -> bool:
    """Tell whether all are numbers and words, or pairs of them: (3, 1) for a layer."""
    return all(
        _simple(item) if isinstance(item, tuple) else isinstance(item, int | float | str)
        for item in values
    )


def compose(rows: Iterable[Row], *, reveal: bool, varying: bool = False) -> str:
    """Lay rows out, labels in a column.

    Without `reveal` what shows values is left out, without `varying` what may differ when the same
    work is graded again.
    """
    kept = readable(rows, reveal=reveal, varying=varying)[:LONGEST]
    width = max((len(row.label) for row in kept), default=0)
    return "\n".join(_line(row, width) for row in kept)


def readable(rows: Iterable[Row], *, reveal: bool, varying: bool = False) -> list[Row]:
    """Return the rows that the reader may see; see `compose`."""
    return [row for row in rows if (reveal or not row.reveals) and (varying or not row.varies)]


def bounded(text: str) -> str:
    """Return a row's text on one line that is not too long, with nothing in it that acts."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= WIDTH else shown[: WIDTH - 1] + "…"


def _line(row: Row, width: int) -> str:
    if row.drawn:
        return f"  {row.text}".rstrip()
    return f"{row.label:<{width}}  {bounded(row.text)}".rstrip()
