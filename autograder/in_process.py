"""Ask a module in this very process: at home, for references and for catalogued mistakes."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.answers import Absent, Answer, Call, Raised, Returned
from autograder.arguments import fresh, same
from autograder.kinds import nearest
from autograder.measured import measured


def asker(
    namespace: Mapping[str, Any] | Callable[[str], Any], file: str
) -> Callable[[Call], Answer]:
    """Return a function that answers calls out of `namespace`, the contents of `file`."""
    find = namespace if callable(namespace) else namespace.get

    def ask(call: Call) -> Answer:
        function = find(call.function)
        if not callable(function):
            return Absent(f"{call.function} is not defined in {file}")
        if call.measure:
            return measured(ask, call)
        return _answer(function, call, file)

    return ask


def _answer(function: Callable[..., Any], call: Call, file: str) -> Answer:
    args, kwargs = fresh((call.args, dict(call.kwargs)))
    try:
        value = function(*args, **kwargs)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it raises is an answer
        return raised(error, file)
    pristine = enumerate(call.args) if call.watch else ()
    changed = tuple(place for place, before in pristine if not same(before, args[place]))
    # A copy, as over the wire: what the student keeps and changes later must not change an answer.
    return Returned(fresh(value), changed)


def raised(error: BaseException, file: str) -> Raised:
    """Turn an exception into an answer: its nearest builtin kind, and the line in `file`."""
    kind = nearest(error)
    every = traceback.extract_tb(error.__traceback__)
    frames = [f for f in every if Path(f.filename).name == Path(file).name]
    shown = "".join(traceback.format_list(frames[-3:]))
    line = frames[-1].lineno if frames else None
    unwritten = frames[-1].name if kind == "NotImplementedError" and frames else ""
    if kind == "NotImplementedError" and frames and frames[-1] is not every[-1]:
        unwritten = f"{every[-1].name} in {Path(every[-1].filename).name}"
    return Raised(kind, type(error).__name__, _message(error), line, shown, unwritten)


def _message(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except Exception:  # noqa: BLE001 - a student's __str__ may raise anything
        return "(its message cannot be shown)"
