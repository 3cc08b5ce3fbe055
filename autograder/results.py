"""What grading yields: frozen, complete, and safe to hand to the student.

What only the instructor may see is in `Private`, a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"  # the grader's fault: costs no points


class ReportStatus(StrEnum):
    """What became of one student's one assignment."""

    GRADED = "graded"
    MISSING = "missing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a failing call; `values` only where students may see them."""

    name: str
    shape: tuple[int, ...] | None
    values: Any = None


@dataclass(frozen=True, slots=True)
class Example:
    """The failing call that a message speaks of."""

    call: str
    arguments: tuple[Argument, ...]
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A catalogued mistake that gives exactly the student's answers."""

    name: str
    says: str
    hint: str


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a message: its label, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an answer differs from the right one; of public checks only.

    `wrong` has an "x" for every wrong entry and a "." for every right one, in C order; it is empty
    for large arrays. `got` and `expected` are the entries from `start` on, as many as are shown,
    to six digits; what is not finite is a word.
    """

    name: str
    shape: tuple[int, ...]
    wrong: str = ""
    start: int = 0
    got: tuple[float | str, ...] = ()
    expected: tuple[float | str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check's verdict. `points` is None where the check could not be run.

    `seconds` is the CPU time of the function that it judges, in all the calls of the exam.
    `rows` are what `message` says, line by line, without its drawing; `difference` is what the
    drawing shows.
    """

    id: str
    title: str
    function: str
    hidden: bool
    points: int | None
    max_points: int
    status: Status
    message: str = ""
    example: Example | None = None
    diagnosis: Diagnosis | None = None
    seconds: float = 0.0
    rows: tuple[Said, ...] = ()
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One student's one assignment. `key` says what was graded, so that a rerun can tell."""

    student: str
    assignment: str
    points: int | None
    max_points: int
    status: ReportStatus
    sandbox: str
    seed: int
    checks: tuple[CheckResult, ...]
    notes: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """What only the instructor may see: what was printed, tracebacks, expected values."""

    student: str
    assignment: str
    output: str
    details: dict[str, str]
    faults: dict[str, str]


def total(checks: tuple[CheckResult, ...]) -> int | None:
    """Add up points; None where one of them is unknown."""
    known = [check.points for check in checks if check.points is not None]
    return sum(known) if len(known) == len(checks) else None
