"""Keep results on disk: as they come, each file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from autograder.course import CourseError
from autograder.grading.files import (
    DRAFT,
    cannot_write,
    make_folder,
    remove,
    sealed,
    unsealed,
    write_whole,
)
from autograder.results import Private, Report

FORMAT = 1
MARKER, LOCK, TABLE, INDEX = "autograder.json", ".lock", "grades.csv", "index.html"
T = TypeVar("T")


class _Marker(msgspec.Struct):
    """Says what made a folder, and which assignments' reports may be of two different runs."""

    format: int
    unfinished: list[str] = []


class Store:
    """A folder of grades. One grader at a time; see `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def report_path(self, student: str, assignment: str) -> Path:
        """Return where a report is kept."""
        return self.folder / "reports" / student / f"{assignment}.json"

    def private_path(self, student: str, assignment: str) -> Path:
        """Return where the instructor's part is kept."""
        return self.folder / "private" / student / f"{assignment}.json"

    def page_path(self, student: str) -> Path:
        """Return where a student's page is kept."""
        return self.folder / "students" / student / "index.html"

    def report(self, student: str, assignment: str) -> Report | None:
        """Return a report, or None where there is none that is as it was written."""
        data = unsealed(self.report_path(student, assignment))
        return None if data is None else _decoded(data, Report)

    def graded(self) -> set[str]:
        """Return the names of the assignments that there are reports of."""
        return {path.stem for path in self.folder.glob("reports/*/*.json")}

    def students(self) -> list[str]:
        """Return the names of the students whom there are reports of."""
        return sorted({path.parent.name for path in self.folder.glob("reports/*/*.json")})

    def of(self, student: str) -> list[str]:
        """Return the names of the assignments that there are reports of a student on."""
        folder = self.report_path(student, "").parent
        return sorted(path.stem for path in folder.iterdir() if path.suffix == ".json")

    def save(self, report: Report, private: Private) -> None:
        """Keep a result. The report is written last: where it is, all of it is."""
        here = report.student, report.assignment
        remove(self.page_path(report.student))
        write_whole(self.private_path(*here), _encode(private))
        write_whole(self.report_path(*here), sealed(_encode(report)))

    def finished(self, student: str, assignment: str, key: str) -> Report | None:
        """Return the report of an earlier run if it judged the same, whole and without error."""
        report = self.report(student, assignment)
        private = _decode(self.private_path(student, assignment), Private)
        same = report is not None and private is not None and report.key == key
        return report if same and report is not None and report.points is not None else None

    def begin(self, assignments: Iterable[str]) -> None:
        """Say that reports of these are about to change: until that is over, there is no table."""
        self._mark(self.unfinished() | set(assignments))
        remove(self.folder / TABLE)
        remove(self.folder / INDEX)

    def end(self, assignments: Iterable[str]) -> None:
        """Say that the reports of these are all of one run."""
        self._mark(self.unfinished() - set(assignments))

    def unfinished(self) -> set[str]:
        """Return the assignments that a run began to grade and did not get to the end of."""
        found = _decode(self.folder / MARKER, _Marker)
        if found is None and (self.folder / MARKER).is_file():  # damaged: nothing is sure
            return self.graded()
        return set(found.unfinished) if found else set()

    def _mark(self, unfinished: set[str]) -> None:
        if unfinished != self.unfinished() or not _decode(self.folder / MARKER, _Marker):
            write_whole(self.folder / MARKER, _encode(_Marker(FORMAT, sorted(unfinished))))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open a folder of grades for writing, or make one.

    Raises CourseError where it holds something else, cannot be written, or is in use.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _demand_ours(folder)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
            raise cannot_write(folder, error) from None
        raise CourseError(f"{folder} cannot be written: {error.strerror}.") from None
    with os.fdopen(lock, "w"):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"Another grader is writing to {folder}; wait for it.") from None
        store = Store(folder)
        store.end(())
        make_folder(folder / "private", 0o700)
        yield store


def readable(folder: Path) -> Store:
    """Return a folder of grades to read from; raises CourseError where it is none."""
    if not (folder / MARKER).is_file():
        raise CourseError(f"{folder} holds no grades: name the folder that `grade --out` wrote.")
    _demand_ours(folder)
    return Store(folder)


def _demand_ours(folder: Path) -> None:
    """Raise CourseError where a folder is neither empty nor of this version's grades."""
    if (folder / MARKER).is_file():
        found = _decode(folder / MARKER, _Marker)
        damaged = found is None and (folder / "reports").is_dir()
        if not damaged and (found is None or found.format != FORMAT):
            raise CourseError(
                f"{folder} was made by another version of autograder; choose an empty folder."
            )
    elif any(entry.name != LOCK and entry.suffix != DRAFT for entry in folder.iterdir()):
        raise CourseError(f"{folder} holds something other than grades; choose an empty folder.")


def _encode(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _decode(path: Path, kind: type[T]) -> T | None:
    try:
        return _decoded(path.read_bytes(), kind)
    except OSError:
        return None


def _decoded(data: bytes, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
