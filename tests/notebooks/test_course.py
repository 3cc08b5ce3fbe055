"""One command makes a course folder for nbgrader, and nothing secret is given out of it."""

import importlib.util
import json
import re
import sqlite3
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.exam.collect import collect
from autograder.notebooks.cells import Kind, cells_of, pieces
from autograder.notebooks.make import write_course
from autograder.release import stub_text
from tests.notebooks.conftest import NAMES
from tests.notebooks.notebooks_of import Notebook

ROOT = Path(__file__).resolve().parents[2]


def code_of(notebook):
    """Return the answers of a notebook as one text, without empty lines."""
    names = {"imports", *notebook.answers}
    sources = ["".join(c["source"]) for c in notebook.cells if c["id"] in names]
    return re.sub(r"\n+", "\n", "\n".join(sources)).strip()


def test_what_is_given_out_is_the_stub_in_cells(made, small):
    for name in NAMES:
        notebook = Notebook(made / "release" / name / f"{name}.ipynb")
        stub = small.find(name).stub.read_text("utf-8")
        assert code_of(notebook) == re.sub(r"\n+", "\n", stub).strip()
        sources = {"".join(cell["source"]) for cell in notebook.cells}
        assert any("Return windows" in one or "## " in one for one in sources)


def test_the_points_of_the_cells_add_up_to_the_assignment_s(made, small):
    for name in NAMES:
        notebook = Notebook(made / "source" / name / f"{name}.ipynb")
        marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook.cells]
        checks = collect(small.find(name))
        for hidden, end in ((False, "-public"), (True, "-hidden")):
            cells = [m["points"] for m in marks if m.get("grade") and m["grade_id"].endswith(end)]
            assert sum(cells) == sum(c.points for c in checks if c.hidden == hidden)


def test_what_checks_read_and_handouts_speak_of_lies_beside_the_notebook(tmp_path):
    """Pictures and digits among them."""
    write_course(Course(ROOT), tmp_path)
    for assignment in Course(ROOT).assignments:
        place = tmp_path / "source" / assignment.name
        for path in (p for p in assignment.public.rglob("*") if p.suffix in {".npz", ".svg"}):
            assert (place / path.relative_to(assignment.public)).read_bytes() == path.read_bytes()
        if "look.py" in (assignment.public / "README.md").read_text("utf-8"):
            assert (place / "look.py").is_file()


@pytest.mark.parametrize("name", [a.name for a in Course(ROOT).assignments])
def test_every_assignment_makes_a_notebook_in_both_languages(name):
    assignment = Course(ROOT).find(name)
    checks = collect(assignment)
    english, korean = (cells_of(assignment, checks, language) for language in ("en", "ko"))
    assert [cell.name for cell in english] == [cell.name for cell in korean]
    functions = list(dict.fromkeys(check.function for check in checks))
    assert {c.name for c in english if c.kind is Kind.ANSWER} == set(functions)
    assert sum(cell.points for cell in english) == sum(check.points for check in checks)
    head, answers = pieces(assignment.reference.read_text("utf-8"), checks)
    stub = "\n".join([head, *(stub_text(text) for _, text in answers)])
    wanted = assignment.stub.read_text("utf-8")
    assert re.sub(r"\n+", "\n", stub).strip() == re.sub(r"\n+", "\n", wanted).strip()
    texts = [cell.source for cell in korean if cell.kind is Kind.TEXT]
    assert all(re.search("[가-힣]", text) for text in texts)
    assert not any("pytest" in text or assignment.file in text for text in texts)


def bundle():
    """Return the module that knows what is secret of the whole course."""
    path = ROOT / "tests" / "course" / "test_bundle.py"
    spec = importlib.util.spec_from_file_location("bundle", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_secret_is_given_out(made):
    """Neither in what students get nor in the database: a line of a solution or a hidden check."""
    known = bundle()
    secrets = known.secrets()
    found = [path for path in (made / "release").rglob("*") if path.is_file()]
    assert {path.suffix for path in found} == {".ipynb", ".py", ".json", ".svg"}
    for path in found:
        text = path.read_text("utf-8")
        if path.suffix == ".ipynb":
            text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        assert not known.lines(text) & secrets, path
    with sqlite3.connect(made / "gradebook.db") as database:
        kept = database.execute("select source from source_cell").fetchall()
    assert len(kept) > 20
    assert not known.lines("\n".join(source for (source,) in kept)) & secrets


def test_running_it_again_updates_notebooks_and_keeps_what_is_the_instructor_s(
    folder, command, small
):
    """Cells that an instructor added stay where they are, and so do settings."""
    path = folder / "source" / "03_padding" / "03_padding.ipynb"
    notebook = Notebook(path)
    before = Notebook(path).cells
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": "Why zeros?"}
    at = notebook.at("zero_pad2d-hidden")
    notebook.cells[at + 1 : at + 1] = [own]
    notebook["zero_pad2d"]["source"] = "an old version"
    notebook.write(path)
    (folder / "source" / "03_padding" / "points.json").write_text("{}")
    config = (folder / "nbgrader_config.py").read_bytes()
    again = "autograder", "nbgrader", "init", folder, "--course", small.root
    said = command(*again, cwd=folder).said
    assert said.count("wrote") == 2
    assert Notebook(path).cells == [*before[: at + 1], own, *before[at + 1 :]]
    assert (folder / "nbgrader_config.py").read_bytes() == config
    assert "wrote" not in command(*again, cwd=folder).said


def test_an_unknown_language_is_wrong_usage(command, small, tmp_path):
    options = "--course", small.root, "--language", "eo"
    done = command(
        "autograder", "nbgrader", "init", tmp_path / "c", *options, cwd=tmp_path, status=2
    )
    assert "no handout in 'eo'" in done.said
    assert not (tmp_path / "c" / "source").exists()
