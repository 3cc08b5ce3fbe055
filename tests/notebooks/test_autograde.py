"""`nbgrader autograde` grades functions behind the wall, whatever became of the cells."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from tests.notebooks.conftest import SAMPLE, grades
from tests.notebooks.notebooks_of import Notebook
from tests.notebooks.test_course import bundle

NAME = "03_padding"
RIGHT = (SAMPLE / "s01_loops" / NAME / "padding.py").read_text("utf-8")
LAST = RIGHT[: RIGHT.index("def same_pad2d")]  # all but the last function, which is worth 35
NOISY = RIGHT.replace("def ", "import sys\nprint('a', file=sys.stderr)\n\n\ndef ", 1)
TELLER = """\
def zero_pad2d(x, **sides):
    print("SEEN", x.ravel()[:3], sides)
    raise ValueError(f"SEEN {x.tolist()} {sides}")
"""
MARKER = "/tmp/convgrade-notebooks-were-run"


def duplicated(one):
    blank = [dict(one[name]) for name in one.answers]
    one.fill(RIGHT)
    one.cells += [dict(one[name]) for name in one.answers] + blank


def deleted(one):
    one.fill(RIGHT)
    one.cells = [
        {**c, "metadata": {}} for c in one.cells if "-" not in c["id"] and c["id"] != "setup"
    ]


def reordered(one):
    one.fill(RIGHT).cells.reverse()


def retyped(one):
    one.fill(RIGHT)
    for cell in one.cells:
        if cell["metadata"].get("nbgrader"):
            cell["cell_type"] = "markdown" if "-" not in cell["id"] else "raw"
            del cell["outputs"], cell["execution_count"]


def broken(one):
    one.fill(RIGHT).insert(4, "def (:\n  x = [1,").insert(6, "'''never closed").insert(8, "x = (")


def magics(one):
    one.fill(RIGHT).insert(3, "%matplotlib inline\n!rm -rf *").insert(3, "%%bash\nexit 1")


def forged(one):
    result = {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "20"}}
    for cell in one.cells:
        if "outputs" in cell:
            cell |= {"outputs": [result | {"execution_count": 1}], "attachments": {"a": {"b": "c"}}}
        marks = cell["metadata"].get("nbgrader", {})
        marks |= {"points": 1000, "schema_version": 1, "checksum": "0" * 32, "grade": True}


def edited(one):
    """Answers are written into the cells of checks, and into one that is nobody's."""
    functions = re.split(r"(?m)^(?=def )", RIGHT)
    one["setup"]["source"] = functions[0]
    for function in functions[1:]:
        name = re.match(r"def (\w+)", function)[1]
        place = f"{name}-hidden" if f"{name}-hidden" in str(one.cells) else "setup"
        one[place]["source"] = "".join(one[place]["source"]) + "\n" + function


def last(body):
    return lambda one: one.merge(f"{LAST}\n\ndef same_pad2d(x, kernel, *, stride=1):\n    {body}\n")


def killer(one):
    ends = f"import os\nopen({MARKER!r}, 'w').close()\nos.kill(os.getpid(), 9)\nos._exit(0)"
    one.fill(RIGHT).insert(4, ends).insert(9, "raise SystemExit").insert(0, "exit()")


STUDENTS = {
    "right": (lambda one: one.fill(RIGHT), 100),
    "stub": (lambda _: None, 0),
    "merged": (lambda one: one.merge(RIGHT), 100),
    "duplicated": (duplicated, 100),
    "deleted": (deleted, 100),
    "reordered": (reordered, 100),
    "retyped": (retyped, 100),
    "broken": (broken, 100),
    "magics": (magics, 100),
    "forged": (forged, 0),
    "noisy": (lambda one: one.merge(NOISY), 100),
    "edited": (edited, 100),
    "endless": (last("while True: pass"), 65),
    "greedy": (last("return [0] * 10**11"), 65),
    "killer": (killer, 100),
    "teller": (lambda one: one.merge(TELLER), 0),
}
NO_NOTEBOOK = {"garbage": b"PK\x03\x04", "deep": b'{"cells": ' + b"[" * 100_000, "empty": b""}


@pytest.fixture(scope="module")
def graded(made, tmp_path_factory, command):
    """Return a folder in which all of these notebooks were graded and have feedback."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("graded") / "cnn"))
    given = folder / "release" / NAME
    for student in [*STUDENTS, *NO_NOTEBOOK]:
        shutil.copytree(given, folder / "submitted" / student / NAME)
    for student, (mangle, _) in STUDENTS.items():
        notebook = Notebook(given / f"{NAME}.ipynb")
        mangle(notebook)
        notebook.write(folder / "submitted" / student / NAME / f"{NAME}.ipynb")
    for student, data in NO_NOTEBOOK.items():
        (folder / "submitted" / student / NAME / f"{NAME}.ipynb").write_bytes(data)
    Path(MARKER).unlink(missing_ok=True)
    command("nbgrader", "autograde", NAME, cwd=folder)
    command("nbgrader", "generate_feedback", NAME, cwd=folder)
    return folder


def shown(folder, student):
    return Notebook(folder / "autograded" / student / NAME / f"{NAME}.ipynb")


@pytest.mark.parametrize("student", STUDENTS)
def test_functions_are_graded_wherever_they_stand(graded, points, student):
    assert points(graded / "gradebook.db")[student, NAME] == STUDENTS[student][1]


@pytest.mark.parametrize("student", NO_NOTEBOOK)
def test_what_is_no_notebook_has_no_points_and_says_why(graded, points, student):
    assert points(graded / "gradebook.db")[student, NAME] == 0
    texts = ["".join(cell["source"]) for cell in shown(graded, student).cells]
    assert any("was not used: it is no notebook" in text for text in texts)


def test_the_same_notebooks_get_the_same_points_from_autograder_grade(
    graded, points, command, small, tmp_path
):
    run = "autograder", "grade", graded / "submitted", "--out", tmp_path / "grades", "--jobs", 1
    command(*run, "--course", small.root, "--cpu-seconds", 1, "--quiet", cwd=tmp_path)
    with (tmp_path / "grades" / "grades.csv").open() as table:
        ours = {(r["student"], r["assignment"]): int(r["points"]) for r in csv.DictReader(table)}
    assert ours == points(graded / "gradebook.db")


def test_points_and_messages_stand_together(graded):
    """Partial credit beside what is wrong; zero stays zero; what is printed is no failure."""
    endless = shown(graded, "endless")
    assert endless.outputs("same_pad2d-public").endswith("\n0")
    assert "ran out of time" in endless.outputs("same_pad2d-public")
    assert endless.outputs("zero_pad2d-public").endswith("\n20")
    assert "is not written yet" in shown(graded, "stub").outputs("same_pad2d-hidden")
    found = grades(graded / "gradebook.db")
    assert not any(needs_manual for _, _, needs_manual in found.values())
    teller = shown(graded, "teller")
    assert "raised  ValueError in line 3 of the cell of zero_pad2d" in teller.outputs(
        "zero_pad2d-public"
    )


def test_every_graded_cell_is_there_once_and_as_it_was_given_out(graded, made):
    given = Notebook(made / "release" / NAME / f"{NAME}.ipynb")
    names = [c["id"] for c in given.cells if c["metadata"].get("nbgrader", {}).get("locked")]
    for student in [*STUDENTS, *NO_NOTEBOOK]:
        notebook = shown(graded, student)
        marks = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in notebook.cells]
        for name in names:
            assert marks.count(name) == 1, (student, name)
            assert "".join(notebook[name]["source"]) == "".join(given[name]["source"])


def test_what_was_handed_in_besides_code_is_left_behind(graded):
    notebook = shown(graded, "forged")
    assert "attachments" not in str(notebook.cells)
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook.cells]
    assert sum(one["points"] for one in marks if one.get("grade")) == 100


def test_magics_are_ignored_with_a_note(graded):
    said = "03_padding.ipynb has magics or shell commands, which are ignored: 3"
    assert said in shown(graded, "magics").outputs("setup")
    assert shown(graded, "right").outputs("setup") == ""


def test_no_kernel_runs_what_was_handed_in(graded):
    assert (graded / "autograded" / "killer").is_dir()
    assert not Path(MARKER).exists()


def test_a_feedback_page_holds_nothing_secret(graded):
    """No line of a hidden check or a solution, no input of a hidden check, no expected value."""
    found = bundle()
    secrets = found.secrets()
    for student in STUDENTS:
        page = (graded / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")
        assert f"{NAME} (Score: {STUDENTS[student][1]}.0 / 100.0)" in page
        text = re.sub(r"<[^>]+>", "", page)
        own = found.lines(RIGHT)
        assert not (found.lines(text) & secrets) - own
    teller = shown(graded, "teller")
    assert "SEEN" in teller.outputs("zero_pad2d-public")
    assert "SEEN" not in teller.outputs("zero_pad2d-hidden")


def test_cells_of_other_checks_are_the_instructor_s_fault_and_cost_nothing(
    folder, given, hand_in, command, points
):
    """After checks have changed, nothing is graded until the new cells are given out."""
    hand_in("ann", NAME, given(NAME).fill(RIGHT))
    config = folder / "nbgrader_config.py"
    other = re.search(r"course = '(.*)'", config.read_text())[1]
    course = Path(shutil.copytree(other, folder.parent / "changed"))
    config.write_text(config.read_text().replace(other, str(course)))
    checks = course / "solutions" / NAME / "test_hidden.py"
    checks.write_text(checks.read_text("utf-8").replace("@points(8,", "@points(7,", 1))
    said = command("nbgrader", "autograde", NAME, cwd=folder, status=1).said
    assert "not those of its checks (zero_pad2d-hidden). Run `autograder nbgrader init`" in said
    assert not (folder / "autograded" / "ann" / NAME).exists()
    command("autograder", "nbgrader", "init", folder, "--course", course, cwd=folder)
    command("nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    command("nbgrader", "autograde", NAME, cwd=folder)
    assert points(folder / "gradebook.db") == {("ann", NAME): 99}
