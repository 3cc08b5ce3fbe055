"""The grader's end of one worker: send, receive with deadlines, kill, and learn how it ended."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import time
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.sandbox import messages, orders, outbox
from autograder.sandbox.ending import how_it_ended, pid_of
from autograder.sandbox.incoming import Incoming
from autograder.sandbox.memory import shared_memory
from autograder.sandbox.plan import SandboxFault
from autograder.sandbox.values import WireError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.sandbox.deadline import Deadline

# What making a worker, and killing one, may take on a machine under load.
PATIENCE = 30.0
# How long a worker that has hung up may take to end.
LAST_WORDS = 0.5


class Gone(Exception):  # noqa: N818 - how a function ends, not an error of ours
    """No answer will come; the message completes "conv2d …"."""


class Link:
    """One worker, seen from the grader. Not usable after `stop`."""

    def __init__(self, control: socket.socket, room: int, memory: int) -> None:
        self._memory = memory
        self._room = room
        self._dead: str | None = None
        self.output = bytearray()
        self.pid = 0
        self._unsent = b""
        self._requests, theirs = socket.socketpair()
        self._lifeline, life = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._printed, printing = os.pipe()
        self._shared = shared_memory(outbox.SIZE)
        self._over: Gone | None = None
        try:
            fds = [theirs.fileno(), printing, life.fileno(), self._shared]
            socket.send_fds(control, [orders.FORK], fds)
        except OSError as error:
            self._hang_up()
            raise SandboxFault(f"the zygote is gone: {error}") from error
        finally:
            theirs.close()
            life.close()
            os.close(printing)
        self._requests.setblocking(False)
        os.set_blocking(self._printed, False)
        self._incoming = Incoming(self._requests)
        self._poll = select.poll()
        self._poll.register(self._requests, select.POLLIN)
        self._poll.register(self._printed, select.POLLIN)

    def wait_until_ready(self) -> None:
        """Return when the worker is confined and waiting; SandboxFault if it won't be."""
        report = self._report()
        if isinstance(report, orders.Started):
            self._lifeline.setblocking(True)
            limit = time.monotonic() + PATIENCE
            while time.monotonic() < limit:
                found = self._incoming.next()
                if found is not None and isinstance(found[1], messages.Ready):
                    return
                if self._incoming.ended:
                    break
                self._sleep(PATIENCE)
        self.stop()
        what = report.what if isinstance(report, orders.Failed) else self.output.decode()
        raise SandboxFault(f"a worker could not be confined: {what or report}")

    def send(self, pieces: Sequence[Any], deadline: Deadline) -> None:
        """Send a whole frame, draining output meanwhile; Gone when that can't be done."""
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[self._requests.send(rest) :]
                except BlockingIOError:
                    if gone := self._wait(deadline, select.POLLOUT):
                        raise gone from None
                except OSError:
                    raise self._ended() from None

    def receive(self, deadline: Deadline) -> tuple[int, messages.FromWorker, memoryview]:
        """Return the next frame; Gone when there is none in time, or it isn't a frame."""
        try:
            while (found := self._incoming.next()) is None:
                if self._over is not None:
                    raise self._over
                if self._incoming.ended:
                    self._over = self._ended()
                else:
                    self._over = self._wait(deadline, select.POLLIN)
                if self._over is not None:
                    self._incoming.feed(self._unsent)
        except WireError:
            self.stop()
            raise Gone("sent back something that is not an answer") from None
        return found

    @property
    def quiet(self) -> bool:
        """Whether the worker has said nothing that wasn't read."""
        return self._incoming.empty and self._dead is None

    def _wait(self, deadline: Deadline, events: int) -> Gone | None:
        """Wait a little; once the time is up, stop the worker and say so."""
        self._poll.modify(self._requests, events)
        seconds = deadline.next_look()
        if seconds <= 0:
            reason = deadline.reason
            self.stop()
            return Gone(reason)
        self._sleep(seconds)
        return None

    def _sleep(self, seconds: float) -> None:
        for descriptor, _ in self._poll.poll(max(1, seconds * 1000)):
            if descriptor == self._printed:
                self.drain()

    def _ended(self) -> Gone:
        """Let a worker that has hung up tell how it ends by itself."""
        select.select([self._lifeline], [], [], LAST_WORDS)
        return Gone(self.stop())

    def drain(self) -> bool:
        """Read what was printed, keeping as much as there is room for; False at its end."""
        try:
            data = os.read(self._printed, 1 << 16)
        except BlockingIOError:
            return False
        self.output += data[: max(0, self._room - len(self.output))]
        if not data:
            self._poll.unregister(self._printed)
        return bool(data)

    def kill(self) -> None:
        """Have the worker killed, without waiting for it; `stop` or `close` must follow."""
        with contextlib.suppress(OSError):  # it may have ended by itself
            self._lifeline.shutdown(socket.SHUT_WR)

    def stop(self) -> str:
        """Kill the worker, if it still lives, and return how it ended."""
        if self._dead is None:
            self._dead = "was stopped"
            try:
                self.kill()
                report = self._report()
                while isinstance(report, orders.Started):
                    report = self._report()
                if isinstance(report, orders.Ended):
                    self._dead = how_it_ended(report, self._memory)
            finally:
                self.drain_all()
                self._unsent = outbox.unsent(self._shared)
                self._hang_up()
        return self._dead

    def _hang_up(self) -> None:
        self._requests.close()
        self._lifeline.close()
        os.close(self._printed)
        os.close(self._shared)

    def close(self) -> None:
        """Kill the worker, however it ends; a zygote that is gone has taken it along."""
        with contextlib.suppress(SandboxFault):
            self.stop()

    def drain_all(self) -> None:
        """Read what was printed until now."""
        for _ in range(64):  # a pipe holds 64 KB; in the weakest tier others may still write
            try:
                if not self.drain():
                    return
            except (OSError, KeyError):
                return

    def _report(self) -> orders.Report:
        self._lifeline.settimeout(PATIENCE)
        try:
            data, descriptors, _, _ = socket.recv_fds(self._lifeline, orders.SIZE, 1)
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
