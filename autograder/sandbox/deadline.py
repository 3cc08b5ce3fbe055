"""How long a worker may still take: CPU time, measured from outside, and wall time."""

from __future__ import annotations

import os
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


def waited_seconds(pid: int) -> float:
    """Return how long a process and this thread have waited for a processor; 0 where unknown.

    On a busy machine that is most of the time, and nobody's fault.
    """
    return sum(map(_waited, (str(pid), "thread-self")))


def _waited(process: str) -> float:
    try:
        descriptor = os.open(f"/proc/{process}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0.0
    try:
        return int(os.read(descriptor, 100).split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
    finally:
        os.close(descriptor)


class Deadline:
    """The end of one process's time: `limits`, less what was `spent` (CPU and wall seconds) before.

    Wall time is time in which both it and the grader could have worked. What the grader takes to
    answer the process is given back.
    """

    def __init__(self, pid: int, limits: Limits, spent: tuple[float, float] = (0.0, 0.0)) -> None:
        self._pid = pid
        self._limits = limits
        self._told = (limits.cpu_seconds, limits.wall_seconds)
        self._cpu_start = cpu_seconds(pid)
        self._cpu_used = 0.0
        self._wall_start = time.monotonic()
        self._waited_start = waited_seconds(pid)
        self._waited = 0.0
        self._held: float | None = None
        self._cpu_end = limits.cpu_seconds - spent[0]
        self._wall_end = limits.wall_seconds - spent[1]
        self._ends = (self._cpu_end, self._wall_end)

    @property
    def reason(self) -> str:
        """What has happened to a function when its time is over."""
        if self.used()[1] >= self._wall_end:
            return f"ran out of time ({self._told[1]:.3g} s)"
        return f"ran out of time ({self._told[0]:.3g} s of CPU)"

    def used(self) -> tuple[float, float]:
        """Return CPU and wall seconds since the start; what a process had used when it ended."""
        self._look_at_waiting()
        return self._cpu(), max(0.0, self._wall())

    def _cpu(self) -> float:
        self._cpu_used = max(self._cpu_used, cpu_seconds(self._pid) - self._cpu_start)
        return self._cpu_used

    def _wall(self) -> float:
        now = time.monotonic() if self._held is None else self._held
        return now - self._wall_start - self._waited

    def _look_at_waiting(self) -> None:
        if self._held is None:
            self._waited = max(self._waited, waited_seconds(self._pid) - self._waited_start)

    def hold(self) -> None:
        """Stop the wall clock: the grader is busy with something else. CPU time goes on."""
        self._look_at_waiting()
        self._held = time.monotonic()

    def resume(self) -> None:
        """Let the wall clock go on."""
        if self._held is not None:
            self._wall_start += time.monotonic() - self._held
            self._waited_start = waited_seconds(self._pid) - self._waited
            self._held = None

    def give_back(self, seconds: float) -> None:
        """Don't count these seconds of wall time."""
        self._wall_start += seconds

    def shorten(self, cpu: float, wall: float) -> None:
        """Allow so much from now on, if that is less than what is left in all."""
        cpu_used, wall_used = self.used()
        self._cpu_end = min(self._ends[0], cpu_used + cpu)
        self._wall_end = min(self._ends[1], wall_used + wall)
        self._told = (
            cpu if self._cpu_end < self._ends[0] else self._limits.cpu_seconds,
            wall if self._wall_end < self._ends[1] else self._limits.wall_seconds,
        )

    def next_look(self) -> float:
        """Return how long to wait before looking again, 0 when the time is up."""
        if self._wall() >= self._wall_end:
            self._look_at_waiting()  # which costs more than the clock, and seldom matters
        left = min(self._cpu_end - self._cpu(), self._wall_end - self._wall())
        return min(SELDOM, max(left, OFTEN)) if left > 0 else 0.0
