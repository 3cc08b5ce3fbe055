"""Files: nothing secret is read, nothing is written but scratch, nothing of the grader's shows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.attacks.tries import TRY, nothing_got, value
from tests.attacks.walls import Wall, Walls


@pytest.fixture
def secret(walls: Walls) -> Path:
    """A file that the grader can read, and so can everybody else who is not confined."""
    path = walls.home / "solutions" / "reference.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text("SECRET = 42", encoding="utf-8")
    for one in (path.parent, path):
        one.chmod(0o755)
    return path


def test_secret_files_cannot_be_read(behind: Wall, secret: Path) -> None:
    """Not by any way of opening, listing, linking or changing."""
    nothing_got(
        behind(
            TRY
            + """
import mmap
def run(path, pid):
    here = os.path.dirname(path)
    return [attempt(open, path), attempt(os.listdir, here), attempt(os.open, path, os.O_RDONLY),
            attempt(os.scandir, here), attempt(np.fromfile, path, "u1"),
            attempt(np.memmap, path, "u1"), attempt(np.load, path), attempt(np.loadtxt, path),
            attempt(open, "/proc/%d/root%s" % (pid, path)), attempt(os.link, path, "x"),
            attempt(os.symlink, path, "x"), attempt(os.chmod, path, 0o777),
            attempt(os.truncate, path, 0), attempt(os.unlink, path), attempt(os.rename, path, "x"),
            attempt(os.utime, path), attempt(os.setxattr, path, "user.x", b""),
            attempt(os.getxattr, path, "user.x"), attempt(os.copy_file_range, 0, 1, 9),
            attempt(open, "/etc/passwd"), attempt(open, "/proc/self/environ"),
            attempt(lambda: ctypes.CDLL(path)), attempt(os.open, here, os.O_PATH | os.O_DIRECTORY)
            if os.open in os.supports_dir_fd and not os.path.exists(path) else "EPERM",
            attempt(lambda: open(os.path.relpath(path))), attempt(lambda: __import__("reference"))]
""",
            str(secret),
            os.getpid(),
        )
    )
    assert secret.read_text(encoding="utf-8") == "SECRET = 42"


def test_a_folder_that_is_entered_by_name_only_gives_no_file(behind: Wall, secret: Path) -> None:
    """What can be opened as a mere place, or walked to, still can't be read."""
    nothing_got(
        behind(
            TRY
            + """
def run(path):
    here, name = os.path.split(path)
    tried = []
    try:
        place = os.open(here, os.O_PATH | os.O_DIRECTORY)
        tried += [attempt(os.open, name, os.O_RDONLY, dir_fd=place), attempt(os.listdir, place)]
        os.chdir(here)
        tried += [attempt(open, name), attempt(os.listdir, "."), attempt(open, "./mark", "w")]
    except OSError as error:
        tried.append(type(error).__name__)
    return tried
""",
            str(secret),
        )
    )


def test_in_namespaces_secret_files_are_not_even_there(behind: Wall, secret: Path) -> None:
    """Their names, sizes and times can't be seen; elsewhere that they exist can."""
    text = """
import os
def run(path):
    return os.path.exists(path), os.path.exists('/proc/self'), os.path.exists('/etc/hostname')
"""
    seen = value(behind(text, str(secret)))
    assert seen == ([False] * 3 if behind.place.tier == "ns" else [True] * 3)


def test_files_can_be_written_in_the_scratch_folder_at_most(behind: Wall) -> None:
    """There a little, under `ns`; nowhere else, and no disk is filled."""
    text = (
        TRY
        + """
def fill():
    for n in range(100):
        with open("f%d" % n, "wb") as f: f.write(bytes(1 << 20))
def many():
    for n in range(10**5): os.mkdir("d%d" % n)
def deep():
    for n in range(10**5):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
def big():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("big", "wb") as f:
        for _ in range(100): f.write(bytes(1 << 20))
def sparse():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("sparse", "wb") as f: f.truncate(1 << 40)
def run():
    places = ["/", "/usr/lib", "/home", "/root", "/dev", "/opt", *sys.path, np.__path__[0]]
    elsewhere = [attempt(open, p + "/planted", "w") for p in places]
    home = os.getcwd()
    tries = [attempt(f) for f in (big, sparse, fill, many, deep)]
    os.chdir(home)
    return elsewhere, tries, attempt(os.unlink, "f0"), attempt(open, "a", "w")
"""
    )
    elsewhere, tries, unlinked, small = value(behind(text))
    assert [said for said in elsewhere if said.startswith("GOT")] == []
    if behind.place.tier == "ll":
        assert {*tries, unlinked, small} <= {"EACCES", "ENOENT", "EROFS"}
    else:
        assert tries == ["EFBIG", "EFBIG", "ENOSPC", "ENOSPC", tries[-1]]
        assert tries[-1] in {"ENOSPC", "ENAMETOOLONG"}
        assert (unlinked, small[:3]) == ("GOT None", "GOT")


def test_scratch_is_empty_for_each_submission(behind: Wall) -> None:
    """Whatever the last one has put there."""
    text = """
import os
def run():
    try:
        found = os.listdir(".") if os.getcwd() != "/" else []
        for n in range(500): open(f"mark{n}", "w").write("x" * 1000)
    except PermissionError: pass
    return found
"""
    assert [value(behind(text)) for _ in range(3)] == [[]] * 3


def test_the_graders_environment_is_not_visible(behind: Wall) -> None:
    """Neither Python's copy nor C's, nor arguments, nor the kit's modules and files."""
    text = (
        TRY
        + """
def run():
    e = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    c, i = [], 0
    while e[i]: c.append(e[i].decode().split("=")[0]); i += 1
    kit = "autograder", "msgspec", "hypothesis", "pytest"
    ours = [m for m in sys.modules if m.split(".")[0] in kit]
    path = [p for p in sys.path if "site-packages" in p]
    return sorted(os.environ), sorted(c), sys.argv, ours, path, len(vars(sys.modules["__main__"]))
"""
    )
    python, c, arguments, ours, path, main = value(behind(text))
    assert python == c == ["HOME", "PATH", "TMPDIR"]
    assert (arguments, ours, path) == ([""], [], [])
    assert main <= 6


def test_special_files_that_are_there_do_no_harm(behind: Wall) -> None:
    """The null device and the random one: nothing else of /dev opens, and neither is changed."""
    text = (
        TRY
        + """
def run():
    names = ["zero", "full", "random", "tty", "ptmx", "mem", "kmsg", "fuse", "net/tun", "kvm",
             "loop-control", "uinput", "snapshot", "vhost-net", "cpu_dma_latency", "rtc"]
    return [attempt(os.open, "/dev/" + name, os.O_RDONLY) for name in names] + [
        attempt(os.unlink, "/dev/null"), attempt(open, "/dev/urandom", "wb"),
        attempt(os.truncate, "/dev/null", 0)]
"""
    )
    nothing_got(behind(text))
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
