"""What commands print: figures for people and programs, in terminals and pipes."""

import contextlib
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from tests.test_cli import RIGHT, ROOT_COMMAND, run


@pytest.fixture
def class_folder(tmp_path):
    return hand_in(tmp_path)


def hand_in(folder):
    place = folder / "class" / "ada" / "04_conv"
    place.mkdir(parents=True)
    (place / "conv.py").write_text(RIGHT)
    return folder / "class"


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course):
    """A class that was graded with `--json`: the folder of grades, and what was printed."""
    folder = tmp_path_factory.mktemp("graded")
    arguments = ("grade", hand_in(folder), "--out", folder / "grades", "--json")
    return folder / "grades", run(*arguments, cwd=course.root, FORCE_COLOR="1")


def show(*arguments):
    return CliRunner().invoke(app, ["show", *map(str, arguments)])


def test_json_is_all_that_is_printed_and_says_what_the_page_says(graded):
    _, done = graded
    figures = json.loads(done.stdout)
    assert figures["assignments"]["04_conv"]["median"] == 10
    assert figures["failed"] == []
    assert (figures["seed"], figures["fresh"]) == (0, 1)


def test_a_report_is_shown_as_the_student_sees_it(graded):
    out, _ = graded
    done = show(out, "ada", "04_conv")
    assert done.exit_code == 0
    assert "dense_as_conv" in done.stdout
    assert "10/100" in done.stdout.splitlines()[0]
    assert "04_conv" in show(out).stdout
    assert "비공개 검사" in show(out, "ada", "--lang", "ko").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("add",), "Did you mean ada?"), (("ada", "4_conv"), "Did you mean 04_conv?")],
)
def test_a_name_that_is_not_there_gets_the_nearest_one(graded, arguments, said):
    wrong = show(graded[0], *arguments)
    assert wrong.exit_code == 2
    assert said in wrong.stderr


def test_a_folder_of_something_else_holds_no_grades(tmp_path):
    assert "holds no grades" in show(tmp_path).stderr


def test_a_terminal_of_few_letters_shows_what_it_can(graded, course):
    arguments = ("show", graded[0], "ada", "--lang", "ko")
    done = run(*arguments, cwd=course.root, PYTHONIOENCODING="latin-1")
    assert (done.returncode, "??? ??" in done.stdout) == (0, True)


def test_a_pipe_gets_whole_sentences_and_no_escape_sequences(class_folder, tmp_path, course):
    folder = class_folder / "bob" / "04_conv"
    folder.mkdir(parents=True)
    (folder / ("a_long_name_of_a_file" * 6 + ".docx")).write_text("")
    done = run("grade", class_folder, "--out", tmp_path / "g", cwd=course.root, COLUMNS="40")
    assert "\x1b" not in done.stdout + done.stderr
    assert any(line.endswith(".docx") for line in done.stdout.splitlines())


def test_a_terminal_shows_progress_and_no_color_is_heeded(class_folder, tmp_path, course):
    """Behind a terminal of 60 columns; the line of progress is gone at the end."""
    arguments = ["grade", class_folder, "--out", tmp_path / "g"]
    shown = in_terminal([*ROOT_COMMAND, *map(str, arguments)], course.root, NO_COLOR="1")
    assert "0/1" in shown
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)
    assert (
        max(len(line) for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\r", shown).split("\r")) <= 61
    )


def in_terminal(command, cwd, **environment):
    """Return all that a program writes to a terminal of 60 columns."""
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
    env |= {"TERM": "xterm", "LANG": "C.UTF-8"} | environment
    with subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=env):
        os.close(theirs)
        parts = []
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes any more
            while part := os.read(mine, 65536):
                parts.append(part)
    os.close(mine)
    return b"".join(parts).decode()
