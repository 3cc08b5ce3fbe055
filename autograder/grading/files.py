"""Write files so that they are whole or not there, and so that damage shows."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.course import CourseError

DRAFT = ".draft"
SEAL = b',\n "seal": "'


class OutputError(CourseError):
    """Something could not be written; what was graded before is kept."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, never a part.

    The draft has one name: what is left of it after a kill is overwritten when it is tried again.
    """
    draft = path.with_name(f".{path.name}{DRAFT}")
    make_folder(path.parent)
    try:
        try:
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder where there is none; raises OutputError where that cannot be."""
    try:
        path.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def remove(path: Path) -> None:
    """Remove a file where there is one; raises OutputError where that cannot be."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Return an error that says what to do."""
    return OutputError(
        f"{path} cannot be written: {error.strerror}. What was graded is kept: mend that, and give "
        "the same command again."
    )


def sealed(data: bytes) -> bytes:
    """Add a hash of a report to it, so that one damaged digit shows."""
    body = data.removesuffix(b"\n}\n")
    return body + SEAL + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'


def unsealed(path: Path) -> bytes | None:
    """Return what was sealed, or None where it is not what it was."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body = data.rpartition(SEAL)[0]
    return data if body and sealed(body + b"\n}\n") == data else None
