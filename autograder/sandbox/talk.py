"""One request to a worker and what comes back, questions to stand-ins answered on the way."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from autograder.answers import Absent, Raised, Refused, Returned
from autograder.kinds import KINDS
from autograder.sandbox import chunks, messages, refusals, wire
from autograder.sandbox.ending import Gone
from autograder.sandbox.oracle import TooMuchAsked
from autograder.sandbox.problems import missing_import, refused_import
from autograder.sandbox.values import ANSWER, WireError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.answers import Answer, Source
    from autograder.sandbox.deadline import Deadline
    from autograder.sandbox.link import Link
    from autograder.sandbox.oracle import Oracle

# What may pass in one request, questions to stand-ins included.
ALTOGETHER = 64 << 20
# What a function's answers may hold together, and those of all: the grader keeps them to the end.
KEPT, KEPT_IN_ALL = 16 << 20, 96 << 20
NONSENSE = "sent back something that is not an answer"


class Purse:
    """The bytes that a submission's answers may still take."""

    def __init__(self) -> None:
        self.left = KEPT_IN_ALL


class Talk:
    """A request under way. Every method may raise Gone; then the worker is dead."""

    def __init__(
        self, link: Link, oracle: Oracle, deadline: Deadline, purse: Purse | None = None
    ) -> None:
        self._link = link
        self._oracle = oracle
        self.deadline = deadline
        self._request = secrets.randbits(32)
        self._room = ALTOGETHER
        self._kept = KEPT
        self._purse = purse or Purse()

    def used(self) -> tuple[float, float]:
        """Return the CPU and wall seconds that the request has taken."""
        return self.deadline.used()

    def send(self, message: messages.Message, buffers: Sequence[Any] = ()) -> None:
        """Send the request."""
        self._link.send(wire.frame(self._request, message, buffers), self.deadline)

    def next(self) -> tuple[messages.FromWorker, memoryview]:
        """Return the next message that isn't a question; its body is valid until the next call."""
        while True:
            request, message, body = self._link.receive(self.deadline)
            if request != self._request:
                raise self.nonsense()
            self._room -= len(body)
            if self._room < 0:
                self._link.stop()
                raise Gone(f"sent back more than {ALTOGETHER >> 20} MB in all")
            if not isinstance(message, messages.Ask):
                return message, body
            self._answer(message, body)

    def answer(self, function: str, source: Source) -> Answer:
        """Return the next message as the answer to a call of this function."""
        message, body = self.next()
        self._pay(message, body)
        if isinstance(message, messages.Gave):
            return self._returned(message, body)
        if len(body):
            raise self.nonsense()
        if isinstance(message, messages.Threw) and message.kind in KINDS:
            line = message.line if message.line and message.line <= lines_of(source) else None
            told = self._told(message.kind, line, source)
            said = (message.message, line, message.traceback)
            return Raised(message.kind, message.name, *said, told=told)
        if isinstance(message, messages.Kept) and message.kind in refusals.WORDS:
            return Refused(refusals.words(message.kind, ANSWER))
        if isinstance(message, messages.Missing):
            return Absent(refusals.missing(function, source, defined=message.defined))
        raise self.nonsense()

    def _pay(self, message: messages.FromWorker, body: memoryview) -> None:
        """Count what is kept of an answer; a character may take four times its byte."""
        size = len(body) + 4 * len(wire.encode_header(message))
        self._kept -= size
        self._purse.left -= size
        if self._kept < 0:
            self._link.stop()
            raise Gone(f"sent back more than {KEPT >> 20} MB in all")
        if self._purse.left < 0:
            self._link.stop()
            raise Gone(f"came when the file had sent back more than {KEPT_IN_ALL >> 20} MB in all")

    def _told(self, kind: str, number: int | None, source: Source) -> str:
        """Return what the grader knows about an exception from the file alone."""
        if kind not in {"ImportError", "NameError"} or number is None:
            return ""
        lines = chunks.plain(source.text).split("\n")
        line = lines[number - 1] if number <= len(lines) else ""
        if kind == "ImportError":
            return refused_import(line, self._oracle.names)
        return missing_import(line, lines, self._oracle.names)

    def nonsense(self) -> Gone:
        """Stop the worker, which has said what it shouldn't; return why."""
        self._link.stop()
        return Gone(NONSENSE)

    def _returned(self, message: messages.Gave, body: memoryview) -> Returned:
        if list(message.changed) != sorted(set(message.changed)):
            raise self.nonsense()
        try:
            return Returned(wire.value_of(message.tree, body, ANSWER), message.changed)
        except WireError:
            raise self.nonsense() from None

    def _answer(self, ask: messages.Ask, body: memoryview) -> None:
        if self._link.over is not None:  # there is nobody left to reply to
            raise self._link.over
        try:
            reply, buffers, seconds = self._oracle.answer(ask, body)
        except WireError:
            raise self.nonsense() from None
        except TooMuchAsked as error:
            self._link.stop()
            raise Gone(f"asked too much of {error}") from None
        self.deadline.give_back(seconds)
        self.send(reply, buffers)


def lines_of(source: Source) -> int:
    """Return how many lines a file has: a report names no other, as it could say anything."""
    return source.text.count("\n") + source.text.count("\r") + 1
