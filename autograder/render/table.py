"""`grades.csv`: one row per student and assignment."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from autograder.summary import Row

COLUMNS = ("student", "assignment", "points", "max_points", "status")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SEPARATORS = ";\t|"
"""What spreadsheets of some countries take for the end of a field that has no quotes."""


def grades_csv(rows: Iterable[Row]) -> str:
    """Return the table; unknown points are left empty."""
    text = io.StringIO()
    plain = csv.writer(text, lineterminator="\n")
    quoting = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    plain.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.student, row.assignment)):
        points = "" if row.points is None else row.points
        name = spreadsheet_safe(row.student)
        writer = quoting if set(name) & set(SEPARATORS) else plain
        writer.writerow((name, row.assignment, points, row.max_points, row.status))
    return text.getvalue()


def spreadsheet_safe(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula, by the usual apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
