"""Results are whole or not there, belong to one grader at a time, and are never invented."""

import subprocess
import sys

import pytest

from autograder.course import CourseError
from autograder.grading.store import MARKER, Store, opened
from autograder.results import CheckResult, Private, Report, ReportStatus, Status

CHECK = CheckResult("t::a", "f is right", "f", False, 3, 3, Status.PASSED)
REPORT = Report("ada", "04_conv", 3, 3, ReportStatus.GRADED, "ns", 0, (CHECK,), (), "key")
PRIVATE = Private("ada", "04_conv", "hello", {}, {})


@pytest.fixture
def store(tmp_path):
    with opened(tmp_path / "grades") as store:
        yield store


def test_what_is_saved_is_found_again(store):
    store.save(REPORT, PRIVATE)
    assert store.finished("ada", "04_conv", "key") == REPORT


def test_another_submission_checks_or_seed_is_graded_again(store):
    store.save(REPORT, PRIVATE)
    assert store.finished("ada", "04_conv", "another key") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b'{"student": "ada"}', b"\xff" * 100])
@pytest.mark.parametrize("which", ["report_path", "private_path"])
def test_a_damaged_result_counts_as_not_graded(store, damage, which):
    store.save(REPORT, PRIVATE)
    getattr(store, which)("ada", "04_conv").write_bytes(damage)
    assert store.finished("ada", "04_conv", "key") is None


def test_a_truncated_result_counts_as_not_graded_at_every_length(store):
    store.save(REPORT, PRIVATE)
    path = store.report_path("ada", "04_conv")
    whole = path.read_bytes()
    for length in range(len(whole) - 2):
        path.write_bytes(whole[:length])
        assert store.finished("ada", "04_conv", "key") is None


def test_a_result_with_one_damaged_byte_counts_as_not_graded_whichever_it_is(store):
    store.save(REPORT, PRIVATE)
    path = store.report_path("ada", "04_conv")
    whole = bytearray(path.read_bytes())
    for place in range(len(whole)):
        whole[place] ^= 1
        path.write_bytes(whole)
        assert store.report("ada", "04_conv") is None
        whole[place] ^= 1


def test_what_a_killed_grader_left_half_written_is_overwritten(store):
    path = store.report_path("ada", "04_conv")
    path.parent.mkdir(parents=True)
    path.with_name(f".{path.name}.draft").write_text("{")
    store.save(REPORT, PRIVATE)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_the_grader_failed_on_is_graded_again(store):
    unknown = CheckResult("t::a", "f is right", "f", False, None, 3, Status.ERROR)
    failed = Report("ada", "04_conv", None, 3, ReportStatus.ERROR, "ns", 0, (unknown,), (), "key")
    store.save(failed, PRIVATE)
    assert store.finished("ada", "04_conv", "key") is None


def test_no_draft_is_left_behind(store):
    store.save(REPORT, PRIVATE)
    assert not list(store.folder.rglob("*.draft"))


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(CourseError, match="something other than grades"), opened(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_grades_of_another_version_are_left_alone(tmp_path):
    (tmp_path / MARKER).write_text('{"format": 99}')
    with pytest.raises(CourseError, match="another version"), opened(tmp_path):
        pass


def test_a_path_that_is_a_file_is_an_error_with_its_name(tmp_path):
    (tmp_path / "grades").write_text("")
    with pytest.raises(CourseError, match="cannot be written"), opened(tmp_path / "grades"):
        pass


def test_a_second_grader_on_the_same_folder_is_told_so(store):
    code = (
        "import sys; from pathlib import Path; from autograder.grading.store import opened\n"
        "with opened(Path(sys.argv[1])): pass"
    )
    second = subprocess.run(
        [sys.executable, "-c", code, str(store.folder)], capture_output=True, text=True, check=False
    )
    assert second.returncode != 0
    assert "Another grader" in second.stderr


def test_a_name_with_any_character_that_a_folder_may_have_is_kept(store):
    name = "=1+1 <b>아다</b> ..%2F'\""
    report = Report(name, "04_conv", 3, 3, ReportStatus.GRADED, "ns", 0, (CHECK,), (), "key")
    store.save(report, Private(name, "04_conv", "", {}, {}))
    assert store.finished(name, "04_conv", "key") == report
    assert store.report_path(name, "04_conv").is_relative_to(store.folder)


def test_a_store_can_be_read_without_opening_it(store):
    store.save(REPORT, PRIVATE)
    assert Store(store.folder).report("ada", "04_conv") == REPORT


@pytest.mark.parametrize("damage", [b"", b"\xff", b'{"format": "\xff"}'])
def test_a_damaged_marker_leaves_nothing_sure_and_stops_nobody(store, damage):
    store.save(REPORT, PRIVATE)
    (store.folder / MARKER).write_bytes(damage)
    assert store.unfinished() == {"04_conv"}
    store.end(())
    assert Store(store.folder).unfinished() == {"04_conv"}


def test_one_byte_that_is_no_text_counts_as_damage(store):
    store.save(REPORT, PRIVATE)
    path = store.private_path("ada", "04_conv")
    path.write_bytes(path.read_bytes().replace(b"hello", b"h\xffllo"))
    assert store.finished("ada", "04_conv", "key") is None
