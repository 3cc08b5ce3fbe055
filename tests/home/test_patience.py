"""Whoever waits is told where the function is."""

import re
import shutil
import subprocess
import sys

import pytest

from autograder.mistakes import plain_loops

SOON = "import autograder.home.patience\n\nautograder.home.patience.PATIENCE = 0.5\n"
LOOP = "    y = np.zeros((N, F, OH, OW))\n"
WAITS = """    import time
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        pass
"""


@pytest.fixture
def folder(tmp_path, course):
    shutil.copytree(course.find("04_conv").public, tmp_path / "04_conv")
    (tmp_path / "04_conv" / "conftest.py").write_text(SOON)
    return tmp_path / "04_conv"


def shown(folder, text):
    (folder / "conv.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-x", "-k", "test_conv2d_worked_example"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_a_check_that_takes_long_says_once_which_line_it_is_in(folder, course):
    loops = plain_loops(course.find("04_conv"))
    text = loops.replace(LOOP, LOOP + WAITS, 1)
    first = text[: text.index("while time")].count("\n") + 1
    said = re.findall(
        r"^conv2d has taken 0.5 seconds, now in line (\d+) of conv.py; Ctrl-C stops it$",
        shown(folder, text),
        re.MULTILINE,
    )
    assert said
    assert all(int(line) in {first, first + 1} for line in said)
    assert len(said) <= 2  # once for each of the two checks


def test_nothing_is_said_of_checks_that_are_quick(folder, course):
    assert "seconds" not in shown(folder, plain_loops(course.find("04_conv")))
