"""What walls this machine can put up, found out by putting them up, and what to change."""

from __future__ import annotations

import os
import platform
import re
import resource
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.answers import Limits
from autograder.sandbox.confine import OPEN_FILES
from autograder.sandbox.plan import Tier
from autograder.sandbox.restrictions import UNKNOWN, Reason, Signs, read, reason, signs
from autograder.sandbox.tiers import BY_DEFAULT, try_tier


@dataclass(frozen=True, slots=True)
class Trial:
    """How a tier's trial went: `fault` is "" where it works."""

    tier: Tier
    fault: str = ""
    reason: Reason = UNKNOWN

    @property
    def works(self) -> bool:
        """Whether this tier can be used."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class Examination:
    """What there is (label and text), how each tier fares, and what else one should know."""

    facts: tuple[tuple[str, str], ...]
    trials: tuple[Trial, ...]
    remarks: tuple[Reason, ...]

    @property
    def taken(self) -> Tier | None:
        """The tier that grading takes where none is named; None if there is none."""
        return next((t.tier for t in self.trials if t.works and t.tier in BY_DEFAULT), None)


def examine_machine() -> Examination:
    """Try every tier in a throwaway child, and look at what else matters."""
    seen = signs()
    trials = tuple(trial(tier, seen) for tier in Tier)
    return Examination(facts(seen), trials, tuple(remarks()))


def trial(tier: Tier, seen: Signs) -> Trial:
    """Try one tier, and explain what is wrong with it if anything is."""
    fault = try_tier(tier)
    return Trial(tier, fault, reason(fault, seen) if fault else UNKNOWN)


def facts(seen: Signs) -> tuple[tuple[str, str], ...]:
    """Say what there is: Python, numpy, the kernel, the user."""
    where = f", in a container ({seen.container})" if seen.container else ""
    if os.geteuid() == 0:
        user = "root; submissions run as other users"
    else:
        user = f"uid {os.geteuid()}; submissions run as the same user, behind the wall"
    return (
        ("Python", f"{platform.python_version()}, {sys.executable}"),
        ("numpy", np.__version__),
        ("kernel", f"{platform.system()} {platform.release()} {platform.machine()}{where}"),
        ("user", user),
    )


def remarks() -> Iterator[Reason]:
    """Find what doesn't keep a tier from working and yet matters."""
    if hides_processes() and os.geteuid() != 0:
        yield Reason(
            "/proc hides processes (hidepid), and checks of memory cannot be made",
            "mount -o remount,hidepid=0 /proc, or grade as root",
        )
    if os.geteuid() == 0 and (closed := closed_folder(Path(sys.base_prefix))):
        yield Reason(
            f"{closed} is closed to other users: submissions can import numpy and the usual "
            "modules of the standard library, and no others",
            "use a Python that everybody can read, such as the system's",
        )
    yield from limits()
    if (most := memory_allowed()) and most < 2 * Limits().memory:
        yield Reason(
            f"this container may use {most >> 20} MB of memory, a single submission 1024 MB",
            "allow it 2 GB for each job",
        )


def limits() -> Iterator[Reason]:
    """Find limits of the shell that leave submissions less than they have elsewhere."""
    for name, wanted in (("AS", Limits().memory), ("NOFILE", OPEN_FILES)):
        hard = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1]
        if hard != resource.RLIM_INFINITY and hard < wanted:
            yield Reason(
                f"a limit of this shell (RLIMIT_{name} {hard}) leaves submissions less than "
                f"the usual {wanted}",
                "raise it (ulimit -H), or grades may differ from those of other machines",
            )


def hides_processes() -> bool:
    """Say whether /proc shows a user their own processes only."""
    mounts = (read(Path("/proc/self/mountinfo")) or "").splitlines()
    own = [line for line in mounts if line.split()[4:5] == ["/proc"]]
    return bool(own) and re.search(r"hidepid=(?!0|off)", own[-1]) is not None


def closed_folder(path: Path) -> Path | None:
    """Return the first folder on the way to this one that others can't enter."""
    folders = [*reversed(path.parents), path]
    return next((f for f in folders if not f.stat().st_mode & stat.S_IXOTH), None)


def memory_allowed() -> int | None:
    """Return what a container's control group allows in bytes, or None where it sets no limit."""
    text = (read(Path("/sys/fs/cgroup/memory.max")) or "").strip()
    return int(text) if text.isdigit() else None
