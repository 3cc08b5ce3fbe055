"""What the filter of system calls lets through of those that do many things."""

from __future__ import annotations

import fcntl
import struct

import pytest

from autograder.sandbox import seccomp, syscalls


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


@pytest.mark.parametrize(
    ("name", "argument", "known"), [("ioctl", 1, seccomp.IOCTLS), ("prctl", 0, seccomp.PRCTLS)]
)
def test_the_lists_of_requests_are_closed(name: str, argument: int, known: tuple[int, ...]) -> None:
    """Of a device, a terminal for one, and of the process about itself."""
    number = syscalls.numbers(syscalls.GUARDED)[name]
    tried = {*range(100), *range(0x5400, 0x5480), *known, 0x59616D61}
    before = (0,) * argument
    assert {at for at in tried if verdict(number, *before, at) == seccomp.ALLOW} == set(known)
    assert not set(known) & {0x5412, 0x541C, 1, 4, 22, 38, 0x59616D61}


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
