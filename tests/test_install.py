"""The package works where it is installed as users install it, away from its checkout."""

import os
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest

from autograder.course import Course, CourseError
from autograder.grading.grade import Request, plan

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.usefixtures("tier")
def test_an_installed_package_grades_a_course_behind_its_wall(tmp_path):
    """Not editable: its files lie among an environment's, which submissions must not read."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "PYTHON"))}
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", ROOT]
    subprocess.run(install, check=True, env=clean, capture_output=True)
    here = Path(sysconfig.get_path("purelib", vars={"base": tmp_path / "venv"}))
    (here / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    handed_in = tmp_path / "class" / "ann" / "03_padding" / "padding.py"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text((ROOT / "solutions" / "03_padding" / "padding.py").read_text("utf-8"))
    command = ["-m", "autograder", "grade", "class", "--out", "out", "--course", ROOT]
    done = subprocess.run(
        [python, *command], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "grades.csv").read_text().endswith("ann,03_padding,100,100,graded\n")


def test_a_course_among_the_libraries_that_submissions_read_is_refused(tmp_path, tier):
    (tmp_path / "class" / "ann").mkdir(parents=True)
    course = Course(Path(sysconfig.get_path("stdlib")).resolve())
    with pytest.raises(CourseError, match="which submissions can read"):
        plan(Request(course, tmp_path / "class", tmp_path / "out", tier))
