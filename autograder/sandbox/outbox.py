"""Answers on their way out: many small ones in one write.

Every write wakes the grader up, which costs more than a small answer. So answers wait in memory
that both sides share; whatever waits there when the worker dies or hangs, the grader reads itself.
What is being written doesn't wait any more: a worker that is killed while the channel is full loses
the rest of that write, since an answer that is lost is better than one that comes twice.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# The shared memory: how many bytes wait, then the bytes.
WAITING = struct.Struct("<Q")
SIZE = 1 << 16
ROOM = SIZE - WAITING.size
# An answer waits for the next ones only where they come this fast.
PAUSE = 0.0005


class Outbox:
    """The worker's end."""

    def __init__(self, channel: int, shared: mmap.mmap) -> None:
        self._channel = channel
        self._shared = shared
        self._held = 0
        self._sent = 0.0

    def post(self, pieces: Sequence[Any], *, now: bool) -> None:
        """Send the pieces of a frame: now, or together with those that follow soon."""
        size = sum([len(piece) for piece in pieces])
        if self._held + size > ROOM:
            self._flush()
        if size > ROOM:
            for piece in pieces:
                self._write(piece)
            return
        for piece in pieces:
            start = WAITING.size + self._held
            self._shared[start : start + len(piece)] = piece
            self._held += len(piece)
        WAITING.pack_into(self._shared, 0, self._held)
        if now or time.perf_counter() - self._sent > PAUSE:
            self._flush()

    def _flush(self) -> None:
        data = self._shared[WAITING.size : WAITING.size + self._held]
        self._held = 0
        WAITING.pack_into(self._shared, 0, 0)  # before they are sent: never twice
        self._write(data)
        self._sent = time.perf_counter()

    def _write(self, data: Any) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._channel, rest) :]


def unsent(descriptor: int) -> bytes:
    """Return what a worker that has ended had not sent; it may be anything, but not much."""
    data = os.pread(descriptor, SIZE, 0)
    if len(data) < WAITING.size:
        return b""
    (waiting,) = WAITING.unpack_from(data)
    return data[WAITING.size : WAITING.size + min(waiting, ROOM)]
