"""What a submission that looks at hidden inputs can tell its student about them: hardly anything.

Answers and verdicts are never in its process. The arrays that hidden checks ask about are, and a
student who hands in code made for it can have some of them carried out, at the price of points: in
the values that public checks show, since those are the student's own. What a report says of a
hidden check is the kind of an exception, a line of the file, a shape and a time, some forty bits at
most. No number of an array is in it as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.answers import StandIns
from autograder.course import Course
from autograder.exam.rehearse import Exam, build_exam
from autograder.grading.examine import Examined, Examiner
from autograder.sandbox import Limits, Sandbox, Source, Tier

FUNCTION = "zero_pad2d_backward"
# Finds the exam by the worker's frames; `hidden` is a number that no public check shows.
SPY = """\
import sys
import numpy as np
def exam():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "exam"): frame = frame.f_back
    return frame.f_locals["self"].exam
def numbers():
    for arguments, _ in exam()["zero_pad2d_backward"]:
        for array in arguments[0]:
            yield from np.ravel(array)
def hidden(): return next(x for x in numbers() if x != round(x, 3))
"""
# Ways out, each with a number of a hidden check in it.
WAYS = {
    "an exception's message": "raise ValueError(f'{hidden():.9f}')",
    "a class's name": "raise type(f'E{hidden():.9f}', (Exception,), {})",
    "a note of an exception": "e = KeyError(hidden()); e.add_note(str(hidden())); raise e",
    "the value": "return np.full_like(dy, hidden())",
    "text": "return f'{hidden():.9f}'",
    "a key": "return {f'{hidden():.9f}': 1.0}",
    "a class of its own": "return type(f'C{hidden():.9f}', (), {})()",
    "a list": "return [hidden()] * 3",
    "a number": "return hidden()",
    "what is printed": "print(hidden()); return None",
    "a line that the file hasn't": "exec(compile('\\n' * 123456 + '1 / 0', 'padding.py', 'exec'))",
    "a long shape": "return np.empty((0, *[int(d) + 1 for d in str(hidden()) if d.isdigit()]))",
}


@pytest.fixture(scope="module")
def examiner(course: Course, tier: Tier) -> Iterator[Examiner]:
    """Give an examiner of the exam of padding."""
    exam = build_exam(course.find("03_padding"))
    made = Examiner(exam, Sandbox(tier, Limits(cpu_seconds=2)), StandIns())
    yield made
    made.close()


def examined(examiner: Examiner, way: str) -> Examined:
    """Examine a spy."""
    text = f"{SPY}\ndef {FUNCTION}(dy, **settings):\n    {WAYS[way]}\n"
    return examiner.examine(Source("padding", text, "padding.py"))


def numbers_of(exam: Exam) -> set[str]:
    """Return the telling numbers of hidden inputs, as they would be written."""
    calls = exam.questions[FUNCTION]
    every = np.concatenate([np.ravel(a) for call in calls for a in call.args])
    return {f"{x:.9f}"[:7].lstrip("-") for x in every if x != np.round(x, 3)}


def shown(value: Any) -> str:
    """Return all that a result says."""
    return repr(value)


@pytest.mark.parametrize("way", WAYS)
def test_no_number_of_a_hidden_input_is_in_what_is_said_of_a_hidden_check(
    examiner: Examiner, way: str
) -> None:
    """Nor in the notes about the file; what was printed and raised is the instructor's."""
    found = examined(examiner, way)
    secrets = numbers_of(examiner._exam)
    hidden = [c for c in found.checks if c.hidden and c.function == FUNCTION]
    assert len(secrets) > 20
    assert any(check.points == 0 for check in hidden)
    parts = [(c.message, c.example, c.diagnosis, c.rows, c.difference) for c in hidden]
    said = shown(parts) + shown(found.notes)
    assert [secret for secret in secrets if secret in said] == []


def test_a_line_that_the_file_has_not_is_not_told(examiner: Examiner) -> None:
    """A number up to a million would be twenty bits."""
    found = examined(examiner, "a line that the file hasn't")
    said = [c.message for c in found.checks if c.function == FUNCTION and c.points == 0]
    assert said
    assert all("ZeroDivisionError" in text for text in said)
    assert not any(re.search(r"line \d{3,}", text) for text in said)
