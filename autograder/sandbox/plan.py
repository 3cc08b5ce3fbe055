"""What a wall is made of: the tiers, and what the zygote is told about them."""

from __future__ import annotations

import enum
import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from autograder.answers import Limits


class Tier(enum.StrEnum):
    """How strong the wall is, from strong to weak; the last two are taken only by name.

    `ns`: namespaces, Landlock, seccomp and limits. `ll`: the same without namespaces, and with no
    folder that can be written. `seccomp`: no Landlock either. `rlimits`: limits alone.
    """

    NS = "ns"
    LL = "ll"
    SECCOMP = "seccomp"
    RLIMITS = "rlimits"

    @property
    def has_namespaces(self) -> bool:
        """Whether a submission has a process table, a network and a file tree of its own."""
        return self is Tier.NS

    @property
    def has_landlock(self) -> bool:
        """Whether files are closed by default."""
        return self in {Tier.NS, Tier.LL}

    @property
    def has_seccomp(self) -> bool:
        """Whether system calls are closed by default."""
        return self is not Tier.RLIMITS


class SandboxUnavailable(RuntimeError):  # noqa: N818 - says what is the case
    """This machine can't put up the wall that was asked for; the message says what to do."""


class SandboxFault(RuntimeError):  # noqa: N818 - says what is the case
    """The wall itself failed: the grader's fault, never the student's."""


class Wall(msgspec.Struct, frozen=True):
    """What the zygote needs to know to confine its children."""

    tier: Tier
    memory: int
    cpu_seconds: int
    readable: list[str]
    files: list[str]
    imports: list[str]
    library: bool


def wall(tier: Tier, limits: Limits, *, library: bool = True) -> Wall:
    """Return the wall for this machine's Python and numpy."""
    package = Path(__file__).resolve().parents[2]
    numpy_folder = Path(np.__file__).resolve().parent
    libraries = numpy_folder.with_name("numpy.libs")  # wheels keep OpenBLAS here
    # Not a virtual environment's own library folder: everything that is installed lies in there.
    base = {"platbase": sys.base_exec_prefix}
    standard = [
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib", vars=base),
        "/usr/share/zoneinfo",
    ]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"]
    readable = [*standard, *system, str(numpy_folder), str(libraries)]
    return Wall(
        tier=tier,
        memory=limits.memory,
        # A backstop behind the grader's own clock: several functions share one process.
        cpu_seconds=60 + 50 * max(1, round(limits.cpu_seconds)),
        readable=[path for path in dict.fromkeys(readable) if os.path.isdir(path)],  # noqa: PTH112
        files=["/dev/null", "/dev/urandom", "/etc/ld.so.cache", "/etc/localtime"],
        imports=list(dict.fromkeys([str(package), str(numpy_folder.parent), *_msgspec_home()])),
        library=library,
    )


def _msgspec_home() -> list[str]:
    file = sys.modules["msgspec"].__file__
    return [str(Path(file).resolve().parents[1])] if file else []
