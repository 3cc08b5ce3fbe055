"""What was handed in, once it is found and read."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.answers import Source
from autograder.grading.names import Parts


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in for one assignment; `source` is None where that is nothing.

    `place` is where the source was found, where that is not the place and name that were asked for;
    `filled` says whether anything was written in it.
    """

    student: str
    assignment: str
    source: Source | None
    notes: tuple[str, ...] = ()
    place: Parts = ()
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Hand:
    """All that is graded of one student, and the paths of what is no answer to anything."""

    student: str
    submissions: tuple[Submission, ...]
    strays: tuple[Parts, ...] = ()
