"""Find and import the module that a file of checks is about."""

from __future__ import annotations

import inspect
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder import kept
from autograder.answers import Absent, Answer, Call
from autograder.barred import barred_topics, without
from autograder.course import load_module
from autograder.home.fingerprints import Fingerprints, answer_hash, question_hash
from autograder.in_process import asker, raised

HIDDEN = "test_hidden.py"
QUICK = 1.0
"""Seconds: a call that takes longer is not repeated."""


class Module:
    """A student's (or the reference's) functions, ready to be asked.

    What they answered to questions that mistakes are known by is kept, as hashes.
    """

    def __init__(self, path: Path, ask: Callable[[Call], Answer], names: dict[str, Any]) -> None:
        self.file = path.name
        self.folder = path.parent
        self._names = names
        self._ask = ask
        self._known = Fingerprints(path.parent)
        self._given: dict[str, dict[str, str]] = defaultdict(dict)
        self._last: dict[str, tuple[Call, Answer]] = {}
        self._keeping: set[str] = set()

    def ask(self, call: Call) -> Answer:
        """Call one of the functions."""
        began = time.monotonic()
        answer, question = self._ask(call), question_hash(call)
        if self._known.asks(call.function, question):
            self._given[call.function][question] = answer_hash(answer)
        self._last.pop(call.function, None)
        if time.monotonic() - began < QUICK:
            self._last[call.function] = call, answer
        return answer

    def repeat(self, function: str) -> None:
        """Make a function's last call once more, and note whether it gives another answer."""
        call, answer = self._last.pop(function, (None, None))
        again = call and kept.has_one_answer(call) and self._ask(call)
        if again and answer and answer_hash(again) != answer_hash(answer):
            self._keeping.add(function)

    def mistake(self, function: str) -> tuple[str, str] | None:
        """Return what known mistake a function's answers are those of, and what to try."""
        known = self._known.name(function, self._given[function])
        return known or ((kept.SAYS, kept.HINT) if function in self._keeping else None)

    def parameters(self, function: str) -> tuple[str, ...]:
        """Return the names of a function's parameters, for messages."""
        found = self._names.get(function)
        try:
            return tuple(inspect.signature(found).parameters) if callable(found) else ()
        except (TypeError, ValueError):
            return ()


def student_module(test_file: Path) -> Module:
    """Return what `test_conv.py` checks: the `conv.py` beside it.

    Hidden checks, run by an author with plain pytest, check the reference.
    """
    if test_file.name == HIDDEN:
        return reference_module(test_file)
    path = test_file.with_name(test_file.name.removeprefix("test_"))
    return _import(path, barred_topics(test_file))


def reference_module(test_file: Path) -> Module:
    """Return the reference beside a file of hidden checks."""
    return _import(test_file.with_name(f"{test_file.parent.name.split('_', 1)[-1]}.py"))


def _import(path: Path, barred: tuple[str, ...] = ()) -> Module:
    if not path.is_file():
        return _broken(path, f"there is no {path.name} in {path.parent}")
    _make_importable(path)
    try:
        with without(barred):
            names = vars(load_module(path, path.stem))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - shown to the student
        said = raised(error, path.name)
        line = getattr(error, "lineno", None) or said.line
        place = f", line {line}" if line else ""
        message = getattr(error, "msg", "") or said.message
        return _broken(path, f"{path.name} cannot be loaded{place}: {said.name}: {message}")
    ask = asker(names, path.name)

    def refusing(call: Call) -> Answer:
        with without(barred):
            return ask(call)

    return Module(path, refusing if barred else ask, names)


def _broken(path: Path, reason: str) -> Module:
    return Module(path, lambda _: Absent(reason), {})


def _make_importable(path: Path) -> None:
    """Let later assignments import earlier ones: `from conv import conv2d`."""
    found = sorted(path.parent.parent.glob("[0-9][0-9]_*/*.py"))
    own = {str(file.parent) for file in found if file.stem == file.parent.name.split("_", 1)[1]}
    sys.path += [folder for folder in sorted(own) if folder not in sys.path]
