"""The grader's hold on one worker: the zygote kills it when this is let go, and reports its end."""

from __future__ import annotations

import contextlib
import select
import socket

import msgspec

from autograder.sandbox import orders
from autograder.sandbox.ending import pid_of
from autograder.sandbox.plan import SandboxFault

# What making a worker, and killing one, may take on a machine under load.
PATIENCE = 30.0


class Lifeline:
    """A socket whose other end, `theirs`, only the zygote holds."""

    def __init__(self) -> None:
        self._ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.pid = 0

    def report(self) -> orders.Report:
        """Wait for what the zygote says next; the first time that includes the worker's pid."""
        self._ours.settimeout(PATIENCE)
        try:
            data, descriptors, _, _ = socket.recv_fds(self._ours, orders.SIZE, 1)
        except OSError as error:
            raise SandboxFault(f"the zygote does not answer: {error}") from error
        if not data:
            raise SandboxFault("the zygote is gone")
        try:
            report: orders.Report = orders.decode(data)
            if isinstance(report, orders.Started):
                self.pid = pid_of(descriptors[0]) if descriptors else report.pid
        except msgspec.MsgspecError as error:
            raise SandboxFault(f"the zygote talks nonsense: {error}") from error
        return report

    def last_report(self) -> orders.Report:
        """Wait for the worker's end, or for the word that there was none."""
        report = self.report()
        while isinstance(report, orders.Started):
            report = self.report()
        return report

    def wait(self, seconds: float) -> None:
        """Wait for a report to arrive, not longer than this."""
        select.select([self._ours], [], [], seconds)

    def kill(self) -> None:
        """Have the worker killed, without waiting for it."""
        with contextlib.suppress(OSError):  # it may have ended by itself
            self._ours.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go."""
        self._ours.close()
