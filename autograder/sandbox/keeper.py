"""The zygote's working life: fork workers, kill them when the grader lets go, report their end."""

from __future__ import annotations

import contextlib
import gc
import mmap
import os
import select
import signal
import socket
import sys
from typing import TYPE_CHECKING

from autograder.sandbox import orders, outbox, wire, worker

if TYPE_CHECKING:
    from autograder.sandbox.confine import Gate
    from autograder.sandbox.worker import Exam

# Where a worker finds its socket; 0, 1 and 2 are what they always are.
CHANNEL = 3


class Keeper:
    """Carries out the grader's orders until it hangs up; keeps track of workers by lifeline."""

    def __init__(self, control: socket.socket, gate: Gate) -> None:
        self._control = control
        self._gate = gate
        self._exam: Exam = {}
        self._workers: dict[int, int] = {}
        self._killed: set[int] = set()
        self._ends, wake = socket.socketpair()  # a byte arrives whenever a worker has ended
        for end in (self._ends, wake):
            end.setblocking(False)
        self._wake = wake
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._poll.register(self._ends, select.POLLIN)

    def serve(self) -> None:
        """Wait for orders, ends of workers and ends of lifelines; never returns."""
        while True:
            for descriptor, _ in self._poll.poll():
                if descriptor == self._control.fileno():
                    try:
                        self._obey()
                    except ConnectionError:  # killed in the middle of an order
                        self._leave()
                elif descriptor == self._ends.fileno():
                    self._ends.recv(orders.SIZE)
                    self._reap()
                elif descriptor in self._workers:
                    self._kill(descriptor)

    def _obey(self) -> None:
        order, descriptors, _, _ = socket.recv_fds(self._control, orders.SIZE, 4)
        if order == orders.FORK:
            self._fork(*descriptors)
        elif order == orders.EXAM:
            self._exam = read_exam(*descriptors)
            freeze()
            self._control.send(orders.DONE)
        else:
            self._leave()

    def _fork(self, requests: int, printed: int, lifeline: int, shared: int) -> None:
        """Make one worker. Its lifeline stays here, the rest is the worker's alone."""
        try:
            pid = os.fork()
        except OSError as error:
            os.write(lifeline, orders.encode(orders.Failed(str(error))))
            os.close(lifeline)
        else:
            if pid == 0:
                self._become_worker(requests, printed, shared)
            self._workers[lifeline] = pid
            self._poll.register(lifeline, select.POLLIN)
            announce(pid, lifeline)
        for descriptor in (requests, printed, shared):
            os.close(descriptor)

    def _become_worker(self, requests: int, printed: int, shared: int) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        memory = mmap.mmap(shared, outbox.SIZE)
        null = os.open(os.devnull, os.O_RDWR)
        for source, target in ((null, 0), (printed, 1), (printed, 2), (requests, CHANNEL)):
            os.dup2(source, target)
        os.closerange(CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
        worker.run(CHANNEL, memory, self._exam, self._gate.close)

    def _kill(self, lifeline: int) -> None:
        """Kill a worker whose lifeline has ended; it is reported when it is gone."""
        self._poll.unregister(lifeline)
        pid = self._workers[lifeline]
        self._killed.add(pid)
        kill_group(pid)

    def _reap(self) -> None:
        for lifeline, pid in list(self._workers.items()):
            found, status, usage = os.wait4(pid, os.WNOHANG)
            if found == pid:
                memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
                self._report(lifeline, pid, status, memory)

    def _report(self, lifeline: int, pid: int, status: int, memory: int) -> None:
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        # A process that was already ending when it was killed keeps its own status.
        killed = pid in self._killed and number == signal.SIGKILL
        report = orders.Ended(signal=number, code=code, killed=killed, memory=memory)
        with contextlib.suppress(OSError):  # the grader may no longer be interested
            os.write(lifeline, orders.encode(report))
        if pid not in self._killed:
            self._poll.unregister(lifeline)
        self._killed.discard(pid)
        del self._workers[lifeline]
        os.close(lifeline)

    def _leave(self) -> None:
        """End every worker, and with them this process."""
        for pid in self._workers.values():
            kill_group(pid)
        os._exit(0)


def announce(pid: int, lifeline: int) -> None:
    """Tell the grader the worker's pid; as a descriptor, since pids differ between namespaces."""
    message = orders.encode(orders.Started(pid))
    descriptors = [os.pidfd_open(pid)] if hasattr(os, "pidfd_open") else []
    with (
        contextlib.suppress(OSError),  # the grader may have let go already
        socket.socket(fileno=os.dup(lifeline)) as connection,
    ):
        socket.send_fds(connection, [message], descriptors)
    for descriptor in descriptors:
        os.close(descriptor)


def kill_group(pid: int) -> None:
    """Kill a worker and what it may have forked (in the weakest tier it can)."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def read_exam(descriptor: int) -> Exam:
    """Decode the exam, once for all submissions."""
    with open(descriptor, "rb") as file:
        file.seek(0)
        return wire.decode_exam(file.read())


def freeze() -> None:
    """Keep the garbage collector off what all workers share, or each would copy it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
