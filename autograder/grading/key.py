"""What a grade depends on, as one hash: a rerun grades again only what changed."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from pathlib import Path

import hypothesis
import numpy as np

from autograder.answers import Limits, Source
from autograder.course import Assignment, Course


def exam_key(course: Course, assignment: Assignment, seed: int, tier: str, limits: Limits) -> str:
    """Hash the checks, the references, this package, what draws the cases, and the wall's terms."""
    package = Path(__file__).resolve().parents[1]
    folders = [assignment.public, assignment.secret, package]
    folders += [earlier.secret for earlier in course.earlier(assignment)]
    digest = hashlib.sha256()
    for path in _sources(folders):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    terms = (seed, tier, limits, np.__version__, hypothesis.__version__, platform.python_version())
    digest.update(repr(terms).encode())
    return digest.hexdigest()


def submission_key(exam: str, source: Source | None, notes: Iterable[str]) -> str:
    """Hash an exam with what a student handed in for it."""
    said = (exam, source and (source.module, source.file), *notes)
    digest = hashlib.sha256(repr(said).encode())
    digest.update((source.text if source else "").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _sources(folders: Iterable[Path]) -> Iterable[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))
