"""Read zip files: the standard library's reader, within bounds."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from autograder.grading.bounded import CHUNK, ArchiveError, SpoiledError
from autograder.grading.entries import Entry, decoded_name

LONGEST_TABLE = 2 << 20  # bytes of a table of contents; 10,000 files need about 1 MB
READ_HERE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED, UTF_8 = 0x1, 0x800  # bits of an entry's flags


def zip_entries(file: IO[bytes]) -> Iterator[Entry]:
    """Yield the files of a zip file; raises ArchiveError where it cannot be read."""
    try:
        archive = zipfile.ZipFile(_Guarded(file))
    except zipfile.BadZipFile:
        raise ArchiveError("it is damaged or cut off, and cannot be opened") from None
    for info in archive.infolist():
        if not info.orig_filename.endswith(("/", "\\")):
            yield Entry(_name(info), _trouble(info), _reader(archive, info))


class _Guarded:
    """A file that does not let `zipfile` read a table of contents of any length."""

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Read, unless that is too much at once."""
        if size > LONGEST_TABLE:
            raise ArchiveError("it holds too many files")
        return self._file.read(size if size >= 0 else LONGEST_TABLE)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: without the flag for UTF-8, Windows writes its own codes."""
    if info.flag_bits & UTF_8 or info.orig_filename.isascii():
        return info.orig_filename
    return decoded_name(info.orig_filename.encode("cp437"))


def _trouble(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & ENCRYPTED:
        return "is locked with a password"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "is a link or a device, not a file"
    if info.compress_type not in READ_HERE:
        return "is compressed in an uncommon way that is not read here"
    return ""


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        got = bytearray()
        try:
            with archive.open(info) as stream:
                while len(got) < most and (piece := stream.read(min(CHUNK, most - len(got)))):
                    got += piece
        except Exception:  # noqa: BLE001 - whatever a parser trips over was put there for it
            raise SpoiledError(bytes(got)) from None
        return bytes(got)

    return read
