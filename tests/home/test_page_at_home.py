"""`pytest --report` writes the page that grading writes, from the public checks alone."""

import shutil
import subprocess
import sys

import pytest

from autograder.mistakes import plain_loops


@pytest.fixture
def homework(tmp_path, course):
    """04_conv as a student has it, with a dw that only the first filter gets."""
    folder = tmp_path / "04_conv"
    shutil.copytree(course.find("04_conv").public, folder)
    answer = plain_loops(course.find("04_conv"))
    right, wrong = "dw[f] += window", "dw[f] += (f == 0) * window"
    assert answer.count(right) == 1
    (folder / "conv.py").write_text(answer.replace(right, wrong))
    return folder


def run(folder, *options):
    """Run with what a student has: any library beside numpy, pytest and hypothesis is missing."""
    (folder / "sitecustomize.py").write_text(
        "import sys\nfor name in ('jinja2', 'msgspec', 'rich', 'typer', 'babel'):\n"
        "    sys.modules[name] = None\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."}
    )


def test_the_page_shows_what_is_wrong_and_how_the_points_add_up(homework):
    done = run(homework, "--report", "report.html")
    assert done.returncode == 1
    assert f"open {homework / 'report.html'}" in done.stdout
    page = (homework / "report.html").read_text("utf-8")
    assert "<h1>Your work so far</h1>" in page
    assert page.count('class="function right"') == 3
    assert "where dw is wrong: filled cells" in page
    assert "hidden checks remain, worth" in page
    assert "(wrong)</span></td>" in page


def test_a_folder_that_is_not_there_is_said_before_anything_runs(homework):
    done = run(homework, "--report", "no/such/report.html")
    assert done.returncode == 4
    assert "there is no folder" in done.stderr
    assert "conv2d" not in done.stdout


def test_without_the_option_nothing_is_written(homework):
    run(homework, "-k", "nothing")
    assert not list(homework.glob("*.html"))
