"""What /proc tells of a grader and its family."""

from __future__ import annotations

from pathlib import Path


def children(pid: int | str = "self") -> list[int]:
    """Return a process's children."""
    try:
        folders = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(p) for one in folders for p in (one / "children").read_text().split()]
    except OSError:
        return []


def graders(pid: int) -> list[int]:
    """Return the processes that hold references: the command and its jobs, not the wall's."""
    found = [pid]
    for parent in found:
        found += [child for child in children(parent) if b"sandbox.zygote" not in cmdline(child)]
    return found


def cmdline(pid: int) -> bytes:
    """Return a process's command."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def status_of(pid: int, entry: str) -> list[str]:
    """Return an entry of a process's status."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return next((line.split()[1:] for line in lines if line.startswith(entry + ":")), [])


def memory_of(pid: int) -> int:
    """Return the most memory that a process has had in use."""
    return int((status_of(pid, "VmHWM") or ["0"])[0]) << 10


def state_of(pid: int) -> str:
    """Return whether a process runs, sleeps or is a zombie."""
    return (status_of(pid, "State") or ["Z"])[0]
