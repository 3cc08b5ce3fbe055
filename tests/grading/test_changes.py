"""What changes while a class is graded is noticed; clocks and times of files decide nothing."""

import itertools
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from autograder.course import Course, load_module
from autograder.exam.collect import collect
from autograder.grading.submissions import read_submission
from autograder.grading.task import ExamChangedError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copied_course(tmp_path):
    for part in ("assignments", "solutions"):
        for name in ("03_padding", "04_conv"):
            shutil.copytree(ROOT / part / name, tmp_path / "course" / part / name)
    return Course(tmp_path / "course")


@pytest.mark.parametrize("which", ["04_conv", "03_padding"])
def test_an_exam_that_changes_during_the_run_is_noticed(
    grade, tmp_path, submissions, copied_course, which
):
    """No job begins on another exam than the run's; if none has to, the end says so."""
    folder = tmp_path / "class"
    for student in "abcde":
        for name in ("03_padding", "04_conv"):
            shutil.copytree(submissions / "s01_loops" / "03_padding", folder / student / name)
    hidden = copied_course.find(which).checks[1]

    def change(*_):
        hidden.write_text(hidden.read_text("utf-8") + "# one more word\n", "utf-8")

    def run(watch=None):
        names = ("03_padding", "04_conv") if which == "04_conv" else (which,)
        return grade(submissions=folder, course=copied_course, assignments=names, watch=watch)

    if which == "04_conv":
        with pytest.raises(ExamChangedError, match="04_conv"):
            run(change)
        assert not (tmp_path / "grades" / "grades.csv").exists()
        assert run().kept == 5
    else:
        said = "the checks of 03_padding have changed meanwhile; give the same command again"
        assert said in run(change).warnings
        assert run().kept == 0


def test_a_change_within_one_second_and_of_one_digit_is_seen(copied_course):
    """Python's cache of compiled code would miss it; times of files decide nothing here."""
    conv = copied_course.find("04_conv")
    for path, load in (
        (conv.reference, lambda: load_module(conv.reference, "one_digit").NUMBER),
        (conv.checks[1], lambda: collect(conv)[-1].points),
    ):
        text = path.read_text("utf-8")
        test = '\n\n@points({}, of="conv2d")\ndef test_it(student):\n    """It is"""\n'
        for digit in (3, 4):
            new = f"NUMBER = {digit}\n" if path == conv.reference else test.format(digit)
            path.write_text(text + new, "utf-8")
            os.utime(path, (1e9, 1e9))
            if path == conv.checks[1]:  # as the author's own pytest does
                command = [sys.executable, "-m", "pytest", "-q", "--collect-only", str(path)]
                keeping = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
                options = {"capture_output": True, "cwd": copied_course.root, "env": keeping}
                subprocess.run(command, check=False, **options)
                assert list(path.parent.glob("__pycache__/*pytest*"))
            else:
                command = [sys.executable, "-m", "compileall", "-q", str(path)]
                subprocess.run(command, check=True)
            assert load() == digit


def test_no_decision_depends_on_the_time_of_day_or_of_files():
    """Deadlines are counted by clocks that nobody can set."""
    words = (
        "time.time(",
        "datetime.now",
        "utcnow",
        "st_mtime",
        "getmtime",
        "st_ctime",
        "localtime(",
    )
    for path in (ROOT / "autograder").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not [word for word in words if word in text], path


def test_a_submission_that_changes_while_it_is_read_is_one_of_its_versions(tmp_path, course):
    conv = course.find("04_conv")
    path = tmp_path / "ada" / "04_conv" / "conv.py"
    path.parent.mkdir(parents=True)
    versions = [f"def conv2d():\n    return {number}\n" for number in range(3)]
    path.write_text(versions[0])
    over = threading.Event()

    def rewrite():
        for text in itertools.cycle(versions):
            if over.is_set():
                return
            draft = path.with_name("draft")
            draft.write_text(text)
            draft.replace(path)
            shutil.rmtree(path.parent.with_name("05_pooling"), ignore_errors=True)
            path.parent.with_name("05_pooling").mkdir()

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        seen = {read_submission(tmp_path, "ada", conv).source.text for _ in range(300)}
    finally:
        over.set()
        writer.join()
    assert seen <= set(versions)
    assert len(seen) > 1
