"""What holds for a whole run of the grader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.answers import Limits
from autograder.sandbox import Tier


@dataclass(frozen=True, slots=True)
class Terms:
    """The course, the seed of its exams, and how a submission is confined."""

    course: Path
    seed: int
    tier: Tier
    limits: Limits
