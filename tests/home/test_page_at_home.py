"""`pytest --report` writes the page that grading writes, from the public checks alone."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from autograder.bundle import write_bundle
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


def run(folder, *options, package="."):
    """Run with what a student has: any library beside numpy, pytest and hypothesis is missing."""
    (folder / "sitecustomize.py").write_text(
        "import sys\nfor name in ('jinja2', 'msgspec', 'rich', 'typer', 'babel'):\n"
        "    sys.modules[name] = None\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f".:{package}"},
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


def test_the_bundle_writes_the_page_in_korean_too(tmp_path, course):
    """With the bundle's own package, as a student has it."""
    write_bundle(course, tmp_path / "homework.zip")
    with zipfile.ZipFile(tmp_path / "homework.zip") as archive:
        archive.extractall(tmp_path)
        told = archive.read("homework/assignments/04_conv/ko.json").decode()
    assert "b[f] once, after the sum" in told  # of a mistake that students are told in any case
    assert "one setting changes at a time" not in told  # of a hidden check
    folder = tmp_path / "homework" / "assignments" / "04_conv"
    done = run(folder, "--report", "report.html", "--lang", "ko", package=tmp_path / "homework")
    page = (folder / "report.html").read_text("utf-8")
    assert '<html lang="ko">' in page
    assert "지금까지의 결과" in page
    assert "손으로 계산한 예제" in page
    assert "아직 작성하지 않았습니다" in page
    assert done.returncode == 1
    done = run(folder, "--report", "report.html", "--lang", "xx", package=tmp_path / "homework")
    assert "there are: en, ko" in done.stderr
