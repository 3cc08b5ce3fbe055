"""Stubs hold everything but the solution."""

import pytest

from autograder.course import Course, CourseError, find_course
from autograder.release import release, stub_text

REFERENCE = '''"""Doc."""

import numpy as np

### BEGIN SOLUTION
SECRET = 1


### END SOLUTION
def f(x):
    """Say what f does."""
    ### BEGIN SOLUTION
    return x + SECRET
    ### END SOLUTION


def g(x):
    return x
'''


def test_solutions_go_and_everything_else_stays():
    stub = stub_text(REFERENCE)
    assert "SECRET" not in stub
    assert '"""Say what f does."""\n    # Your code here.\n    raise NotImplementedError\n' in stub
    assert "def g(x):\n    return x\n" in stub
    compile(stub, "stub.py", "exec")


def test_a_stub_says_that_it_is_not_written():
    names = {}
    exec(stub_text(REFERENCE), names)
    with pytest.raises(NotImplementedError):
        names["f"](1)


@pytest.mark.parametrize(
    "text",
    ["### BEGIN SOLUTION\n", "### END SOLUTION\n", "### BEGIN SOLUTION\n### BEGIN SOLUTION\n"],
)
def test_marks_without_a_partner_are_an_error_with_a_line(text):
    with pytest.raises(CourseError, match="SOLUTION"):
        stub_text(text)


def test_release_writes_what_is_stale_and_nothing_else(tmp_path, course):
    import shutil

    for part in ("assignments", "solutions"):
        shutil.copytree(course.root / part / "04_conv", tmp_path / part / "04_conv")
    copy = Course(tmp_path)
    assert release(copy) == []
    stub = copy.find("04_conv").stub
    stub.write_text(stub.read_text() + "# old\n")
    assert release(copy) == [stub]
    assert stub.read_text() == course.find("04_conv").stub.read_text()
    stub.write_text("def conv2d(): return 'hours of work'")
    with pytest.raises(CourseError, match="--force"):
        release(copy)
    assert "hours of work" in stub.read_text()
    assert release(copy, force=True) == [stub]


def test_an_unknown_assignment_gets_a_suggestion(course):
    with pytest.raises(CourseError, match="Did you mean 04_conv"):
        course.find("4_conv")
    with pytest.raises(CourseError, match="Did you mean 05_pooling"):
        course.find("pooling")


def test_a_folder_without_assignments_is_no_course(tmp_path):
    with pytest.raises(CourseError, match="is no course"):
        find_course(tmp_path)
