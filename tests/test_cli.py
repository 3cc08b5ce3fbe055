"""The command line says what is wrong and what to do, with the exit statuses of the contract."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT_COMMAND = [sys.executable, "-m", "autograder"]
RIGHT = """\
def dense_as_conv(weight, shape):
    return weight.reshape(len(weight), *shape)
"""


def run(*arguments, cwd=None, **environment):
    return subprocess.run(
        [*ROOT_COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=os.environ | environment,
    )


@pytest.fixture
def class_folder(tmp_path):
    folder = tmp_path / "class" / "ada" / "04_conv"
    folder.mkdir(parents=True)
    (folder / "conv.py").write_text(RIGHT)
    return tmp_path / "class"


def test_a_class_is_graded_and_the_figures_are_printed(class_folder, tmp_path, course):
    done = run("grade", class_folder, "--out", tmp_path / "grades", "--jobs", 1, cwd=course.root)
    assert done.returncode == 0, done.stderr
    assert "04_conv" in done.stdout
    assert "sandbox tier" in done.stdout
    table = (tmp_path / "grades" / "grades.csv").read_text("utf-8")
    assert table.splitlines()[1] == "ada,04_conv,10,100,graded"


def test_quiet_prints_nothing(class_folder, tmp_path, course):
    done = run("grade", class_folder, "--out", tmp_path / "g", "--quiet", cwd=course.root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--assignment", "4_conv"), "Did you mean 04_conv?"),
        (("--assignment", "nothing"), "It has: 01_geometry, 02_filters, 03_padding"),
        (("--course", "/nowhere"), "is no course"),
        (("--sandbox", "bubblewrap"), "bubblewrap"),
        (("--jobs", "0"), "--jobs"),
        (("--job", "2"), "--jobs"),
        (("--lang", "xx"), "there are: en, ko"),
    ],
)
def test_wrong_usage_says_what_is_wrong_and_exits_with_2(
    class_folder, tmp_path, course, arguments, words
):
    done = run("grade", class_folder, "--out", tmp_path / "grades", *arguments, cwd=course.root)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "grades").exists()


def test_no_submissions_is_wrong_usage(tmp_path, course):
    done = run("grade", tmp_path / "nowhere", "--out", tmp_path / "grades", cwd=course.root)
    assert done.returncode == 2
    assert "There is no folder" in done.stderr
    (tmp_path / "ada").mkdir()
    done = run("grade", tmp_path, "--out", tmp_path.with_name("grades"), cwd=course.root)
    assert done.returncode == 2
    assert "Nobody handed in any of" in done.stderr


def test_an_output_folder_of_something_else_is_left_alone(class_folder, tmp_path, course):
    done = run("grade", class_folder, "--out", tmp_path, cwd=course.root)
    assert done.returncode == 2
    assert "choose an empty folder" in done.stderr


def test_grades_do_not_go_among_the_submissions(class_folder, course):
    done = run("grade", class_folder, "--out", class_folder / "grades", cwd=course.root)
    assert done.returncode == 2
    assert "choose another folder" in done.stderr
    assert not (class_folder / "grades").exists()


def test_what_was_handed_in_and_not_used_is_pointed_out(class_folder, tmp_path, course):
    (class_folder / "ada" / "5_pooling").mkdir()
    (class_folder / "bob" / "04_conv").mkdir(parents=True)
    (class_folder / "bob" / "04_conv" / "conv.docx").write_text(RIGHT)
    done = run("grade", class_folder, "--out", tmp_path / "grades", cwd=course.root)
    assert "did they mean 05_pooling?" in " ".join(done.stdout.split())
    assert "bob/04_conv is missing: not used: conv.docx" in " ".join(done.stdout.split())


def test_what_only_the_instructor_may_see_is_closed_to_others(class_folder, tmp_path, course):
    run("grade", class_folder, "--out", tmp_path / "grades", cwd=course.root)
    assert (tmp_path / "grades" / "private").stat().st_mode & 0o077 == 0


def test_the_course_is_found_from_a_folder_inside_it(class_folder, tmp_path, course):
    inside = course.root / "assignments" / "04_conv"
    done = run("grade", class_folder, "--out", tmp_path / "grades", cwd=inside)
    assert done.returncode == 0, done.stderr


def test_without_the_extra_the_command_says_how_to_get_it(tmp_path):
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError(name='typer')")
    done = run("grade", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "pip install 'convgrade[grade]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_assignment_graded_later_joins_the_table(class_folder, tmp_path, course):
    padding = class_folder / "ada" / "03_padding"
    padding.mkdir()
    (padding / "padding.py").write_text("")
    for name in ("04_conv", "03_padding"):
        arguments = ["grade", class_folder, "--out", tmp_path / "g", "--assignment", name]
        assert run(*arguments, cwd=course.root).returncode == 0
    table = (tmp_path / "g" / "grades.csv").read_text("utf-8").splitlines()[1:]
    assert table == ["ada,03_padding,0,100,graded", "ada,04_conv,10,100,graded"]


def hanging_class(tmp_path, students):
    for number in range(students):
        folder = tmp_path / "class" / f"student{number}" / "04_conv"
        folder.mkdir(parents=True)
        (folder / "conv.py").write_text(
            RIGHT + f"\n\ndef conv1x1(x, w, b):\n    while True:\n        {number}\n"
        )
    return tmp_path / "class"


def reports(out):
    return {path: path.read_bytes() for path in out.glob("reports/*/*.json")}


def until(condition, seconds=60):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "nothing happened"
        time.sleep(0.05)


@pytest.mark.parametrize(("signal_sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_interrupted_run_goes_on_where_it_was(tmp_path, course, signal_sent, status):
    submissions, out = hanging_class(tmp_path, 6), tmp_path / "grades"
    arguments = ["grade", submissions, "--out", out, "--jobs", "2", "--cpu-seconds", "0.5"]
    command = [*ROOT_COMMAND, *map(str, arguments)]
    grader = subprocess.Popen(command, cwd=course.root, stderr=subprocess.PIPE, text=True)
    until(lambda: len(reports(out)) >= 2)
    grader.send_signal(signal_sent)
    _, said = grader.communicate(timeout=60)
    assert grader.returncode == status
    assert "Traceback" not in said
    kept = reports(out)
    again = run(*arguments, cwd=course.root)
    assert again.returncode == 0, again.stderr
    assert f"({len(kept)} kept from an earlier run)" in again.stdout
    after = reports(out)
    assert len(after) == 6
    assert {path: after[path] for path in kept} == kept


def test_a_job_that_dies_costs_nobody_points(tmp_path, course):
    """Its submissions are tried again in a new process."""
    submissions, out = hanging_class(tmp_path, 4), tmp_path / "grades"
    arguments = ["grade", submissions, "--out", out, "--jobs", "1", "--cpu-seconds", "0.5"]
    command = [*ROOT_COMMAND, *map(str, arguments)]
    grader = subprocess.Popen(command, cwd=course.root, stdout=subprocess.PIPE, text=True)
    until(lambda: reports(out))
    children = Path(f"/proc/{grader.pid}/task/{grader.pid}/children")
    jobs = [int(pid) for pid in children.read_text().split() if b"grading.crew" in cmdline(pid)]
    os.kill(jobs[0], signal.SIGKILL)
    grader.communicate(timeout=60)
    assert grader.returncode == 0
    table = (out / "grades.csv").read_text("utf-8").splitlines()[1:]
    assert len(table) == 4
    assert all(line.endswith(",10,100,graded") for line in table)


def cmdline(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_validate_prints_the_kill_matrix(course):
    done = run("validate", "03_padding", cwd=course.root)
    assert done.returncode == 0
    assert "catches" in done.stdout
    assert "0 complaints" in done.stdout


def test_release_writes_nothing_where_nothing_is_stale(course, tmp_path):
    for place in ("assignments", "solutions"):
        shutil.copytree(course.root / place / "03_padding", tmp_path / place / "03_padding")
    done = run("release", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "nothing was stale\n")
