"""Put the current process behind the wall: the order of the steps is the point of this module."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.sandbox import landlock, linux, seccomp

if TYPE_CHECKING:
    from autograder.sandbox.plan import Wall

# Folders that are there on every machine: the new file tree is built on one of them.
PLACES = ("/tmp", "/mnt", "/srv", "/media", "/run")  # noqa: S108 - a fresh tmpfs covers it
SCRATCH = "/scratch"
SCRATCH_BYTES = 64 << 20
# Each zygote takes a uid of its own from here on, so that their workers can't touch.
FIRST_UID = 2_000_000_000
NOBODY = 65534
# Deep but honest recursion through C code needs more stack than the usual 8 MB.
STACK = 64 << 20
FILE_SIZE, OPEN_FILES, PROCESSES = 16 << 20, 64, 64


def drop_root() -> bool:
    """As root, become an unprivileged user, for good; say whether its uid is nobody else's.

    Comes before anything else: the uid outside of all namespaces is what guards files such as
    /proc/sys/kernel/core_pattern. Inside a container few uids exist; then `nobody` has to do.
    """
    if os.geteuid() != 0:
        return False
    for uid in (FIRST_UID + os.getpid(), NOBODY):
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        except OSError:
            continue
        return uid != NOBODY
    raise OSError("no unprivileged uid to change to")


def enter_namespaces() -> None:
    """Leave the machine's processes, network, users and mounts; children see none of them."""
    uid, gid = os.geteuid(), os.getegid()
    linux.prctl(linux.PR_SET_DUMPABLE, 1)  # or /proc/self/uid_map can't be written
    linux.unshare(linux.NAMESPACES)
    linux.map_own_user(uid, gid)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)


def change_root(wall: Wall) -> None:
    """Make a file tree of what may be read, a scratch folder, and nothing else.

    No /proc: there is nothing in it that numpy needs. Folders that this user can't enter are left
    out (a Python under root's home): its modules were loaded before.
    """
    place = free_place([*wall.readable, *wall.files])
    private = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", place, "tmpfs", private, "size=64k,nr_inodes=256,mode=755")
    for path in [*wall.readable, *wall.files]:
        _bind(Path(path), Path(place + path))
    Path(place + SCRATCH).mkdir()
    os.chdir(place)
    linux.pivot_root()
    linux.detach(".")
    os.chdir("/")
    linux.mount("none", "/", None, linux.MS_REMOUNT | linux.MS_RDONLY | private)


def free_place(paths: list[str]) -> str:
    """Return a folder to build on that none of these paths is in."""
    for place in PLACES:
        if Path(place).is_dir() and not any(path.startswith(place + "/") for path in paths):
            return place
    raise OSError(f"no folder to build a file tree on: tried {', '.join(PLACES)}")


def _bind(path: Path, target: Path) -> None:
    if not os.access(path, os.R_OK):
        return
    if path.is_symlink():  # /lib is a link to usr/lib on most machines
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(path.readlink())
        return
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    linux.mount(str(path), str(target), None, linux.MS_BIND | linux.MS_REC)


def set_limits(wall: Wall, *, processes: bool) -> None:
    """Bound memory, CPU time, files and threads; soft = hard, or PID 1 would survive them."""
    wanted = {
        resource.RLIMIT_AS: wall.memory,
        resource.RLIMIT_CPU: wall.cpu_seconds,
        resource.RLIMIT_FSIZE: FILE_SIZE,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_STACK: STACK,
    }
    if processes:
        wanted[resource.RLIMIT_NPROC] = PROCESSES
    for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        if hasattr(resource, name):
            wanted[getattr(resource, name)] = 0
    for which, value in wanted.items():
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (bound, bound))


def empty_environment(wall: Wall) -> None:
    """Leave nothing of the grader's environment: what remains names no real folder but scratch."""
    home = SCRATCH if wall.tier.has_namespaces else "/"
    os.environ.clear()
    os.environ.update(HOME=home, TMPDIR=home, PATH="/usr/bin:/bin")


class Gate:
    """The last steps, in each worker; what can be made ready is, in the zygote."""

    def __init__(self, wall: Wall, *, own_uid: bool) -> None:
        self._wall = wall
        self._tier = wall.tier
        # A user's other processes would count too; with seccomp none can be made anyway.
        self._count_processes = own_uid or not wall.tier.has_seccomp
        self._filter = seccomp.Filter() if wall.tier.has_seccomp else None
        writable = ["/dev/null", *([SCRATCH] if wall.tier.has_namespaces else [])]
        self._files = ([*wall.readable, *wall.files], writable)

    def close(self) -> None:
        """Confine this process: after this, it can only read, compute and answer."""
        if self._tier.has_namespaces:
            linux.unshare(linux.NEWNS)
            options = f"size={SCRATCH_BYTES},nr_inodes=1024,mode=700"
            linux.mount("tmpfs", SCRATCH, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
        os.chdir(SCRATCH if self._tier.has_namespaces else "/")
        set_limits(self._wall, processes=self._count_processes)
        if self._filter is None:
            return
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        linux.drop_capabilities()
        if self._tier.has_landlock:
            landlock.restrict(*self._files)
        self._filter.restrict()
