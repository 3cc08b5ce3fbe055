"""Replies to questions that were asked before: a class asks the same ones again and again.

Where a reference depends on its arguments alone, one answer is as good as the next. What nobody has
asked for longest is forgotten first; a submission that asks much makes others slower, not wrong.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.arguments import seeded
from autograder.sandbox import messages, wire
from autograder.sandbox.values import QUESTION, WireError

if TYPE_CHECKING:
    from autograder.sandbox.oracle import Replied

ROOM = 64 << 20
"""Bytes in all that are remembered."""
LARGEST = ROOM >> 6


def question_key(ask: messages.Ask, body: Any) -> bytes:
    """Return what makes two questions equal, to the last bit; WireError if it can be none."""
    if len(body) > QUESTION.body:
        raise WireError("a question that is too large")
    try:
        digest = hashlib.sha256(wire.encode_header(ask))
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError):
        raise WireError("not a question") from None
    digest.update(body)
    return digest.digest()


def repeats(arguments: tuple[tuple[Any, ...], dict[str, Any]], reply: messages.Message) -> bool:
    """Tell whether a question has this answer every time.

    Chance without a seed has not, nor has what depends on the state of the process.
    """
    lasting = isinstance(reply, messages.Reply) or getattr(reply, "kind", "") == "ValueError"
    return lasting and seeded(*arguments)


class Remembered:
    """A bounded memory of replies, each encoded, with the CPU seconds that it took."""

    def __init__(self, room: int = ROOM, largest: int = LARGEST) -> None:
        self._replies: OrderedDict[bytes, tuple[bytes, list[bytes], float]] = OrderedDict()
        self._room = room
        self._largest = largest

    def get(self, key: bytes) -> Replied | None:
        """Return the reply to a question, if it is remembered."""
        if key not in self._replies:
            return None
        self._replies.move_to_end(key)
        header, buffers, seconds = self._replies[key]
        return wire.from_grader(header), list(buffers), seconds

    def put(self, key: bytes, reply: Replied) -> None:
        """Remember a reply, whose bytes are copied; forget old ones where there is no room."""
        message, given, seconds = reply
        header, buffers = wire.encode_header(message), [bytes(buffer) for buffer in given]
        if _size(header, buffers) > self._largest:
            return
        self._replies[key] = header, buffers, seconds
        self._room -= _size(header, buffers)
        while self._room < 0:
            _, (header, buffers, _) = self._replies.popitem(last=False)
            self._room += _size(header, buffers)


def _size(header: bytes, buffers: list[bytes]) -> int:
    return 512 + len(header) + sum(map(len, buffers))  # a key and four objects take room, too
