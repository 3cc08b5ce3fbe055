"""A grade is made anew when anything changes that it depends on."""

import shutil

import numpy as np
import pytest

from autograder.answers import Limits
from autograder.course import Course
from autograder.grading.key import exam_key
from autograder.grading.terms import Terms


@pytest.fixture
def root(course, tmp_path):
    for place in ("assignments", "solutions"):
        shutil.copytree(course.root / place / "03_padding", tmp_path / place / "03_padding")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["solutions/03_padding/padding.py", "assignments/03_padding/test_padding.py"]
)
def test_a_changed_check_or_reference_is_another_exam(root, tier, name):
    before = key(root, tier)
    assert key(root, tier) == before
    path = root / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert key(root, tier) != before


def test_other_data_are_another_exam_and_notes_of_an_editor_are_not(root, tier):
    data = root / "assignments" / "03_padding" / "digits.npz"
    np.savez(data, images=np.zeros(3))
    before = key(root, tier)
    data.with_name(".conv.py.swp.py").write_text("x")
    data.with_name("notes.txt").write_text("x")
    assert key(root, tier) == before
    np.savez(data, images=np.ones(3))
    assert key(root, tier) != before


def key(root, tier):
    """Return the key of the course's only assignment."""
    course = Course(root)
    return exam_key(course.find("03_padding"), Terms(root, 0, tier, Limits()))
