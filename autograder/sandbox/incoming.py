"""Cuts the stream of bytes from a worker into frames, reading in large pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.sandbox import messages, wire

if TYPE_CHECKING:
    import socket

    Frame = tuple[int, messages.FromWorker, memoryview]

# Enough for a few hundred small answers; grown, for a larger one, only as its bytes arrive.
START = 1 << 17
# In so many reads all is taken that a channel holds; in the weakest tier others may still write.
SOAK = 64


class Incoming:
    """What has arrived from one worker and wasn't read yet."""

    def __init__(self, source: socket.socket) -> None:
        self._source = source
        self._data = bytearray(START)
        self._start = self._end = 0
        self.ended = False

    @property
    def empty(self) -> bool:
        """Whether everything that has arrived was read."""
        if self._start != self._end or self.ended:
            return False
        self._fill()
        return self._start == self._end and not self.ended

    def next(self) -> Frame | None:
        """Return the next frame, or None if it isn't there yet; WireError if it isn't one.

        The body is valid until the next call.
        """
        found = self._cut()
        while found is None and self._fill():
            found = self._cut()
        return found

    def feed(self, data: bytes) -> None:
        """Take bytes that came another way, as if they had arrived."""
        while len(self._data) - self._end < len(data):
            self._make_room()
        self._data[self._end : self._end + len(data)] = data
        self._end += len(data)

    def soak(self) -> None:
        """Take what a worker that has ended had sent, before its channel is closed."""
        for _ in range(SOAK):
            if not self._fill():
                return

    def _cut(self) -> Frame | None:
        held = self._end - self._start
        if held < wire.PREFIX.size:
            return None
        view = memoryview(self._data)
        request, header, body = wire.measure(view[self._start : self._start + wire.PREFIX.size])
        middle = self._start + wire.PREFIX.size + header
        end = middle + body
        if end > self._end:
            return None
        message = wire.from_worker(view[middle - header : middle])
        self._start = end
        return request, message, view[middle:end]

    def _fill(self) -> bool:
        """Read what there is; False if there was nothing."""
        if self._start == self._end:
            self._start = self._end = 0
        if self._end == len(self._data):
            self._make_room()
        try:
            count = self._source.recv_into(memoryview(self._data)[self._end :])
        except BlockingIOError:
            return False
        except OSError:
            count = 0
        self.ended = self.ended or not count
        self._end += count
        return bool(count)

    def _make_room(self) -> None:
        """Move what is held to the front of a buffer, twice as large if that is full."""
        held = self._end - self._start
        size = len(self._data) * (2 if held > len(self._data) // 2 else 1)
        data = bytearray(size)
        data[:held] = memoryview(self._data)[self._start : self._end]
        self._data, self._start, self._end = data, 0, held
