"""Put the current process behind the wall: the order of the steps is the point of this module."""

from __future__ import annotations

import os
import resource
import signal
from typing import TYPE_CHECKING

from autograder.sandbox import landlock, linux, seccomp

if TYPE_CHECKING:
    from autograder.sandbox.plan import Wall

# A folder that is there on every machine, to build the new file tree on.
NEW_ROOT = "/tmp"  # noqa: S108 - covered by a fresh tmpfs before anything is put there
SCRATCH = "/scratch"
SCRATCH_BYTES = 64 << 20
# The uid of the first sandbox's students; each zygote takes its own, so that they can't touch.
FIRST_UID = 2_000_000_000
NOBODY = 65534
# Deep but honest recursion through C code needs more stack than the usual 8 MB.
STACK = 64 << 20
FILE_SIZE, OPEN_FILES, PROCESSES = 16 << 20, 64, 64


def drop_root(offset: int) -> None:
    """As root, become an unprivileged user, for good.

    Comes before anything else: the uid outside of all namespaces is what guards files such as
    /proc/sys/kernel/core_pattern. Inside a container few uids exist; then `nobody` has to do.
    """
    if os.geteuid() != 0:
        return
    os.setgroups([])
    for uid in (FIRST_UID + offset, NOBODY):
        try:
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        except OSError:
            continue
        return
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
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    private = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("tmpfs", NEW_ROOT, "tmpfs", private, "size=64k,nr_inodes=256,mode=755")
    for path in [*wall.readable, *wall.files]:
        _bind(path)
    scratch = NEW_ROOT + SCRATCH
    os.mkdir(scratch)  # noqa: PTH102 - this runs in every worker: plain calls are quicker
    options = f"size={SCRATCH_BYTES},nr_inodes=1024,mode=700"
    linux.mount("tmpfs", scratch, "tmpfs", private, options)
    os.chdir(NEW_ROOT)
    linux.pivot_root()
    linux.detach(".")
    os.chdir("/")


def _bind(path: str) -> None:
    if os.path.islink(path):  # noqa: PTH114 - /lib is a link to /usr/lib on most machines
        _link(path)
        return
    try:
        is_folder = os.path.isdir(path)  # noqa: PTH112
        if not os.access(path, os.R_OK | (os.X_OK if is_folder else 0)):
            return
    except OSError:
        return
    target = NEW_ROOT + path
    folder = target if is_folder else os.path.dirname(target)  # noqa: PTH120
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    if not is_folder:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    linux.mount(path, target, None, linux.MS_BIND | linux.MS_REC)


def _link(path: str) -> None:
    target = NEW_ROOT + path
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
    os.symlink(os.readlink(path), target)  # noqa: PTH115, PTH211


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


def close_in(wall: Wall, *, fresh_uid: bool) -> None:
    """Confine the worker's own process: after this, it can only read, compute and answer."""
    tier = wall.tier
    home = SCRATCH if tier.has_namespaces else "/"
    if tier.has_namespaces:
        change_root(wall)
    os.chdir(home)
    os.environ.clear()
    os.environ.update(HOME=home, TMPDIR=home, PATH="/usr/bin:/bin")
    # An ordinary user's own processes count too; there, and with seccomp, no process can be made.
    set_limits(wall, processes=fresh_uid or not tier.has_seccomp)
    if tier.has_seccomp:
        _close_kernel(wall)


def _close_kernel(wall: Wall) -> None:
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.drop_capabilities()
    if wall.tier.has_landlock:
        writable = ["/dev/null"]
        if wall.tier.has_namespaces:
            writable.append(SCRATCH)
        landlock.restrict([*wall.readable, *wall.files], writable)
    seccomp.restrict()
