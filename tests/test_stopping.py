"""A grader that is told to stop does so at once, leaves no process, and goes on where it was."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.course import load_module

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = load_module(ROOT / "tests" / "benchmarks" / "processes.py", "processes_of_a_run")
RIGHT = "def same_pad2d(height, width, kernel, stride):\n    return (0, 0, 0, 0)\n"
HANGS = "def zero_pad2d(x, *args, **kwargs):\n    while True:\n        pass\n"


@pytest.fixture
def submissions(tmp_path):
    """Two who are graded at once, and two who would take minutes."""
    for student, text in {"a": RIGHT, "b": RIGHT, "c": HANGS, "d": HANGS}.items():
        folder = tmp_path / "class" / student / "03_padding"
        folder.mkdir(parents=True)
        (folder / "padding.py").write_text(text)
    return tmp_path / "class"


def command(submissions, out, *options):
    grade = [sys.executable, "-m", "autograder", "grade", str(submissions), "--out", str(out)]
    return [*grade, "--jobs", "2", *options]


LONG = ("--cpu-seconds", "900", "--wall-seconds", "900")


def until(condition):
    limit = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < limit, "nothing happened"
        time.sleep(0.02)


def reports(out):
    return len(list(out.glob("reports/*/*.json")))


def at_work(pid, out):
    """Tell whether the quick ones are done and the slow ones have begun."""
    kinds = [kind for _, kind in PROCESSES.family(pid)]
    return reports(out) == 2 and "worker" in kinds


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_it_at_once_and_the_same_command_goes_on(submissions, tmp_path, number):
    out = tmp_path / "grades"
    grader = subprocess.Popen(
        command(submissions, out, *LONG), cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    until(lambda: at_work(grader.pid, out))
    family = dict(PROCESSES.family(grader.pid))
    grader.send_signal(number)
    _, said = grader.communicate(timeout=60)  # the slow ones would take a quarter of an hour
    assert grader.returncode == 128 + number
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    PROCESSES.wait_for_the_end_of(family)
    for student in "cd":
        (submissions / student / "03_padding" / "padding.py").write_text(RIGHT)
    again = subprocess.run(
        command(submissions, out, *LONG), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "2 graded" in again.stdout
    assert "(2 kept from an earlier run)" in again.stdout


def test_a_signal_stops_validate_at_once_and_leaves_no_process():
    """Two assignments are under way, and eleven have not begun."""
    validate = [sys.executable, "-m", "autograder", "validate", "--jobs", "2"]
    proving = subprocess.Popen(
        validate, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(lambda: [kind for _, kind in PROCESSES.family(proving.pid)].count("worker") >= 2)
    family = dict(PROCESSES.family(proving.pid))
    proving.send_signal(signal.SIGINT)
    out, said = proving.communicate(timeout=20)  # the next assignment alone would take longer
    assert proving.returncode == 128 + signal.SIGINT
    assert "mistakes, 0 complaints" not in out
    assert "Traceback" not in said
    PROCESSES.wait_for_the_end_of(family)


def test_a_closed_terminal_stops_it_and_leaves_no_process(submissions, tmp_path):
    out = tmp_path / "grades"
    grader, terminal = pty.fork()
    if grader == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, command(submissions, out, *LONG))
    until(lambda: at_work(grader, out))
    family = dict(PROCESSES.family(grader))
    os.close(terminal)
    _, status = os.waitpid(grader, 0)
    assert os.waitstatus_to_exitcode(status) in {128 + signal.SIGHUP, -signal.SIGHUP}
    PROCESSES.wait_for_the_end_of(family)


def test_a_run_that_is_to_survive_a_closed_terminal_does(submissions, tmp_path):
    out = tmp_path / "grades"
    grader = subprocess.Popen(
        ["nohup", *command(submissions, out, *LONG)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: at_work(grader.pid, out))
    grader.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert grader.poll() is None
    grader.terminate()
    assert grader.wait(60) == 128 + signal.SIGTERM


def test_a_second_grader_on_the_same_folder_says_so_and_touches_nothing(submissions, tmp_path):
    out = tmp_path / "grades"
    grader = subprocess.Popen(
        command(submissions, out, *LONG),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: at_work(grader.pid, out))
        before = {path: path.read_bytes() for path in out.rglob("*.json")}
        second = subprocess.run(
            command(submissions, out), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert second.returncode == 2
        assert f"Another grader is writing to {out}; wait for it." in second.stderr
        assert {path: path.read_bytes() for path in out.rglob("*.json")} == before
        assert grader.poll() is None
    finally:
        grader.terminate()
        grader.wait()
