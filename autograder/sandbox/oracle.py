"""Stand-ins, on the grader's side: passes questions on to the references, within bounds."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.answers import StandIns
from autograder.sandbox import wire
from autograder.sandbox.ending import Gone, OutOfTime
from autograder.sandbox.remembered import question_key, repeats
from autograder.sandbox.values import QUESTION, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autograder.sandbox import messages
    from autograder.sandbox.references import References

    # A message, the bytes of its arrays, and seconds.
    Replied = tuple[messages.Message, list[Any], float]

# Per function: far beyond what any honest network asks. Seconds are the references' CPU time.
QUESTIONS = 20_000
SECONDS = 10.0
# Per question.
ENTRIES, SIDE = 1 << 16, 4096


class TooMuchAsked(Exception):  # noqa: N818 - says what is the case
    """The submission has used up what it may ask."""


class Oracle:
    """Answers questions for one submission, and counts them; without stand-ins, none.

    Each of its functions may ask so much, as may loading the file: one that asks without end costs
    no other its answers. Whose turn it is says `asker`.
    """

    def __init__(
        self, stand_ins: StandIns | None = None, find: Callable[[], References] | None = None
    ) -> None:
        self._functions = (stand_ins or StandIns()).functions
        self._find = find
        self._asked: dict[str, int] = defaultdict(int)
        self._spent: dict[str, float] = defaultdict(float)
        self.asker = ""

    @property
    def seconds(self) -> float:
        """The references' CPU time for all questions so far."""
        return sum(self._spent.values())

    @property
    def names(self) -> dict[str, list[str]]:
        """The functions that can be imported, by module."""
        return {module: list(functions) for module, functions in self._functions.items()}

    def answer(self, ask: messages.Ask, body: Any) -> Replied:
        """Return the reply to a question, and the wall seconds that it took.

        WireError when it isn't a question, TooMuchAsked when it is one too many. What is in the
        reply is valid until the next question.
        """
        if self._find is None or ask.function not in self._functions.get(ask.module, ()):
            raise WireError("not a question")
        references, key = self._find(), question_key(ask, body)
        reply = references.remembered.get(key)
        arguments = wire.value_of(ask.tree, body, QUESTION) if reply is None else ((), {})
        name, large = f"{ask.module}.{ask.function}", too_large(arguments)
        if said := self._too_much() or large:
            raise TooMuchAsked(f"{name} ({said})")
        start = time.monotonic()
        if reply is None:
            reply = self._reply(references, name, ask.tree, body)
            if repeats(arguments, reply[0]):
                references.remembered.put(key, reply)
        message, buffers, seconds = reply
        self._spent[self.asker] += seconds
        return message, buffers, time.monotonic() - start

    def _reply(self, references: References, name: str, tree: Any, body: Any) -> Replied:
        references.ready()
        try:
            return references.answer(name, tree, body)
        except OutOfTime as gone:
            raise TooMuchAsked(f"{name} (one question {gone})") from None
        except Gone as gone:
            raise TooMuchAsked(f"{name}, which {gone}") from None

    def _too_much(self) -> str:
        """Count a question; return the limit that it goes beyond, if it does."""
        self._asked[self.asker] += 1
        if self._asked[self.asker] > QUESTIONS:
            return f"at most {QUESTIONS} questions in all"
        return f"at most {SECONDS:.3g} s in all" if self._spent[self.asker] > SECONDS else ""


def too_large(arguments: Any) -> str:
    """Return the limit that a decoded question goes beyond, if it does; WireError if it is none."""
    if not is_call(arguments):
        raise WireError("not a question")
    found = list(arrays(arguments))
    if max([side for array in found for side in array.shape], default=0) > SIDE:
        return f"at most {SIDE} entries along an axis"
    if sum([array.size for array in found]) > ENTRIES:
        return f"at most {ENTRIES} entries in a question"
    return ""


def arrays(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    """Yield the arrays in a decoded value."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (tuple, list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from arrays(item)


def is_call(arguments: Any) -> bool:
    """Say whether a decoded question holds a tuple and a dict."""
    return (
        type(arguments) is tuple
        and len(arguments) == 2
        and type(arguments[0]) is tuple
        and type(arguments[1]) is dict
    )
