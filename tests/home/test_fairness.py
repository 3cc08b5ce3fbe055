"""What `pytest` says at home about the public checks is what grading says.

Two things are meant to differ: a file that cannot be imported fails everything at home, where its
student can mend it at once, and loses in grading what does not work; and speed is measured at home
on a machine that does other things too.
"""

import contextlib
import csv
import json
import os
import re
import shutil
import signal
import warnings
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course(ROOT)
SECONDS = 60  # for a run at home
FORWARDS = {"col2im": "im2col"}
OF_FORWARD = "gradient|adjoint|differences|backward_memory"  # checks that compare with it
# Hostile ones are for the wall alone, and a loop without end has no end at home either.
NOT_AT_HOME = {"s13_hang", "s20_thief", "s21_forger"}
# What they answer depends on what they were asked before, and that is another thing at home.
FICKLE = {"spoilt: keeps its first answer for each shape", "spoilt: wrong on every seventh call"}


def fickle():
    """Return the submissions whose answers depend on earlier calls."""
    with (ROOT / "tests" / "validation_class" / "labels.csv").open(encoding="utf-8") as file:
        return {row["id"] for row in csv.DictReader(file) if row["note"] in FICKLE}


def submissions():
    """Return every submission of a file in both classes: student, assignment, file."""
    left_out = NOT_AT_HOME | fickle()
    for folder in ("sample_class", "validation_class"):
        for assignment in COURSE.assignments:
            for path in sorted((ROOT / "tests" / folder).glob(f"*/{assignment.name}/*.py")):
                if path.name == assignment.file and path.parts[-3] not in left_out:
                    yield path.parts[-3], assignment, path


def some(found):
    """Return the whole sample class and every fifth of the other, to which much is alike."""
    others = [one for one in found if "validation_class" in one[2].parts]
    return [one for one in found if one not in others] + others[::5]


HANDED_IN = some(list(submissions()))


@pytest.fixture(scope="module")
def reports(sample_class, validation_class):
    """Return what reads the report of a submission, by the engine that grades."""

    def read(student, assignment):
        places = (out / "reports" / student for out in (sample_class[1], validation_class))
        folder = next(place for place in places if place.is_dir())
        return json.loads((folder / f"{assignment}.json").read_text("utf-8"))

    return read


@pytest.fixture(scope="module")
def at_home(tmp_path_factory):
    """Return, for each submission, which public checks `pytest` lets pass."""
    folder = tmp_path_factory.mktemp("home")
    tasks = [(folder / f"{student}-{a.name}", a, path) for student, a, path in HANDED_IN]
    with ProcessPoolExecutor(2, get_context("fork"), max_tasks_per_child=None) as pool:
        outcomes = list(pool.map(run_at_home, tasks))
    return {(s, a.name): found for (s, a, _), found in zip(HANDED_IN, outcomes, strict=True)}


def run_at_home(task):
    """Run pytest as the student would, whose earlier work is right, in a process of its own."""
    folder, assignment, path = task
    for earlier in COURSE.earlier(assignment):
        (folder / earlier.name).mkdir(parents=True)
        shutil.copy(earlier.reference, folder / earlier.name)
    shutil.copytree(assignment.public, folder / assignment.name)
    shutil.copy(path, folder / assignment.name)
    child = os.fork()  # numpy, Hypothesis and pytest are loaded already
    if not child:
        with contextlib.suppress(BaseException):
            signal.alarm(SECONDS)
            _pytest_in(folder / assignment.name)
        os._exit(0)
    os.waitpid(child, 0)
    cases = list(ET.parse(folder / "r.xml").iter("testcase"))
    if all("cannot be loaded" in (case.findtext("failure") or "") for case in cases):
        return {}
    return {case.get("name"): case.find("failure") is None for case in cases}


def _pytest_in(folder):
    warnings.resetwarnings()  # to these tests warnings are errors, to a student they are not
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    options = ["-q", "--import-mode=importlib", "-pno:cacheprovider", "--junitxml=../r.xml"]
    pytest.main([*options, "-k", "not _speed"])  # which is not compared, and takes its time


@pytest.mark.parametrize(("student", "assignment"), [(s, a.name) for s, a, _ in HANDED_IN], ids=str)
def test_home_and_grading_agree_on_every_public_check(student, assignment, reports, at_home):
    report = reports(student, assignment)
    home = at_home[student, assignment]
    wrong = {c["function"] for c in report["checks"] if c["status"] != "passed"}
    compared = 0
    if not home:
        assert report["notes"], "what could not be loaded at home is noted in grading"
        return
    for check in report["checks"]:
        forward = FORWARDS.get(check["function"]) or check["function"].removesuffix("_backward")
        uses_forward = re.search(OF_FORWARD, check["id"] + check["title"])
        # At home a gradient is compared with the student's own forward, and time is what it is.
        timed = check["id"].endswith("_speed")
        if check["hidden"] or timed or (uses_forward and forward in wrong):
            continue
        name = check["id"].split("::")[1]
        assert home[name] == (check["status"] == "passed"), name
        compared += 1
    assert compared >= 4


def test_nearly_all_files_can_be_loaded_at_home(at_home):
    assert sum(bool(found) for found in at_home.values()) >= 0.95 * len(HANDED_IN)
