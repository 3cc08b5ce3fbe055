"""Lay the same submissions and the same checks out as each of the graders wants them."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAME = "04_conv"
CELL = Path(__file__).with_name("cell.py")
FIXTURES = """
import sys
sys.path.insert(0, __file__.rpartition("/")[0])
import cell, conv, pytest
from autograder.checks.student import Student
from autograder.in_process import asker

@pytest.fixture
def student():
    return Student(asker(vars(conv), "conv.py"))

@pytest.fixture
def reference():
    return Student(asker(vars(cell.modules()[1]), "conv.py"))
"""


def sources(count, distinct):
    """Return `count` students with their code: so many distinct ones, then copies of them.

    They are the labelled class's answers, right and wrong as students write them. (Those of the
    sample class that hang, print without end or steal would time themselves, not a grader.)
    """
    files = sorted((ROOT / "tests" / "validation_class").glob(f"*/{NAME}/conv.py"))
    texts = [path.read_text("utf-8") for path in files][:distinct]
    return {f"student{i:03}": texts[i % len(texts)] for i in range(count)}


def ours(folder, students):
    """Write what `autograder grade` takes."""
    for student, text in students.items():
        place = folder / student / NAME
        place.mkdir(parents=True)
        (place / "conv.py").write_text(text, "utf-8")


def notebook(*cells):
    """Return a notebook of code cells, each a text with its metadata for nbgrader."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    same = {"cell_type": "code", "execution_count": None, "outputs": []}
    made = [
        {**same, "id": f"c{i}", "source": text, "metadata": {"nbgrader": about} if about else {}}
        for i, (text, about) in enumerate(cells)
    ]
    about = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps({**about, "cells": made})


def marks(name, points=0):
    """Return nbgrader's metadata: a solution, or a test where there are points."""
    return {
        "grade": bool(points), "grade_id": name, "locked": bool(points), "points": points,
        "schema_version": 3, "solution": not points, "task": False, "cell_type": "code",
    }  # fmt: skip


def nbgrader(folder, students, checks):
    """Write an nbgrader course: the source notebook, and what students handed in."""
    tests = [
        (f"import cell\ncell.run({check.id!r}, globals())", marks(f"t{i}", max(1, check.points)))
        for i, check in enumerate(checks)
    ]
    blank = "### BEGIN SOLUTION\n### END SOLUTION"
    places = {"source": blank, **{f"submitted/{s}": text for s, text in students.items()}}
    for place, text in places.items():
        (folder / place / NAME).mkdir(parents=True)
        whole = notebook((text, marks("answer")), *tests)
        (folder / place / NAME / f"{NAME}.ipynb").write_text(whole, "utf-8")
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "x"\n'
    )


def otter(folder, students, checks):
    """Write otter's tests, one file for each check, and the submissions as notebooks."""
    (folder / "tests").mkdir(parents=True)
    for i, check in enumerate(checks):
        (folder / "tests" / f"t{i}.py").write_text(
            "from otter.test_files import test_case\n"
            f'OK_FORMAT = False\nname = "t{i}"\npoints = {check.points}\n\n'
            f"@test_case(points={check.points}, hidden={check.hidden})\n"
            f"def check(env):\n    import cell\n    cell.run({check.id!r}, env)\n"
        )
    for student, text in students.items():
        (folder / student).mkdir()
        (folder / student / "conv.ipynb").write_text(notebook((text, None)), "utf-8")


def plain_pytest(folder, students, assignment):
    """Write a folder for each student with the checks in it, as a plain autograder script would."""
    for student, text in students.items():
        place = folder / student / NAME
        place.mkdir(parents=True)
        (place / "conv.py").write_text(text, "utf-8")
        (place / "conftest.py").write_text(FIXTURES)
        for path in assignment.checks:
            shutil.copy(path, place)
