"""Read tar files, compressed or not, as a stream.

The standard library decompresses and reads each header. The walk from header to header is here,
since `tarfile`'s own may loop, recurse or search for long in what a hostile file tells it.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from autograder.grading.bounded import CUT, ArchiveError, Metered
from autograder.grading.entries import Entry, decoded_name

NO_ARCHIVE = "it is no archive, or one of a kind that is not opened"
PIECES = "it is stored in pieces, which is not read here"
BLOCK = tarfile.BLOCKSIZE
MOST_HEADERS = 20_000
LONGEST_NOTE = 64 << 10  # bytes of a long name or of a file's further properties
# What is decompressed of an archive, in bytes: what takes well under a second at the worst.
PLAIN, GZIP, BZIP2, XZ = 64 << 20, 64 << 20, 4 << 20, 32 << 20
LONG_NAME, NOTES = {tarfile.GNUTYPE_LONGNAME}, {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE}
SKIPPED = {tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE}
DEVICES = {tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE}
WITHOUT_DATA = {tarfile.DIRTYPE, tarfile.LNKTYPE, tarfile.SYMTYPE, *DEVICES}


@dataclass(slots=True)
class _Said:
    """What headers before a file's own say about it."""

    name: str | None = None
    size: int | None = None


def tar_entries(file: IO[bytes]) -> Iterator[Entry]:
    """Yield the files of a tar file; raises ArchiveError where it cannot be read on.

    The checksum of a compressed file comes last: DamagedError takes back what was yielded.
    """
    stream = _decompressed(file)
    try:
        yield from _walk(stream)
    except ArchiveError:
        stream.drain()
        raise
    stream.drain()


def _walk(stream: Metered) -> Iterator[Entry]:
    said = _Said()
    for number in range(MOST_HEADERS):
        block = stream.read(BLOCK)
        if number and not block.strip(b"\0"):
            return
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError:
            raise ArchiveError(CUT if number else NO_ARCHIVE) from None
        if header.size < 0:
            raise ArchiveError(CUT)
        if header.type in LONG_NAME | NOTES | SKIPPED:
            _listen(stream, header, said)
        else:
            yield from _file(stream, header, said)
            said = _Said()
    raise ArchiveError(f"it holds more than {MOST_HEADERS} files: what follows is unread")


def _decompressed(file: IO[bytes]) -> Metered:
    first = file.read(6)
    file.seek(0)
    if first.startswith(b"\x1f\x8b"):
        return Metered(cast("IO[bytes]", gzip.GzipFile(fileobj=file)), GZIP)
    if first.startswith(b"BZh"):
        return Metered(bz2.BZ2File(file), BZIP2)
    if first.startswith(b"\xfd7zXZ\0"):
        return Metered(lzma.LZMAFile(file), XZ)
    return Metered(file, PLAIN)


def _listen(stream: Metered, header: tarfile.TarInfo, said: _Said) -> None:
    """Read a header that is about the next one."""
    if header.type in SKIPPED:
        stream.skip(_blocks(header.size))
        return
    if header.size > LONGEST_NOTE:
        raise ArchiveError(CUT)
    note = stream.read(_blocks(header.size))[: header.size]
    if header.type in LONG_NAME:
        said.name = decoded_name(note.split(b"\0", 1)[0])
    else:
        _listen_to_notes(note, said)


def _listen_to_notes(note: bytes, said: _Said) -> None:
    """Take name and size out of a pax header: records of `length key=value` and a line's end."""
    while note:
        length, _, _ = note.partition(b" ")
        if not (length.isdigit() and len(length) < 8 and len(length) + 2 < int(length)):
            return
        record, note = note[len(length) + 1 : int(length) - 1], note[int(length) :]
        key, _, value = record.partition(b"=")
        if key == b"path":
            said.name = decoded_name(value)
        elif key == b"size" and value.isdigit() and len(value) < 20:
            said.size = int(value)
        elif key.startswith(b"GNU.sparse."):
            raise ArchiveError(PIECES)


def _file(stream: Metered, header: tarfile.TarInfo, said: _Said) -> Iterator[Entry]:
    """Yield a file, and go past what was not read of it."""
    if header.type == tarfile.GNUTYPE_SPARSE:
        raise ArchiveError(PIECES)
    name = said.name or decoded_name(header.name.encode("utf-8", "surrogateescape"))
    if header.type in WITHOUT_DATA:
        if not header.isdir():
            yield Entry(name, "is a link or a device, not a file", lambda _: b"")
        return
    size = header.size if said.size is None else said.size
    left = size

    def read(most: int) -> bytes:
        nonlocal left
        wanted = min(most, left)
        data = stream.read(wanted)
        left -= len(data)
        if len(data) < wanted:
            raise ArchiveError(CUT)
        return data

    yield Entry(name, "", read)
    stream.skip(left + _blocks(size) - size)


def _blocks(size: int) -> int:
    return -(-size // BLOCK) * BLOCK
