"""The process that all workers are forked from: numpy loaded, environment clean, no student code.

It takes orders on one socket and leaves when that socket closes, so that nothing outlives the
grader. For each worker it forks a supervisor, which forks the worker: the supervisor is
what kills and reports, and in the `ns` tier it is what leaves the namespaces first.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from autograder.sandbox import linux, orders, supervisor, wire
from autograder.sandbox.plan import Wall
from autograder.sandbox.preload import preload

if TYPE_CHECKING:
    from autograder.sandbox.worker import Exam


def main(control_descriptor: int) -> None:
    """Serve the grader at the other end of this socket; never returns."""
    control = socket.socket(fileno=control_descriptor)
    wall = msgspec.json.decode(control.recv(orders.SIZE), type=Wall)
    preload()
    np.dot(np.ones((8, 8)), np.ones((8, 8)))  # OpenBLAS sets itself up on its first call
    sys.path[:] = [path for path in sys.path if path not in wall.imports]
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_DUMPABLE, 0)  # nothing of the same uid may look inside
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    freeze()
    control.send(orders.DONE)
    serve(control, wall)


def serve(control: socket.socket, wall: Wall) -> None:
    """Carry out orders until the grader hangs up."""
    exam: Exam = {}
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, orders.SIZE, 3)
        if not order:
            os._exit(0)
        if order == orders.FORK:
            fork_supervisor(control, wall, exam, descriptors)
        elif order == orders.EXAM:
            exam = read_exam(descriptors[0])
            freeze()
            control.send(orders.DONE)
        for descriptor in descriptors:
            os.close(descriptor)


def fork_supervisor(control: socket.socket, wall: Wall, exam: Exam, descriptors: list[int]) -> None:
    """Fork a supervisor, which never comes back from here."""
    if os.fork() == 0:
        control.close()
        supervisor.supervise(wall, exam, supervisor.Channels(*descriptors))


def read_exam(descriptor: int) -> Exam:
    """Decode the exam, once for all submissions."""
    with open(os.dup(descriptor), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        file.seek(0)
        return wire.decode_exam(file.read())


def freeze() -> None:
    """Keep the garbage collector off what all workers share, or each would copy it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
