"""A class made by hand: every kind of result, and names and words that are hostile."""

import os
from pathlib import Path

import pytest

from autograder.page.frame import style
from autograder.results import (
    Argument,
    CheckResult,
    Diagnosis,
    Difference,
    Example,
    Report,
    ReportStatus,
    Said,
    Status,
)
from autograder.summary import Summary

GOLDEN = Path(__file__).with_name("golden")
HOSTILE = "<script>alert(1)</script>\"&'\u202eevil"
NAMED = Diagnosis(
    "un-padding by p:-p",
    "dx = dxp[:, :, p:-p, p:-p], which is empty when `p` is 0",
    "slice to p + H",
)
CALL = "conv2d_backward(dy (1,1,2,2), x (1,1,2,3), stride=1, padding=0)"


@pytest.fixture
def golden():
    """Compare a text with the one on file; AUTOGRADER_GOLDEN=write puts it there instead."""

    def compare(name, text):
        text = text.replace(style(), "\n")
        path = GOLDEN / name
        if os.environ.get("AUTOGRADER_GOLDEN") == "write":
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text

    return compare


def passed(title="conv2d gives the numbers of the worked example", function="conv2d", worth=3):
    return CheckResult(f"t::{title}", title, function, False, worth, worth, Status.PASSED)


def public(diagnosis=NAMED):
    """A public check that failed, with all that there is to draw."""
    x = Argument("x", (1, 1, 2, 3), [[[[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]]]])
    return CheckResult(
        "t::dx",
        "conv2d_backward gives the dx of the worked example",
        "conv2d_backward",
        False,
        0,
        4,
        Status.FAILED,
        "called  " + CALL + "\ndx      has the right shape, but 2 of 16 entries are wrong",
        Example(CALL, (Argument("dy", (1, 1, 9, 9)), x), {"stride": 1, "padding": 0}),
        diagnosis,
        rows=(
            Said("called", CALL),
            Said(
                "dx", "has the right shape, but 2 of 16 entries are wrong, all in the last sample"
            ),
            Said("when", "wrong whenever padding is 0, right otherwise"),
            Said("looks like", NAMED.says),
            Said("hint", NAMED.hint),
        ),
        difference=Difference(
            "dx", (2, 2, 2, 2), "............x..x", 12, (9.0, 2.0, 3.0, "nan"), (1.0, 2.0, 3.0, 4.0)
        ),
    )


def hidden():
    """A hidden check that failed: shapes and settings, and no number of an array."""
    call = "conv2d_backward(dy (2,3,3,3), x (2,2,5,5), stride=2, padding=1)"
    return CheckResult(
        "h::dx",
        "conv2d_backward is right when one setting changes at a time",
        "conv2d_backward",
        True,
        0,
        6,
        Status.FAILED,
        f"called  {call}\ndx      you returned shape (2, 2, 0, 0), expected (2, 2, 5, 5)",
        Example(
            call,
            (Argument("dy", (2, 3, 3, 3)), Argument("x", (2, 2, 5, 5))),
            {"stride": 2, "padding": 1},
        ),
        rows=(
            Said("called", call),
            Said("dx", "you returned shape (2, 2, 0, 0), expected (2, 2, 5, 5)"),
        ),
    )


def report(student="ada", checks=None, status=ReportStatus.GRADED, notes=(), assignment="04_conv"):
    checks = checks or (passed(), public(), hidden())
    points = [check.points for check in checks]
    got = None if None in points else sum(points)
    most = sum(check.max_points for check in checks)
    return Report(student, assignment, got, most, status, "ns", 0, tuple(checks), notes)


def blank(status, points):
    return tuple(
        CheckResult(c.id, c.title, c.function, c.hidden, points, c.max_points, status, "as it is")
        for c in (passed(), public(), hidden())
    )


def everybody():
    """Four students, one of them hostile."""
    right = (passed(), passed("dx", "conv2d_backward", 4), passed("every dx", "conv2d_backward", 6))
    ids = [check.id for check in (passed(), public(), hidden())]
    right = tuple(
        CheckResult(i, c.title, c.function, c.hidden, c.points, c.max_points, c.status)
        for i, c in zip(ids, right, strict=True)
    )
    return [
        report("ada"),
        report("bob", right, notes=("graded from homework/conv.py",)),
        report("cem", blank(Status.SKIPPED, 0), ReportStatus.MISSING, ("not used: notes.txt",)),
        report("dilek", blank(Status.ERROR, None), ReportStatus.ERROR),
        report(HOSTILE, (passed(HOSTILE, worth=3), public(), hidden()), notes=(HOSTILE,)),
    ]


def summary(*reports):
    made = Summary()
    for one in reports or everybody():
        made.add([one])
    return made
