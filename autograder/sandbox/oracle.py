"""Stand-ins, on the grader's side: answers questions to earlier assignments, within bounds."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.sandbox import messages, raised, wire
from autograder.sandbox.packing import Packing
from autograder.sandbox.values import QUESTION, TRUSTED, CannotCross, WireError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.answers import StandIns

# Per submission: far beyond what any honest network asks.
QUESTIONS = 20_000
SECONDS = 10.0
# Per question: what a reference does with it may take the product of its sizes.
ENTRIES, SIDE = 1 << 16, 4096
# What one answer may need in memory, so that a huge padding costs the asker and not the grader.
MEMORY = 1 << 30


class TooMuchAsked(Exception):  # noqa: N818 - says what is the case
    """The submission has used up what it may ask."""


class Oracle:
    """Answers questions for one submission, and counts them."""

    def __init__(self, stand_ins: StandIns) -> None:
        self._stand_ins = stand_ins
        self._asked = 0
        self._spent = 0.0

    @property
    def names(self) -> dict[str, list[str]]:
        """The functions that can be imported, by module."""
        return {module: list(functions) for module, functions in self._stand_ins.items()}

    def answer(self, ask: messages.Ask, body: Any) -> tuple[messages.Message, list[Any], float]:
        """Return the reply to a question, and the seconds that it took.

        WireError when it isn't a question, TooMuchAsked when it is one too many.
        """
        function = self._stand_ins.get(ask.module, {}).get(ask.function)
        arguments = wire.value_of(ask.tree, body, QUESTION)
        if function is None or not is_call(arguments):
            raise WireError("not a question")
        self._asked += 1
        if said := self._too_much(arguments):
            raise TooMuchAsked(f"{ask.module}.{ask.function} ({said})")
        start, cpu = time.monotonic(), time.process_time()
        message, buffers = reply(function, *arguments)
        self._spent += time.process_time() - cpu  # the same on a busy machine
        return message, buffers, time.monotonic() - start

    def _too_much(self, arguments: Any) -> str:
        """Return the limit that a question goes beyond, if it does."""
        if self._asked > QUESTIONS:
            return f"at most {QUESTIONS} questions in all"
        if self._spent > SECONDS:
            return f"at most {SECONDS:.3g} s in all"
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


def reply(
    function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[messages.Message, list[Any]]:
    """Call a reference; what it raises is raised on the other side as the nearest builtin."""
    packing = Packing(TRUSTED)
    try:
        with bounded_memory(MEMORY):
            tree = packing.tree(function(*args, **kwargs))
    except CannotCross as refusal:
        return messages.Fail("TypeError", str(refusal)), []
    except Exception as error:  # noqa: BLE001 - the student's arguments may make it raise anything
        return messages.Fail(raised.nearest(error), raised.message_of(error)), []
    return messages.Reply(tree), packing.buffers


@contextmanager
def bounded_memory(extra: int) -> Iterator[None]:
    """Let this process map so many bytes more, then MemoryError; on Linux only."""
    statistics = Path("/proc/self/statm")
    if not statistics.exists():
        yield
        return
    import resource  # noqa: PLC0415 - not on every system

    pages = int(statistics.read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + extra
    bound = wanted if before[0] == resource.RLIM_INFINITY else min(wanted, before[0])
    resource.setrlimit(resource.RLIMIT_AS, (bound, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
