"""The process that workers are forked from: numpy loaded, nothing of the grader's around it.

It starts as the grader's user, loads everything, and then takes the steps of confinement that all
workers share, once: it is no longer root, and in the `ns` tier it is process 1 of namespaces that
hold nothing but its workers. It never runs student code.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from autograder.sandbox import confine, linux, orders
from autograder.sandbox.keeper import Keeper, freeze
from autograder.sandbox.plan import Wall
from autograder.sandbox.preload import preload

if TYPE_CHECKING:
    from collections.abc import Sequence

# The kit's own packages, which students have no use for.
OURS = ("autograder", "msgspec")


def main(control_descriptor: int) -> None:
    """Serve the grader at the other end of this socket; never returns."""
    control = socket.socket(fileno=control_descriptor)
    try:
        wall = msgspec.json.decode(control.recv(orders.SIZE), type=Wall)
        if wall.library:
            preload()
        np.dot(np.ones((8, 8)), np.ones((8, 8)))  # OpenBLAS sets itself up on its first call
        clean_house(wall.imports)
        keeper = Keeper(control, enter(control, wall))
        freeze()
        control.send(orders.DONE)
    except BaseException as error:  # noqa: BLE001 - the grader says what is wrong
        with contextlib.suppress(OSError):  # it may have gone meanwhile
            control.send(f"{type(error).__name__}: {error}"[:1000].encode("utf-8", "replace"))
        os._exit(1)
    keeper.serve()


def clean_house(paths: Sequence[str]) -> None:
    """Hide the kit from student code, and make chance repeatable."""
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]
    sys.modules["__main__"] = ModuleType("__main__")
    sys.path[:] = [path for path in sys.path if path not in paths]
    sys.path_importer_cache.clear()
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - the global state is what student code may use


def enter(control: socket.socket, wall: Wall) -> confine.Gate:
    """Take the steps that all workers share, and return those that are left to each.

    What comes back is a child of this process where namespaces are made.
    """
    own_uid = confine.drop_root()
    if wall.tier.has_namespaces:
        confine.enter_namespaces()
        child = os.fork()
        if child:
            control.close()
            os.waitpid(child, 0)
            os._exit(0)
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        confine.change_root(wall)
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_DUMPABLE, 0)  # nothing of the same uid may look inside
    confine.empty_environment(wall)
    return confine.Gate(wall, own_uid=own_uid)
