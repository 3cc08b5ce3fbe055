"""What a call costs behind the wall: measured from outside, and not the submission's to change.

Ratios only, and the middle of several: nothing here depends on how fast or busy the machine is.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.answers import Loops, Memory
from autograder.checks.cases.images import conv_case
from autograder.pace import HOPELESS
from autograder.sandbox import (
    Answer,
    Call,
    Limits,
    Lost,
    Raised,
    Returned,
    Sandbox,
    choose_tier,
    gauge,
    loading,
)
from autograder.sandbox.ending import Gone
from autograder.sandbox.plan import SandboxFault
from tests.sandbox.conftest import source, stand_ins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.sandbox import Session

ROOT = Path(__file__).resolve().parents[2]
LOOPS = (ROOT / "solutions" / "04_conv" / "loops.py").read_text("utf-8")
FAST = (ROOT / "solutions" / "12_fast_conv" / "loops.py").read_text("utf-8")
CASE = conv_case(2, 16, 16, (8, 8))
WORK = Loops(2 * 16 * 64, (16, 3, 3))
MEGABYTE = 1 << 17  # float64 numbers


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Give time enough for plain loops on a busy machine, and little enough to wait for."""
    with Sandbox(choose_tier(), Limits(cpu_seconds=2, wall_seconds=6)) as found:
        yield found


@pytest.fixture
def opened(sandbox: Sandbox) -> Iterator[Any]:
    """Open a session on a text; closed at the end."""
    sessions: list[Session] = []

    def open_session(text: str, stand_ins: Any = None) -> Session:
        sessions.append(sandbox.open(source(text), stand_ins))
        return sessions[-1]

    yield open_session
    for session in sessions:
        session.close()


def timed(session: Session, function: str = "conv2d", measure: Loops = WORK) -> Answer:
    """Have a forward or backward timed."""
    found: list[Answer] = []

    def ask(*args: Any, **settings: Any) -> None:
        found.append(session.call(Call(function, args, settings, measure=measure)))

    (CASE.backward if measure.backward else CASE.call)(ask)
    return found[0]


def speed(session: Session, times: int = 5, **how: Any) -> float:
    """Return how many times as fast as plain loops a call is."""
    answers = [timed(session, **how) for _ in range(times)]
    costs = [answer.cost for answer in answers if isinstance(answer, Returned)]
    assert len(costs) == times, answers
    return float(median(cost or 0.0 for cost in costs))


@pytest.mark.parametrize(("function", "backward"), [("conv2d", False), ("conv2d_backward", True)])
def test_plain_loops_are_as_fast_as_plain_loops(opened: Any, function: str, backward: bool) -> None:
    """The yardstick is within 30 % of what it stands for."""
    work = replace(WORK, backward=backward)
    assert 0.7 < speed(opened(LOOPS), function=function, measure=work) < 1.3


def test_matrix_products_are_many_times_as_fast(opened: Any) -> None:
    """And their answer is the right one."""
    answer = timed(opened(FAST), "conv2d_fast")
    assert isinstance(answer, Returned)
    assert answer.value.shape == CASE.output
    assert (answer.cost or 0) > 10


TRICKS = {
    "slow numpy": """
import numpy as np
honest_sum, honest_zeros, honest_array = np.sum, np.zeros, np.ndarray
def slow_sum(a, *rest, **named):
    for _ in range(200): honest_sum(a)
    return honest_sum(a, *rest, **named)
np.sum = slow_sum
""",
    "clocks": """
import time
for name in ("time", "perf_counter", "process_time", "thread_time", "monotonic", "clock_gettime"):
    setattr(time, name, lambda *_: 0.0)
""",
    "sleeps": "import time\ntime.sleep(0.2)\n",
    "busy": "for _ in range(2_000_000): pass\n",
    "slow pace": """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith("autograder"):
        for attribute in list(vars(module)):
            if attribute in {"walk", "pace", "COUNT", "SIDE"}:
                setattr(module, attribute, lambda *_, **__: [i for i in range(10**6)])
""",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_submission_cannot_slow_the_yardstick_down(opened: Any, trick: str) -> None:
    """It is through before anything of the submission is there."""
    honest = LOOPS.replace("np.sum(window", "honest_sum(window")
    text = TRICKS[trick] + honest if trick == "slow numpy" else TRICKS[trick] + LOOPS
    assert speed(opened(text), times=3) < 3  # a trick that works makes it ten times as much


def test_a_file_that_waits_at_every_load_runs_out_of_patience(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All loads together may wait as long as one function may, and no longer."""
    monkeypatch.setattr(loading, "LATER_WALL", 0.1)
    session = opened("import time\ntime.sleep(2.5)\n" + LOOPS)
    answers = [timed(session) for _ in range(4)]
    lost = [isinstance(answer, Lost) for answer in answers]
    assert lost[-1]
    assert not lost[0]
    assert "loading the file ran out of time" in str(answers[-1])


def test_answers_of_earlier_calls_are_of_no_use(opened: Any) -> None:
    """Each measured call has a process of its own, and warms up on other numbers."""
    remembering = """
answers = {}
def remembered(*args, **settings):
    key = b"".join(a.tobytes() for a in args)
    if key not in answers:
        answers[key] = conv2d(*args, **settings)
    return answers[key]
"""
    session = opened(LOOPS + remembering)
    session.call(Call("remembered", CASE.arrays, CASE.settings))
    assert speed(session, function="remembered") < 1.6


def test_threads_count(opened: Any) -> None:
    """Two threads that work side by side cost what they would cost one after the other."""
    session = opened(
        """
        import threading
        import numpy as np
        def work(): np.sort(np.random.default_rng(0).standard_normal(200_000))
        def alone(*_, **__):
            for _ in range(4): work()
        def together(*_, **__):
            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """
    )
    work = replace(WORK, windows=100_000)
    both = ("alone", "together")
    alone, together = (speed(session, function=name, measure=work) for name in both)
    assert 0.6 < together / alone < 1.6


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("import ctypes; ctypes.string_at(0)", "crashed (segmentation fault)"),
        ("import os; os._exit(1)", "ended the whole Python process"),
        ("while True: pass", HOPELESS),
    ],
)
def test_a_measured_call_that_ends_badly_is_lost_and_no_other(
    opened: Any, deed: str, said: str
) -> None:
    """Neither the function's other calls, measured or not, nor other functions."""
    text = f"{LOOPS}\ndef deed(x, bad):\n    if bad:\n        {deed}\n    return x\n"
    session = opened(text)
    for measure in (WORK, Memory()):
        bad = session.call(Call("deed", (np.ones(3), True), measure=measure))
        if said != HOPELESS or measure is WORK:
            assert bad == Lost(said)
        good = session.call(Call("deed", (np.ones(3), False), measure=WORK))
        if said != HOPELESS or measure is WORK:  # a hang that is weighed spends all of its time
            assert isinstance(good, Returned)
    if said != HOPELESS:
        assert isinstance(session.call(Call("deed", (np.ones(3), False))), Returned)
    assert isinstance(timed(session), Returned)


def test_what_is_hopeless_does_not_use_up_a_functions_time(opened: Any) -> None:
    """It is stopped when plain loops would have been through a few times."""
    session = opened("def deed(x):\n    while True: pass\n")
    short = Loops(1000, (2, 3, 3))
    for _ in range(3):
        assert session.call(Call("deed", (np.ones(3),), measure=short)) == Lost(HOPELESS)
    assert 0 < session.seconds("deed") < 1.5


def test_time_that_is_spent_is_spent_for_good(opened: Any) -> None:
    """Also by calls that gave no answer: a class of sleepers must not take all night."""
    session = opened("import time\ndef deed(x): time.sleep(60)\ndef other(x): return x\n")
    for measure in (WORK, Memory(), WORK):  # six seconds in all, and not each
        answer = session.call(Call("deed", (np.ones(3),), measure=measure))
        assert answer == Lost("ran out of time (6 s)")
    assert isinstance(session.call(Call("other", (np.ones(3),), measure=WORK)), Returned)


def test_a_function_that_hangs_while_it_is_weighed_is_told_the_limit(opened: Any) -> None:
    """And has no time left for what comes."""
    session = opened("def deed(x):\n    while True: pass\n")
    for measure in (Memory(), WORK):
        answer = session.call(Call("deed", (np.ones(3),), measure=measure))
        assert answer == Lost("ran out of time (2 s of CPU)")


def test_a_process_that_ends_with_its_answer_has_no_infinite_speed(opened: Any) -> None:
    """Whether its time can still be read is a matter of luck, and then it is the true one."""
    text = f"""{LOOPS}
import os
write = os.write
def last_words(descriptor, data):
    count = write(descriptor, data)
    if len(data) > 8000 and calls > 1: os._exit(0)
    return count
os.write = last_words
calls = 0
def deed(*args, **settings):
    global calls
    calls += 1
    return conv2d(*args, **settings)
"""
    for _ in range(5):
        answer = timed(opened(text), "deed")
        assert isinstance(answer, Lost) or (answer.cost or 0) < 1.6


def test_what_is_raised_or_missing_is_said(opened: Any) -> None:
    """As without measuring."""
    session = opened("def deed(x): raise KeyError('x')\n")
    for measure in (WORK, Memory()):
        answer = session.call(Call("deed", (np.ones(2),), measure=measure))
        assert isinstance(answer, Raised)
        assert answer.kind == "KeyError"
        assert "deed" in str(session.call(Call("deeds", (np.ones(2),), measure=measure)))


def test_earlier_assignments_answer_in_measured_calls(opened: Any) -> None:
    """Their time is the call's."""
    offered = stand_ins(padding="def double(x): return 2 * x")
    text = "from padding import double\ndef deed(x): return double(x)\n"
    answer = opened(text, offered).call(Call("deed", (np.ones(2),), measure=WORK))
    assert isinstance(answer, Returned)
    assert answer.value.tolist() == [2, 2]


def test_what_earlier_work_does_for_a_call_is_a_part_of_its_cost(opened: Any) -> None:
    """Whoever has it answered by a slow stand-in is slow."""
    slow = """
        import time
        def slow():
            end = time.process_time() + 0.1
            while time.process_time() < end: pass
        """
    text = "from padding import slow\ndef deed(x): slow()\n"
    answer = opened(text, stand_ins(padding=slow)).call(Call("deed", (np.ones(2),), measure=WORK))
    alone = opened("def deed(x): pass").call(Call("deed", (np.ones(2),), measure=WORK))
    assert isinstance(answer, Returned)
    assert isinstance(alone, Returned)
    assert (answer.cost or 0) < (alone.cost or 0) / 10


GROW = f"""
import numpy as np
def grow(x, megabytes):
    first = np.ones({MEGABYTE} * megabytes)
    return first[0]
def twice(x, megabytes):
    first = np.ones({MEGABYTE} * megabytes)
    second = first + 1
    return second[0]
def one_by_one(x, megabytes):
    for _ in range(5): grow(x, megabytes)
"""


@pytest.mark.parametrize("megabytes", [6, 60])
@pytest.mark.parametrize(("function", "arrays"), [("grow", 1), ("twice", 2), ("one_by_one", 1)])
def test_memory_is_what_a_call_allocates_at_its_peak(
    opened: Any, function: str, arrays: int, megabytes: int
) -> None:
    """Within 20 %, and 2 MB for code and tables that are used for the first time."""
    call = Call(function, (np.ones(1000), megabytes), measure=Memory())
    answer = opened(GROW).call(call)
    assert isinstance(answer, Returned)
    expected = arrays * megabytes * 8 * MEGABYTE
    assert abs((answer.cost or 0) - expected) < 0.2 * expected + 2 * MEGABYTE


def test_what_a_file_does_while_it_loads_is_not_the_calls(opened: Any) -> None:
    """Neither what it keeps nor its peak; where the kernel keeps that, nothing is known."""
    text = f"{GROW}kept = np.ones({20 * MEGABYTE})\npeak = np.ones({100 * MEGABYTE})\ndel peak\n"
    answer = opened(text).call(Call("grow", (np.ones(10), 10), measure=Memory()))
    assert isinstance(answer, Returned)
    assert answer.cost == 0 or 8 < (answer.cost or 0) / (8 * MEGABYTE) < 12


def test_the_time_of_short_calls_is_all_there(opened: Any) -> None:
    """The kernel counts a running process's time late: whoever looks too early sees none of it."""
    session = opened("def deed(x): return x\n")
    work = Loops(10, (1, 1, 1))
    for number in range(30):
        answer = session.call(Call("deed", (np.full(2, number),), measure=work))
        assert isinstance(answer, Returned)
        assert 0 < (answer.cost or 0) < 1000  # it is about 1; seen too early it is beyond 10,000


def test_a_clock_is_read_when_its_process_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start as at the end, and not for ever."""
    looks = iter([True, True, False, True, False])
    spent = iter([0.5, 1.0, 1.25])
    monkeypatch.setattr(gauge, "cpu_seconds", lambda _: next(spent))
    monkeypatch.setattr(gauge, "is_running", lambda _: next(looks))
    assert gauge.Stopwatch(1).seconds() == 0.25
    assert list(looks) == []
    monkeypatch.setattr(gauge, "cpu_seconds", lambda _: 1.0)
    monkeypatch.setattr(gauge, "is_running", lambda _: True)
    monkeypatch.setattr(gauge, "SOON", 0.01)
    with pytest.raises(gauge.Gone):
        gauge.Stopwatch(1).seconds()


def test_without_a_peak_of_its_own_a_process_is_given_the_benefit_of_the_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An earlier peak that was higher hides it."""
    found = {"VmRSS": 100.0, "VmHWM": 300.0}
    monkeypatch.setattr(gauge, "bytes_of", lambda _, entry: found[entry])
    memory = gauge.Memory(2**30)
    assert memory.grown() == 0
    found["VmHWM"] = 350
    assert memory.grown() == 250


def test_a_process_that_may_not_be_looked_at_is_the_machine_s_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert not gauge.is_hidden(ended.pid)
    assert not gauge.is_hidden(os.getpid())
    with pytest.raises(Gone):
        gauge.bytes_of(ended.pid, "VmRSS")
    monkeypatch.setattr(gauge, "is_hidden", lambda _: True)
    with pytest.raises(SandboxFault, match="hidepid"):
        gauge.bytes_of(ended.pid, "VmRSS")


def test_what_fails_before_the_submission_runs_is_the_machine_s_fault(
    monkeypatch: pytest.MonkeyPatch, opened: Any
) -> None:
    def gone(_: Any) -> None:
        raise Gone("ended before it could be seen what it needs")

    monkeypatch.setattr(gauge.Stopwatch, "seconds", gone)
    call = Call("f", (), measure=Loops(1, (1, 1, 1)))
    with pytest.raises(SandboxFault):
        opened("def f():\n    return 1\n").call(call)
