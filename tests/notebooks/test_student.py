"""A student's notebook says what `pytest` says, and nbgrader's validate what it should."""

import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.home.earlier import EarlierNotebooks
from autograder.home.notebook import load, run_checks
from tests.notebooks.conftest import SAMPLE
from tests.notebooks.notebooks_of import Notebook, code

UNPAD = (SAMPLE / "s05_unpad" / "03_padding" / "padding.py").read_text("utf-8")
RIGHT = (SAMPLE / "s01_loops" / "03_padding" / "padding.py").read_text("utf-8")
MENDED = """\
def zero_pad2d_backward(dy, *, top=0, bottom=0, left=0, right=0):
    print("hello")
    return dy[:, :, top : dy.shape[2] - bottom, left : dy.shape[3] - right]
"""


def plain(text):
    """Return the scoreboard without colours."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


@pytest.fixture
def home(made, tmp_path):
    """Return a folder as a student fetches it, with the notebook in it."""
    return Path(shutil.copytree(made / "release" / "03_padding", tmp_path / "03_padding"))


def test_checks_in_a_notebook_say_what_pytest_says_and_see_edited_cells(home, command):
    path = home / "03_padding.ipynb"
    notebook = Notebook(path).fill(UNPAD)
    notebook.cells += [code(MENDED), code("%check zero_pad2d_backward"), code("%check pad")]
    notebook.cells += [code("zero_pad2d = None"), code("%check zero_pad2d")]
    notebook.write(path)
    command("execute", path, cwd=home)
    shown = Notebook(path).cells
    overview, _, again, unknown, _, undefined = (
        plain("".join("".join(o["text"]) for o in cell["outputs"])) for cell in shown[-6:]
    )
    (home / "padding.py").write_text(UNPAD)
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", home]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=home)
    board = done.stdout[done.stdout.index("===") : done.stdout.index("when your work")]
    assert overview.startswith(board)
    assert "which is empty when bottom or right is 0" in " ".join(board.split())
    assert "zero_pad2d_backward                                                      12/12" in again
    assert "hello" not in again
    assert "There are no checks of pad; there are of zero_pad2d, " in unknown
    assert "zero_pad2d is not defined: run the cell that defines it" in undefined


def test_validate_fails_what_fails_and_says_why(home, command):
    path = home / "03_padding.ipynb"
    Notebook(path).fill(UNPAD).write(path)
    said = command("nbgrader", "validate", path, cwd=home).said
    assert "VALIDATION FAILED ON 1 CELL(S)!" in said
    assert said.count("%check zero_pad2d_backward") == 1
    assert "looks like  dx = dy[:, :, top:-bottom, left:-right], which is empty" in said
    assert "Traceback" not in said
    Notebook(path).fill(RIGHT).write(path)
    said = command("nbgrader", "validate", path, cwd=home).said
    assert "Success! Your notebook passes all the tests." in said


def test_lines_are_counted_in_the_cell_of_the_function(home):
    cell = "\n\ndef zero_pad2d(x, **sides):\n    return x[5]\n"
    names = {}
    exec(compile(cell, "/tmp/ipykernel_1/1.py", "exec"), names)
    board, passed = run_checks(home, names, ["zero_pad2d"])
    assert "raised  IndexError in line 4 of its cell" in board
    assert not passed


def test_a_helper_that_is_not_written_is_named_without_the_kernel_s_files(home):
    names = {}
    cells = (
        "def zero_pad2d(x, **sides):\n    return f(x)\n",
        "def f(x): raise NotImplementedError",
    )
    for number, cell in enumerate(cells):
        exec(compile(cell, f"/tmp/ipykernel_1/{number}.py", "exec"), names)
    board, _ = run_checks(home, names, ["zero_pad2d"])
    assert "first   write f, which zero_pad2d needs" in board


def test_a_folder_without_checks_is_said_to_be_one(tmp_path):
    board, passed = run_checks(tmp_path, {}, [])
    assert "There is no file of checks" in board
    assert not passed


def test_a_notebook_imports_what_earlier_ones_define(tmp_path, monkeypatch):
    """A later file, a broken cell, magics and demonstrations are no matter; conv.py goes first."""
    for name in ("04_conv", "07_residual", "09_conv"):
        (tmp_path / name).mkdir()
    notebook = Notebook.__new__(Notebook)
    sources = ("import numpy as np\n%matplotlib inline", "def conv2d(:", "ZERO = missing")
    sources += ("def conv2d(x):\n    return np.sum(x)\nraise SystemExit", "!false\nconv2d(3)[4]")
    notebook.json, notebook.cells = {}, [code(source) for source in sources]
    notebook.cells.append({"cell_type": "markdown", "source": "def conv2d(x): no"})
    notebook.write(tmp_path / "04_conv" / "mine.ipynb")
    finder = EarlierNotebooks(tmp_path / "07_residual", TransformerManager().transform_cell)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, finder])
    import conv

    del sys.modules["conv"]
    assert conv.conv2d(np.ones(3)) == 3
    assert finder.find_spec("residual") is None
    (tmp_path / "04_conv" / "conv.py").write_text("from os import conv")
    assert finder.find_spec("conv").origin.endswith("conv.py")


def test_what_would_be_the_answer_cannot_be_imported_into_a_notebook(course, tmp_path, monkeypatch):
    for name in ("04_conv", "12_fast_conv"):
        shutil.copytree(course.find(name).public, tmp_path / name)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.delitem(sys.modules, "conv", raising=False)
    shell = SimpleNamespace(transform_cell=str, register_magic_function=lambda *_: None)
    monkeypatch.chdir(tmp_path / "12_fast_conv")
    load(shell)
    with pytest.raises(ImportError, match="conv must not be imported in this assignment"):
        import_module("conv")
    monkeypatch.chdir(tmp_path / "04_conv")
    load(shell)
    with pytest.raises(ModuleNotFoundError):
        import_module("conv")
