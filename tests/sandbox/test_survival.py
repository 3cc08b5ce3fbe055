"""A hang or a crash, in a call or while loading, costs what it touches and no more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from autograder.sandbox import (
    Call,
    Lost,
    Problem,
    Returned,
    Sandbox,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Answer, Session

BASICS = """\
seen = []
def double(x): return 2 * x
def count():
    seen.append(1)
    return len(seen)
def hang():
    while True: pass
def sleep():
    import time
    time.sleep(1000)
def leave():
    import os
    os._exit(0)
def crash():
    import ctypes
    ctypes.string_at(0)
def signal():
    import os
    os.kill(os.getpid(), 40)
def close():
    import os
    os.close(3)
    hang()
"""


def values(answers: list[Answer]) -> list[Any]:
    """Return what was returned."""
    assert all(isinstance(answer, Returned) for answer in answers), answers
    return [answer.value for answer in answers if isinstance(answer, Returned)]


DEATHS = {
    "hang": "ran out of time (0.2 s of CPU)",
    "sleep": "ran out of time (2.5 s)",
    "leave": "ended the whole Python process",
    "crash": "crashed (segmentation fault)",
    "close": "cut its connection to the grader",
    "signal": "crashed (signal 40)",
}


@pytest.mark.parametrize("function", DEATHS)
def test_a_death_costs_one_function_and_no_other(any_sandbox: Sandbox, function: str) -> None:
    """The function stays dead without being called; the next one goes on in a new process."""
    any_sandbox.prepare({function: [Call(function, ())] * 3, "double": [Call("double", (2,))]})
    with any_sandbox.open(Source("topic", BASICS, "topic.py")) as session:
        assert values([session.call(Call("count", ()))]) == [1]
        assert session.sit(function) == [Lost(DEATHS[function])] * 3
        start = time.monotonic()
        assert session.call(Call(function, ())) == Lost(DEATHS[function])
        assert time.monotonic() - start < 0.1
        assert values(session.sit("double")) == [4]
        assert values([session.call(Call("count", ()))]) == [1]


def test_answers_before_a_death_are_kept(any_sandbox: Sandbox) -> None:
    """The call that died is known."""
    text = """
import os
n = []
def third():
    n.append(1)
    if len(n) == 3: os._exit(1)
    return len(n)
"""
    any_sandbox.prepare({"third": [Call("third", ())] * 5})
    with any_sandbox.open(Source("topic", text, "topic.py")) as session:
        answers = session.sit("third")
    assert values(answers[:2]) == [1, 2]
    assert answers[2:] == [Lost("ended the whole Python process")] * 3


def test_time_is_counted_over_all_calls_of_a_function(submit: Callable[..., Session]) -> None:
    """Each call alone would be in time."""
    session = submit("""
        import time
        def work():
            end = time.process_time() + 0.08
            while time.process_time() < end: pass
            return 1
        """)
    answers = [session.call(Call("work", ())) for _ in range(4)]
    assert values(answers[:2]) == [1, 1]
    assert answers[3] == Lost("ran out of time (0.2 s of CPU)")


def test_statements_that_hang_or_kill_are_left_out(submit: Callable[..., Session]) -> None:
    """One patient deadline, short ones after it, and caution after three."""
    session = submit("""\
        def a(): return 1
        while True: pass
        def b(): return 2
        import os; os._exit(3)
        import ctypes; ctypes.string_at(0)
        X = 5
        for i in range(10**12): pass
        def c(): return X
        """)
    assert values([session.call(Call(name, ())) for name in "abc"]) == [1, 2, 5]
    assert session.problems == (
        Problem(2, "ran out of time (0.2 s of CPU)"),
        Problem(4, "ended the whole Python process"),
        Problem(5, "crashed (segmentation fault)"),
        Problem(6, "from here on only imports, definitions and constants were kept"),
    )


def test_a_new_process_leaves_out_the_same_statements(
    submit: Callable[..., Session], any_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And doesn't find out again the slow way."""
    take, taken = any_sandbox.take_worker, []
    monkeypatch.setattr(any_sandbox, "take_worker", lambda: taken.append(1) or take())
    session = submit("""\
        def a(): return 1
        import os
        def leave(): os._exit(0)
        while True: pass
        """)
    assert len(taken) == 2
    session.call(Call("leave", ()))
    assert values([session.call(Call("a", ()))]) == [1]
    assert len(taken) == 3
    assert [problem.line for problem in session.problems] == [4]


def test_a_file_that_kills_the_parser_loses_its_functions_only(
    submit: Callable[..., Session],
) -> None:
    """The grader goes on and says why."""
    session = submit("x = " + "(" * 5000 + ")" * 5000 + "\ndef a(): return 1\n")
    assert isinstance(session.call(Call("a", ())), Returned | Lost)
