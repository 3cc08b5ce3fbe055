"""Whatever happens to a run: nothing is lost, doubled or invented; the same command completes it.

Kills at random moments: `python tests/benchmarks/faults.py`, a few of them here.
"""

import errno
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.answers import Limits
from autograder.grading import crew, job
from autograder.grading.files import OutputError
from autograder.grading.handed import Submission
from autograder.grading.task import Task, run
from autograder.grading.terms import Terms

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_class"


def published(out):
    return {name: (out / name).read_bytes() for name in ("grades.csv", "index.html")}


def failing(real, left, code):
    """Return a method that fails once, at the call for which nothing is left before it."""

    def method(*args, **kwargs):
        if next(left) == 0:
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    return method


def test_a_full_disk_at_any_write_says_so_and_the_same_command_completes_it(
    grade, tmp_path, submissions, monkeypatch, results
):
    folder = tmp_path / "class"
    shutil.copytree(submissions / "s05_unpad", folder / "s05_unpad")
    (folder / "nobody").mkdir()
    grade("undisturbed", submissions=folder)
    right = tmp_path / "undisturbed"
    for number in itertools.count():
        out, left = tmp_path / f"full{number}", itertools.count(number, -1)
        with monkeypatch.context() as patch:
            for name in ("write_bytes", "replace", "mkdir"):
                patch.setattr(Path, name, failing(getattr(Path, name), left, errno.ENOSPC))
            try:
                grade(out.name, submissions=folder)
            except OutputError as error:
                said = str(error)
            else:
                break
        assert "No space left on device" in said
        assert "give the same command again" in said
        assert not list(out.rglob("*.draft"))
        assert not (out / "grades.csv").exists() or results(out) == results(right)
        kept = len(results(out))
        assert grade(out.name, submissions=folder).kept == kept
        assert results(out) == results(right)
        assert published(out) == published(right)
    assert number > 20  # or hardly a write was tried


def test_no_table_is_older_than_the_reports(grade, tmp_path, submissions):
    """From the first new result until the last one there is no table; then it is the new one."""
    folder = tmp_path / "class"
    shutil.copytree(submissions, folder)
    grade(submissions=folder)
    out = tmp_path / "grades"
    before = published(out)
    (folder / "s05_unpad" / "03_padding" / "padding.py").write_text("x = 1\n")

    class StopHereError(Exception):
        pass

    def watch(plan, report, kept):
        del plan
        if not kept:
            assert report.student == "s05_unpad"
            assert not (out / "grades.csv").exists()
            assert not (out / "index.html").exists()
            assert not (out / "students" / "s05_unpad" / "index.html").exists()
            raise StopHereError

    with pytest.raises(StopHereError):
        grade(submissions=folder, watch=watch)
    assert not (out / "grades.csv").exists()
    assert grade(submissions=folder).fresh == 0
    assert published(out).keys() == before.keys()
    assert published(out) != before


def test_a_stopped_run_with_another_seed_never_mixes_with_the_first_in_one_table(
    grade, tmp_path, submissions
):
    folder = tmp_path / "class"
    shutil.copytree(submissions, folder)
    other = folder / "s01_loops" / "05_pooling"
    shutil.copytree(SAMPLE / "s01_loops" / "05_pooling", other)
    grade(submissions=folder, assignments=("03_padding",))

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade(submissions=folder, assignments=("03_padding",), seed=7, watch=stop)
    graded = grade(submissions=folder, assignments=("05_pooling",))
    assert "03_padding" not in (tmp_path / "grades" / "grades.csv").read_text()
    assert (
        "03_padding is not in the table: a run on it was stopped; grade it again" in graded.warnings
    )
    grade(submissions=folder, assignments=("03_padding",), seed=7)
    table = (tmp_path / "grades" / "grades.csv").read_text()
    assert table.count("03_padding") == table.count("05_pooling") == 4


def test_a_damaged_result_is_graded_again_or_missed(grade, tmp_path, results):
    grade("undisturbed")
    grade()
    out = tmp_path / "grades"
    path = out / "reports" / "s05_unpad" / "03_padding.json"
    path.write_bytes(path.read_bytes().replace(b'"points": 5', b'"points": 6', 1))
    again = grade()
    assert again.kept == 3
    assert results(out) == results(tmp_path / "undisturbed")
    path.write_bytes(path.read_bytes()[:-40])
    without = grade(assignments=("04_conv",))
    assert "s05_unpad has no whole report of 03_padding; grade again with" in str(without.warnings)


@pytest.fixture
def task(tier):
    terms = Terms(ROOT, 0, tier, Limits())
    return Task(terms, "exam", Submission("ada", "03_padding", None), "key")


@pytest.mark.parametrize("written", [0, 100, 1 << 20])
def test_a_job_that_dies_while_it_answers_is_noticed_at_once(monkeypatch, task, written):
    """The standard library's pool of processes would wait for the rest of the answer for ever."""
    boot = (
        "import os, sys; from multiprocessing.connection import Connection;"
        "pipe = Connection(int(sys.argv[1])); pipe.recv_bytes();"
        f"os.write(pipe.fileno(), (1 << 30).to_bytes(4, 'big') + bytes({written}));"
        "os.kill(os.getpid(), 9)"
    )
    monkeypatch.setattr(crew, "BOOT", boot)
    with crew.Crew(1) as jobs:
        first, second = jobs.submit(run, task), jobs.submit(run, task)
        assert isinstance(first.exception(timeout=60), crew.JobDiedError)
        assert isinstance(second.exception(timeout=60), crew.NotBegunError)


def test_a_job_whose_grader_is_gone_ends():
    """Also where it was still starting when that happened, and the pipe is somehow held open."""
    code = "from autograder.grading.crew import serve; serve(0, 1 << 22)"
    theirs, ours = os.pipe()
    try:
        done = subprocess.run([sys.executable, "-c", code], stdin=theirs, timeout=60, check=False)
        assert done.returncode == 0
    finally:
        os.close(theirs)
        os.close(ours)


def test_a_wall_that_fails_once_is_built_anew_and_nobody_is_told(
    grade, tmp_path, monkeypatch, results
):
    grade("undisturbed")
    real, calls = job.Desk.examine, itertools.count()

    def examine(self, task):
        if next(calls) == 1:
            self._examiner._sandbox._zygote.kill()
        return real(self, task)

    monkeypatch.setattr(job.Desk, "examine", examine)
    assert grade().failed == ()
    assert next(calls) == 4  # three submissions, and one of them again
    assert results(tmp_path / "grades") == results(tmp_path / "undisturbed")


def test_a_wall_that_fails_twice_is_the_grader_s_failure_and_graded_at_the_next_run(
    grade, tmp_path, monkeypatch, results
):
    grade("undisturbed")
    with monkeypatch.context() as patch:
        patch.setattr(job.Desk, "examine", failing(job.Desk.examine, itertools.repeat(0), 5))
        patch.setattr(job, "SandboxFault", OSError)
        assert [report.points for report in grade().failed] == [None] * 3
    assert "regrade" in (tmp_path / "grades" / "index.html").read_text("utf-8")
    assert grade().failed == ()
    assert results(tmp_path / "grades") == results(tmp_path / "undisturbed")


def test_a_few_kills_at_random_moments_change_no_result():
    script = ROOT / "tests" / "benchmarks" / "faults.py"
    command = [sys.executable, str(script), "--small", "--kills", "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kills; in the end the same results as undisturbed" in done.stdout
