"""Verdicts on submissions that are known to be right or wrong, of every style."""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "tests" / "validation_class"
COURSE = Course(ROOT)
NAMES = [assignment.name for assignment in COURSE.assignments]


def labelled():
    """Return the rows of each submission: usually one, two for a forward and its backward."""
    found = defaultdict(list)
    with (CLASS / "labels.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["assignment"] in NAMES:
                found[row["id"], row["assignment"]].append(row)
    return found


ROWS = labelled()


@pytest.fixture(scope="module")
def shares(validation_class):
    """Return which part of its points each function got, by submission."""
    found = {}
    for who, assignment in ROWS:
        report = json.loads(
            (validation_class / "reports" / who / f"{assignment}.json").read_text("utf-8")
        )
        assert report["status"] == "graded"
        got, most = Counter(), Counter()
        for check in report["checks"]:
            got[check["function"]] += check["points"]
            most[check["function"]] += check["max_points"]
        found[who, assignment] = {name: got[name] / most[name] for name in most}
    return found


@pytest.mark.parametrize("key", ROWS, ids="-".join)
def test_a_submission_gets_what_it_deserves(key, shares):
    got, rows = shares[key], ROWS[key]
    others = {
        name: share for name, share in got.items() if name not in {r["function"] for r in rows}
    }
    assert set(others.values()) <= {1.0}, "a neighbour lost points"
    for row in rows:
        share, about = got[row["function"]], f"{row['function']}: {row['note']}"
        if row["label"] == "ok":
            assert share == 1, about
        else:
            assert float(row["lo"]) <= share <= float(row["hi"]), about


def test_there_are_submissions_of_both_kinds():
    kinds = defaultdict(set)
    for (_, assignment), rows in ROWS.items():
        kinds[assignment] |= {row["label"] for row in rows}
    assert len(kinds) >= 10
    assert all({"ok", "wrong"} <= found for found in kinds.values()), kinds
