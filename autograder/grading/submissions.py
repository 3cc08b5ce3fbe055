"""Find what students handed in: `SUBMISSIONS/<student>/<assignment>/<file>`.

Everything in there is hostile until read: nothing is followed, imported or unpacked here, and no
more than a bounded number of bytes is read.
"""

from __future__ import annotations

import io
import os
import re
import stat
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.answers import Source
from autograder.course import Assignment, CourseError
from autograder.grading.notebook import NotebookError, notebook_source

LARGEST_MODULE = 1 << 20  # bytes; the largest honest one seen is a hundredth of it
LARGEST_NOTEBOOK = 32 << 20  # bytes; notebooks carry pictures
MOST_NOTEBOOKS = 20
MOST_FILES = 1000  # looked at in one student's folder


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in for one assignment; `source` is None where that is nothing."""

    student: str
    assignment: str
    source: Source | None
    notes: tuple[str, ...] = ()


def students(folder: Path) -> tuple[str, ...]:
    """Return the students of a class: the folders in it, sorted. Raises CourseError for none."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        raise CourseError(f"There is no folder {folder}.") from None
    except OSError as error:
        raise CourseError(f"{folder} cannot be read: {error.strerror}.") from None
    named = tuple(name for name in found if not name.startswith("."))
    if not named:
        raise CourseError(
            f"{folder} holds no submissions: expected {folder}/<student>/<assignment>/<file>."
        )
    return named


def handed_in(folder: Path, assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """Return the assignments that at least one student handed in."""
    names = {entry.name for student in students(folder) for entry in _entries(folder / student)}
    return tuple(assignment for assignment in assignments if assignment.name in names)


def lookalikes(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return pairs of students whose names differ in case or spaces only."""
    seen: dict[str, str] = {}
    pairs = []
    for name in names:
        plain = "".join(name.casefold().split())
        if plain in seen:
            pairs.append((seen[plain], name))
        seen.setdefault(plain, name)
    return tuple(pairs)


def read_submission(folder: Path, student: str, assignment: Assignment) -> Submission:
    """Read one student's answer: `topic.py`, else a notebook that defines the functions."""
    entries = list(_entries(folder / student / assignment.name))
    files = {entry.name: Path(entry.path) for entry in entries}
    ignored = tuple(_ignored(sorted(files), assignment.file))
    if assignment.file in files:
        return _from_module(student, assignment, files[assignment.file], ignored)
    notebooks = [files[name] for name in sorted(files) if name.endswith(".ipynb")]
    found = [_from_notebook(student, assignment, path) for path in notebooks[:MOST_NOTEBOOKS]]
    nothing = Submission(student, assignment.name, None, ignored)
    return max(found, key=lambda one: _defined(one, assignment), default=nothing)


def _defined(found: Submission, assignment: Assignment) -> int:
    """Count the assignment's functions that a notebook defines; it need not be valid Python."""
    wanted = set(re.findall(r"^def (\w+)", assignment.stub.read_text("utf-8"), re.MULTILINE))
    text = found.source.text if found.source else ""
    return len(wanted & set(re.findall(r"^def (\w+)", text, re.MULTILINE)))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder; one that is a link is empty, lest it lead to somebody else's."""
    if folder.is_symlink():
        return
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST_FILES), entries, strict=False):
                yield entry
    except OSError:
        return


def _ignored(names: list[str], wanted: str) -> Iterator[str]:
    stray = [name for name in names if name != wanted and not name.startswith((".", "__pycache__"))]
    if stray:
        more = f" and {len(stray) - 3} more" if len(stray) > 3 else ""
        yield f"not used: {', '.join(stray[:3])}{more}"


def _from_module(
    student: str, assignment: Assignment, path: Path, notes: tuple[str, ...]
) -> Submission:
    try:
        text, said = _decoded(_read(path, LARGEST_MODULE), path.name)
    except OSError as error:
        text, said = "", (f"{path.name} cannot be used: {error.strerror or error}",)
    source = Source(assignment.topic, text, assignment.file)
    return Submission(student, assignment.name, source, (*said, *notes))


def _from_notebook(student: str, assignment: Assignment, path: Path) -> Submission:
    try:
        text = notebook_source(_read(path, LARGEST_NOTEBOOK))
    except (OSError, NotebookError) as error:
        note = f"{path.name} cannot be used: {error}"
        source = Source(assignment.topic, "", path.name)
        return Submission(student, assignment.name, source, (note,))
    notes = (f"graded from the notebook {path.name}; line numbers count its code cells' lines",)
    return Submission(student, assignment.name, Source(assignment.topic, text, path.name), notes)


def _read(path: Path, most: int) -> bytes:
    """Read a regular file of bounded size; no links, pipes or devices."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError("it is not a regular file")
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(f"it is larger than {most >> 20} MiB")
    return data


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode Python source as Python would; where that fails, keep the code and say so."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), ()
    except (SyntaxError, UnicodeDecodeError, LookupError):
        pass
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace"), (f"{name} is UTF-16; save it as UTF-8",)
    return data.decode("latin-1"), (f"{name} is not UTF-8; it was read all the same",)
