"""What `pytest` says at home about the public checks is what grading says."""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.answers import Limits
from autograder.course import Course
from autograder.grading.grade import Request, grade_class

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "tests" / "sample_class"
STUDENTS = [
    "s01_loops",
    "s02_einsum",
    "s05_unpad",
    "s06_ties",
    "s07_assign",
    "s08_stride_dw",
    "s09_square",
    "s10_halfway",
    "s16_lists",
    "s22_float32",
    "s24_means",
    "s26_indent",
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory, tier):
    """Reports of these students by the engine that grades."""
    folder = tmp_path_factory.mktemp("fairness")
    for student in STUDENTS:
        shutil.copytree(CLASS / student, folder / "class" / student)
    limits = Limits(cpu_seconds=5)
    grade_class(
        Request(Course(ROOT), folder / "class", folder / "out", tier, jobs=2, limits=limits)
    )
    return folder / "out" / "reports"


def at_home(student, folder):
    """Run pytest as the student would; return for each public check whether it passed."""
    for assignment in Course(ROOT).assignments:
        target = folder / assignment.name
        shutil.copytree(assignment.public, target)
        own = CLASS / student / assignment.name / assignment.file
        if own.is_file():
            shutil.copy(own, target)
    command = [sys.executable, "-m", "pytest", "-q", "--import-mode=importlib", "--junitxml=r.xml"]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    return {
        (case.get("classname").split(".")[-2], case.get("name")): case.find("failure") is None
        for case in ET.parse(folder / "r.xml").iter("testcase")
    }


@pytest.mark.parametrize("student", STUDENTS)
def test_home_and_grading_agree_on_every_public_check(student, graded, tmp_path):
    home, compared = at_home(student, tmp_path), 0
    for path in (graded / student).glob("*.json"):
        report = json.loads(path.read_text("utf-8"))
        if report["status"] == "missing":
            continue
        wrong = {c["function"] for c in report["checks"] if c["status"] != "passed"}
        for check in report["checks"]:
            forward = check["function"].removesuffix("_backward")
            uses_forward = re.search("gradient|adjoint|differences", check["id"] + check["title"])
            # At home a gradient is compared with the student's own forward.
            if check["hidden"] or (uses_forward and forward in wrong):
                continue
            name = check["id"].split("::")[1]
            assert home[report["assignment"], name] == (check["status"] == "passed"), name
            compared += 1
    assert compared >= 8
