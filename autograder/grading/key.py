"""What a grade depends on, as one hash: a rerun grades again only what changed."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

import numpy as np

from autograder.answers import Source
from autograder.course import Assignment, Course
from autograder.grading.terms import Terms


def exam_key(assignment: Assignment, terms: Terms) -> str:
    """Hash checks, references, data, this package, what draws the cases, and the wall's terms."""
    package = Path(__file__).resolve().parents[1]
    folders = [assignment.public, assignment.secret, package]
    folders += [earlier.secret for earlier in Course(terms.course).earlier(assignment)]
    digest = hashlib.sha256()
    for name, data in _sources(folders):
        digest.update(name.encode() + b"\0" + data + b"\0")
    versions = (np.__version__, version("hypothesis"), platform.python_version())
    limits = tuple(map(float, astuple(terms.limits)))  # 20 and 20.0 are one limit
    digest.update(repr((terms.seed, str(terms.tier), limits, *versions)).encode())
    return digest.hexdigest()


def submission_key(exam: str, source: Source | None, notes: Iterable[str]) -> str:
    """Hash an exam with what a student handed in for it; notes say which file that was."""
    said = (exam, source and (source.module, source.file), *notes)
    digest = hashlib.sha256(repr(said).encode())
    digest.update((source.text if source else "").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _sources(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            hidden = path.name.startswith(".")  # editors leave such beside what they have open
            if path.suffix in {".py", ".npz"} and not hidden:
                yield path.relative_to(folder.parent).as_posix(), path.read_bytes()
