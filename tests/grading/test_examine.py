"""Of a known mistake, only the functions that it can reach are asked."""

import pytest

from autograder.answers import Limits, Source, StandIns
from autograder.grading.examine import Examiner
from autograder.mistakes import catalogue, plain_loops
from autograder.sandbox import Sandbox


@pytest.fixture
def examiner(exam_of, tier):
    examiner = Examiner(exam_of("12_fast_conv"), Sandbox(tier, Limits()), StandIns((), {}))
    yield examiner
    examiner.close()


def test_what_is_right_has_its_costs_measured(course, examiner):
    assignment = course.find("12_fast_conv")
    text = assignment.reference.read_text("utf-8")
    source = Source("fast_conv", text, assignment.file)
    found = examiner.examine(source, only={"conv2d_fast"}).checks
    assert {check.function for check in found} == {"conv2d_fast"}
    assert sum("speed" in check.id for check in found) == 3


def test_only_some_functions_are_asked_and_costs_measured_where_they_are_right(course, examiner):
    assignment = course.find("12_fast_conv")
    mistake = next(one for one in catalogue(assignment) if one.of == "conv2d_fast")
    text = mistake.apply(plain_loops(assignment))
    found = examiner.examine(
        Source("fast_conv", text, assignment.file), only={"conv2d_fast", "im2col"}
    )
    functions = {check.function for check in found.checks}
    assert functions == {"conv2d_fast", "im2col"}
    assert not any("speed" in check.id for check in found.checks)
    assert all(
        check.points == check.max_points for check in found.checks if check.function == "im2col"
    )
