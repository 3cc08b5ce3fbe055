"""What tests share: the kit's own course, and the strongest wall that this machine has."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.answers import Limits
from autograder.course import Course
from autograder.exam.rehearse import Exam, build_exam
from autograder.grading import job
from autograder.grading.grade import Graded, Request, grade_class
from autograder.grading.terms import Terms
from autograder.sandbox import Tier, choose_tier

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def _walls_down() -> Iterator[None]:
    """Take down, at the end, the walls of what was graded in this very process."""
    made: list[job.Desk] = []
    begin = job.Desk.__init__

    def noted(desk: job.Desk, terms: Terms) -> None:
        begin(desk, terms)
        made.append(desk)

    job.Desk.__init__ = noted  # type: ignore[method-assign]
    yield
    job.Desk.__init__ = begin  # type: ignore[method-assign]
    for desk in made:
        desk.close()


@pytest.fixture(scope="session")
def course() -> Course:
    return Course(ROOT)


@pytest.fixture(scope="session")
def tier() -> Tier:
    """Return the tier that graders get; where there is none, these tests fail and say why."""
    return choose_tier()


@pytest.fixture(scope="session")
def exam_of(course: Course) -> Callable[[str], Exam]:
    """Return what builds an assignment's exam, once for all tests."""
    return cache(lambda name: build_exam(course.find(name)))


@pytest.fixture(scope="session")
def conv_exam(exam_of: Callable[[str], Exam]) -> Exam:
    return exam_of("04_conv")


@pytest.fixture(scope="session")
def sample_class(tmp_path_factory: pytest.TempPathFactory, tier: Tier) -> tuple[Graded, Path]:
    """Grade the sample class, once for all tests; return what was said and where the grades are."""
    with graded_once(tmp_path_factory, "sample") as out:
        return grade_class(sample_request(out, tier)), out


@pytest.fixture(scope="session")
def validation_class(tmp_path_factory: pytest.TempPathFactory, tier: Tier) -> Path:
    """Grade the class of which the verdicts are known; return where the grades are."""
    with graded_once(tmp_path_factory, "validation") as out:
        grade_class(Request(Course(ROOT), ROOT / "tests" / "validation_class", out, tier, jobs=2))
        return out


@contextmanager
def graded_once(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """Yield a folder for grades that all test processes share; whoever comes later keeps them."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared / f"{name}-grades"


def sample_request(out: Path, tier: Tier, **changes: Any) -> Request:
    """Return the request to grade the sample class with little patience for its endless loops."""
    limits = Limits(cpu_seconds=1.5, wall_seconds=20)
    options = {"jobs": 2, "limits": limits} | changes
    return Request(Course(ROOT), ROOT / "tests" / "sample_class", out, tier, **options)
