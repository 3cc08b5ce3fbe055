"""The few system calls that the standard library lacks, each raising OSError when it fails."""

from __future__ import annotations

import ctypes
import os
import struct
from typing import Any

from autograder.sandbox.syscalls import SETUP, numbers

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
NAMESPACES = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET

MS_RDONLY, MS_NOSUID, MS_NODEV = 1, 2, 4
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def check(result: int, what: str) -> int:
    """Return a system call's result, or raise the OSError that it stands for."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: Any) -> int:
    """Make a system call by number; plain integers are passed as unsigned longs."""
    words = [ctypes.c_ulong(word) if isinstance(word, int) else word for word in arguments]
    return int(libc.syscall(ctypes.c_long(number), *words))


def prctl(option: int, value: int) -> None:
    """Set one property of this process."""
    words = [ctypes.c_ulong(word) for word in (value, 0, 0, 0)]
    check(libc.prctl(option, *words), f"prctl {option}")


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags`; the process must have one thread."""
    check(libc.unshare(flags), "unshare")


def map_own_user(uid: int, gid: int) -> None:
    """Map the same uid and gid, and nothing else, into a user namespace just made."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        try:
            with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123 - an early environment
                file.write(text)
        except OSError as error:
            raise OSError(error.errno, f"{name}: {error.strerror}") from error


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mount `source` on `target`."""
    words = [text.encode() if text else None for text in (source, target, kind)]
    option = data.encode() if data else None
    check(libc.mount(*words, ctypes.c_ulong(flags), option), f"mount {target}")


def pivot_root() -> None:
    """Make the current folder the root; the old root is then mounted on top of it."""
    check(syscall(numbers(SETUP)["pivot_root"], b".", b"."), "pivot_root")


def detach(target: str) -> None:
    """Unmount lazily."""
    check(libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def drop_capabilities() -> None:
    """Give up every capability that this process has."""
    header = struct.pack("II", CAPABILITY_VERSION_3, 0)
    check(libc.capset(header, bytes(24)), "capset")
