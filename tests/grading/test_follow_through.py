"""A wrong conv2d costs its points once: later work that imports it is answered rightly."""

import json
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.grade import Request, grade_class

COURSE = Course(Path(__file__).resolve().parents[2])
CONV, RESIDUAL = COURSE.find("04_conv"), COURSE.find("07_residual")
BLOCKS = {f"{kind}_block{way}" for kind in ("residual", "bottleneck") for way in ("", "_backward")}
LEFT_OUT = ("return _relu(main + _shortcut(x, params, stride))", "return _relu(main)")


def hand_in(folder, assignment, old="", new=""):
    """Hand in the right answer, or the right one with something in it replaced everywhere."""
    right = assignment.reference.read_text("utf-8")
    assert old in right
    folder = folder / assignment.name
    folder.mkdir(parents=True)
    (folder / assignment.file).write_text(right.replace(old, new) if old else right, "utf-8")


@pytest.fixture(scope="module")
def lost(tmp_path_factory, tier):
    """Return the points that a class of two lost, by student and function, behind the wall."""
    folder = tmp_path_factory.mktemp("follow")
    hand_in(folder / "class" / "wrong_conv", CONV, "[:, :, ::stride, ::stride]", "")
    hand_in(folder / "class" / "wrong_conv", RESIDUAL)
    hand_in(folder / "class" / "wrong_block", CONV)
    hand_in(folder / "class" / "wrong_block", RESIDUAL, *LEFT_OUT)
    grade_class(Request(COURSE, folder / "class", folder / "out", tier, jobs=1))
    found = {}
    for path in (folder / "out" / "reports").glob("*/*.json"):
        report = json.loads(path.read_text("utf-8"))
        assert report["status"] == "graded"
        for check in report["checks"]:
            key = report["student"], check["function"]
            found[key] = found.get(key, 0) + check["max_points"] - check["points"]
    return found


def losers(lost, student):
    """Return the functions that cost a student points."""
    return {function for (who, function), points in lost.items() if who == student and points}


def test_a_wrong_conv_costs_04_and_nothing_of_07(lost):
    assert {function for who, function in lost if who == "wrong_conv"} > BLOCKS
    assert losers(lost, "wrong_conv") == {"conv2d", "conv2d_backward"}


def test_a_wrong_block_costs_07_and_nothing_of_04(lost):
    assert losers(lost, "wrong_block") == {"residual_block", "bottleneck_block"}


def test_the_blocks_do_import_what_the_student_got_wrong():
    """Or the tests above show nothing."""
    assert "\nfrom conv import conv2d, conv2d_backward\n" in RESIDUAL.reference.read_text("utf-8")
