"""Make what students get from what they must not see: stubs, and the points that remain hidden."""

from __future__ import annotations

import json
import re
from pathlib import Path

from autograder.course import Assignment, Course, CourseError
from autograder.exam.collect import Check, collect
from autograder.fingerprint import fingerprints_text
from autograder.home.fingerprints import FILE

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def stub_text(reference: str, where: str = "the reference") -> str:
    """Cut the solutions out of a reference.

    A marked block inside a function becomes a NotImplementedError; one at the left margin
    disappears. Raises CourseError where marks do not pair up.
    """
    kept: list[str] = []
    inside = False
    for number, line in enumerate(reference.splitlines(), 1):
        mark = line.strip()
        if mark in {BEGIN, END}:
            if inside == (mark == BEGIN):
                raise CourseError(f"{where}, line {number}: {mark} has no partner.")
            inside = mark == BEGIN
            indent = line[: len(line) - len(line.lstrip())]
            if inside and indent:
                kept += [f"{indent}# Your code here.", f"{indent}raise NotImplementedError"]
        elif not inside:
            kept.append(line)
    if inside:
        raise CourseError(f"{where}: the last {BEGIN} has no {END}.")
    # Where a block at the margin went, the empty lines around it are left.
    return re.sub(r"\n{2,}(?=def |class |@)", "\n\n\n", "\n".join(kept).rstrip()) + "\n"


def points_text(checks: tuple[Check, ...]) -> str:
    """Return what a student may know of hidden checks: how many, and their points."""
    table: dict[str, dict[str, int]] = {}
    for check in checks:
        row = table.setdefault(check.function, dict.fromkeys(PLACES, 0))
        row["hidden_checks"] += check.hidden
        row["hidden_points"] += check.points * check.hidden
    return json.dumps(table, indent=2) + "\n"


PLACES = ("hidden_checks", "hidden_points")


def generated(assignment: Assignment) -> dict[Path, str]:
    """Return every file of an assignment that is made from its solution, with its text."""
    reference = assignment.reference.read_text(encoding="utf-8")
    return {
        assignment.stub: stub_text(reference, str(assignment.reference)),
        assignment.public / "points.json": points_text(collect(assignment)),
        assignment.public / FILE: fingerprints_text(assignment),
    }


def stale(assignment: Assignment) -> dict[Path, str]:
    """Return the generated files that are missing or old, with the text that belongs there."""
    return {
        path: text
        for path, text in generated(assignment).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def release(course: Course, *, force: bool = False) -> list[Path]:
    """Write what is stale and return its paths.

    Raises CourseError where somebody has written answers into a stub, unless `force` is set.
    """
    found = {path: text for a in course.assignments for path, text in stale(a).items()}
    written = [path for path, text in found.items() if path.is_file() and _filled_in(path, text)]
    if written and not force:
        raise CourseError(f"{written[0]} has answers in it, which would be lost: use --force.")
    for path, text in found.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(found)


def _filled_in(path: Path, stub: str) -> bool:
    """Tell whether a stub's file has fewer functions left to write than the stub."""
    left = path.read_text(encoding="utf-8").count("raise NotImplementedError")
    return path.suffix == ".py" and left < stub.count("raise NotImplementedError")
