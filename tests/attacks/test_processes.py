"""Processes, time and memory: no submission reaches another process or outlasts its limits."""

from __future__ import annotations

import os
import socket

import pytest

from tests.attacks.tries import TRY, lost, nothing_got, value
from tests.attacks.walls import CPU_SECONDS, Wall


def test_no_socket_of_any_family_can_be_made(behind_any: Wall) -> None:
    """So that nothing can be reached or sent out."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        nothing_got(
            behind_any(
                TRY
                + """
def run(port):
    return [attempt(socket.socket, family, kind) for family in range(1, 46)
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW)] + [
            attempt(socket.create_connection, ("127.0.0.1", port)), attempt(socket.socketpair),
            attempt(socket.getaddrinfo, "example.org", 80)]
""",
                server.getsockname()[1],
            )
        )


def test_other_processes_cannot_be_signalled(behind_any: Wall) -> None:
    """Neither the grader nor the zygote, nor a neighbour, nor all at once."""
    nothing_got(
        behind_any(
            TRY
            + """
def run(pid):
    targets = [pid, os.getppid() or 1, -1, 0, 1, -os.getpid(), -pid]
    return [*[attempt(os.kill, target, number) for target in targets for number in (0, 9, 19)],
            attempt(os.killpg, 1, 9), attempt(os.pidfd_open, pid), attempt(os.nice, -5),
            attempt(os.setpriority, os.PRIO_PROCESS, 0, -5), attempt(os.setsid),
            attempt(os.setpgid, 0, 0), attempt(os.tcsetpgrp, 0, 1)]
""",
            os.getpid(),
        )
    )


def test_no_process_can_be_started(behind_any: Wall) -> None:
    """Fork bombs and daemons have nothing to begin with."""
    found = value(
        behind_any(
            TRY
            + """
import subprocess, multiprocessing
from concurrent.futures import ProcessPoolExecutor
def pool(): ProcessPoolExecutor(1).submit(print).result()
def run():
    return [attempt(os.system, "true"), attempt(os.fork), attempt(os.forkpty),
            attempt(subprocess.run, ["/bin/true"]), attempt(os.popen, "true"),
            attempt(os.posix_spawn, "/bin/true", ["true"], {}),
            attempt(os.execv, "/bin/true", ["true"]), attempt(pool),
            attempt(multiprocessing.Process(target=print).start)]
"""
        )
    )
    assert found[0] != "GOT 0"  # os.system tells by its status
    assert [said for said in found[1:] if said.startswith("GOT")] == []


def test_a_submission_has_no_privileges(behind_any: Wall) -> None:
    """Though the grader may be root: another uid, no groups of root's, no capability."""
    text = (
        TRY
        + """
def run():
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    back = [attempt(os.setuid, 0), attempt(os.setresuid, 0, 0, 0), attempt(os.setgroups, [0])]
    return [*os.getresuid(), *os.getresgid()], os.getgroups(), list(sets), back
"""
    )
    ids, groups, capabilities, back = value(behind_any(text))
    assert 0 not in ids
    assert 0 not in groups
    assert capabilities == [0] * 6
    assert back == ["EPERM"] * 3


HANGS = {
    "a loop": "\n    while True: pass",
    "a loop that catches all": "\n    while True:\n        try:\n            while True: pass"
    "\n        except BaseException: pass",
    "inside C": "\n    import re; re.match('(a+)+$', 'a' * 40 + 'b')",
    "inside numpy": "\n    while True: np.ones((700, 700)) @ np.ones((700, 700))",
    "in the kernel": "\n    while True: os.read(os.open('/dev/urandom', 0), 1 << 25)",
    "in other threads": "\n    import threading"
    "\n    def spin():\n        while True: pass"
    "\n    for _ in range(8): threading.Thread(target=spin).start()"
    "\n    threading.Event().wait()",
}
IGNORE = """
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
"""


@pytest.mark.parametrize("how", HANGS)
def test_signals_can_be_ignored_but_not_the_deadline(behind: Wall, how: str) -> None:
    """Neither in Python nor in C nor in the kernel."""
    said = lost(behind(f"{TRY}{IGNORE}def run():{HANGS[how]}\n"))
    assert said == f"ran out of time ({CPU_SECONDS} s of CPU)"


def test_commands_on_descriptors_send_no_signals(behind_any: Wall) -> None:
    """A signal by descriptor would pass by the filter; leases and seals are nobody's need."""
    text = """
import os, fcntl
def attempt(*arguments):
    try: fcntl.fcntl(*arguments)
    except OSError as error: return error.errno
    return 0
def run():
    r, w = os.pipe()
    pid = os.getpid()
    fails = [(r, 8, pid), (r, 10, 9), (r, 15, bytes(8)), (r, 1024, 0), (r, 1026, 1),
             (r, 1031, 4096), (r, 1033, 1), (r, 4, os.O_ASYNC), (r, 4, os.O_NONBLOCK | os.O_ASYNC)]
    works = [(r, 0, 10), (r, 1), (r, 2, 1), (r, 3), (r, 4, os.O_NONBLOCK), (r, 1030, 10), (r, 1032)]
    return [attempt(*a) for a in fails], [attempt(*a) for a in works]
"""
    assert value(behind_any(text)) == [[1] * 9, [0] * 7]
