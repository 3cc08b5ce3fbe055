"""Find what students handed in. `SUBMISSIONS/<student>/<assignment>/<file>` is the first choice.

Where that file is not there, or is still as it was given out, all that lies in the student's
folder is looked at: copies, notebooks, nested folders, archives. Everything in there is hostile
until read: nothing is followed, imported or unpacked here, and what is looked at is bounded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from autograder.course import Assignment, CourseError
from autograder.grading.choose import asked
from autograder.grading.folder import StudentFolder
from autograder.grading.handed import Hand, Submission
from autograder.visible import visible


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
    strange = [said for name in named if (said := visible(name, "\t")) != name]
    if strange:
        raise CourseError(
            f"{folder} has a folder whose name is not readable text, {strange[0]}: "
            "rename it, so that its grade can be told from others."
        )
    return named


def read_class(
    folder: Path, wanted: Sequence[Assignment], known: tuple[Assignment, ...]
) -> tuple[Hand, ...]:
    """Read all that a class handed in for the wanted of the known assignments."""
    return tuple(read_hand(folder, student, wanted, known) for student in students(folder))


def read_hand(
    folder: Path, student: str, wanted: Sequence[Assignment], known: tuple[Assignment, ...]
) -> Hand:
    """Read all that one student handed in for the wanted of the known assignments, once."""
    place = StudentFolder(folder, student, known)
    found = tuple(place.submission(asked(one, known)) for one in wanted)
    return Hand(student, found, tuple(place.strays({one.place for one in found})))


def read_submission(
    folder: Path, student: str, assignment: Assignment, known: tuple[Assignment, ...] = ()
) -> Submission:
    """Read what one student handed in for one assignment."""
    return read_hand(folder, student, [assignment], known or (assignment,)).submissions[0]
