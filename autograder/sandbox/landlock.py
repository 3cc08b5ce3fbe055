"""Landlock: read a few folders, write none but the scratch folder, reach no socket."""

from __future__ import annotations

import errno
import os
import stat
import struct
from typing import TYPE_CHECKING

from autograder.sandbox.linux import check, syscall
from autograder.sandbox.syscalls import SETUP, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

# Rights on files, from linux/landlock.h.
WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, TRUNCATE = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 14
READING = READ_FILE | READ_DIR
# No executing, no devices, sockets, fifos or links, nothing moved in from elsewhere.
WRITING = READING | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
ON_FILES = READ_FILE | WRITE_FILE | TRUNCATE
# How many file rights each version knows; one that it doesn't know would be an error.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
ALL_NETWORK, ALL_SCOPES = 0b11, 0b11
CREATE_VERSION, RULE_PATH_BENEATH = 1, 1


def version() -> int:
    """Return the version of Landlock that this kernel speaks; OSError if it has none."""
    found = syscall(numbers(SETUP)["landlock_create_ruleset"], None, 0, CREATE_VERSION)
    return check(found, "Landlock")


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Confine this process, for good, to reading and writing beneath these paths.

    The process must have set PR_SET_NO_NEW_PRIVS. Paths that can't be opened are left out: what
    isn't named is closed.
    """
    calls = numbers(SETUP)
    abi = version()
    if abi < 1:
        raise OSError(errno.ENOSYS, "Landlock")
    handled = (1 << RIGHTS[min(abi, max(RIGHTS))]) - 1
    fields = [handled, ALL_NETWORK if abi >= 4 else 0, ALL_SCOPES if abi >= 6 else 0]
    attributes = struct.pack("QQQ", *fields)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    created = syscall(calls["landlock_create_ruleset"], attributes, len(attributes), 0)
    ruleset = check(created, "landlock_create_ruleset")
    for paths, rights in ((readable, READING), (writable, WRITING)):
        for path in paths:
            _allow(calls["landlock_add_rule"], ruleset, path, rights & handled)
    check(syscall(calls["landlock_restrict_self"], ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _allow(add_rule: int, ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= ON_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    check(syscall(add_rule, ruleset, RULE_PATH_BENEATH, rule, 0), f"landlock_add_rule {path}")
    os.close(descriptor)
