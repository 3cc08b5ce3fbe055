"""Every assignment proves itself: behind the wall, on stub, reference, loops and each mistake."""

import re
from pathlib import Path

import pytest

from autograder.answers import Raised
from autograder.course import Course
from autograder.exam.collect import collect
from autograder.validate import validate

COURSE = Course(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="module")
def proofs(tier):
    """All at once: two jobs prove two assignments side by side."""
    return {proof.assignment: proof for proof in validate(COURSE, COURSE.assignments, tier, jobs=2)}


@pytest.fixture(scope="module", params=COURSE.assignments, ids=lambda a: a.name)
def assignment(request):
    return request.param


def test_stub_scores_nothing_right_answers_all_and_every_mistake_is_caught(assignment, proofs):
    """And what is generated is not stale: `autograder release` writes it anew."""
    proof = proofs[assignment.name]
    assert proof.complaints == ()
    assert len(proof.kills) >= 15


def test_points_add_up_to_a_hundred(assignment):
    assert sum(check.points for check in collect(assignment)) == 100


def test_policies_cost_at_most_a_tenth_of_a_function(assignment):
    """ValueErrors, ties and unchanged inputs: right on the whole must not fail for these."""
    worth: dict[str, int] = {}
    for check in collect(assignment):
        worth[check.function] = worth.get(check.function, 0) + check.points
    for check in collect(assignment):
        if re.search(r"value_error|ties", check.id):
            assert check.points * 10 <= worth[check.function], check.id


def test_public_checks_use_nothing_secret(assignment):
    text = assignment.checks[0].read_text(encoding="utf-8")
    assert "reference" not in text
    assert "solutions" not in text


def test_the_handout_speaks_of_every_function_and_its_points(assignment):
    handout = (assignment.public / "README.md").read_text(encoding="utf-8")
    for check in collect(assignment):
        assert f"`{check.function}" in handout
    assert "100 points" in handout


def test_only_what_the_contract_names_must_raise(assignment, exam_of):
    """The reference raises nothing but ValueError, and only in checks of ValueErrors."""
    exam = exam_of(assignment.name)
    for function, answers in exam.right.items():
        kinds = {answer.kind for answer in answers if isinstance(answer, Raised)}
        assert kinds <= {"ValueError"}, function
        assert not (kinds and function.endswith("_backward"))
