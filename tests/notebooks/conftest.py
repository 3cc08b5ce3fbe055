"""A course of two assignments for nbgrader, and real commands of nbgrader to run in it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import Course
from tests.notebooks.notebooks_of import Notebook

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_class"
NAMES = ("03_padding", "04_conv")
GRADES = """
select sa.student_id, a.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
from grade g join base_cell c on g.cell_id = c.id
join submitted_notebook sn on g.notebook_id = sn.id
join submitted_assignment sa on sn.assignment_id = sa.id
join assignment a on sa.assignment_id = a.id
"""


@dataclass
class Done:
    """How a command ended."""

    status: int
    said: str


@pytest.fixture(scope="session")
def command(tmp_path_factory):
    """Return what runs a command line in a folder."""
    home = tmp_path_factory.mktemp("home")
    bins = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "JUPYTER"))}
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("commands.py"), home / "log.txt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean | {"HOME": str(home), "PATH": bins, "COLUMNS": "200"},
    )

    def run(*words, cwd, status=0):
        asked = {"command": [str(word) for word in words], "cwd": str(cwd)}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        done = Done(**json.loads(process.stdout.readline()))
        assert status in {None, done.status}, done.said
        return done

    yield run
    process.stdin.close()
    process.wait()
    process.stdout.close()


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Return a course with two of the kit's assignments."""
    root = tmp_path_factory.mktemp("course")
    for name in NAMES:
        for part in ("assignments", "solutions"):
            shutil.copytree(ROOT / part / name, root / part / name)
    return Course(root)


@pytest.fixture(scope="session")
def made(tmp_path_factory, command, small):
    """Return a folder as `init` and `generate_assignment` make it; copy it to change it."""
    folder = tmp_path_factory.mktemp("nbgrader") / "cnn"
    command("autograder", "nbgrader", "init", folder, "--course", small.root, cwd=small.root)
    for name in NAMES:
        command("nbgrader", "generate_assignment", name, cwd=folder)
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("cpu_seconds = 10", "cpu_seconds = 1"))
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return a folder of one's own: a course that has been given out."""
    return Path(shutil.copytree(made, tmp_path / "cnn"))


@pytest.fixture
def given(folder):
    """Return what reads a notebook as it was given out."""
    return lambda name: Notebook(folder / "release" / name / f"{name}.ipynb")


@pytest.fixture
def hand_in(folder):
    """Return what puts a notebook where `nbgrader autograde` finds it."""

    def write(student, name, notebook):
        place = folder / "submitted" / student / name
        shutil.copytree(folder / "release" / name, place, dirs_exist_ok=True)
        notebook.write(place / f"{name}.ipynb")

    return write


def grades(path):
    """Return a gradebook's points: by student, assignment and cell."""
    with sqlite3.connect(path) as database:
        rows = database.execute(GRADES).fetchall()
    return {row[:3]: row[3:] for row in rows}


@pytest.fixture
def points():
    """Return what reads the automatic points of a gradebook, added up for each assignment."""

    def read(path):
        found = {}
        for (student, name, _), (auto, *_) in grades(path).items():
            found[student, name] = found.get((student, name), 0) + auto
        return found

    return read
