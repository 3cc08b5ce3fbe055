"""Read one file that a student handed in: bounded, no links, and decoded as Python would."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path
from typing import IO

from autograder.grading.bounded import LARGEST_MODULE
from autograder.grading.names import Parts
from autograder.grading.notebook import NotebookError, code_of, read_cells
from autograder.grading.opening import open_beneath

TEXT_ENCODING = re.compile(
    r"utf-8(-sig)?|ascii|iso-8859-\d+|latin-1|cp\d+|euc[-_]?\w+|shift[-_]?jis|big5|gb\w+|koi8-\w"
)


class UnreadableError(Exception):
    """A file cannot be used; the message completes the sentence "conv.py cannot be used: …"."""


def open_answer(folder: Path, parts: Parts) -> IO[bytes]:
    """Open a file in a student's folder; raises UnreadableError where it isn't a regular file.

    Neither the folder nor anything on the way may be a link.
    """
    try:
        return open_beneath(folder.parent, folder.name, *parts)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None


def read_bytes(folder: Path, parts: Parts, most: int) -> bytes:
    """Return a file's bytes; raises UnreadableError where that cannot be or is too much."""
    try:
        with open_answer(folder, parts) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    if len(data) > most:
        raise UnreadableError(f"it is larger than {most >> 20} MiB")
    return data


def module_text(data: bytes) -> tuple[str, str]:
    """Decode Python source as Python would; where that fails, keep the code and say so.

    Only encodings of text are taken at their word: some of Python's codecs are programs of a kind.
    """
    if len(data) > LARGEST_MODULE:
        raise UnreadableError(f"it is larger than {LARGEST_MODULE >> 20} MiB")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if TEXT_ENCODING.fullmatch(encoding):
            return data.decode(encoding), ""
    except (SyntaxError, UnicodeError, LookupError):
        pass
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace"), "is UTF-16; save it as UTF-8"
    return data.decode("latin-1"), "is not UTF-8; it was read all the same"


def notebook_text(data: bytes) -> tuple[str, str]:
    """Return the code of a notebook, and what there is to say about it.

    Raises UnreadableError where there is none.
    """
    try:
        return code_of(read_cells(data), LARGEST_MODULE)
    except NotebookError as error:
        raise UnreadableError(str(error)) from None
