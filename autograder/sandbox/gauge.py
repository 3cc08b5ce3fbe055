"""Read from outside what another process uses: CPU time and memory."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from autograder.sandbox.deadline import cpu_seconds
from autograder.sandbox.ending import Gone
from autograder.sandbox.plan import SandboxFault

HIDDEN = "/proc hides processes (hidepid): what memory they need cannot be seen"
EARLY = "ended before it could be seen what it needs"
SOON = 2.0  # seconds in which a process that has answered goes to sleep, on a machine under load
GLANCE = 0.0002  # seconds between looks


class Stopwatch:
    """CPU seconds of a process from a start on; wall time where there is no clock of CPU time.

    The kernel counts a process's time when it goes to sleep, and else every few milliseconds. So
    both ends wait until it sleeps, as it does when it has answered and waits for what comes next.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._has_clock = cpu_seconds(pid) > 0
        self.start()

    def start(self) -> None:
        """Count from now on."""
        self._begin = self._now()

    def seconds(self) -> float:
        """Return the seconds since the start; Gone where the process is."""
        found = self._now() - self._begin
        if found <= 0:
            raise Gone(EARLY)
        return found

    def _now(self) -> float:
        if not self._has_clock:
            return time.monotonic()
        limit = time.monotonic() + SOON
        while is_running(self._pid) and time.monotonic() < limit:
            time.sleep(GLANCE)
        return cpu_seconds(self._pid)


class Memory:
    """By how much a process grows at its peak, from now on.

    The kernel keeps the highest peak of all time. It can be made to forget it, though not by
    everybody: then an earlier peak that was higher hides what comes.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
        self._begin = bytes_of(pid, "VmRSS")
        self._peak = bytes_of(pid, "VmHWM")

    def grown(self) -> float:
        """Return the bytes; 0 where they cannot be known. Gone where the process is."""
        peak = bytes_of(self._pid, "VmHWM")
        return peak - self._begin if peak > self._peak else 0.0


def is_running(pid: int) -> bool:
    """Tell whether a process runs or waits for a processor; False where that can't be known."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return about.rpartition(")")[2].split()[:1] == ["R"]


def is_hidden(pid: int) -> bool:
    """Tell whether there is such a process, which may not be looked at."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's
    return not Path(f"/proc/{pid}/stat").exists()


def bytes_of(pid: int, entry: str) -> float:
    """Return an entry of a process's memory status; 0 where no process has one.

    Gone where this process is; SandboxFault where it may not be looked at.
    """
    if not Path("/proc/self/status").exists():
        return 0.0
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        found = next(line for line in lines.splitlines() if line.startswith(f"{entry}:"))
    except (OSError, StopIteration):
        if is_hidden(pid):
            raise SandboxFault(HIDDEN) from None
        raise Gone(EARLY) from None
    return float(found.split()[1]) * 1024
