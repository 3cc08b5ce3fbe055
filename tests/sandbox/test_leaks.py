"""Nothing of a hidden call travels in what a student is told: words are the grader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from autograder.sandbox import (
    Absent,
    Call,
    Lost,
    Problem,
    Raised,
    Refused,
    Returned,
    Sandbox,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Session

# Finds the kit's own worker by its frames, and its modules by its functions.
FORGE = """
import sys
def worker():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "outbox"): frame = frame.f_back
    return frame.f_locals["self"]
def kit(): return worker().send.__func__.__globals__
def forge(name, *fields):
    worker().send(getattr(kit()["messages"], name)(*fields))
"""
NONSENSE = Lost("sent back something that is not an answer")

FORGERIES = [
    "forge('Threw', 'LEAK 0.1', 'x', 'x', 3, '')",
    "forge('Threw', 'ValueError', 'x', 'x', 0, '')",
    "forge('Threw', 'ValueError', 'x', 'x', 10**6 + 1, '')",
    "forge('Gave', 1, (64,))",
    "forge('Gave', 1, (2**31,))",
    "forge('Gave', 1, (3, 1))",
    "forge('Gave', 1, (1, 1))",
    "forge('Kept', 'LEAK 0.1')",
    "forge('Kept', '{text.__class__}')",
    "forge('Missing', 'LEAK 0.1')",
    "forge('Parsed', [])",
    "forge('Loaded', [])",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_answer_with_words_of_its_own_is_nonsense(
    submit: Callable[..., Session], forgery: str
) -> None:
    """Also one with numbers that no honest answer has."""
    session = submit(f"{FORGE}\ndef run(x): {forgery}\ndef other(): return 2\n")
    assert session.call(Call("run", (0.1,))) == NONSENSE
    assert session.call(Call("other", ())) == Returned(2)


def test_what_is_told_of_a_forged_refusal_is_the_graders(submit: Callable[..., Session]) -> None:
    """A name that a submission makes up is not in the text of its file."""
    session = submit(f"{FORGE}\ndef near(x): forge('Missing', False)\ndef run(x): pass\n")
    assert session.call(Call("near", (1,))) == Absent("topic.py defines no near")


def test_no_class_and_no_number_of_a_students_is_named(submit: Callable[..., Session]) -> None:
    """Neither of a returned object nor of what is too large or of a strange dtype."""
    session = submit("""\
        import numpy as np
        def f(x): return type(f"LEAK{x}", (), {})()
        def g(x): return "x" * (2000 + x)
        def h(x): return np.zeros((8 << 20) + x)
        def i(x): return np.zeros(3, [(f"LEAK{x}", "f8")])
        def j(x): return globals().setdefault(f"klear{x}", len) and globals().pop("k", 1) and [[]]
        """)
    said = [session.call(Call(name, (5,))) for name in "fghi"]
    assert said == [
        Refused("an object of a class that is not built in"),
        Refused("a string of more than 1000 characters"),
        Refused("more than 64 MB of numbers"),
        Refused("an array of dtype void"),
    ]
    session.call(Call("j", (5,)))
    assert session.call(Call("klear", ())) == Absent("topic.py defines no klear")


SNOOP = """
import sys
import numpy as np
def hidden():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "exam"): frame = frame.f_back
    return frame.f_locals["self"].exam["run"][0][0][0][0]
raise ImportError(f"LEAK {hidden()}")
raise ModuleNotFoundError(f"No module named 'leak{hidden()[0]}'")
raise type(f"Leak{hidden()[0]}", (SyntaxError,), {})(f"LEAK {hidden()}")
raise type(f"Leak{hidden()[0]}", (ZeroDivisionError,), {})(f"LEAK {hidden()}")
import math; raise ModuleNotFoundError(f"No module named 'leak{hidden()[0]}'")
def run(x): return 1
"""


def test_a_file_that_raises_hidden_inputs_tells_the_instructor_only(any_sandbox: Sandbox) -> None:
    """The kinds of exceptions are told, and what the lines lead one to expect."""
    any_sandbox.prepare({"run": [Call("run", (np.array([0.123, 4.0]),))]})
    with any_sandbox.open(Source("topic", SNOOP, "topic.py")) as session:
        told = session.problems
    assert [problem.what for problem in told] == [
        "ImportError",
        "ModuleNotFoundError",
        "SyntaxError",
        "ZeroDivisionError: division by zero",
        "ModuleNotFoundError",
    ]
    assert told[0].detail == "ImportError: LEAK [0.123 4.   ]"
    assert all("0.123" in problem.detail for problem in told)


def test_what_can_be_foretold_is_said_in_full(submit: Callable[..., Session]) -> None:
    """A module that is missing, the parser's own message, a division by zero."""
    session = submit("""\
        import no.such
        from nothing import f
        x = = 1
        return 5
        y = 1 / 0
        z = undefined
        """)
    assert session.problems == (
        Problem(1, "ModuleNotFoundError: No module named 'no'"),
        Problem(2, "ModuleNotFoundError: No module named 'nothing'"),
        Problem(3, "SyntaxError: invalid syntax"),
        Problem(4, "SyntaxError: 'return' outside function"),
        Problem(5, "ZeroDivisionError: division by zero"),
        Problem(6, "NameError", "NameError: name 'undefined' is not defined"),
    )


@pytest.mark.parametrize(
    "forgery",
    ["forge('Parsed', [(1, 'SyntaxError', 'LEAK')])", "forge('Loaded', [(1, 'LEAK', 'LEAK')])",
     "forge('Loaded', [(10**5, 'ValueError', '')])", "forge('At', 10**5, 1)",
     "forge('At', 50, 10**5)", "forge('At', 0, 1)"],
)  # fmt: skip
def test_a_load_that_is_forged_is_no_load(submit: Callable[..., Session], forgery: str) -> None:
    """The parser has spoken before the file runs, and statements come in order."""
    session = submit(f"{FORGE}\n{forgery}\ndef run(): return 1\n")
    assert all("LEAK" not in problem.what for problem in session.problems)
    assert NONSENSE.reason in str(session.problems)
    assert session.call(Call("run", ())) == Returned(1)


def test_an_exception_in_a_line_that_no_file_has_keeps_its_kind(
    submit: Callable[..., Session],
) -> None:
    """A line number out of range isn't sent."""
    text = "def run(): exec(compile('\\n' * (10**6 + 5) + '1 / 0', 'topic.py', 'exec'))\n"
    answer = submit(text).call(Call("run", ()))
    assert isinstance(answer, Raised)
    assert (answer.kind, answer.line) == ("ZeroDivisionError", None)
