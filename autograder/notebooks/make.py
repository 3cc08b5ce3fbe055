"""Write a course folder for nbgrader: a notebook for each assignment, and what it needs beside it.

Running it again writes what has changed since. Cells that an instructor has added stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course, CourseError
from autograder.exam.collect import collect
from autograder.home.fingerprints import FILE
from autograder.notebooks.cells import Cell, Kind, cells_of
from autograder.release import points_text

OURS = "convgrade"  # marks, in a cell's metadata, what is made here
CONFIG = "nbgrader_config.py"
BESIDE = ("test_{topic}.py", "look.py", FILE, "*.npz", "figures/*.svg")
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}

Json = dict[str, Any]


def write_course(course: Course, folder: Path, language: str = "en") -> list[Path]:
    """Write what is missing or old in an nbgrader course's folder; return the paths of it.

    Raises CourseError where that cannot be.
    """
    if folder.resolve().is_relative_to(course.root / "assignments"):
        raise CourseError(f"{folder} is what students get: choose another folder.")
    files: dict[Path, bytes] = {}
    for assignment in course.assignments:
        place = folder / "source" / assignment.name
        files |= {place / name: data for name, data in _files(assignment, language, place)}
    if not (folder / CONFIG).exists():  # afterwards it is the instructor's
        files[folder / CONFIG] = config_text(course, folder).encode()
    changed = [p for p, data in files.items() if not p.is_file() or p.read_bytes() != data]
    for path in changed:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
        except OSError as error:
            raise CourseError(f"{path} cannot be written: {error.strerror}.") from None
    return changed


def _files(assignment: Assignment, language: str, place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield an assignment's notebook and what students get beside it."""
    checks, name = collect(assignment), f"{assignment.name}.ipynb"
    cells = cells_of(assignment, checks, language)
    yield name, notebook_text(cells, added(place / name)).encode()
    yield "points.json", points_text(checks).encode()
    for pattern in BESIDE:
        for path in sorted(assignment.public.glob(pattern.format(topic=assignment.topic))):
            yield path.relative_to(assignment.public).as_posix(), path.read_bytes()


def notebook_text(cells: Sequence[Cell], kept: dict[str, list[Json]] | None = None) -> str:
    """Return a notebook's JSON; `kept` are cells to keep, by the name of the cell above them."""
    kept = kept or {}
    made = list(kept.get("", []))
    for cell in cells:
        made += [_node(cell), *kept.get(cell.name, [])]
    names = {cell.name for cell in cells}
    made += [one for above, ones in kept.items() if above and above not in names for one in ones]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _node(cell: Cell) -> Json:
    metadata: Json = {OURS: True}
    if cell.kind in {Kind.LOCKED, Kind.ANSWER, Kind.CHECKS}:
        metadata["nbgrader"] = {
            "grade_id": cell.name,
            "grade": cell.kind is Kind.CHECKS,
            "solution": cell.kind is Kind.ANSWER,
            "locked": cell.kind is not Kind.ANSWER,
            "schema_version": 3,
            "task": False,
        }
        if cell.kind is Kind.CHECKS:
            metadata["nbgrader"]["points"] = cell.points
    node = {"id": cell.name, "metadata": metadata, "source": cell.source.splitlines(keepends=True)}
    if cell.kind is Kind.TEXT:
        return {"cell_type": "markdown", **node}
    return {"cell_type": "code", **node, "execution_count": None, "outputs": []}


def added(path: Path) -> dict[str, list[Json]]:
    """Return an instructor's own cells of a notebook, by the name of our cell above them."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError):
        raise CourseError(f"{path} is no notebook any more: move it away.") from None
    found: dict[str, list[Json]] = {}
    above = ""
    for cell in cells:
        if cell["metadata"].get(OURS):
            above = cell.get("id", above)
        else:
            found.setdefault(above, []).append(cell)
    return found


def config_text(course: Course, folder: Path) -> str:
    """Return nbgrader's settings for a course's folder."""
    text = Path(__file__).with_name(f"{CONFIG}.txt").read_text("utf-8")
    name = folder.resolve().name
    return text.replace("COURSE_ID", repr(name)).replace("COURSE_ROOT", repr(str(course.root)))
