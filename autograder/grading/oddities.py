"""What an instructor should look at before trusting a table of grades."""

from __future__ import annotations

import difflib
import unicodedata
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.submissions import entries_of, plain_text, students


def unknown_folders(folder: Path, assignments: tuple[Assignment, ...]) -> tuple[str, ...]:
    """Return what students handed in under no assignment's name, as sentences."""
    known = {assignment.name for assignment in assignments}
    found: dict[str, list[str]] = {}
    for student in students(folder):
        for entry in entries_of(folder / student):
            if entry.name not in known and not entry.name.startswith("."):
                found.setdefault(plain_text(entry.name), []).append(student)
    said = []
    for name, who in sorted(found.items()):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        others = f" and {len(who) - 1} others" if len(who) > 1 else ""
        guess = f"; did they mean {near[0]}?" if near else ""
        said.append(f"{name}, handed in by {who[0]}{others}, is no assignment here{guess}")
    return tuple(said)


def lookalikes(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return pairs of students whose names differ in case or spaces only."""
    seen: dict[str, str] = {}
    pairs = []
    for name in names:
        plain = "".join(unicodedata.normalize("NFKC", name).casefold().split())
        if plain in seen:
            pairs.append((seen[plain], name))
        seen.setdefault(plain, name)
    return tuple(pairs)
