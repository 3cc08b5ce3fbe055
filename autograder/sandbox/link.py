"""The grader's end of one worker: send, receive with deadlines, kill, and learn how it ended."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import time
from typing import TYPE_CHECKING, Any

from autograder.sandbox import messages, orders, outbox
from autograder.sandbox.ending import Gone, OutOfTime, how_it_ended
from autograder.sandbox.incoming import Incoming
from autograder.sandbox.lifeline import PATIENCE, Lifeline
from autograder.sandbox.memory import shared_memory
from autograder.sandbox.plan import SandboxFault
from autograder.sandbox.printed import Printed
from autograder.sandbox.values import WireError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.sandbox.deadline import Deadline

# How long a worker that has hung up may take to end.
LAST_WORDS = 0.5
# How often to look at the deadline of a worker that doesn't stop talking.
LOOK = 0.05


class Link:
    """One worker, seen from the grader. Not usable after `stop`."""

    def __init__(self, control: socket.socket, room: int, memory: int) -> None:
        self._memory = memory
        self._dead: str | None = None
        self._unsent = b""
        self._requests, theirs = socket.socketpair()
        self._requests.setblocking(False)
        self._lifeline = Lifeline()
        self._printed = Printed(room)
        self._shared = shared_memory(outbox.SIZE)
        self.over: Gone | None = None
        self._looked = 0.0
        self._fork(control, theirs)
        self._incoming = Incoming(self._requests)
        self._poll = select.poll()
        self._poll.register(self._requests, select.POLLIN)
        self._poll.register(self._printed.ours, select.POLLIN)

    def _fork(self, control: socket.socket, theirs: socket.socket) -> None:
        """Have the worker made, and leave it its ends."""
        ends = [theirs.fileno(), self._printed.theirs, self._lifeline.theirs.fileno()]
        try:
            socket.send_fds(control, [orders.FORK], [*ends, self._shared])
        except OSError as error:
            self._hang_up()
            raise SandboxFault(f"the zygote is gone: {error}") from error
        finally:
            theirs.close()
            self._lifeline.theirs.close()
            os.close(self._printed.theirs)

    def wait_until_ready(self) -> None:
        """Return when the worker is confined and waiting; SandboxFault if it won't be."""
        report = self._lifeline.report()
        if isinstance(report, orders.Started):
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
        if self.over is not None:
            raise self.over
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
            self._look(deadline)
            while (found := self._incoming.next()) is None:
                if self.over is not None:
                    raise self.over
                if self._incoming.ended:
                    self._end(self._ended())
                else:
                    self._end(self._wait(deadline, select.POLLIN))
        except WireError:
            self.stop()
            raise Gone("sent back something that is not an answer") from None
        return found

    @property
    def pid(self) -> int:
        """The worker's process."""
        return self._lifeline.pid

    @property
    def quiet(self) -> bool:
        """Whether the worker has said nothing that wasn't read."""
        return self._incoming.empty and self._dead is None

    def _look(self, deadline: Deadline) -> None:
        """Now and then end a worker whose time is up though its frames keep coming."""
        now = time.monotonic()
        if self.over is None and now - self._looked > LOOK:
            self._looked = now
            if deadline.next_look() <= 0:
                gone = OutOfTime(deadline.reason)
                self.stop()
                self._end(gone)

    def _end(self, gone: Gone | None) -> None:
        """Once it is over, read on in what the worker had not sent."""
        if gone is not None:
            self.over = gone
            self._incoming.feed(self._unsent)

    def _wait(self, deadline: Deadline, events: int) -> Gone | None:
        """Wait a little; once the time is up, stop the worker and say so."""
        self._poll.modify(self._requests, events)
        seconds = deadline.next_look()
        if seconds <= 0:
            reason = deadline.reason
            self.stop()
            return OutOfTime(reason)
        self._sleep(seconds)
        return None

    def _sleep(self, seconds: float) -> None:
        for descriptor, _ in self._poll.poll(max(1, seconds * 1000)):
            if descriptor == self._printed.ours and not self._printed.drain():
                self._poll.unregister(descriptor)

    def _ended(self) -> Gone:
        """Let a worker that has hung up tell how it ends by itself."""
        if self._dead is None:
            self._lifeline.wait(LAST_WORDS)
        return Gone(self.stop())

    @property
    def output(self) -> bytearray:
        """What was printed so far, as far as it was read."""
        return self._printed.output

    def drain_all(self) -> None:
        """Read what was printed until now."""
        if self._dead is None:
            self._printed.drain_all()

    def kill(self) -> None:
        """Have the worker killed, without waiting for it; `stop` or `close` must follow."""
        self._lifeline.kill()

    def stop(self) -> str:
        """Kill the worker, if it still lives, and return how it ended."""
        if self._dead is None:
            self._dead = "was stopped"
            try:
                self.kill()
                report = self._lifeline.last_report()
                if isinstance(report, orders.Ended):
                    self._dead = how_it_ended(report, self._memory)
            finally:
                self._printed.drain_all()
                self._incoming.soak()
                self._unsent = outbox.unsent(self._shared)
                self._hang_up()
        return self._dead

    def _hang_up(self) -> None:
        self._requests.close()
        self._lifeline.close()
        self._printed.close()
        os.close(self._shared)

    def close(self) -> None:
        """Kill the worker, however it ends; a zygote that is gone has taken it along."""
        with contextlib.suppress(SandboxFault):
            self.stop()
