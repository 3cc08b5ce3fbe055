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

from tests.test_cli import RIGHT, ROOT_COMMAND, run


@pytest.fixture
def class_folder(tmp_path):
    folder = tmp_path / "class" / "ada" / "04_conv"
    folder.mkdir(parents=True)
    (folder / "conv.py").write_text(RIGHT)
    return tmp_path / "class"


def test_json_is_all_that_is_printed_and_says_what_the_page_says(class_folder, tmp_path, course):
    out = tmp_path / "grades"
    done = run("grade", class_folder, "--out", out, "--json", cwd=course.root, FORCE_COLOR="1")
    figures = json.loads(done.stdout)
    assert figures["assignments"]["04_conv"]["median"] == 10
    assert figures["failed"] == []
    assert (figures["sandbox"], figures["seed"], figures["fresh"]) == ("ns", 0, 1)


def test_a_report_is_shown_as_the_student_sees_it(class_folder, tmp_path, course):
    out = tmp_path / "grades"
    run("grade", class_folder, "--out", out, cwd=course.root)
    done = run("show", out, "ada", "04_conv", cwd=course.root)
    assert done.returncode == 0
    assert "dense_as_conv" in done.stdout
    assert "10/100" in done.stdout.splitlines()[0]
    figures = run("show", out, cwd=course.root).stdout
    assert "04_conv" in figures
    for arguments, said in (
        (("add",), "Did you mean ada?"),
        (("ada", "4_conv"), "Did you mean 04_conv?"),
    ):
        wrong = run("show", out, *arguments, cwd=course.root)
        assert wrong.returncode == 2
        assert said in wrong.stderr
    assert "holds no grades" in run("show", class_folder, cwd=course.root).stderr


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
