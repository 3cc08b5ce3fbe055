"""Nothing is inherited, and nothing is left in the kernel or on disk for the next submission."""

from __future__ import annotations

import pytest

from autograder.sandbox import syscalls
from tests.attacks.tries import TRY, nothing_got, value
from tests.attacks.walls import Wall

pytestmark = pytest.mark.skipif(
    syscalls.machine() != "x86_64",
    reason="THE KERNEL'S MEMORY IS NOT TESTED on this machine: the calls' numbers are x86_64's",
)


def test_nothing_is_left_in_the_kernel_for_the_next_submission(behind_any: Wall) -> None:
    """No shared memory, semaphores, queues, keys or locks survive a process; none can be made."""
    text = (
        TRY
        + """
def run():
    key = 0x5EC1
    return [call(29, key, 4096, 0o1666), call(64, key, 1, 0o1666), call(68, key, 0o1666),
            call(240, b"mark", 0o102, 0o666, 0), call(248, b"user", b"mark", b"x", 1, -4),
            call(249, b"user", b"mark", 0, -4), call(250, 1, b"mark"), call(319, b"mark", 0),
            call(447, 0), attempt(os.mkfifo, "mark"), attempt(os.mknod, "mark"),
            attempt(os.symlink, "/", "mark"), attempt(os.link, os.__file__, "mark")]
"""
    )
    nothing_got(behind_any(text))


def test_no_folder_is_shared_with_the_next_submission(behind: Wall) -> None:
    """Nor with anybody else on the machine."""
    text = (
        TRY
        + """
def run():
    places = ["/dev/shm", "/tmp", "/var/tmp", "/run", "/run/user/0", "/var/lock", "/dev/mqueue"]
    return [attempt(open, place + "/mark", "w") for place in places]
"""
    )
    nothing_got(behind(text))


LOCK = (
    TRY
    + """
import fcntl
def run():
    file = open("/etc/ld.so.cache")
    return attempt(fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB)
"""
)


def test_a_file_locked_by_one_submission_is_free_for_the_next(behind: Wall) -> None:
    """A lock on a library goes with the process."""
    found = [value(behind(LOCK)) for _ in range(2)]
    assert found in (["GOT None"] * 2, ["EACCES"] * 2)


def test_settings_of_the_kernel_cannot_be_written(behind: Wall) -> None:
    """The uid outside of all namespaces is what guards them, so that root comes off first."""
    nothing_got(
        behind(
            TRY
            + """
def run():
    paths = ["/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/kernel/modprobe",
             "/proc/self/uid_map", "/proc/self/oom_score_adj", "/proc/self/mem", "/proc/1/mem",
             "/proc/self/attr/current", "/sys/kernel/uevent_helper", "/sys/fs/cgroup/cgroup.procs",
             "/dev/kmsg", "/dev/mem", "/dev/sda", "/proc/kcore", "/sys/kernel/debug",
             "/proc/self/fd/3"]
    return [attempt(os.open, p, flags) for p in paths for flags in (os.O_RDWR, os.O_WRONLY)]
"""
        )
    )


def test_only_four_descriptors_are_there(behind_any: Wall) -> None:
    """Input from nowhere, the output twice, the channel: nothing inherited, nothing to climb by."""
    text = """
import os, stat
def run():
    kinds = []
    for fd in range(1024):
        try: kinds.append((fd, stat.filemode(os.fstat(fd).st_mode)[0]))
        except OSError: pass
    return kinds
"""
    assert value(behind_any(text)) == [[0, "c"], [1, "p"], [2, "p"], [3, "s"]]
