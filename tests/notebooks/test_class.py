"""A class through nbgrader's commands, and through this grader's: the same points everywhere."""

import csv
import shutil
import sqlite3
import zipfile

import pytest

from tests.notebooks.conftest import NAMES, SAMPLE, grades
from tests.notebooks.notebooks_of import Notebook

LIMITED = {"04_conv": ("s11_syntax", "s19_notebook", "s21_forger")}
BY_EXCHANGE = ("s01_loops", "s05_unpad")


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """Return a part of the sample class as it is: files of code."""
    folder = tmp_path_factory.mktemp("code")
    for name in NAMES:
        for place in sorted(SAMPLE.glob(f"*/{name}")):
            student = place.parent.name
            if student in LIMITED.get(name, (student,)):
                shutil.copytree(place, folder / student / name)
    return folder


def as_notebook(place, given):
    """Return a submission of the sample class as a notebook: in its cells, where it can be cut."""
    own = sorted(place.glob("*.ipynb"))
    if own:
        return Notebook(own[0])
    text = next(place.glob("*.py")).read_text("utf-8")
    try:
        return Notebook(given).fill(text)
    except SyntaxError:
        return Notebook(given).merge(text)


@pytest.fixture(scope="module")
def graded(made, code, tmp_path_factory, command):
    """Return a folder in which the class was graded: given out, handed in, collected, graded."""
    base = tmp_path_factory.mktemp("class")
    folder, home = shutil.copytree(made, base / "cnn"), base / "home"
    config = folder / "nbgrader_config.py"
    config.write_text(
        config.read_text() + f"c.Exchange.root = {str(base / 'exchange')!r}\n"
        "c.ExchangeCollect.check_owner = False\n"
        "c.FileNameCollectorPlugin.named_regexp = "
        r"r'.*/(?P<student_id>\w+?)--(?P<file_id>\w+)'" + "\n"
    )
    (base / "exchange").mkdir(mode=0o777)
    (base / "exchange").chmod(0o777)
    home.mkdir()
    shutil.copy(folder / "nbgrader_config.py", home)
    for name in NAMES:
        command("nbgrader", "release_assignment", name, cwd=folder)
        command("nbgrader", "fetch_assignment", name, cwd=home)
        given = home / name / f"{name}.ipynb"
        archive = folder / "downloaded" / name / "archive"
        archive.mkdir(parents=True)
        with zipfile.ZipFile(archive / "all.zip", "w") as zipped:
            for place in sorted(code.glob(f"*/{name}")):
                student, fresh = place.parent.name, base / "fresh.ipynb"
                shutil.copy(folder / "release" / name / given.name, fresh)
                as_notebook(place, fresh).write(given)
                if student in BY_EXCHANGE:
                    submit = "nbgrader", "submit", name, f"--student={student}"
                    command(*submit, cwd=home)
                else:
                    zipped.write(given, f"{student}--{given.name}")
        command("nbgrader", "collect", name, cwd=folder)
        command("nbgrader", "zip_collect", name, cwd=folder)
        command("nbgrader", "autograde", name, cwd=folder)
    command("nbgrader", "generate_feedback", NAMES[0], "--student=s05_unpad", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def recorded(code, command, small, tmp_path_factory):
    """Return a gradebook in which `autograder grade` has recorded the class's files of code."""
    place = tmp_path_factory.mktemp("recorded")
    grade(command, small, code, place)
    return place


def grade(command, small, code, place):
    url = f"sqlite:///{place / 'gradebook.db'}"
    run = "autograder", "grade", code, "--out", place / "grades", "--gradebook", url
    limits = "--cpu-seconds", 1, "--jobs", 1
    return command(*run, *limits, "--course", small.root, cwd=place).said


def test_every_cell_has_the_points_that_autograder_grade_records(graded, recorded):
    """Between notebooks through nbgrader and files of code through this grader no point differs."""
    theirs, ours = (grades(place / "gradebook.db") for place in (graded, recorded))
    assert len(theirs) > 50
    assert theirs == ours
    with (recorded / "grades" / "grades.csv").open() as table:
        rows = [row for row in csv.DictReader(table) if row["status"] == "graded"]
    assert len(rows) == len({(student, name) for student, name, _ in theirs})
    for row in rows:
        own = [v[0] for key, v in theirs.items() if key[:2] == (row["student"], row["assignment"])]
        assert sum(own) == int(row["points"])


def test_export_and_feedback_show_these_points(graded, recorded, command):
    tables = []
    for place in (graded, recorded):
        command("nbgrader", "export", cwd=place)
        with (place / "grades.csv").open() as table:
            rows = list(csv.DictReader(table))
        tables.append({(r["student_id"], r["assignment"]): float(r["score"]) for r in rows})
    theirs, ours = tables
    assert theirs == ours
    assert theirs["s05_unpad", "03_padding"] == 75
    page = graded / "feedback" / "s05_unpad" / "03_padding" / "03_padding.html"
    text = page.read_text("utf-8")
    assert "03_padding (Score: 75.0 / 100.0)" in text
    assert "dy[:, :, top:-bottom, left:-right], which is empty" in text


def test_what_people_enter_survives_another_run(recorded, command, code, small, tmp_path):
    """A grade and a comment given by hand stay, beside the new automatic points."""
    place = shutil.copytree(recorded, tmp_path / "again")
    by_hand = "update grade set manual_score = 7.5, auto_score = 0"
    with sqlite3.connect(place / "gradebook.db") as database:
        database.execute(by_hand)
        database.execute("update comment set manual_comment = 'well done'")
        notes = database.execute("select count(*) from comment").fetchone()
    before = grades(recorded / "gradebook.db")
    assert "recorded" in grade(command, small, code, place)
    after = grades(place / "gradebook.db")
    assert {key: value[0] for key, value in after.items()} == {k: v[0] for k, v in before.items()}
    assert {value[1:] for value in after.values()} == {(7.5, 1)}
    with sqlite3.connect(place / "gradebook.db") as database:
        kept = "select count(*) from comment where manual_comment = 'well done'"
        assert database.execute(kept).fetchone() == notes


def test_a_gradebook_that_cannot_be_opened_is_said_before_grading(command, code, small, tmp_path):
    run = "autograder", "grade", code, "--out", tmp_path / "out", "--course", small.root
    for url, words in (
        ("sqlite:////nowhere/at/all.db", "The gradebook cannot be opened"),
        ("gradebook.db", "The gradebook cannot be opened"),
        ("postgresql+nodriver://x/y", "The gradebook cannot be opened"),
    ):
        done = command(*run, "--gradebook", url, cwd=tmp_path, status=2)
        assert words in done.said
        assert "Traceback" not in done.said
    assert not (tmp_path / "out").exists()
