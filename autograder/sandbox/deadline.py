"""How long a worker may still take: CPU time, measured from outside, and wall time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.answers import Limits

# How often to look at the other process's clock: often enough when little is left, not too often.
SELDOM, OFTEN = 0.25, 0.005


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used; 0 where that can't be known.

    The clock's number is the kernel's way of naming another process's CPU clock (see
    clock_getcpuclockid(3)).
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except (OSError, AttributeError):
        return 0.0


def out_of_time(limits: Limits) -> str:
    """Say what has happened to a function when its deadline is over."""
    return f"ran out of time ({limits.cpu_seconds:g} s of CPU)"


class Deadline:
    """The end of one process's time. What the grader takes to answer it is given back."""

    def __init__(self, pid: int, cpu: float, wall: float, reason: str) -> None:
        self._pid = pid
        self._cpu_start = cpu_seconds(pid)
        self._wall_start = time.monotonic()
        self._cpu_end = self._cpu_last = cpu
        self._wall_end = self._wall_last = wall
        self.reason = reason

    def used(self) -> tuple[float, float]:
        """Return CPU and wall seconds since the start."""
        cpu = max(0.0, cpu_seconds(self._pid) - self._cpu_start)
        return cpu, time.monotonic() - self._wall_start

    def give_back(self, seconds: float) -> None:
        """Don't count these seconds of wall time."""
        self._wall_start += seconds

    def shorten(self, cpu: float, wall: float) -> None:
        """Allow so much from now on, if that is less than what is left in all."""
        cpu_used, wall_used = self.used()
        self._cpu_end = min(self._cpu_last, cpu_used + cpu)
        self._wall_end = min(self._wall_last, wall_used + wall)

    def next_look(self) -> float:
        """Return how long to wait before looking again, 0 when the time is up."""
        cpu, wall = self.used()
        left = min(self._cpu_end - cpu, self._wall_end - wall)
        return min(SELDOM, max(left, OFTEN)) if left > 0 else 0.0
