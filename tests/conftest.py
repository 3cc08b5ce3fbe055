"""What tests share: the kit's own course, and the strongest wall that this machine has."""

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.exam.rehearse import Exam, build_exam
from autograder.sandbox import Tier, choose_tier

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def course() -> Course:
    return Course(ROOT)


@pytest.fixture(scope="session")
def tier() -> Tier:
    """Return the tier that graders get; where there is none, these tests fail and say why."""
    return choose_tier()


@pytest.fixture(scope="session")
def conv_exam(course: Course) -> Exam:
    return build_exam(course.find("04_conv"))
