"""Jobs on this machine: an executor whose workers are processes, each with a pipe of its own.

A `ProcessPoolExecutor` waits forever when one of its processes is killed while it writes a result
that is larger than a pipe, since all of them write into one. Here the end of a process is the end
of its pipe, whenever it comes, and no other process notices. Nothing is pickled.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

import msgspec

from autograder.grading.task import ExamChangedError, Outcome, Task, run
from autograder.results import Private, Report
from autograder.sandbox import linux
from autograder.threads import ONE_THREAD

BOOT = (
    "import sys; sys.path[:] = sys.argv[3:];"
    "from autograder.grading.crew import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
)


class Done(msgspec.Struct, tag=True):
    """A result."""

    report: Report
    private: Private


class Broke(msgspec.Struct, tag=True):
    """The grader failed in a way of its own; `fault` is the traceback."""

    fault: str


class Changed(msgspec.Struct, tag=True):
    """The exam is no longer that of the run."""

    assignment: str


class JobDiedError(BrokenExecutor):
    """A process ended before it had answered."""


class NotBegunError(BrokenExecutor):
    """A task was not begun, because another one's process ended."""


class JobError(Exception):
    """What went wrong in a process; the message is its traceback."""


Reply = Done | Broke | Changed
_encode = msgspec.msgpack.Encoder(enc_hook=str).encode
_tasks = msgspec.msgpack.Decoder(Task, dec_hook=lambda kind, value: kind(value))
_replies = msgspec.msgpack.Decoder(Reply)


class Crew(Executor):
    """So many jobs, started as there is something to do, by the thread that submits it.

    Once a process has ended unasked, what was not begun is not begun any more.
    """

    def __init__(self, jobs: int) -> None:
        self._unstarted = jobs
        self._jobs: list[_Job] = []
        self._idle: SimpleQueue[_Job] = SimpleQueue()
        self._threads = ThreadPoolExecutor(jobs)
        self._is_ended = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a task run in one of the processes; `run` is all that they can do."""
        assert fn is run
        if self._unstarted:
            self._unstarted -= 1
            self._jobs.append(_Job())
            self._idle.put(self._jobs[-1])
        return self._threads.submit(self._ask, *args, **kwargs)

    def _ask(self, task: Task) -> Outcome:
        job = self._idle.get()
        try:
            if self._is_ended or any(one.is_dead for one in self._jobs):
                raise NotBegunError
            reply = job.ask(task)
        finally:
            self._idle.put(job)
        if isinstance(reply, Changed):
            raise ExamChangedError(reply.assignment)
        if isinstance(reply, Broke):
            raise JobError(reply.fault)
        return reply.report, reply.private

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes once they have done what was asked of them."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        if wait:
            for job in self._jobs:
                job.hang_up()
            for job in self._jobs:
                job.wait()

    def kill_workers(self) -> None:
        """End the processes now: what they are at fails with JobDiedError; no more is begun."""
        self._is_ended = True
        for job in self._jobs:
            job.kill()


class _Job:
    """One process, seen from the grader."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        with theirs:
            arguments = [str(theirs.fileno()), str(os.getpid()), *sys.path]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                [sys.executable, "-c", BOOT, *arguments],
                stdin=subprocess.DEVNULL,
                env=os.environ | ONE_THREAD,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C and a closed terminal are the grader's to handle
            )
        self.is_dead = False

    def ask(self, task: Task) -> Reply:
        """Send a task and wait for what becomes of it."""
        try:
            self._pipe.send_bytes(_encode(task))
            reply: Reply = _replies.decode(self._pipe.recv_bytes())
        except (OSError, EOFError, msgspec.MsgspecError):
            self.kill()
            raise JobDiedError(f"a job ended with status {self._process.wait()}") from None
        return reply

    def hang_up(self) -> None:
        """Ask for no more: then the process ends."""
        self._pipe.close()

    def wait(self) -> None:
        """Wait until the process has gone."""
        self._process.wait()

    def kill(self) -> None:
        """End the process, whatever it is at, and with it its wall."""
        self.is_dead = True
        self._process.kill()


def serve(descriptor: int, parent: int) -> None:
    """Do what is asked until the grader hangs up; the life of a process."""
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has gone already
            os._exit(0)
    warnings.simplefilter("ignore", RuntimeWarning)  # numpy's, about what students return
    pipe = Connection(descriptor)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(question: bytes) -> bytes:
    """Run a task; whatever goes wrong on the way is the grader's fault, and costs nobody points."""
    try:
        return _encode(Done(*run(_tasks.decode(question))))
    except ExamChangedError as error:
        return _encode(Changed(str(error)))
    except Exception:  # noqa: BLE001 - as the docstring says
        return _encode(Broke(traceback.format_exc().encode("utf-8", "replace").decode()))
