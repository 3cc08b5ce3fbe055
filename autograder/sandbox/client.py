"""The grader's side of the wall: one sandbox per grader process, one session per submission."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Self

import msgspec

from autograder.answers import Limits, StandIns
from autograder.sandbox import orders, wire
from autograder.sandbox.lifeline import PATIENCE
from autograder.sandbox.link import Link
from autograder.sandbox.memory import sealed
from autograder.sandbox.plan import SandboxFault, wall
from autograder.sandbox.references import References
from autograder.sandbox.session import Session
from autograder.threads import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.answers import Call, Source
    from autograder.sandbox.plan import Tier

# The zygote's whole environment: one thread, one malloc arena, the same hashes on every machine.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "MALLOC_ARENA_MAX": "1",
    "PYTHONHASHSEED": "0",
    **ONE_THREAD,
}
# Python, numpy and the modules that are loaded in advance map about 130 MB.
LEAST_MEMORY = 256 << 20
# No site-packages, no user folder, no working folder on the path, nothing written beside modules.
FLAGS = ("-S", "-s", "-P", "-B", "-X", "utf8")
BOOT = (
    "import sys; sys.path.extend(sys.argv[2:]);"
    "from autograder.sandbox.zygote import main; main(int(sys.argv[1]))"
)


class Sandbox:
    """The wall of one grader process: a zygote, and a spare worker that is always ready.

    A context manager. Not for several threads at once. Without the `library`, which a trial of the
    wall doesn't need, it is there sooner, and not all modules can be imported behind it.
    """

    def __init__(self, tier: Tier, limits: Limits | None = None, *, library: bool = True) -> None:
        self.tier = tier
        self.limits = limits or Limits()
        if self.limits.memory < LEAST_MEMORY:
            megabytes = LEAST_MEMORY >> 20
            raise ValueError(f"a worker needs at least {megabytes} MB of memory for numpy itself")
        self._counts: dict[str, int] = {}
        self._spare: Link | None = None
        self._leaving: Link | None = None
        self._references: References | None = None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(2 * PATIENCE)
        plan = wall(tier, self.limits, library=library)
        with theirs:
            self._zygote = start_zygote(theirs.fileno(), plan.imports)
        try:
            self._control.send(msgspec.json.encode(plan))
            self._wait_until_done()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare(self, exam: Mapping[str, Sequence[Call]]) -> None:
        """Give the zygote the calls of each function, in the order to be made; replaces the last.

        They are decoded once; every worker forked afterwards has them in memory.
        """
        self._drop_spare()
        self._counts = {}
        descriptor = sealed(wire.encode_exam(exam))
        try:
            socket.send_fds(self._control, [orders.EXAM], [descriptor])
        except OSError as error:
            raise SandboxFault(f"the zygote is gone: {error}") from error
        finally:
            os.close(descriptor)
        self._wait_until_done()
        self._counts = {function: len(calls) for function, calls in exam.items()}

    def open(self, source: Source, stand_ins: StandIns | None = None) -> Session:
        """Load a submission; what doesn't work of it is in the session's `problems`."""
        return Session(self, source, stand_ins or StandIns())

    def references(self, stand_ins: StandIns) -> References:
        """Return what answers for these stand-ins: behind a wall of its own, made when needed."""
        if self._references is None or self._references.stand_ins != stand_ins:
            self._forget_references()
            self._references = References(lambda: Sandbox(self.tier), stand_ins)
        return self._references

    def count(self, function: str) -> int:
        """Return how many calls the exam has for a function."""
        return self._counts.get(function, 0)

    def take_worker(self) -> Link:
        """Return a confined worker without a source."""
        link = self._spare or self._fork()
        self._spare = None
        try:
            link.wait_until_ready()
        except BaseException:
            link.close()
            raise
        return link

    def make_spare(self) -> None:
        """Have the next worker made, if that is not under way, while the grader is busy."""
        self._spare = self._spare or self._fork()

    def let_go(self, link: Link) -> None:
        """Kill a worker, without waiting for its end until the next one is let go."""
        self._see_off()
        link.kill()
        self._leaving = link

    def close(self) -> None:
        """End the zygote, and with it everything that it has made."""
        self._forget_references()
        self._see_off()
        self._drop_spare()
        self._control.close()
        try:
            self._zygote.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._zygote.kill()
            self._zygote.wait()

    def _forget_references(self) -> None:
        references, self._references = self._references, None
        if references is not None:
            references.close()

    def _see_off(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            leaving.close()

    def _fork(self) -> Link:
        return Link(self._control, self.limits.output, self.limits.memory)

    def _drop_spare(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.close()

    def _wait_until_done(self) -> None:
        try:
            word = self._control.recv(orders.SIZE)
        except OSError as error:
            raise SandboxFault(f"the zygote does not answer: {error}") from error
        if word != orders.DONE:
            raise SandboxFault(f"the zygote could not be set up: {word.decode() or 'it is gone'}")


def start_zygote(control: int, imports: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a zygote that takes its orders from this descriptor."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, *FLAGS, "-c", BOOT, str(control), *imports],
        env=ENVIRONMENT,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[control],
        start_new_session=True,  # Ctrl-C is the grader's to handle
    )
