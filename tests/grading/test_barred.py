"""Earlier assignments that would be the answer cannot be imported, and reports say so plainly."""

import pytest

from autograder.answers import Source
from autograder.grading.allowance import stand_ins
from autograder.grading.examine import Examiner
from autograder.sandbox import Sandbox

SAID = "conv must not be imported in this assignment: its functions would be the answer"
AT_THE_TOP = """
from conv import conv2d
def conv2d_fast(x, w, b, *, stride=1, padding=0):
    return conv2d(x, w, b, stride=stride, padding=padding)
"""
INSIDE = """
def conv2d_fast(x, w, b, *, stride=1, padding=0):
    from conv import conv2d
    return conv2d(x, w, b, stride=stride, padding=padding)
"""


@pytest.fixture(scope="module")
def examiner(course, tier, exam_of):
    assignment = course.find("12_fast_conv")
    found = Examiner(exam_of(assignment.name), Sandbox(tier), stand_ins(course, assignment))
    yield found
    found.close()


def test_what_would_be_the_answer_offers_nothing_and_the_rest_does(course):
    offered = stand_ins(course, course.find("12_fast_conv")).functions
    assert offered["conv"] == ()
    assert "zero_pad2d" in offered["padding"]
    assert "conv2d" in stand_ins(course, course.find("05_pooling")).functions["conv"]


@pytest.mark.parametrize("text", [AT_THE_TOP, INSIDE])
def test_the_report_says_why_in_every_check(examiner, text):
    examined = examiner.examine(Source("fast_conv", text, "fast_conv.py"))
    checks = [check for check in examined.checks if check.function == "conv2d_fast"]
    assert len(checks) > 10
    for check in checks:
        assert check.points == 0
        assert SAID in check.message, check.id
    note = f"line 2 of fast_conv.py did not work and was left out: ImportError: {SAID}"
    assert examined.notes == ((note,) if text is AT_THE_TOP else ())


def test_padding_may_be_imported_and_costs_no_speed(examiner, course):
    """At the sizes that are timed, what is asked of it is small enough."""
    text = (course.find("12_fast_conv").secret / "loops.py").read_text("utf-8")
    inside = "[:, :, padding : padding + H, padding : padding + W]"
    zeros = f"xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))\n    xp{inside} = x\n"
    assert text.count(zeros) == 3
    sides = "top=padding, bottom=padding, left=padding, right=padding"
    text = text.replace(zeros, f"xp = zero_pad2d(x, {sides})\n")
    text = text.replace(f"dx = dxp{inside}", f"dx = zero_pad2d_backward(dxp, {sides})")
    imports = "from padding import zero_pad2d, zero_pad2d_backward\n"
    examined = examiner.examine(Source("fast_conv", imports + text, "fast_conv.py"))
    lost = {
        check.id: check.message for check in examined.checks if check.points != check.max_points
    }
    assert lost == {}
