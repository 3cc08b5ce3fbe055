"""Keep results on disk: as they come, each file whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from autograder.course import CourseError
from autograder.results import Private, Report

FORMAT = 1
MARKER, LOCK = "autograder.json", ".lock"
T = TypeVar("T")


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
        """Return a report, or None where there is none that can be read."""
        return _decode(self.report_path(student, assignment), Report)

    def graded(self) -> set[str]:
        """Return the names of the assignments that there are reports of."""
        return {path.stem for path in self.folder.glob("reports/*/*.json")}

    def save(self, report: Report, private: Private) -> None:
        """Keep a result. The report is written last: where it is, all of it is."""
        here = report.student, report.assignment
        write_whole(self.private_path(*here), _encode(private))
        write_whole(self.report_path(*here), _encode(report))

    def finished(self, student: str, assignment: str, key: str) -> Report | None:
        """Return the report of an earlier run if it judged the same, whole and without error."""
        report = self.report(student, assignment)
        private = _decode(self.private_path(student, assignment), Private)
        same = report is not None and private is not None and report.key == key
        return report if same and report is not None and report.points is not None else None


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
        raise CourseError(f"{folder} cannot be written: {error.strerror}.") from None
    with os.fdopen(lock, "w"):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"Another grader is writing to {folder}; wait for it.") from None
        write_whole(folder / MARKER, _encode({"format": FORMAT}))
        (folder / "private").mkdir(mode=0o700, exist_ok=True)
        yield Store(folder)


def _demand_ours(folder: Path) -> None:
    """Raise CourseError where a folder is neither empty nor of this version's grades."""
    if (folder / MARKER).is_file():
        found = _decode(folder / MARKER, dict[str, int]) or {}
        if found.get("format") != FORMAT:
            raise CourseError(
                f"{folder} was made by another version of autograder; choose an empty folder."
            )
    elif any(entry.name != LOCK and entry.suffix != ".draft" for entry in folder.iterdir()):
        raise CourseError(f"{folder} holds something other than grades; choose an empty folder.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{os.getpid()}.draft")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _encode(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _decode(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None
