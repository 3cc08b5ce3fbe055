"""What a submission tries behind the wall, and what comes of it, in each tier."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

import pytest

from autograder.sandbox import (
    Call,
    Returned,
    Sandbox,
    Source,
    Tier,
)

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
            attempt(os.link, path, "x"), attempt(os.chmod, path, 0o777),
            attempt(os.truncate, path, 0),
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
            attempt(os.execv, "/bin/true", ["true"]),
            attempt(multiprocessing.Process(target=print).start)]
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
        for n in range(100_000):
            threading.Thread(target=time.sleep, args=(50,), daemon=True).start()
    except RuntimeError: return n
"""
    assert 0 < returned(behind(text)) < 1000


def test_a_submission_has_no_privileges(behind: Callable[..., Answer]) -> None:
    """Though the grader may be root: another uid, no groups of root's, no capability."""
    text = (
        TRY
        + """
def run():
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    return [*os.getresuid(), *os.getresgid()], os.getgroups(), list(sets)
"""
    )
    ids, groups, capabilities = returned(behind(text))
    assert 0 not in ids
    assert 0 not in groups
    assert capabilities == [0] * 6


def test_dangerous_system_calls_fail(behind: Callable[..., Answer]) -> None:
    """The allow-list holds for what Python has no name for."""
    numbers = {
        "mount": 165, "unshare": 272, "bpf": 321, "keyctl": 250, "userfaultfd": 323, "memfd": 319,
        "io_uring": 425, "perf": 298, "setns": 308, "seccomp": 317, "open_by_handle": 304,
        "setuid": 105, "personality": 135, "reboot": 169, "swapon": 167, "chroot": 161,
        "ptrace": 101, "init_module": 175, "clone3": 435, "pivot_root": 155,
    }  # fmt: skip
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
    places = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/usr/lib", *sys.path, np.__path__[0]]
    elsewhere = [attempt(open, p + "/planted", "w") for p in places]
    return elsewhere, attempt(fill), attempt(big), attempt(open, "a", "w")
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
    kit = "autograder", "msgspec", "hypothesis", "pytest"
    ours = [m for m in sys.modules if m.split(".")[0] in kit]
    path = [p for p in sys.path if "site-packages" in p]
    return sorted(os.environ), sorted(c), sys.argv, ours, path, len(vars(sys.modules["__main__"]))
"""
    )
    submission = Source("topic", text, "topic.py")
    with Sandbox(every_sandbox.tier) as sandbox, sandbox.open(submission) as session:
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


def test_limits_cannot_be_raised(behind: Callable[..., Answer]) -> None:
    """Soft and hard are the same."""
    text = (
        TRY
        + """
import resource as r
def run():
    limits = r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE
    return [attempt(r.setrlimit, which, (-1, -1)) for which in limits]
"""
    )
    assert not [result for result in returned(behind(text)) if result.startswith("GOT")]
