"""Name a mistake at home, from hashes alone.

A course's catalogue of mistakes stays with the instructor, since each is nearly a solution. What
students get are hashes of the answers that mistakes give to the public checks' fixed questions; an
answer with such a hash is that mistake's, and a hash gives nothing else away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.answers import Answer, Call, Raised, Returned
from autograder.kinds import KINDS

FILE = "fingerprints.json"
DECIMALS = 6
"""Right orderings of a sum differ in their last bits, mistakes in their first digits."""

Hashes = dict[str, str]


def question_hash(call: Call) -> str:
    """Return a name for a question: the function and all that it is asked."""
    return _digest(call.function, _text((call.args, dict(call.kwargs))))


def answer_hash(answer: Answer) -> str:
    """Return the fingerprint of an answer."""
    if isinstance(answer, Returned):
        return _digest("returned", _text(_in_order(answer.value)))
    return _raised(answer.kind) if isinstance(answer, Raised) else _digest("none")


def _raised(kind: str) -> str:
    return _digest("raised", kind)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _text(value: Any) -> str:
    """Write a value so that equal values of any layout are written alike."""
    if isinstance(value, np.ndarray | np.generic | int | float) and _is_numeric(value):
        array = np.asarray(value, dtype=np.float64)
        rounded = np.round(array, DECIMALS) + 0.0  # -0.0 is 0.0
        return f"{array.shape}{hashlib.sha256(rounded.tobytes()).hexdigest()}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    return type(value).__name__


def _in_order(value: Any) -> Any:
    """Sort the keys of dicts: a block's gradients may come in any order."""
    if isinstance(value, Mapping):
        return {key: _in_order(value[key]) for key in sorted(value, key=str)}
    return list(map(_in_order, value)) if isinstance(value, list | tuple) else value


def _is_numeric(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "fiub"


RAISED = frozenset(map(_raised, KINDS))


class Fingerprints:
    """The mistakes of one assignment, as hashes."""

    def __init__(self, folder: Path) -> None:
        try:
            self._table = json.loads((folder / FILE).read_text("utf-8"))
        except (OSError, ValueError):
            self._table = {}  # a course without a catalogue

    def asks(self, function: str, question: str) -> bool:
        """Tell whether a question is one that mistakes are known by."""
        return question in self._table.get(function, {}).get("right", {})

    def name(self, function: str, given: Hashes) -> tuple[str, str] | None:
        """Return what a mistake is like and what to try, if just one gives all these answers.

        `given` are hashes of answers by question. Where the mistake shows, the answers must be its
        own; everywhere else, right.
        """
        table = self._table.get(function, {"right": {}, "mistakes": []})
        right = table["right"]
        if all(right.get(question) == answer for question, answer in given.items()):
            return None
        if RAISED.issuperset(given.values()):
            return None  # whatever always crashes is like every mistake that does
        fitting = [
            mistake
            for mistake in table["mistakes"]
            if all((right | mistake["answers"]).get(q) == answer for q, answer in given.items())
        ]
        return (fitting[0]["says"], fitting[0]["hint"]) if len(fitting) == 1 else None
