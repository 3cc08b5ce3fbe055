"""The table says what reports say, and a name is never a formula."""

import csv
import io

import pytest

from autograder.render.table import grades_csv
from autograder.results import CheckResult, Diagnosis, Report, ReportStatus, Status
from autograder.summary import Summary


def report(student="ada", points=3, status=ReportStatus.GRADED, message=""):
    named = Diagnosis("un-padding by p:-p", "x[p:-p]", "slice")
    checks = (
        CheckResult("t::a", "f is right", "f", False, points, 3, Status.PASSED, message),
        CheckResult("h::b", "f is fast", "f", True, 0, 2, Status.FAILED, "y", diagnosis=named),
    )
    return Report(
        student, "04_conv", points, 5, status, "ns", 0, checks, (message,) if message else ()
    )


def summary(*reports):
    made = Summary()
    for one in reports:
        made.add([one])
    return made


def test_the_table_has_the_contract_s_columns_and_one_row_each():
    rows = list(csv.reader(io.StringIO(grades_csv(summary(report("bob"), report("ada")).rows))))
    assert rows == [
        ["student", "assignment", "points", "max_points", "status"],
        ["ada", "04_conv", "3", "5", "graded"],
        ["bob", "04_conv", "3", "5", "graded"],
    ]


def test_unknown_points_are_empty_not_zero():
    table = grades_csv(summary(report(points=None, status=ReportStatus.ERROR)).rows)
    assert table.splitlines()[1] == "ada,04_conv,,5,error"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＠x"])
def test_no_name_is_a_formula_in_a_spreadsheet(name):
    row = list(csv.reader(io.StringIO(grades_csv(summary(report(name)).rows))))[1]
    assert row[0] == f"'{name}"


@pytest.mark.parametrize("name", ["a;=1+1", "a\t=1+1", "a|=1+1", 'a";=1+1'])
def test_no_part_of_a_name_is_a_field_of_its_own_in_any_country_s_spreadsheet(name):
    table = grades_csv(summary(report(name)).rows)
    assert table.splitlines()[1].startswith('"a')
    assert list(csv.reader(io.StringIO(table)))[1] == [name, "04_conv", "3", "5", "graded"]
