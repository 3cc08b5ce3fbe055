"""What lies in a submissions folder, and changes while it is read, is never followed."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course import Assignment, Course, CourseError
from autograder.grading.opening import open_beneath
from autograder.grading.submissions import read_submission, students

SECRET = "SECRET = 42\n"
ROUNDS = 1000


@pytest.fixture
def padding(course: Course) -> Assignment:
    """Give an assignment."""
    return course.find("03_padding")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a student's folder for an assignment; beside it a folder of secrets."""
    folder = tmp_path / "class" / "ada" / "03_padding"
    folder.mkdir(parents=True)
    (folder / "padding.py").write_text("MINE = 1\n", encoding="utf-8")
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "padding.py").write_text(SECRET, encoding="utf-8")
    return folder


@contextlib.contextmanager
def again_and_again(swap: Callable[[], None]) -> Iterator[None]:
    """Do something over and over in another thread."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                swap()

    thread, before = threading.Thread(target=work), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # or the two would hardly ever meet
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        sys.setswitchinterval(before)


def file_and_link(place: Path) -> None:
    """Make the file a link to a secret, and a file again."""
    os.symlink(place.parents[2] / "solutions" / "padding.py", place / "link")
    os.rename(place / "link", place / "padding.py")
    (place / "new").write_text("MINE = 2\n", encoding="utf-8")
    os.rename(place / "new", place / "padding.py")


def folder_and_link(place: Path) -> None:
    """Make the folder a link to a folder of secrets, and a folder again."""
    os.rename(place, place.parent / "away")
    os.symlink(place.parents[2] / "solutions", place)
    os.unlink(place)
    os.rename(place.parent / "away", place)


def file_and_pipe(place: Path) -> None:
    """Make the file a pipe that nobody writes to, and a file again."""
    os.mkfifo(place / "pipe")
    os.rename(place / "pipe", place / "padding.py")
    (place / "new").write_text("MINE = 2\n", encoding="utf-8")
    os.rename(place / "new", place / "padding.py")


def file_and_folder(place: Path) -> None:
    """Make the file a folder, and a file again."""
    os.unlink(place / "padding.py")
    os.mkdir(place / "padding.py")
    os.rmdir(place / "padding.py")
    (place / "padding.py").write_text("MINE = 2\n", encoding="utf-8")


@pytest.mark.parametrize("swap", [file_and_link, folder_and_link, file_and_pipe, file_and_folder])
def test_what_changes_between_looking_and_opening_is_not_followed(
    place: Path, padding: Assignment, swap: Callable[[Path], None]
) -> None:
    """A link that appears meanwhile would hand in the reference; a pipe would never end."""
    seen = set()
    with again_and_again(lambda: swap(place)):
        for _ in range(ROUNDS):
            found = read_submission(place.parents[1], "ada", padding)
            seen.add(found.source.text if found.source else None)
    assert SECRET not in seen
    assert seen <= {None, "", "MINE = 1\n", "MINE = 2\n"}


def test_a_link_anywhere_on_the_way_is_an_error(tmp_path: Path, place: Path) -> None:
    """At the end, in the middle, and what is no regular file."""
    folder = place.parents[1]
    with open_beneath(folder, "ada", "03_padding", "padding.py") as file:
        assert file.read() == b"MINE = 1\n"
    os.symlink(tmp_path / "solutions", folder / "ada" / "linked")
    os.symlink("padding.py", place / "linked.py")
    os.mkfifo(place / "pipe.py")
    for parts in (("ada", "linked", "padding.py"), ("ada", "03_padding", "linked.py"),
                  ("ada", "03_padding", "pipe.py"), ("ada", "03_padding"),
                  ("ada", "03_padding", "nothing.py")):  # fmt: skip
        with pytest.raises(OSError):  # noqa: PT011 - each of another kind
            open_beneath(folder, *parts)


@pytest.mark.skipif(os.geteuid() != 0, reason="DEVICES ARE NOT TESTED: only root can make one")
def test_a_device_is_not_opened(place: Path, padding: Assignment) -> None:
    """To open one may be an order to it; this one would give zeros without end."""
    (place / "padding.py").unlink()
    try:
        os.mknod(place / "padding.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("DEVICES ARE NOT TESTED: this container allows none")
    found = read_submission(place.parents[1], "ada", padding)
    assert found.source is not None
    assert found.source.text == ""
    assert "not a regular file" in found.notes[0]


def test_a_student_who_is_a_link_is_nobody(place: Path) -> None:
    """Neither to a folder, nor to a file, nor to itself."""
    folder = place.parents[1]
    os.symlink(folder / "ada", folder / "eve")
    os.symlink("loop", folder / "loop")
    os.symlink("/etc/passwd", folder / "passwd")
    (folder / "file").write_text("", encoding="utf-8")
    os.mkfifo(folder / "pipe")
    assert students(folder) == ("ada",)


@pytest.mark.parametrize("name", [b"a\nb", b"\x1b[2Jx", "a\u202eb".encode(), b"\xff\xfe", b"\x7f"])
def test_a_name_that_would_act_on_a_terminal_is_an_error_that_shows_it(
    place: Path, name: bytes
) -> None:
    """In writing, so that the folder can be found and renamed."""
    os.mkdir(os.path.join(os.fsencode(place.parents[1]), name))
    with pytest.raises(CourseError) as error:
        students(place.parents[1])
    assert str(error.value).isprintable()
    assert "rename it" in str(error.value)
