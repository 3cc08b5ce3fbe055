"""What the filter of system calls lets through of those that do many things."""

from __future__ import annotations

import errno
import fcntl
import struct
from typing import TYPE_CHECKING

import pytest

from autograder.sandbox import Returned, seccomp, syscalls

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Answer

COMMANDS = """
import os, fcntl
def attempt(*arguments):
    try: fcntl.fcntl(*arguments)
    except OSError as error: return error.errno
    return 0
def run():
    r, w = os.pipe()
    pid = os.getpid()
    fails = [(r, 8, pid), (r, 10, 9), (r, 15, bytes(8)), (r, 1024, 0), (r, 1026, 1),
             (r, 1031, 4096), (r, 1033, 1), (r, 4, os.O_ASYNC), (r, 4, os.O_NONBLOCK | os.O_ASYNC)]
    works = [(r, 0, 10), (r, 1), (r, 2, 1), (r, 3), (r, 4, os.O_NONBLOCK), (r, 1030, 10), (r, 1032)]
    try: os.truncate("nothing", 0)
    except OSError as error: gone = error.errno
    return [attempt(*a) for a in fails], [attempt(*a) for a in works], gone
"""


def test_descriptors_are_duplicated_and_flagged_but_send_no_signals(
    behind: Callable[..., Answer],
) -> None:
    """A signal by descriptor would pass by the filter; leases and seals are nobody's need."""
    assert behind(COMMANDS) == Returned(([errno.EPERM] * 9, [0] * 7, errno.EPERM))


def verdict(number: int, *arguments: int) -> int:
    """Run the filter on a system call."""
    machine = seccomp.ARCHITECTURES[syscalls.machine()]
    data = struct.pack("<IIQ6Q", number, machine, 0, *arguments, *[0] * (6 - len(arguments)))
    steps = list(struct.iter_unpack("HBBI", seccomp.program(1234)))
    at = value = 0
    while True:
        code, yes, no, operand = steps[at]
        at += 1
        if code == seccomp.RETURN:
            return operand
        if code == seccomp.LOAD:
            (value,) = struct.unpack_from("<I", data, operand)
        elif code == seccomp.EQUAL:
            at += yes if value == operand else no
        elif code == seccomp.AT_LEAST:
            at += yes if value >= operand else no
        else:
            at += yes if value & operand else no


def test_the_list_of_descriptor_commands_is_closed() -> None:
    """Whatever the kernel has, or will have."""
    allowed = {0, 1, 2, 3, 4, 5, 6, 7, fcntl.F_DUPFD_CLOEXEC, 1032}
    number = syscalls.numbers(syscalls.GUARDED)["fcntl"]
    passed = {at for at in range(2000) if verdict(number, 0, at) == seccomp.ALLOW}
    assert passed == allowed
    assert verdict(number, 0, 4, 0x2000) != seccomp.ALLOW
    assert verdict(syscalls.numbers("truncate 76 45,")["truncate"]) != seccomp.ALLOW
    assert verdict(syscalls.numbers(syscalls.ALLOWED)["ftruncate"]) == seccomp.ALLOW


def allowed(name: str, table: str, *arguments: int) -> bool:
    """Say whether the filter lets a system call pass."""
    return verdict(syscalls.numbers(table)[name], *arguments) == seccomp.ALLOW


def test_a_thread_may_be_made_and_no_namespace_along_with_it() -> None:
    """Whatever else the kernel would refuse."""
    thread, vm, files, handlers = 0x10000, 0x100, 0x600, 0x800
    plain = thread | vm | files | handlers
    assert allowed("clone", syscalls.GUARDED, plain)
    assert not allowed("clone", syscalls.GUARDED, vm)
    for bit in (7, 17, 25, 26, 27, 28, 29, 30):
        assert not allowed("clone", syscalls.GUARDED, plain | 1 << bit), bit


OWN, OTHER = 1234, 1235


@pytest.mark.parametrize("name", [*seccomp.ASKING, "sched_getaffinity", "kill", "tgkill"])
def test_of_processes_only_its_own_can_be_asked_about(name: str) -> None:
    """Nor can it find out which there are."""
    assert allowed(name, syscalls.GUARDED, OWN)
    assert not allowed(name, syscalls.GUARDED, OTHER)
    assert not allowed(name, syscalls.GUARDED, 2**32 - 1)


@pytest.mark.parametrize("name", seccomp.TIMING)
def test_clocks_can_be_read_and_no_processs_time(name: str) -> None:
    """What the grader or a neighbour does shows in the time that it uses."""
    assert all(allowed(name, syscalls.GUARDED, clock) for clock in range(12))
    for pid in (0, 1, OWN, OTHER):
        assert not allowed(name, syscalls.GUARDED, ~pid << 3 & 0xFFFFFFFF | 2)
