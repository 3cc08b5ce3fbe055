"""What a submission asks of the kernel that nobody thought of when the wall was planned."""

from __future__ import annotations

import os

import pytest

from autograder.sandbox import syscalls
from tests.attacks.tries import TRY, lost, nothing_got, value
from tests.attacks.walls import Wall

pytestmark = pytest.mark.skipif(
    syscalls.machine() != "x86_64",
    reason="THE KERNEL'S DOORS ARE NOT TESTED on this machine: the calls' numbers are x86_64's",
)


def test_nothing_is_typed_into_the_instructors_terminal(behind_any: Wall) -> None:
    """By TIOCSTI, TIOCLINUX and the like, on any descriptor."""
    nothing_got(
        behind_any(
            TRY
            + """
import fcntl
def run():
    requests = [0x5412, 0x541C, 0x540E, 0x5410, 0x5422, 0x5423, 0x5402, 0x5404, 0x5408]
    return [attempt(fcntl.ioctl, fd, r, b"x") for fd in range(4) for r in requests] + [
        attempt(os.open, path, os.O_RDWR) for path in ("/dev/tty", "/dev/console", "/dev/pts/0")]
"""
        )
    )


def test_the_channel_carries_no_descriptors_and_tells_nothing(behind_any: Wall) -> None:
    """It is a socket: neither sendmsg nor recvmsg, no peer, no options, no second end."""
    nothing_got(
        behind_any(
            TRY
            + """
def run():
    return [call(46, 3, bytes(56), 0), call(47, 3, bytes(56), 0), call(44, 3, b"x", 1, 0, 0, 0),
            call(45, 3, bytes(8), 8, 0, 0, 0), call(48, 3, 1), call(51, 3, bytes(8), bytes(8)),
            call(52, 3, bytes(8), bytes(8)), call(55, 3, 1, 17, bytes(8), bytes(8)),
            call(54, 3, 1, 7, bytes(8), 4), call(299, 3, bytes(64), 1, 0, 0)]
"""
        )
    )


def test_the_process_cannot_open_itself_to_others_or_outlive_its_parent(behind_any: Wall) -> None:
    """By prctl: dumping, tracing, names of children, death signals, rights kept."""
    found = behind_any(
        TRY
        + """
def run():
    options = [1, 2, 3, 4, 5, 6, 8, 22, 23, 24, 28, 35, 36, 37, 38, 39, 41, 43, 44, 47, 53, 55,
               0x59616D61]
    return [call(157, option, 1, 0, 0, 0) for option in options]
"""
    )
    nothing_got(found)


def test_no_other_process_can_be_read_written_or_taken_from(behind_any: Wall) -> None:
    """Neither memory nor descriptors nor time of the grader, its parent or its neighbours."""
    nothing_got(
        behind_any(
            TRY
            + """
import resource
def run(pid):
    vector = (ctypes.c_char * 16)()
    tried = []
    for target in {pid, os.getppid() or 1, 1, os.getpid() - 1, os.getpid() + 1}:
        tried += [call(310, target, vector, 1, vector, 1, 0),
                  call(311, target, vector, 1, vector, 1, 0), call(101, 16, target, 0, 0),
                  call(312, target, os.getpid(), 0, 0, 0), call(434, target, 0),
                  call(438, 4, 0, 0), call(440, target, vector, 1, 21, 0), call(448, 4, 0),
                  call(274, target, vector, vector), call(256, target, 1, 0, 0),
                  attempt(resource.prlimit, target, resource.RLIMIT_CPU),
                  attempt(os.sched_setaffinity, target, [0]), attempt(os.getpgid, target),
                  attempt(os.getsid, target), attempt(os.sched_getscheduler, target),
                  attempt(os.sched_getaffinity, target),
                  attempt(time.clock_gettime, ~target << 3 | 2)]
    return tried
""",
            os.getpid(),
        )
    )


def test_which_processes_there_are_cannot_be_counted(behind_any: Wall) -> None:
    """Not by asking about one number after the other."""
    text = """
import os, time, signal
def there(ask, pid):
    try: ask(pid)
    except OSError: return False
    return True
def run():
    asks = [os.getpgid, os.getsid, os.sched_getparam, os.sched_getaffinity,
            lambda pid: os.kill(pid, 0), lambda pid: time.clock_gettime(~pid << 3 | 2),
            lambda pid: os.stat("/proc/%d/fd" % pid)]
    return [n for n in range(1, 2000) if n != os.getpid() and any(there(a, n) for a in asks[:6])]
"""
    assert value(behind_any(text)) == []


def test_old_ways_into_the_kernel_are_closed(behind_any: Wall) -> None:
    """32-bit calls end the process; those of x32 fail."""
    code = "b8140000 00cd80 c3"  # mov eax, 20 (getpid); int 0x80; ret
    text = (
        TRY
        + f"""
import mmap
def old():
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(bytes.fromhex("{code}"))
    return ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
def run(): return [call(0x40000000 | n, 0, 0, 0, 0, 0) for n in (39, 59, 57, 41, 512, 520, 545)]
"""
    )
    nothing_got(behind_any(text))
    said = lost(behind_any(text, function="old"))
    assert said in {"made a system call that is not allowed", "crashed (segmentation fault)"}


def test_the_kernel_takes_no_orders_about_the_machine(behind_any: Wall) -> None:
    """Time, names, logs, modules, scheduling, quotas, swap, events: all of them fail."""
    numbers = {
        "sethostname": 170, "setdomainname": 171, "settimeofday": 164, "clock_settime": 227,
        "adjtimex": 159, "clock_adjtime": 305, "syslog": 103, "acct": 163, "quotactl": 179,
        "swapoff": 168, "ioperm": 173, "iopl": 172, "init_module": 175, "delete_module": 176,
        "finit_module": 313, "kexec_load": 246, "vhangup": 153, "lookup_dcookie": 212,
        "sched_setscheduler": 144, "sched_setparam": 142, "sched_setattr": 314,
        "setpriority": 141, "ioprio_set": 251, "mbind": 237, "set_mempolicy": 238,
        "mlockall": 151, "inotify_init": 253, "inotify_init1": 294, "inotify_add_watch": 254,
        "fanotify_init": 300, "fanotify_mark": 301, "name_to_handle_at": 303,
        "io_setup": 206, "io_submit": 209, "timer_create": 222, "timerfd_create": 283,
        "signalfd4": 289, "vmsplice": 278, "splice": 275, "tee": 276, "readahead": 187,
        "remap_file_pages": 216, "modify_ldt": 154, "pkey_alloc": 330, "move_mount": 429,
        "open_tree": 428, "fsopen": 430, "fspick": 433, "mount_setattr": 442, "openat2": 437,
        "landlock_create_ruleset": 444, "cachestat": 451, "mseal": 462, "sysfs": 139, "ustat": 136,
        "setrlimit": 160, "setuid": 105, "setgid": 106, "setgroups": 116, "setfsuid": 122,
        "capset": 126, "setns": 308, "unshare": 272, "vfork": 58, "execveat": 322, "uselib": 134,
        "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "tkill": 200, "kcmp": 312,
        "sync": 162, "syncfs": 306, "fallocate": 285, "chown": 92, "fchownat": 260, "chmod": 90,
        "fchmodat": 268, "utimensat": 280, "setxattr": 188, "fsetxattr": 190, "getxattr": 191,
        "listxattr": 194, "truncate": 76, "mknodat": 259, "symlinkat": 266, "linkat": 265,
    }  # fmt: skip
    text = (
        TRY
        + """
def run(numbers):
    return [call(n, 0, 0, 0, 0, 0) for n in numbers]
"""
    )
    tried = dict(zip(numbers, value(behind_any(text, list(numbers.values()))), strict=True))
    assert {name: said for name, said in tried.items() if said not in {"EPERM", "ENOSYS"}} == {}


def test_a_thread_gets_no_namespace_of_its_own(behind_any: Wall) -> None:
    """Neither with clone's flags for threads nor without."""
    text = (
        TRY
        + """
def run():
    spaces = [1 << bit for bit in (7, 17, 25, 26, 27, 28, 29, 30)]
    kinds = 17, 0x10f00, 0x100
    return [call(56, kind | space, 0, 0, 0, 0) for space in spaces for kind in kinds]
"""
    )
    nothing_got(behind_any(text))
