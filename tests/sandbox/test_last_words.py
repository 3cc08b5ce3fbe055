"""Ends that come at an odd moment: before the first word, after the last, or amid a flood."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.sandbox import (
    Call,
    Limits,
    Lost,
    Returned,
    Sandbox,
    Source,
    choose_tier,
    loading,
    messages,
)
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone
from tests.sandbox.conftest import stand_ins
from tests.sandbox.test_leaks import FORGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Session

STAND_INS = stand_ins(padding="def zero(): return 0\n")
DEADLY = [
    "".join(f"def f{i}(x=__import__('os')._exit(0)): pass\n" for i in range(6)),
    "".join(f"def f{i}(x=__import__('time').sleep(99)): pass\n" for i in range(6)),
]


@pytest.mark.parametrize("text", DEADLY, ids=["exit", "sleep"])
def test_a_file_that_can_never_be_loaded_loses_every_function(
    any_sandbox: Sandbox, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through every way to ask, as answers."""
    monkeypatch.setattr(loading, "LATER_WALL", 0.5)
    any_sandbox.prepare({name: [Call(name, ())] * 2 for name in "fgh"})
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        live = session.call(Call("f", ()))
        found = [session.sit("g"), *dict(session.sit_all("fgh")).values()]
    assert isinstance(live, Lost)
    assert live.reason.startswith("could not be tried: loading the file ")
    assert found == [[live] * 2] * 4


def test_a_closed_session_answers_too(submit: Callable[..., Session]) -> None:
    """With what has happened."""
    session = submit("def f(): return 1\n")
    session.close()
    assert session.call(Call("f", ())) == Lost("was called after its session was closed")


def test_a_worker_that_dies_before_the_file_runs_is_replaced_once(
    any_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a death may not be the file's doing; a second one is taken for it."""
    take, deaths = any_sandbox.take_worker, [1, 2, 3]

    def take_dying() -> Any:
        link = take()
        if deaths:
            deaths.pop()
            link.kill()
            link._lifeline.wait(5)
        return link

    source = Source("topic", "def f(): return 1\n", "topic.py")
    monkeypatch.setattr(any_sandbox, "take_worker", take_dying)
    with any_sandbox.open(source) as session:
        assert isinstance(session.call(Call("f", ())), Lost)
    assert len(deaths) == 1
    with any_sandbox.open(source) as session:
        assert session.call(Call("f", ())) == Returned(1)
        assert session.problems == ()


@pytest.mark.parametrize("end", ["os._exit(0)", "time.sleep(99)"])
def test_a_question_among_the_last_words_is_not_answered(
    submit: Callable[..., Session], end: str
) -> None:
    """It stands in the shared memory of a worker that is gone."""
    session = submit(
        f"""{FORGE}
import os, time, struct
def run():
    wire, messages = kit()["wire"], kit()["messages"]
    question = messages.Ask("padding", "zero", ["t", ["t"], ["d", {{}}]])
    data = b"".join(wire.frame(worker().request, question))
    worker().outbox._shared[:8 + len(data)] = struct.pack("<Q", len(data)) + data
    {end}
""",
        STAND_INS,
    )
    reason = "ended the whole Python process" if "exit" in end else "ran out of time (2.5 s)"
    assert session.call(Call("run", ())) == Lost(reason)


class Flood:
    """A stream that doesn't dry up while its worker lives."""

    ended = False

    def next(self) -> Any:
        """Return yet another frame."""
        return None if self.ended else (0, messages.At(1, 1), memoryview(b""))

    def feed(self, data: bytes) -> None:
        """Take nothing in."""

    def soak(self) -> None:
        """End with the worker."""
        self.ended = True


def test_the_deadline_holds_while_frames_keep_coming(any_sandbox: Sandbox) -> None:
    """However fast they come."""
    link = any_sandbox.take_worker()
    link._incoming = Flood()  # type: ignore[assignment]
    deadline = Deadline(link.pid, Limits(wall_seconds=0.2))

    def receive_for(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            link.receive(deadline)

    with pytest.raises(Gone, match=r"^ran out of time \(0.2 s\)$"):
        receive_for(3)


def test_a_link_that_was_stopped_stays_so(any_sandbox: Sandbox) -> None:
    """Whoever still talks to it learns how it ended, and waits for nothing."""
    link = any_sandbox.take_worker()
    link.close()
    with pytest.raises(Gone, match="cut its connection to the grader"):
        link.send([b"x"], Deadline(link.pid, Limits()))


def test_the_wall_clock_of_calls_made_ahead_starts_when_they_are_collected() -> None:
    """What the grader takes to look at the function before isn't theirs."""
    limits = Limits(cpu_seconds=5, wall_seconds=1)
    text = "from padding import zero\ndef f(): return 1\ndef g(): return zero()\n"
    with Sandbox(choose_tier(), limits) as sandbox:
        sandbox.prepare({name: [Call(name, ())] * 3 for name in "fg"})
        with sandbox.open(Source("topic", text, "topic.py"), STAND_INS) as session:
            found = []
            for _, answers in session.sit_all("fg"):
                found.append(answers)
                time.sleep(1.2)
    assert found == [[Returned(1)] * 3, [Returned(0)] * 3]


def test_a_question_is_bounded_in_size(submit: Callable[..., Session]) -> None:
    """In bytes on the student's side, in entries and sides on the grader's."""
    session = submit(
        """
        from conv import size
        def run(x): return size([x, {"x": x}])
        def bare(x):
            try: return size(x)
            except TypeError as error: return str(error)
        def again(x): return run(x)
        """,
        stand_ins(conv="def size(x): return len(x)\n"),
    )
    assert session.call(Call("run", (np.ones((100, 100)),))) == Returned(2)
    assert session.call(Call("bare", (np.ones((400, 400)),))) == Returned(
        "size can't be called with more than 256 KB of numbers"
    )
    assert session.call(Call("run", (np.ones((200, 200), "u1"),))) == Lost(
        "asked too much of conv.size (at most 65536 entries in a question)"
    )
    assert session.call(Call("again", (np.ones((4097, 1)),))) == Lost(
        "asked too much of conv.size (at most 4096 entries along an axis)"
    )
