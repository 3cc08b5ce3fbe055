"""Find what students handed in: `SUBMISSIONS/<student>/<assignment>/<file>`.

Everything in there is hostile until read: nothing is followed, imported or unpacked here, and no
more than a bounded number of bytes is read.
"""

from __future__ import annotations

import io
import os
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.answers import Source
from autograder.course import Assignment, CourseError
from autograder.grading.notebook import NotebookError, notebook_source
from autograder.grading.opening import open_beneath

LARGEST_MODULE = 1 << 20  # bytes; the largest honest one seen is a hundredth of it
LARGEST_NOTEBOOK = 32 << 20  # bytes; notebooks carry pictures
MOST_NOTEBOOKS = 5
TEXT_ENCODING = re.compile(
    r"utf-8(-sig)?|ascii|iso-8859-\d+|latin-1|cp\d+|euc[-_]?\w+|shift[-_]?jis|big5|gb\w+|koi8-\w"
)
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
    strange = [name for name in named if plain_text(name) != name]
    if strange:
        raise CourseError(
            f"{folder} has a folder whose name is not readable text, {plain_text(strange[0])}: "
            "rename it, so that its grade can be told from others."
        )
    return named


def plain_text(text: str) -> str:
    """Return text as it can be printed and stored: what is not a character is written as hex."""
    kept = text.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() or c == "\t" else f"\\x{ord(c):02x}" for c in kept)


def handed_in(folder: Path, assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """Return the assignments that at least one student handed in something for."""
    who = students(folder)
    return tuple(a for a in assignments if any(_has_answer(folder / s / a.name, a) for s in who))


def _has_answer(folder: Path, assignment: Assignment) -> bool:
    names = (entry.name for entry in entries_of(folder))
    return any(name == assignment.file or name.endswith(".ipynb") for name in names)


def read_submission(folder: Path, student: str, assignment: Assignment) -> Submission:
    """Read one student's answer: `topic.py`, else a notebook that defines the functions."""
    place = folder / student / assignment.name
    entries = [] if (folder / student).is_symlink() else list(entries_of(place))
    names = sorted(entry.name for entry in entries)
    ignored = tuple(_ignored(names, assignment.file))
    own = place / assignment.file
    if entries and os.path.lexists(own):
        return _from_module(student, assignment, own, ignored)
    notebooks = [place / name for name in names if name.endswith(".ipynb")][:MOST_NOTEBOOKS]
    found = [_from_notebook(student, assignment, path) for path in notebooks]
    nothing = Submission(student, assignment.name, None, ignored)
    return max(found, key=lambda one: _defined(one, assignment), default=nothing)


def _defined(found: Submission, assignment: Assignment) -> int:
    """Count the assignment's functions that a notebook defines; it need not be valid Python."""
    wanted = set(re.findall(r"^def (\w+)", assignment.reference.read_text("utf-8"), re.MULTILINE))
    text = found.source.text if found.source else ""
    return len(wanted & set(re.findall(r"^def (\w+)", text, re.MULTILINE)))


def entries_of(folder: Path) -> Iterator[os.DirEntry[str]]:
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
        yield f"not used: {', '.join(map(plain_text, stray[:3]))}{more}"


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
    name = plain_text(path.name)
    try:
        text = notebook_source(_read(path, LARGEST_NOTEBOOK), LARGEST_MODULE)
    except (OSError, NotebookError) as error:
        note = f"{name} cannot be used: {error}"
        return Submission(student, assignment.name, Source(assignment.topic, "", name), (note,))
    notes = (f"graded from the notebook {name}; line numbers count its code cells' lines",)
    return Submission(student, assignment.name, Source(assignment.topic, text, name), notes)


def _read(path: Path, most: int) -> bytes:
    """Read a regular file of bounded size; no links, pipes or devices."""
    *_, student, assignment, name = path.parts
    with open_beneath(path.parents[2], student, assignment, name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(f"it is larger than {most >> 20} MiB")
    return data


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode Python source as Python would; where that fails, keep the code and say so.

    Only encodings of text are taken at their word: some of Python's codecs are programs of a kind.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if TEXT_ENCODING.fullmatch(encoding):
            return data.decode(encoding), ()
    except (SyntaxError, UnicodeError, LookupError):
        pass
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16", "replace")
        return text, (f"{name} is UTF-16; save it as UTF-8",)
    return data.decode("latin-1"), (f"{name} is not UTF-8; it was read all the same",)
