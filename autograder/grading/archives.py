"""Read the answers out of an archive, in memory and within bounds. Nothing is written to disk.

Everything in an archive may be a lie: names, sizes, kinds, what is compressed and how far. So no
name is used as a path, no size is believed, and whatever a parser trips over is damage, which is
said. An archive within an archive is not opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from autograder.grading.bounded import (
    ArchiveError,
    DamagedError,
    Interest,
    Judge,
    Rooms,
    Say,
    SpoiledError,
)
from autograder.grading.entries import Entry, plain_path
from autograder.grading.names import Parts, shown
from autograder.grading.tars import tar_entries
from autograder.grading.zips import zip_entries


def read_archive(
    file: IO[bytes], judge: Judge, rooms: Rooms, say: Say
) -> Iterator[tuple[Parts, bytes]]:
    """Yield what is of interest in an archive, and say what is wrong with it.

    Of two files of one path the later one counts, as it does when an archive is unpacked. Raises
    DamagedError, and nothing else, where what was yielded is not to be used.
    """
    try:
        first = file.read(2)
        file.seek(0)
        for entry in zip_entries(file) if first == b"PK" else tar_entries(file):
            yield from _read(entry, judge, rooms, say)
    except ArchiveError as error:
        say(str(error))
    except DamagedError:
        raise
    except Exception:  # noqa: BLE001 - whatever a parser trips over was put there for it
        say("it is damaged or cut off")


def _read(entry: Entry, judge: Judge, rooms: Rooms, say: Say) -> Iterator[tuple[Parts, bytes]]:
    path = plain_path(entry.name)
    if path is None:
        say("it has files whose names lead out of it, which were left alone")
        return
    interest = judge(path)
    if interest is Interest.ARCHIVE:
        say(f"{shown(path)} is an archive within an archive, which was not opened")
    if interest < Interest.NOTEBOOK:
        return
    most = rooms.most(interest)
    if entry.trouble:
        say(f"{shown(path)} {entry.trouble}")
    elif not most:
        say("it holds more Python files and notebooks than are looked at")
    else:
        data, wrong = _data(entry, most)
        rooms.took(interest, len(data))
        if wrong:
            say(f"{shown(path)} {wrong}")
        else:
            yield path, data


def _data(entry: Entry, most: int) -> tuple[bytes, str]:
    """Return what could be read of an entry, and why that is of no use if it is not."""
    try:
        data = entry.read(most + 1)
    except SpoiledError as error:
        return error.data, "is damaged"
    return data, "is too large" if len(data) > most else ""
