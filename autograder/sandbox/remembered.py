"""Replies to questions that were asked before: a class asks the same ones again and again.

References depend on their arguments alone, so one answer is as good as the next. What nobody has
asked for longest is forgotten first; a submission that asks much makes others slower, not wrong.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from autograder.sandbox import wire

if TYPE_CHECKING:
    from autograder.sandbox import messages
    from autograder.sandbox.oracle import Replied

ROOM = 64 << 20
"""Bytes of arrays in all that are remembered."""
LARGEST = ROOM >> 6


def question_key(ask: messages.Ask, body: Any) -> bytes:
    """Return what makes two questions equal, to the last bit."""
    digest = hashlib.sha256(wire.encode_header(ask))
    digest.update(body)
    return digest.digest()


class Remembered:
    """A bounded memory of replies, each with the CPU seconds that it took."""

    def __init__(self, room: int = ROOM, largest: int = LARGEST) -> None:
        self._replies: OrderedDict[bytes, Replied] = OrderedDict()
        self._room = room
        self._largest = largest

    def get(self, key: bytes) -> Replied | None:
        """Return the reply to a question, if it is remembered."""
        found = self._replies.get(key)
        if found is not None:
            self._replies.move_to_end(key)
        return found

    def put(self, key: bytes, reply: Replied) -> None:
        """Remember a reply, whose bytes are copied; forget old ones where there is no room."""
        message, buffers, seconds = reply
        kept = [bytes(buffer) for buffer in buffers]
        if _size(kept) > self._largest:
            return
        self._replies[key] = message, kept, seconds
        self._room -= _size(kept)
        while self._room < 0:
            _, (_, forgotten, _) = self._replies.popitem(last=False)
            self._room += _size(forgotten)


def _size(buffers: list[bytes]) -> int:
    return 512 + sum(map(len, buffers))  # the message and the key take room, too
