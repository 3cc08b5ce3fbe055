"""Between zygote and worker: makes the worker, kills it when told to, reports its end."""

from __future__ import annotations

import os
import select
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from autograder.sandbox import confine, orders, worker

if TYPE_CHECKING:
    from autograder.sandbox.plan import Wall
    from autograder.sandbox.worker import Exam

# Where the worker finds its socket; 0, 1 and 2 are what they always are.
CHANNEL = 3
# How often to look for the worker's end where the kernel can't wake us (not on Linux).
NAP = 0.02


class Channels(NamedTuple):
    """The three descriptors that come with each order to fork."""

    requests: int
    output: int
    lifeline: int


def supervise(wall: Wall, exam: Exam, channels: Channels) -> None:
    """Make one worker, see it through, and leave; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        was_root = os.geteuid() == 0
        confine.drop_root(os.getppid() % (1 << 22))
        if wall.tier.has_namespaces:
            confine.enter_namespaces()
        pid = os.fork()
        if pid == 0:
            be_worker(wall, exam, channels, fresh_uid=was_root)
        os.close(channels.requests)
        os.close(channels.output)
        os.write(channels.lifeline, orders.encode(orders.Started(pid)))
        os.write(channels.lifeline, orders.encode(see_through(pid, channels.lifeline)))
    except BaseException as error:  # noqa: BLE001 - the grader says what is wrong
        report = orders.Failed(f"{type(error).__name__}: {error}"[:1000])
        os.write(channels.lifeline, orders.encode(report))
    finally:
        os._exit(0)


def be_worker(wall: Wall, exam: Exam, channels: Channels, *, fresh_uid: bool) -> None:
    """Become the student's process; never returns."""
    os.setsid()
    null = os.open("/dev/null", os.O_RDWR)
    for source, target in ((null, 0), (channels.output, 1), (channels.output, 2)):
        os.dup2(source, target)
    os.dup2(channels.requests, CHANNEL)
    os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
    worker.run(CHANNEL, exam, wall.imports, partial(confine.close_in, wall, fresh_uid=fresh_uid))


def see_through(pid: int, lifeline: int) -> orders.Ended:
    """Wait for the worker's end, or bring it about when the grader lets go of the lifeline."""
    killed = not ends_by_itself(pid, lifeline)
    if killed:
        for kill in (os.killpg, os.kill):
            try:
                kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
    _, status, usage = os.wait4(pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return orders.Ended(
        signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        # A process that was already ending keeps its own status.
        killed=killed and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
        memory=usage.ru_maxrss * unit,
    )


def ends_by_itself(pid: int, lifeline: int) -> bool:
    """Wait until the worker ends (True) or the lifeline closes (False)."""
    if not hasattr(os, "pidfd_open"):
        while not select.select([lifeline], [], [], NAP)[0]:
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None:
                return True
        return False
    process = os.pidfd_open(pid)
    ready = select.select([lifeline, process], [], [])[0]
    return process in ready
