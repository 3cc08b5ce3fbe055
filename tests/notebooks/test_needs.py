"""Whoever does not use nbgrader does without it; whoever lacks it is told what to install."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import autograder
from autograder.answers import Limits
from autograder.course import CourseError
from autograder.grading.terms import Terms
from autograder.notebooks.grader import Grader

WITHOUT = "import sys; sys.modules['nbgrader'] = None; from autograder.cli import app; app()"
HEAVY = "nbgrader", "nbformat", "nbconvert", "sqlalchemy", "IPython", "traitlets"


def test_grading_files_loads_nothing_of_nbgrader():
    code = f"import sys, autograder.cli; print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [("nbgrader", "init", "cnn"), ("grade", ".", "--out", "g", "--gradebook", "sqlite:///g.db")],
)
def test_a_missing_nbgrader_is_said_with_what_to_install(tmp_path, arguments):
    run = [sys.executable, "-c", WITHOUT, *arguments]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "autograder: This needs nbgrader, which is not installed: "
        "pip install 'convgrade[grade,nbgrader]'\n"
    )
    assert not list(tmp_path.iterdir())


def test_one_module_imports_nbgrader():
    package = Path(autograder.__file__).parent
    found = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "\nfrom nbgrader" in (text := path.read_text("utf-8")) or "\nimport nbgrader" in text
    ]
    assert found == ["notebooks/nbgrader.py"]


def test_a_course_that_submissions_could_read_is_refused(tier):
    """As `autograder grade` refuses it."""
    course = Path(sysconfig.get_path("stdlib")).resolve()
    with pytest.raises(CourseError, match="which submissions can read"):
        Grader(Terms(course, 0, tier, Limits()))
