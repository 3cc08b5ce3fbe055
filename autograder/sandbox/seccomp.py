"""A seccomp filter: a list of allowed system calls, everything else fails with EPERM.

Honest code that tries something else (a socket, a subprocess) sees an OSError and can go on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from typing import TYPE_CHECKING

from autograder.sandbox.linux import PR_SET_SECCOMP, check, libc
from autograder.sandbox.syscalls import ALLOWED, GUARDED, machine, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

Instruction = tuple[int, int, int, int]

# Classic BPF, from linux/bpf_common.h, and offsets into struct seccomp_data.
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
FILTER_MODE = 2
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000
# A pid that no process has (they end at 2^22), until the process's own takes its place.
PLACEHOLDER = 0x7EADBEEF

CLONE_THREAD = 0x00010000
# CLONE_NEWTIME, CLONE_NEWNS, then cgroup, uts, ipc, user, pid and net.
CLONE_NAMESPACES = 0x00000080 | 0x00020000 | 0x7E000000
# Asking about a terminal, how much can be read, and (un)blocking: what opening a file does.
IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# Naming a thread; naming anonymous memory (glibc does).
PRCTLS = (15, 16, 0x53564D41)
# Clocks have small numbers; any other number means the CPU time of some process.
CLOCKS = 16

ASKING = ("getpgid", "getsid", "sched_getparam", "sched_getscheduler")
TIMING = ("clock_gettime", "clock_getres", "clock_nanosleep")

# Duplicating a descriptor, its flags, locks, and a pipe's size. Not whom a descriptor signals
# (F_SETOWN, F_SETSIG, O_ASYNC: the kernel doesn't ask the filter again), no leases, no seals.
SET_FLAGS, ASYNC = 4, 0x2000
FCNTLS = (0, 1, 2, 3, 5, 6, 7, 1030, 1032)


def program(own_pid: int) -> bytes:
    """Return the filter for the process with this pid."""
    codes = numbers(GUARDED)
    steps: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, ARCHITECTURES[machine()]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine() == "x86_64":
        steps += [(AT_LEAST, 0, 1, X32), (RETURN, 0, 0, FAIL | errno.EPERM)]
    for name, body in _guards(own_pid).items():
        steps += [(EQUAL, 0, len(body), codes[name]), *body]
    for number in numbers(ALLOWED).values():
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    steps.append((RETURN, 0, 0, FAIL | errno.EPERM))
    return b"".join([struct.pack("HBBI", *step) for step in steps])


def _guards(own_pid: int) -> dict[str, list[Instruction]]:
    return {
        "clone": _threads_only(),
        "clone3": [(RETURN, 0, 0, FAIL | errno.ENOSYS)],  # glibc then uses clone
        "ioctl": _argument(1, IOCTLS, errno.ENOTTY),
        "prctl": _argument(0, PRCTLS, errno.EPERM),
        "prlimit64": _argument(0, (0,), errno.EPERM),
        "fcntl": [*_set_flags(), *_argument(1, FCNTLS, errno.EPERM)],
        "kill": _argument(0, (own_pid,), errno.EPERM),
        "tgkill": _argument(0, (own_pid,), errno.EPERM),
        # What other processes there are and what they do is nobody's business. ENOSYS is an error
        # that glibc lives with when it asks about a thread.
        "sched_getaffinity": _argument(0, (0, own_pid), errno.ENOSYS),
        **{name: _argument(0, (0, own_pid), errno.ESRCH) for name in ASKING},
        **{name: _clocks_only() for name in TIMING},
    }


def _threads_only() -> list[Instruction]:
    return [
        (LOAD, 0, 0, ARGUMENTS),
        (ANY_BIT, 0, 2, CLONE_THREAD),
        (ANY_BIT, 1, 0, CLONE_NAMESPACES),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, FAIL | errno.EPERM),
    ]


def _clocks_only() -> list[Instruction]:
    return [
        (LOAD, 0, 0, ARGUMENTS),
        (AT_LEAST, 0, 1, CLOCKS),
        (RETURN, 0, 0, FAIL | errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]


def _set_flags() -> list[Instruction]:
    """Allow changing a descriptor's flags, but for signals when something arrives."""
    return [
        (LOAD, 0, 0, ARGUMENTS + 8),
        (EQUAL, 0, 4, SET_FLAGS),
        (LOAD, 0, 0, ARGUMENTS + 16),
        (ANY_BIT, 0, 1, ASYNC),
        (RETURN, 0, 0, FAIL | errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]


def _argument(index: int, values: Sequence[int], error: int) -> list[Instruction]:
    """Allow only these values of an argument's low 32 bits (all are ints in the kernel)."""
    steps: list[Instruction] = [(LOAD, 0, 0, ARGUMENTS + 8 * index)]
    for value in values:
        steps += [(EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW)]
    return [*steps, (RETURN, 0, 0, FAIL | error)]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """The filter, built once; each process that goes behind it puts in its own pid."""

    def __init__(self) -> None:
        self._program = program(PLACEHOLDER)

    def restrict(self) -> None:
        """Put this process behind the filter, for good."""
        own, anyone = struct.pack("I", os.getpid()), struct.pack("I", PLACEHOLDER)
        code = self._program.replace(anyone, own)
        buffer = ctypes.create_string_buffer(code, len(code))
        wanted = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
        words = (ctypes.c_ulong(FILTER_MODE), ctypes.byref(wanted), ctypes.c_ulong(0))
        check(libc.prctl(PR_SET_SECCOMP, *words, ctypes.c_ulong(0)), "seccomp")
