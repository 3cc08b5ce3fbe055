"""The grader's side of the wall: one sandbox per grader process, one session per submission."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Self

import msgspec

from autograder.answers import Limits
from autograder.sandbox import orders, wire
from autograder.sandbox.link import PATIENCE, Link
from autograder.sandbox.plan import SandboxFault, wall
from autograder.sandbox.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.answers import Call, Source, StandIns
    from autograder.sandbox.plan import Tier

# The zygote's whole environment: one thread, one malloc arena, the same hashes on every machine.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
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

    A context manager. Not for several threads at once.
    """

    def __init__(self, tier: Tier, limits: Limits | None = None) -> None:
        self.tier = tier
        self.limits = limits or Limits()
        if self.limits.memory < LEAST_MEMORY:
            megabytes = LEAST_MEMORY >> 20
            raise ValueError(f"a worker needs at least {megabytes} MB of memory for numpy itself")
        self._counts: dict[str, int] = {}
        self._spare: Link | None = None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(2 * PATIENCE)
        plan = wall(tier, self.limits)
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
        return Session(self, source, stand_ins or {})

    def count(self, function: str) -> int:
        """Return how many calls the exam has for a function."""
        return self._counts.get(function, 0)

    def take_worker(self) -> Link:
        """Return a confined worker without a source; the next one is made meanwhile."""
        link = self._spare or self._fork()
        self._spare = None
        try:
            link.wait_until_ready()
            self._spare = self._fork()
        except BaseException:
            link.close()
            raise
        return link

    def close(self) -> None:
        """End the zygote, and with it everything that it has made."""
        self._drop_spare()
        self._control.close()
        try:
            self._zygote.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._zygote.kill()
            self._zygote.wait()

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


def sealed(data: bytes) -> int:
    """Return a descriptor of these bytes that nobody can change or cut short any more."""
    if not hasattr(os, "memfd_create"):
        with tempfile.TemporaryFile() as file:
            file.write(data)
            file.flush()
            return os.dup(file.fileno())
    import fcntl  # noqa: PLC0415 - Linux only

    descriptor = os.memfd_create("exam", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with open(descriptor, "wb", closefd=False) as file:
        file.write(data)
    seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    return descriptor
