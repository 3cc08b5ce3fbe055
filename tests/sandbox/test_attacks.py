"""What a submission tries behind the wall, and what comes of it, in each tier."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.sandbox import Call, Lost, Raised, Returned, Sandbox, Source, Tier, wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from autograder.sandbox import Answer

# What an attack reports: the exception's name, or what it got.
TRY = """
import os, sys, ctypes, socket, signal, time
import numpy as np
libc = ctypes.CDLL(None, use_errno=True)
def attempt(f, *a, **k):
    try: return "GOT " + repr(f(*a, **k))[:80]
    except OSError as e: return type(e).__name__
    except Exception as e: return type(e).__name__
def syscall(*a):
    return "GOT" if libc.syscall(*a) >= 0 else os.strerror(ctypes.get_errno())
"""


def returned(answer: Answer) -> Any:
    """Return what an attack has reported."""
    assert isinstance(answer, Returned), answer
    return answer.value


def test_secret_files_cannot_be_read(behind: Callable[..., Answer], tmp_path: Path) -> None:
    """Not by any way of opening, listing, linking or changing."""
    secret = tmp_path / "reference.py"
    secret.write_text("SECRET = 42")
    secret.chmod(0o644)
    for folder in [tmp_path, *tmp_path.parents[:2]]:
        folder.chmod(0o755)
    tried = returned(
        behind(
            TRY
            + """
def run(path, pid):
    here = os.path.dirname(path)
    return [attempt(open, path), attempt(os.listdir, here), attempt(os.open, path, os.O_RDONLY),
            attempt(np.fromfile, path, "u1"), attempt(open, "/proc/%d/root%s" % (pid, path)),
            attempt(os.link, path, "x"), attempt(os.chmod, path, 0o777), attempt(os.truncate, path, 0),
            attempt(os.unlink, path), attempt(os.rename, path, "x"), attempt(os.utime, path),
            attempt(open, "/etc/passwd"), attempt(open, "/proc/self/environ"),
            attempt(lambda: ctypes.CDLL(path))]
""",
            str(secret),
            os.getpid(),
        )
    )
    assert [result for result in tried if result.startswith("GOT")] == []
    assert secret.read_text() == "SECRET = 42"


def test_in_namespaces_secret_files_are_not_even_there(any_sandbox: Sandbox) -> None:
    """Their names, sizes and times can't be seen."""
    if any_sandbox.tier is not Tier.NS:
        pytest.skip(
            f"THE WALL'S FILE TREE IS NOT TESTED: this machine's tier is {any_sandbox.tier}"
        )
    text = "import os\ndef run(path): return os.path.exists(path), os.path.exists('/proc/self')\n"
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert returned(session.call(Call("run", (__file__,)))) == (False, False)


def test_no_socket_of_any_family_can_be_made(behind: Callable[..., Answer]) -> None:
    """So that nothing can be reached or sent out."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        tried = returned(
            behind(
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
    assert [result for result in tried if result.startswith("GOT")] == []


def test_other_processes_cannot_be_seen_or_touched(behind: Callable[..., Answer]) -> None:
    """Neither the grader nor the zygote."""
    tried = returned(
        behind(
            TRY
            + """
def run(pid):
    targets = [pid, os.getppid() or 1, -1]
    return [attempt(os.listdir, "/proc"), attempt(open, "/proc/%d/mem" % pid),
            *[attempt(os.kill, target, 0) for target in targets],
            *[attempt(os.kill, target, 9) for target in targets],
            attempt(os.killpg, 1, 9), attempt(os.pidfd_open, pid),
            attempt(os.setpriority, os.PRIO_PROCESS, 0, -5),
            *[syscall(number, target, 0, 0, 0, 0) for number in (101, 310, 311, 438)
              for target in targets]]
""",
            os.getpid(),
        )
    )
    assert [result for result in tried if result.startswith("GOT")] == []


def test_no_process_can_be_started(behind: Callable[..., Answer]) -> None:
    """Fork bombs and daemons have nothing to begin with."""
    tried = returned(
        behind(
            TRY
            + """
import subprocess, multiprocessing
def run():
    return [attempt(os.fork), attempt(os.forkpty), attempt(subprocess.run, ["/bin/true"]),
            attempt(os.posix_spawn, "/bin/true", ["true"], {}), attempt(os.system, "true"),
            attempt(os.execv, "/bin/true", ["true"]), attempt(multiprocessing.Process(target=print).start)]
"""
        )
    )
    # os.system reports failure by its status instead of an exception.
    assert tried.pop(4) != "GOT 0"
    assert [result for result in tried if result.startswith("GOT")] == []


def test_threads_are_bounded_by_memory(behind: Callable[..., Answer]) -> None:
    """A thread bomb ends in an exception."""
    text = """
import threading, time
def run():
    try:
        for n in range(100_000): threading.Thread(target=time.sleep, args=(50,), daemon=True).start()
    except RuntimeError: return n
"""
    assert 0 < returned(behind(text)) < 1000


def test_dangerous_system_calls_fail(behind: Callable[..., Answer]) -> None:
    """The allow-list holds for what Python has no name for."""
    numbers = {"mount": 165, "unshare": 272, "bpf": 321, "keyctl": 250, "userfaultfd": 323, "memfd": 319,
               "io_uring": 425, "perf": 298, "setns": 308, "seccomp": 317, "open_by_handle": 304,
               "setuid": 105, "personality": 135, "reboot": 169, "swapon": 167, "chroot": 161,
               "ptrace": 101, "init_module": 175, "clone3": 435, "pivot_root": 155}  # fmt: skip
    tried = returned(
        behind(
            TRY + "def run(numbers): return [syscall(n, 0, 0, 0, 0, 0) for n in numbers]\n",
            list(numbers.values()),
        )
    )
    assert set(tried) <= {"Operation not permitted", "Function not implemented"}


def test_files_can_be_written_in_the_scratch_folder_at_most(every_sandbox: Sandbox) -> None:
    """There a little, under `ns`; nowhere else, and no disk is filled."""
    text = (
        TRY
        + """
def fill():
    for n in range(100):
        with open("f%d" % n, "wb") as f: f.write(bytes(1 << 20))
def big():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("big", "wb") as f:
        for _ in range(100): f.write(bytes(1 << 20))
def run():
    places = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/usr/lib", *sys.path, os.path.dirname(np.__file__)]
    return [attempt(open, p + "/planted", "w") for p in places], attempt(fill), attempt(big), attempt(open, "a", "w")
"""
    )
    with every_sandbox.open(Source("topic", text, "topic.py")) as session:
        elsewhere, fill, big, small = returned(session.call(Call("run", ())))
    assert [result for result in elsewhere if result.startswith("GOT")] == []
    assert (fill, big) in {("OSError", "OSError"), ("PermissionError", "PermissionError")}
    if every_sandbox.tier is Tier.LL:
        assert small == "PermissionError"


def test_the_graders_environment_is_not_visible(
    every_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither Python's copy nor C's, nor arguments, nor the kit's modules and files."""
    monkeypatch.setenv("TOKEN", "secret")
    text = (
        TRY
        + """
def run():
    e = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    c, i = [], 0
    while e[i]: c.append(e[i].decode().split("=")[0]); i += 1
    ours = [m for m in sys.modules if m.split(".")[0] in ("autograder", "msgspec", "hypothesis", "pytest")]
    return sorted(os.environ), sorted(c), sys.argv, ours, [p for p in sys.path if "site-packages" in p], len(vars(sys.modules["__main__"]))
"""
    )
    with Sandbox(every_sandbox.tier) as sandbox:
        with sandbox.open(Source("topic", text, "topic.py")) as session:
            python, c, arguments, ours, path, main = returned(session.call(Call("run", ())))
    assert python == c == ["HOME", "PATH", "TMPDIR"]
    assert (arguments, ours, path) == ([""], [], [])
    assert main <= 6


def test_memory_taken_bit_by_bit_ends(behind: Callable[..., Answer]) -> None:
    """In a MemoryError that can be survived, at about the limit; untouched memory counts too."""
    text = """
import numpy as np
def run():
    kept = []
    try:
        while True: kept.append(np.empty(1 << 21))
    except MemoryError: return 16 * len(kept)
"""
    assert 700 < returned(behind(text)) < 1024


def test_signals_can_be_ignored_but_not_the_deadline(behind: Callable[..., Answer]) -> None:
    """Neither in Python nor in C."""
    text = """
import signal
def run():
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True:
        try:
            while True: pass
        except BaseException: pass
"""
    assert behind(text) == Lost("ran out of time (0.5 s of CPU)")
    hang = "import re\ndef run(): re.match('(a+)+$', 'a' * 40 + 'b')\n"
    assert behind(hang) == Lost("ran out of time (0.5 s of CPU)")


def test_limits_cannot_be_raised(behind: Callable[..., Answer]) -> None:
    """Soft and hard are the same."""
    text = (
        TRY
        + """
import resource as r
def run():
    return [attempt(r.setrlimit, which, (-1, -1)) for which in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)]
"""
    )
    assert not [result for result in returned(behind(text)) if result.startswith("GOT")]


# Each writes to the worker's channel by itself, in the middle of a call.
FORGERIES = {
    "noise": "os.write(3, b'GET / HTTP/1.1' * 9)",
    "a huge header": "os.write(3, struct.pack('<IIQ', 0, 2**32 - 1, 0))",
    "a huge body": "os.write(3, struct.pack('<IIQ', 0, 8, 2**63) + bytes(8))",
    "another request's answer": "os.write(3, struct.pack('<IIQ', 1, 9, 0) + b'\\x92\\xa4Gave\\x01\\x90')",
    "half a frame": "os.write(3, struct.pack('<IIQ', 0, 100, 0)); time.sleep(100)",
    "a drip": "[(os.write(3, b'\\0'), time.sleep(0.1)) for _ in range(15)]; time.sleep(100)",
    "a flood": "\n    while True: os.write(3, bytes(65536))",
    "64 MB declared and sent": "os.write(3, struct.pack('<IIQ', 0, 8, 64 << 20) + bytes(8)); os.write(3, bytes(64 << 20))",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_frames_cost_the_forger_only(any_sandbox: Sandbox, forgery: str) -> None:
    """The function is lost, the next one is answered by a new process."""
    text = f"""
import os, struct, time
def run():
    {FORGERIES[forgery]}
    return 1
def honest(): return 2
"""
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert isinstance(session.call(Call("run", ())), Lost)
        assert session.call(Call("honest", ())) == Returned(2)


def test_frames_sent_after_an_answer_do_not_answer_the_next_function(any_sandbox: Sandbox) -> None:
    """Answers don't shift: a worker that says more than it was asked is replaced."""
    text = """
import os, struct, threading, time
def late():
    time.sleep(0.05)
    os.write(3, struct.pack("<IIQ", 1, 9, 0) + b"\\x92\\xa4Gave\\x01\\x90")
def run():
    threading.Thread(target=late).start()
    return 1
def honest(): return 2
"""
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert session.call(Call("run", ())) == Returned(1)
        session.call(Call("honest", ()))
        session.call(Call("run", ()))
        time.sleep(0.2)
        assert session.call(Call("honest", ())) == Returned(2)


def test_an_answer_forged_well_is_the_forgers_own(any_sandbox: Sandbox) -> None:
    """It can only say what the function could have returned anyway."""
    text = """
import gc, os
def run():
    for thing in gc.get_objects():
        if type(thing).__name__ == "Worker":
            return type(thing).__module__
    gc.unfreeze()
    found = [o for o in gc.get_objects() if type(o).__name__ == "Worker"]
    return [list(worker.exam) for worker in found]
"""
    any_sandbox.prepare({"run": [Call("run", ())]})
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert isinstance(session.sit("run")[0], Returned | Raised)


def test_patched_libraries_fool_nobody_but_themselves(any_sandbox: Sandbox) -> None:
    """What is patched in one process is whole in the grader and in the next."""
    text = """
import numpy as np, numpy.testing, time, random
np.isclose = np.allclose = np.array_equal = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
np.ndarray.__eq__ if hasattr(np.ndarray, "__eq__") else None
time.monotonic = lambda: 0.0
random.seed = np.random.seed = lambda *a: None
def run(x): return x + 1
"""
    for _ in range(2):
        with any_sandbox.open(Source("topic", text, "topic.py")) as session:
            value = returned(session.call(Call("run", (np.ones(2),))))
        np.testing.assert_array_equal(value, [2.0, 2.0])
        assert not np.isclose(1, 2)


def descendants() -> set[str]:
    """Return the processes that this one has made and that still live."""
    rows = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    table = {pid: (ppid, state) for pid, ppid, state in (row.split() for row in rows)}
    found = {str(os.getpid())}
    for _ in table:
        found |= {pid for pid, (ppid, _) in table.items() if ppid in found}
    return {pid for pid in found if pid in table and not table[pid][1].startswith("Z")}


def test_a_closed_session_leaves_no_process(every_sandbox: Sandbox) -> None:
    """Whatever it was doing."""
    text = "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()\ndef run(): return 1\n"
    with every_sandbox.open(Source("topic", text, "topic.py")) as session:
        session.call(Call("run", ()))
    before = descendants()
    for _ in range(5):
        with every_sandbox.open(Source("topic", text, "topic.py")) as session:
            session.call(Call("run", ()))
    assert len(descendants()) <= len(before)


def test_wire_limits_are_what_the_forgeries_assume() -> None:
    """The prefix's form is part of the attacks above."""
    assert wire.PREFIX.format == "<IIQ"
