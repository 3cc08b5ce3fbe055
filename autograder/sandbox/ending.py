"""What a worker's pid is, and how its end is told to the student."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.sandbox.orders import Ended

CRASHES: dict[int, str] = {
    signal.SIGSEGV: "crashed (segmentation fault)",
    signal.SIGBUS: "crashed (bus error)",
    signal.SIGABRT: "crashed (abort)",
    signal.SIGFPE: "crashed (floating point exception)",
    signal.SIGILL: "crashed (illegal instruction)",
    signal.SIGXCPU: "ran out of time",
    signal.SIGSYS: "made a system call that is not allowed",
    signal.SIGKILL: "was killed by the system (too much memory or time)",
}
# A crash with this much of the allowed memory in use is put down to memory.
FULL = 0.8


class Gone(Exception):  # noqa: N818 - how a function ends, not an error of ours
    """No answer will come; the message completes "conv2d …"."""


class OutOfTime(Gone):
    """No answer has come in time."""


def how_it_ended(report: Ended, memory: int) -> str:
    """Complete the sentence "conv2d …" for a worker that may use so much memory."""
    if report.killed:
        return "cut its connection to the grader"
    if report.signal and report.memory > FULL * memory:
        return f"used more memory than the {memory / (1 << 30):.3g} GiB allowed"
    if report.signal:
        return CRASHES.get(report.signal, f"crashed (signal {report.signal})")
    return "ended the whole Python process"


def pid_of(descriptor: int) -> int:
    """Return the pid that a pid descriptor means in this process's namespace; closes it."""
    try:
        lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text().splitlines()
    finally:
        os.close(descriptor)
    return next((int(line.split()[1]) for line in lines if line.startswith("Pid:")), 0)
