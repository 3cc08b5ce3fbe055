"""On a busy machine nobody runs out of time for having waited for a processor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.sandbox import Call, Limits, Lost, Sandbox, Source, Tier, deadline
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import CRASHES
from autograder.sandbox.link import LAST_WORDS
from tests.sandbox.test_lifecycle import session_of

LIMITS = Limits(cpu_seconds=10, wall_seconds=60)


class Clocks:
    """The three clocks that a deadline looks at."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = self.cpu = self.waited = 0.0
        patch.setattr(deadline.time, "monotonic", lambda: self.now)
        patch.setattr(deadline, "cpu_seconds", lambda _: self.cpu)
        patch.setattr(deadline, "waited_seconds", lambda _: self.waited)

    def go_on(self, seconds: float, *, cpu: float = 0.0, waited: float = 0.0) -> None:
        """Let time pass, some of it computing and some of it waiting for a processor."""
        self.now, self.cpu, self.waited = self.now + seconds, self.cpu + cpu, self.waited + waited


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """Give clocks that stand still."""
    return Clocks(monkeypatch)


def test_waiting_for_a_processor_is_not_counted(clocks: Clocks) -> None:
    """A loop without end ends by its CPU time, with the same words as on a quiet machine."""
    end = Deadline(1, LIMITS)
    clocks.go_on(300, cpu=9.9, waited=290)
    assert end.next_look() > 0
    clocks.go_on(3, cpu=0.2, waited=2.8)
    assert end.next_look() == 0
    assert end.reason == "ran out of time (10 s of CPU)"


def test_sleeping_is_counted(clocks: Clocks) -> None:
    """Who does not want a processor runs out of wall time."""
    end = Deadline(1, LIMITS)
    clocks.go_on(59, waited=0.5)
    assert end.next_look() > 0
    clocks.go_on(2)
    assert end.next_look() == 0
    assert end.reason == "ran out of time (60 s)"


def test_what_was_waited_while_the_clock_stood_still_is_not_given_twice(clocks: Clocks) -> None:
    """Neither the time on hold nor the waiting in it counts."""
    end = Deadline(1, LIMITS)
    clocks.go_on(10, waited=5)
    end.hold()
    clocks.go_on(100, waited=80)
    assert end.used() == (0, 5)
    end.resume()
    clocks.go_on(10, waited=4)
    assert end.used() == (0, 11)


def test_the_kernel_tells_how_long_a_process_waits() -> None:
    """Four that want one processor wait most of the time."""
    if not Path("/proc/self/schedstat").exists():
        pytest.skip("THIS KERNEL DOES NOT TELL who waits: on a busy machine wall time may run out")
    command = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(command) for _ in range(4)]
    try:
        for each in busy:
            os.sched_setaffinity(each.pid, {min(os.sched_getaffinity(0))})
        time.sleep(0.3)
        start, end = time.monotonic(), Deadline(busy[0].pid, LIMITS)
        time.sleep(2)
        _, wall = end.used()
        assert wall < 0.7 * (time.monotonic() - start)
    finally:
        for each in busy:
            each.kill()
            each.wait()


def test_how_a_worker_ended_is_told_however_late_the_zygote_looks(any_sandbox: Sandbox) -> None:
    """It was dead before it was to be killed, and that is what is reported."""
    text = "import os\ndef run():\n    os.kill(os.getpid(), 9)\n"
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert session._link is not None
        zygotes = [pid for pid in session_of(any_sandbox._zygote.pid) if pid != session._link.pid]
        try:
            for pid in zygotes:
                os.kill(pid, signal.SIGSTOP)
            wake_up = threading.Timer(4 * LAST_WORDS, resume, [zygotes])
            wake_up.start()
            assert session.call(Call("run", ())) == Lost(CRASHES[signal.SIGKILL])
        finally:
            wake_up.join()


def resume(pids: list[int]) -> None:
    """Let stopped processes go on."""
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


HANGS_UP = """
import os, socket, sys, time
import msgspec
from autograder.sandbox import orders, wire
from autograder.sandbox.client import start_zygote
from autograder.sandbox.memory import sealed
from autograder.sandbox import Limits, Tier
from autograder.sandbox.plan import wall

ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
plan = wall(Tier(sys.argv[1]), Limits())
start_zygote(theirs.fileno(), plan.imports)
theirs.close()
ours.send(msgspec.json.encode(plan))
if sys.argv[2] == "later":
    assert ours.recv(orders.SIZE) == orders.DONE
    socket.send_fds(ours, [orders.EXAM], [sealed(wire.encode_exam({}))])
time.sleep(float(sys.argv[3]))
os._exit(0)
"""


@pytest.mark.parametrize("when", ["at once", "later"])
def test_a_zygote_whose_grader_hangs_up_leaves_without_a_word(every_tier: Tier, when: str) -> None:
    """Whatever it is at: no traceback on the instructor's screen, and no process left."""
    for seconds in ("0", "0.01", "0.1"):
        done = subprocess.run(
            [sys.executable, "-c", HANGS_UP, every_tier, when, seconds],
            stderr=subprocess.PIPE,  # ends when the last of them has gone
            text=True,
            timeout=60,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert (done.returncode, done.stderr) == (0, "")
