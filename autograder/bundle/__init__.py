"""The bundle that students unzip: stubs, handouts, public checks and the student's side."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import autograder
from autograder.bundle.translations import translations
from autograder.course import Assignment, Course
from autograder.grading.files import write_whole

TOP = "homework"
# What `pytest` at home needs of this package; the rest is the grader's.
STUDENT_SIDE = (
    "__init__.py",
    "answers.py",
    "arguments.py",
    "barred.py",
    "course.py",
    "in_process.py",
    "kept.py",
    "kinds.py",
    "measured.py",
    "pace.py",
    "results.py",
    "settings.py",
    "visible.py",
    "where.py",
    "checks",
    "home",
    "page",
)
SUFFIXES = {".py", ".css"}
PUBLIC = ("*.md", "*.py", "*.json", "*.npz", "figures/*.svg")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same course gives the same bytes


def write_bundle(course: Course, out: Path) -> list[str]:
    """Write the bundle as a zip file and return the names in it.

    OutputError where it cannot be written.
    """
    files = dict(sorted(bundle_files(course)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{TOP}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    write_whole(out, packed.getvalue())
    return list(files)


def bundle_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the bundle: its name and its contents."""
    for name in ("README.md", "pyproject.toml"):
        text = resources.files("autograder.bundle").joinpath(f"{name}.txt").read_text("utf-8")
        yield name, text.replace("VERSION", autograder.__version__).encode()
    for assignment in course.assignments:
        yield from _assignment_files(assignment)
    yield from translations(course)
    package = Path(autograder.__file__).parent
    for part in STUDENT_SIDE:
        path = package / part
        inside = (file for file in path.rglob("*") if file.suffix in SUFFIXES)
        for file in sorted(inside) if path.is_dir() else [path]:
            yield f"autograder/{file.relative_to(package).as_posix()}", file.read_bytes()


def _assignment_files(assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    for pattern in PUBLIC:
        for file in sorted(assignment.public.glob(pattern)):
            name = file.relative_to(assignment.public).as_posix()
            yield f"assignments/{assignment.name}/{name}", file.read_bytes()
