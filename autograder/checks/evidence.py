"""What a page draws of a failure: its call, its rows, and where the answer differs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.answers import Call
from autograder.checks.failure import Row
from autograder.checks.message import LONGEST, bounded, call_text, named_arguments, readable
from autograder.checks.sketch import Compared
from autograder.results import Argument, Difference, Example, Said

SHOWN = 64  # entries of an array in a public example
PLANE = 120  # entries of the one image of a larger answer that is shown
MAPPED = 1024  # entries of an array of which a map says where they are wrong
DIGITS = 6  # significant: what right code of another style gives alike


def said_of(rows: Iterable[Row], *, reveal: bool, varying: bool = False) -> tuple[Said, ...]:
    """Return what rows say to a student, without drawings and what a drawing shows."""
    kept = readable(rows, reveal=reveal, varying=varying)
    plain = [row for row in kept if not row.drawn][:LONGEST]
    return tuple(Said(row.label, bounded(row.text)) for row in plain)


def difference_of(rows: Iterable[Row]) -> Difference | None:
    """Return where the answer that rows speak of differs from the right one, if they say that."""
    compared = next((row.compared for row in rows if row.compared), None)
    if compared is None or not compared.wrong.size:
        return None
    kept = _kept(compared)
    return Difference(
        compared.name,
        compared.got.shape,
        _mask(compared.wrong) if compared.wrong.size <= MAPPED else "",
        kept.start,
        _rounded(compared.got, kept),
        _rounded(compared.expected, kept),
    )


def _kept(compared: Compared) -> slice:
    """Return which entries are shown: all of a small array, else the first image that is wrong."""
    size = compared.wrong.size
    if size <= SHOWN:
        return slice(0, size)
    plane = math.prod(compared.wrong.shape[-2:])
    start = int(compared.wrong.argmax()) // plane * plane
    return slice(start, start + plane if plane <= PLANE else start)


def _mask(wrong: NDArray[np.bool_]) -> str:
    return "".join("x" if one else "." for one in wrong.ravel())


def _rounded(array: NDArray[np.float64], kept: slice) -> tuple[float | str, ...]:
    return tuple(map(_number, array.ravel()[kept].tolist()))


def _number(value: float) -> float | str:
    """Round a number; what JSON has no number for is a word."""
    return float(f"{value:.{DIGITS}g}") + 0.0 if math.isfinite(value) else str(value)


def example_of(call: Call | None, names: Sequence[str], *, reveal: bool) -> Example | None:
    """Return a call as results hold it: shapes and settings, and small arrays if `reveal`."""
    if call is None:
        return None
    arguments = tuple(
        _argument(label, value, reveal=reveal) for label, value in named_arguments(call, names)
    )
    settings = {key: _setting(value) for key, value in call.kwargs.items()}
    return Example(call_text(call, names), arguments, settings)


def _argument(name: str, value: Any, *, reveal: bool) -> Argument:
    if not isinstance(value, np.ndarray):
        return Argument(name, None, _setting(value))
    shown = value.tolist() if reveal and value.size <= SHOWN else None
    return Argument(name, value.shape, shown)


def _setting(value: Any) -> Any:
    """Keep what is a setting (numbers, pairs, lists, words); of anything else only the kind."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple | list):
        return [_setting(item) for item in value]
    return value if value is None or isinstance(value, int | float | str) else type(value).__name__
