"""What a job is given and what it gives back: who only sends tasks on loads no checks.

Loading what judges (pytest, Hypothesis, checks) takes a third of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.grading.handed import Submission
from autograder.grading.terms import Terms
from autograder.results import Private, Report


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to grade, the key of its exam, and the key of both.

    Of a known mistake, a `patch_of` a right answer, only the functions that it reaches are asked.
    """

    terms: Terms
    exam: str
    submission: Submission
    key: str
    patch_of: str | None = None


class ExamChangedError(Exception):
    """The checks or references are no longer those that the run began with."""


Outcome = tuple[Report, Private]


def run(task: Task) -> Outcome:
    """Grade one submission in this process: see `job.run`."""
    from autograder.grading import job  # noqa: PLC0415 - see above

    return job.run(task)


def failed(task: Task, fault: str) -> Outcome:
    """Return the result of a submission that the grader could not grade: no points are lost."""
    from autograder.grading import job  # noqa: PLC0415 - see above

    return job.failed(task, fault)
