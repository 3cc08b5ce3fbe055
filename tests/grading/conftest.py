"""A small class that is graded in this very process, and what is left of it on disk."""

import json
import shutil
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.grade import Request, grade_class

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_class"


class Here(Executor):
    """Runs tasks at once, in this process: all runs share one exam and one wall."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for student in ("s01_loops", "s05_unpad", "s26_indent"):
        shutil.copytree(SAMPLE / student / "03_padding", folder / student / "03_padding")
    (folder / "nobody").mkdir()
    return folder


@pytest.fixture
def grade(submissions, tier, tmp_path):
    def run(out="grades", watch=None, **changes):
        options = {"course": Course(ROOT), "submissions": submissions, "tier": tier} | changes
        return grade_class(Request(out=tmp_path / out, **options), watch, Here)

    return run


@pytest.fixture
def results():
    """Return what returns all reports of a folder, without the times."""

    def read(out):
        found = {}
        for path in sorted(out.glob("reports/*/*.json")):
            report = json.loads(path.read_text("utf-8"))
            report.pop("seal")
            for check in report["checks"]:
                check.pop("seconds")
            found[str(path.relative_to(out))] = report
        return found

    return read


@pytest.fixture
def conv(course):
    return course.find("04_conv")


@pytest.fixture
def stub(conv):
    return conv.stub.read_text("utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ada").mkdir()
    return tmp_path


@pytest.fixture
def hand_in(folder):
    def write(files):
        for name, data in files.items():
            path = folder / "ada" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return write
