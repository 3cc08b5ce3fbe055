"""Bounds on what is looked at of a submission: how many files, how many bytes, which at all."""

from __future__ import annotations

import contextlib
import lzma
import zlib
from collections.abc import Callable
from enum import IntEnum
from typing import IO

from autograder.grading.names import Parts

LARGEST_MODULE = 1 << 20  # bytes; the largest honest one seen is a hundredth of it
LARGEST_NOTEBOOK = 16 << 20  # bytes; notebooks carry pictures
CHUNK = 64 << 10
CUT = "it is damaged or cut off: what follows is lost"


class Interest(IntEnum):
    """How much a file is worth reading, by its name."""

    NONE = 0
    ARCHIVE = 1
    NOTEBOOK = 2
    POSSIBLE = 3
    LIKELY = 4


Judge = Callable[[Parts], Interest]
Say = Callable[[str], None]
# Files and bytes of each kind that are read; a hostile archive costs the grader no more than this.
MOST = {
    Interest.LIKELY: (100, 8 << 20),
    Interest.POSSIBLE: (100, 8 << 20),
    Interest.NOTEBOOK: (10, 16 << 20),
}


class Rooms:
    """How many files and bytes may still be read; what is likely has a room of its own."""

    def __init__(self) -> None:
        self._left = dict(MOST)

    def most(self, interest: Interest) -> int:
        """Return how many bytes the next file may have; 0 where there is no room for one."""
        files, size = self._left[interest]
        largest = LARGEST_NOTEBOOK if interest is Interest.NOTEBOOK else LARGEST_MODULE
        return min(size, largest) if files > 0 else 0

    def took(self, interest: Interest, size: int) -> None:
        """Note that so much of a file was read."""
        files, left = self._left[interest]
        self._left[interest] = (files - 1, max(0, left - size))


class ArchiveError(Exception):
    """An archive cannot be read, or not further; the message is for people."""


class SpoiledError(Exception):
    """One file in an archive is damaged, the others need not be; `data` is what was read of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__("damaged")
        self.data = data


class DamagedError(Exception):
    """What was read cannot be trusted: it is not what the archive's checksum is of."""


class Metered:
    """A stream that has a bound on what is read from it altogether."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._most = most
        self._left = most

    def read(self, size: int) -> bytes:
        """Read so many bytes, fewer only at the end.

        ArchiveError where it is cut off or too much is asked for, DamagedError for damage.
        """
        self._demand(size)
        try:
            data = take(self._stream, size)
        except EOFError:
            raise ArchiveError(CUT) from None
        except (OSError, zlib.error, lzma.LZMAError):
            raise DamagedError from None
        self._left -= len(data)
        return data

    def skip(self, size: int) -> None:
        """Read and forget; raises ArchiveError where less is there."""
        self._demand(size)
        while size > 0:
            got = len(self.read(min(size, CHUNK)))
            if not got:
                raise ArchiveError(CUT)
            size -= got

    def _demand(self, size: int) -> None:
        if size > self._left:
            raise ArchiveError(f"it holds more than {self._most >> 20} MiB: what follows is unread")

    def drain(self) -> None:
        """Read to the end, where checksums are, or to the bound; raises only DamagedError."""
        with contextlib.suppress(ArchiveError):
            while self._left and self.read(min(CHUNK, self._left)):
                pass


def take(stream: IO[bytes], most: int) -> bytes:
    """Read at most so much, in small pieces: no size that an archive states is ever reserved."""
    pieces, left = [], most
    while left > 0 and (piece := stream.read(min(left, CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
