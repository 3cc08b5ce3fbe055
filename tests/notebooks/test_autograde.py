"""`nbgrader autograde` grades functions behind the wall, whatever became of the cells."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from tests.notebooks.conftest import grades
from tests.notebooks.mangled import MARKER, NAME, NO_NOTEBOOK, RIGHT, STUDENTS
from tests.notebooks.notebooks_of import Notebook
from tests.notebooks.test_course import bundle


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
