"""What there is to translate of a course: titles of checks, hints, what mistakes look like."""

from __future__ import annotations

from autograder.course import Assignment
from autograder.exam.collect import collect
from autograder.mistakes import catalogue


def messages_of(assignment: Assignment) -> list[str]:
    """Return every sentence of an assignment that a student may read on a page, each once."""
    found: list[str] = []
    for check in collect(assignment):
        found += [check.title, check.hint]
    for mistake in catalogue(assignment):
        found += [mistake.says, mistake.hint]
    return [message for message in dict.fromkeys(found) if message]
