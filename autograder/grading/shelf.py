"""Take down every file in a folder that may be an answer, also out of archives, within bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.grading.archives import read_archive
from autograder.grading.bounded import (
    LARGEST_MODULE,
    LARGEST_NOTEBOOK,
    DamagedError,
    Interest,
    Judge,
    Rooms,
)
from autograder.grading.choose import File
from autograder.grading.names import Kind, Parts, is_code, is_notebook, is_shadow, kind_of, topic_of
from autograder.grading.reading import (
    UnreadableError,
    module_text,
    notebook_text,
    open_answer,
    read_bytes,
)

MOST_ENTRIES = 20_000  # in the folders of one student, looked at; the first by name
DEEPEST = 8  # folders within folders
MOST_ARCHIVES = 4
FOREIGN = "an archive of a kind that is not opened; hand in a zip file"


@dataclass(slots=True)
class Shelf:
    """The files that may be answers, and the others with what there is to say about each."""

    files: list[File] = field(default_factory=list)
    others: list[tuple[Parts, str]] = field(default_factory=list)


def entries_of(root: Path, parts: Parts) -> list[os.DirEntry[str]]:
    """Return what is in a folder, by name; nothing of a link, lest it lead to somebody else's."""
    way = [root.joinpath(*parts[:depth]) for depth in range(len(parts) + 1)]
    if any(folder.is_symlink() for folder in way):
        return []
    try:
        with os.scandir(way[-1]) as entries:
            return sorted(entries, key=lambda entry: entry.name)[:MOST_ENTRIES]
    except OSError:
        return []


def paths_in(folder: Path, start: Parts, skip: Iterable[str] = ()) -> Iterator[Parts]:
    """Yield the files below `start`, those nearest to it first; links are files, not folders.

    What is hidden or made by programs is left out, and so are the folders at `start` in `skip`.
    """
    left, level = MOST_ENTRIES, [start]
    for _ in range(DEEPEST):
        level, above = [], level
        for parts in above:
            for entry in entries_of(folder, parts)[:left]:
                left -= 1
                here = (*parts, entry.name)
                if is_shadow((entry.name,)) or (parts == start and entry.name in skip):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    level.append(here)
                else:
                    yield here


def take_down(folder: Path, paths: Iterable[Parts], topics: Parts) -> Shelf:
    """Read the files that may be answers; the likeliest names first, as far as there is room."""
    shelf, rooms, archives = Shelf(), Rooms(), MOST_ARCHIVES
    judge = judge_by(topics)
    for parts in sorted(paths, key=lambda path: -judge(path)):
        interest = judge(parts)
        if interest >= Interest.NOTEBOOK:
            _take_file(folder, parts, interest, rooms, shelf)
        elif interest is Interest.ARCHIVE and archives:
            archives -= 1
            _take_archive(folder, parts, judge, shelf)
        else:
            foreign = _is_archive(parts[-1], opened=False)
            shelf.others.append((parts, FOREIGN if foreign else ""))
    return shelf


def judge_by(topics: Parts) -> Judge:
    """Return what says how much a file is worth reading to a course with these topics."""

    def judge(path: Parts) -> Interest:
        if is_shadow(path):
            return Interest.NONE
        if is_notebook(path[-1]):
            return Interest.NOTEBOOK
        if is_code(path[-1]):
            return Interest.LIKELY if topic_of(path[-1], topics) else Interest.POSSIBLE
        return Interest.ARCHIVE if _is_archive(path[-1], opened=True) else Interest.NONE

    return judge


def _is_archive(name: str, *, opened: bool) -> bool:
    return kind_of(name, "", ()) is (Kind.ARCHIVE if opened else Kind.FOREIGN_ARCHIVE)


def _take_file(folder: Path, parts: Parts, interest: Interest, rooms: Rooms, shelf: Shelf) -> None:
    most = rooms.most(interest)
    if not most:
        shelf.others.append((parts, "more files than are looked at"))
        return
    file, size = _read(folder, parts, most)
    rooms.took(interest, size)
    shelf.files.append(file)


def read_file(folder: Path, parts: Parts) -> File:
    """Read a file that may be an answer."""
    return _read(folder, parts, LARGEST_NOTEBOOK if is_notebook(parts[-1]) else LARGEST_MODULE)[0]


def _read(folder: Path, parts: Parts, most: int) -> tuple[File, int]:
    """Return a file of so many bytes at most, and how many it had: those of others don't count."""
    try:
        data = read_bytes(folder, parts, most)
    except UnreadableError as error:
        return File(parts, trouble=str(error)), 0
    return decoded(parts, data), len(data)


def decoded(parts: Parts, data: bytes, *, archived: bool = False) -> File:
    """Return a file with its text, or with what is wrong with it."""
    try:
        read = notebook_text if is_notebook(parts[-1]) else module_text
        text, remark = read(data)
    except UnreadableError as error:
        return File(parts, trouble=str(error), archived=archived)
    return File(parts, text, remark, archived=archived)


def _take_archive(folder: Path, parts: Parts, judge: Judge, shelf: Shelf) -> None:
    found: dict[Parts, File] = {}
    say: Callable[[str], None] = partial(_say, shelf.others, parts)
    try:
        with open_answer(folder, parts) as file:
            for path, data in read_archive(file, judge, Rooms(), say):
                found.pop(path, None)
                found[path] = decoded((*parts, *path), data, archived=True)
    except UnreadableError as error:
        say(str(error))
    except DamagedError:
        found.clear()
        say("it is damaged; ask for it again")
    shelf.files.extend(found.values())
    if not found and parts not in [path for path, _ in shelf.others]:
        say("nothing in it is an answer")


def _say(others: list[tuple[Parts, str]], parts: Parts, remark: str) -> None:
    if (parts, remark) not in others[-20:]:
        others.append((parts, remark))
