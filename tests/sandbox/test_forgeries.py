"""What a submission writes to the grader by itself, and patches, is its own loss."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.sandbox import (
    Call,
    Lost,
    Returned,
    Sandbox,
    Source,
    messages,
    wire,
)

if TYPE_CHECKING:
    from autograder.sandbox import Answer


def returned(answer: Answer) -> Any:
    """Return what an attack has reported."""
    assert isinstance(answer, Returned), answer
    return answer.value


# A whole answer, but to request 1.
FORGED = wire.frame(1, messages.Gave(666))[0]


# Each writes to the worker's channel by itself, in the middle of a call.
FORGERIES = {
    "noise": "os.write(3, b'GET / HTTP/1.1' * 9)",
    "a huge header": "os.write(3, struct.pack('<IIQ', 0, 2**32 - 1, 0))",
    "a huge body": "os.write(3, struct.pack('<IIQ', 0, 8, 2**63) + bytes(8))",
    "another request's answer": f"os.write(3, {FORGED!r})",
    "half a frame": "os.write(3, struct.pack('<IIQ', 0, 100, 0)); time.sleep(100)",
    "a drip": "[(os.write(3, b'\\0'), time.sleep(0.1)) for _ in range(15)]; time.sleep(100)",
    "a flood": "\n    while True: os.write(3, bytes(65536))",
    "64 MB declared and sent": "\n    os.write(3, struct.pack('<IIQ', 0, 8, 64 << 20) + bytes(8))"
    "\n    os.write(3, bytes(64 << 20))",
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


def test_what_a_worker_says_unasked_does_not_answer_the_next_function(
    any_sandbox: Sandbox,
) -> None:
    """Answers don't shift: such a worker is replaced before anything else is asked."""
    text = f"""
import os, threading, time
kept = []
def late():
    time.sleep(0.05)
    os.write(3, {FORGED!r})
def run():
    kept.append(1)
    threading.Thread(target=late).start()
    return 1
def honest(): return len(kept)
"""
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        assert session.call(Call("run", ())) == Returned(1)
        time.sleep(0.2)
        assert session.call(Call("honest", ())) == Returned(0)


def test_answers_that_would_fill_the_graders_memory_end(any_sandbox: Sandbox) -> None:
    """Each alone is within bounds; the grader keeps those that came before."""
    text = "import numpy as np\ndef run(): return np.zeros(3 << 18)\n"
    any_sandbox.prepare({"run": [Call("run", ())] * 5})
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        answers = session.sit("run")
    assert [type(answer) for answer in answers] == [Returned, Returned, Lost, Lost, Lost]
    assert answers[-1] == Lost("sent back more than 16 MB in all")


def test_many_functions_that_each_stay_within_bounds_end_too(any_sandbox: Sandbox) -> None:
    """The first ones keep what they gave."""
    names = [f"f{number}" for number in range(12)]
    lines = [f"def {name}(): return np.zeros(15 << 17)" for name in names]
    any_sandbox.prepare({name: [Call(name, ())] for name in names})
    text = "\n".join(["import numpy as np", *lines])
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        answers = [given[0] for _, given in session.sit_all(names)]
    kept = [isinstance(answer, Returned) for answer in answers]
    assert kept == [True] * 6 + [False] * 6


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
    text = """
import threading, time
def run(): threading.Thread(target=time.sleep, args=(99,)).start()
"""
    with every_sandbox.open(Source("topic", text, "topic.py")) as session:
        session.call(Call("run", ()))
    before = descendants()
    for _ in range(5):
        with every_sandbox.open(Source("topic", text, "topic.py")) as session:
            session.call(Call("run", ()))
    end = time.monotonic() + 10  # the last one may still be ending
    while len(descendants()) > len(before) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(descendants()) <= len(before)
