"""Run a command where something is forbidden: `python deny.py WHAT[,WHAT] COMMAND…`.

The kernel itself forbids it, by the means that real machines use: a seccomp filter, as containers
have one; a user namespace in which no more can be made; mounts over what /proc shows. With
`user=UID` the command runs as that user. Changes hold for the command and its children only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from pathlib import Path

from autograder.sandbox import linux, seccomp, syscalls

CALLS = """
unshare 272 97, setns 308 268, mount 165 40, umount2 166 39, pivot_root 155 41, clone3 435 435,
landlock_create_ruleset 444 444, landlock_add_rule 445 445, landlock_restrict_self 446 446,
"""
LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")
NAMESPACES = dict.fromkeys(("unshare", "setns", "mount", "umount2", "pivot_root"), errno.EPERM)
# What a filter answers, by what it stands for.
FILTERS = {
    "docker": NAMESPACES | {"clone3": errno.ENOSYS},
    "old-docker": NAMESPACES | dict.fromkeys(LANDLOCK, errno.EPERM),
    "mounts": {"mount": errno.EACCES},  # what AppArmor answers inside a namespace
    "landlock": dict.fromkeys(LANDLOCK, errno.ENOSYS),
    "landlock-at-boot": dict.fromkeys(LANDLOCK, errno.EOPNOTSUPP),
}
SYSCTL = "/proc/sys/kernel"


def main(what: str, command: list[str]) -> None:
    """Forbid, then become the command."""
    wanted = what.split(",")
    if mounts := [name for name in wanted if name in MOUNTS]:
        linux.unshare(linux.NEWNS)
        linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
        for name in mounts:
            MOUNTS[name]()
    for name in wanted:
        if name.startswith("user="):
            become(int(name.removeprefix("user=")))
        elif name in SPACES:
            SPACES[name]()
    rules = [FILTERS[name] for name in wanted if name in FILTERS]
    if rules:
        install({call: number for rule in rules for call, number in rule.items()})
    os.execvp(command[0], command)


def become(uid: int) -> None:
    """Be another user for good."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    linux.prctl(linux.PR_SET_DUMPABLE, 1)


def ubuntu() -> None:
    """Show the setting by which Ubuntu keeps programs from using namespaces."""
    linux.mount("none", SYSCTL, "tmpfs", 0, "mode=755")
    Path(SYSCTL, "apparmor_restrict_unprivileged_userns").write_text("1\n", encoding="ascii")


def hidepid() -> None:
    """Hide other users' processes."""
    linux.mount("none", "/proc", "proc", 0, "hidepid=2")


def one_user() -> None:
    """Be root in a namespace that has no other user."""
    uid, gid = os.getuid(), os.getgid()
    linux.unshare(linux.NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        Path("/proc/self", name).write_text(text, encoding="ascii")


def quota() -> None:
    """Be in a namespace in which no other may be made."""
    uid, gid = os.getuid(), os.getgid()
    linux.unshare(linux.NEWUSER)
    linux.map_own_user(uid, gid)
    Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")


MOUNTS = {"ubuntu": ubuntu, "hidepid": hidepid}
SPACES = {"one-user": one_user, "quota": quota}


def install(rules: dict[str, int]) -> None:
    """Put this process behind a filter that answers these calls with these errors."""
    numbers = syscalls.numbers(CALLS)
    steps = [(seccomp.LOAD, 0, 0, seccomp.NUMBER)]
    for name, error in rules.items():
        steps += [
            (seccomp.EQUAL, 0, 1, numbers[name]),
            (seccomp.RETURN, 0, 0, seccomp.FAIL | error),
        ]
    code = b"".join(
        [struct.pack("HBBI", *s) for s in (*steps, (seccomp.RETURN, 0, 0, seccomp.ALLOW))]
    )
    buffer = ctypes.create_string_buffer(code, len(code))
    wanted = seccomp._Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    words = (ctypes.c_ulong(seccomp.FILTER_MODE), ctypes.byref(wanted), ctypes.c_ulong(0))
    linux.check(linux.libc.prctl(linux.PR_SET_SECCOMP, *words, ctypes.c_ulong(0)), "seccomp")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
