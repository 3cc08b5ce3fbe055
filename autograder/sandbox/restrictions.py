"""What keeps a tier from working on this machine: known by the step that failed, and by its signs.

Signs alone prove nothing: many machines forbid something that no step needs. They say which of the
possible causes of a failed step it is.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import syscalls

# Landlock came with this version of Linux.
OLDEST = (5, 13)
STEP = re.compile(r"\[Errno (\d+)\] (\w+)")
MAPS, MOUNTS = {"uid_map", "gid_map", "setgroups"}, {"mount", "umount", "pivot_root"}
GROUPS = {
    "docker": "Docker", "kubepods": "Kubernetes", "libpod": "Podman", "lxc": "LXC",
    "containerd": "containerd",
}  # fmt: skip
UBUNTU = "kernel.apparmor_restrict_unprivileged_userns"
DEBIAN = "kernel.unprivileged_userns_clone"
NUMBER = "user.max_user_namespaces"
OPEN = "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined"


@dataclass(frozen=True, slots=True)
class Signs:
    """What this machine shows of itself; None where it shows nothing."""

    kernel: tuple[int, int]
    container: str = ""
    filtered: bool = False
    apparmor: int | None = None
    unprivileged: int | None = None
    namespaces: int | None = None
    modules: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something doesn't work, and what to change; both may be unknown."""

    why: str = ""
    do: str = ""


UNKNOWN = Reason()
NO_USER = Reason(
    "root is an ordinary user here, and there is no other user to change to",
    "run this as an ordinary user, or give root's container a range of users (/etc/subuid)",
)


def signs() -> Signs:
    """Look at this machine."""
    modules = read(Path("/sys/kernel/security/lsm"))
    status = read(Path("/proc/self/status")) or ""
    return Signs(
        kernel=version_of(platform.release()),
        container=container(),
        filtered=re.search(r"^Seccomp:\s*2", status, re.MULTILINE) is not None,
        apparmor=setting(UBUNTU),
        unprivileged=setting(DEBIAN),
        namespaces=setting(NUMBER),
        modules=None if modules is None else tuple(modules.strip().split(",")),
    )


def read(path: Path) -> str | None:
    """Return what a small file of the kernel's says, or None."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def setting(name: str) -> int | None:
    """Return a kernel setting, or None where the kernel hasn't it."""
    text = read(Path("/proc/sys", *name.split("."))) or ""
    return int(text) if text.strip().lstrip("-").isdigit() else None


def version_of(release: str) -> tuple[int, int]:
    """Return the first two numbers of a kernel's release."""
    found = re.match(r"(\d+)\.(\d+)", release)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def container() -> str:
    """Return whose container this is, by the marks that they leave; "" if it seems to be none."""
    for mark, name in (("/.dockerenv", "Docker"), ("/run/.containerenv", "Podman")):
        if os.path.exists(mark):  # noqa: PTH110 - raises nothing
            return name
    found = re.search("|".join(GROUPS), read(Path("/proc/self/cgroup")) or "")
    return GROUPS[found[0]] if found else ""


def reason(fault: str, seen: Signs) -> Reason:
    """Return why a tier's trial ended with this fault, and what to change."""
    if sys.platform != "linux":
        return Reason(f"this is {platform.system()}", "grade on Linux, or in a container of Linux")
    if syscalls.machine() not in syscalls.MACHINES:
        return Reason("", f"grade on a machine with {' or '.join(syscalls.MACHINES)}")
    return NO_USER if "no unprivileged uid" in fault else _of_step(fault, seen)


def _of_step(fault: str, seen: Signs) -> Reason:
    found = STEP.search(fault)
    number, step = (int(found[1]), found[2].lower()) if found else (0, "")
    if step == "unshare":
        return _no_namespace(number, seen)
    if step in MAPS | MOUNTS:
        return _no_rights(step, seen)
    if step.startswith("landlock"):
        return _no_landlock(number, seen)
    return UNKNOWN


def _no_namespace(number: int, seen: Signs) -> Reason:
    if number in {errno.ENOSPC, errno.EUSERS}:
        allowed = seen.namespaces if seen.namespaces is not None else "too few"
        return Reason(f"{NUMBER} is {allowed}", f"sysctl -w {NUMBER}=10000")
    if number in {errno.EINVAL, errno.ENOSYS}:
        return Reason("this kernel has no user namespaces", "")
    if seen.filtered and seen.container == "Docker":
        return Reason("Docker's default seccomp profile forbids namespaces", OPEN)
    if seen.filtered:
        where = f"{seen.container}'s" if seen.container else "a container's or service's"
        return Reason(f"{where} seccomp filter forbids namespaces", "allow unshare and mount there")
    if seen.unprivileged == 0:
        return Reason(f"{DEBIAN} is 0", f"sysctl -w {DEBIAN}=1")
    return _ubuntu(seen) or Reason("user namespaces are forbidden here", "")


def _no_rights(step: str, seen: Signs) -> Reason:
    """Say what takes rights away inside a namespace that could be made."""
    if known := _ubuntu(seen):
        return known
    if seen.filtered and step in MOUNTS:
        where = f"{seen.container}'s" if seen.container else "a container's or service's"
        do = OPEN if seen.container == "Docker" else "allow mount there"
        return Reason(f"{where} seccomp filter forbids mounts", do)
    if seen.container == "Docker":
        return Reason("Docker's AppArmor profile forbids mounts", OPEN)
    return Reason("a namespace can be made, but has no rights (AppArmor or SELinux?)", "")


def _ubuntu(seen: Signs) -> Reason | None:
    if not seen.apparmor:
        return None
    return Reason(
        f"Ubuntu's AppArmor lets only programs with a profile use namespaces ({UBUNTU} is 1)",
        f"sysctl -w {UBUNTU}=0, or write a profile with `userns,` for {sys.executable}",
    )


def _no_landlock(number: int, seen: Signs) -> Reason:
    if seen.kernel < OLDEST:
        running = ".".join(map(str, seen.kernel))
        return Reason(f"Linux {running} has no Landlock", "use Linux 5.13 or later")
    if number == errno.EOPNOTSUPP or (seen.modules and "landlock" not in seen.modules):
        others = ",".join(seen.modules or ("…",))
        return Reason("Landlock is not switched on", f"boot with lsm=landlock,{others}")
    if seen.filtered and seen.container == "Docker":
        do = "update Docker (23 or later lets Landlock through)"
        return Reason("this Docker's seccomp profile is from before Landlock", do)
    if seen.filtered:
        where = f"{seen.container}'s" if seen.container else "a container's or service's"
        return Reason(f"{where} seccomp filter forbids Landlock", "allow landlock_* there")
    return Reason("this kernel was built without Landlock", "use one with it, as most are")
