"""Answers travel together and calls are made ahead, and neither loses or moves an answer."""

import numpy as np
import pytest

from autograder.sandbox import Call, Limits, Lost, Returned, Sandbox, Source, choose_tier

QUICK = Limits(cpu_seconds=0.7, wall_seconds=10)
ENDS = {
    "os._exit(0)": "ended the whole Python process",
    "os.abort()": "crashed",
    "ctypes.string_at(0)": "crashed (segmentation fault)",
    "\n        while True: pass": "ran out of time",
}


def source(text):
    return Source("topic", f"import os, ctypes\nimport numpy as np\n{text}", "topic.py")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(choose_tier(), QUICK) as made:
        calls = [Call("f", (np.arange(float(i + 1)),)) for i in range(20)]
        made.prepare({"f": calls, "g": calls, "h": calls[:1]})
        yield made


@pytest.mark.parametrize("end", ENDS)
def test_answers_given_just_before_the_end_are_not_lost(sandbox, end):
    """They were waiting in shared memory when the process died or hung."""
    text = f"def f(x):\n    if len(x) == 8: {end}\n    return x.sum()\n"
    with sandbox.open(source(text)) as session:
        answers = session.sit("f")
    assert [a.value for a in answers[:7]] == [sum(range(i + 1)) for i in range(7)]
    assert all(isinstance(a, Lost) and ENDS[end] in a.reason for a in answers[7:])
    assert len(answers) == 20


def test_large_and_small_answers_keep_their_order(sandbox):
    text = "def f(x):\n    return np.full((1 if len(x) % 3 else 9000), len(x))\n"
    with sandbox.open(source(text)) as session:
        answers = session.sit("f")
    assert [int(a.value[0]) for a in answers] == list(range(1, 21))


def test_functions_answer_in_turn_while_the_grader_looks_at_the_one_before(sandbox):
    text = "def f(x): return 'f'\ndef g(x): return 'g'\ndef h(x): return 'h'\n"
    with sandbox.open(source(text)) as session:
        found = dict(session.sit_all(["f", "g", "h"]))
    assert {name: {a.value for a in answers} for name, answers in found.items()} == {
        "f": {"f"},
        "g": {"g"},
        "h": {"h"},
    }
    assert [len(answers) for answers in found.values()] == [20, 20, 1]


def test_a_live_call_in_between_takes_no_answer_from_the_function_under_way(sandbox):
    text = "def f(x): return 'f', len(x)\ndef g(x): return 'g', len(x)\n"
    with sandbox.open(source(text)) as session:
        for name, answers in session.sit_all(["f", "g"]):
            assert session.call(Call("f", (np.ones(33),))) == Returned(("f", 33))
            assert [a.value for a in answers] == [(name, i + 1) for i in range(20)]


def test_a_function_that_dies_ahead_costs_only_itself(sandbox):
    text = "def f(x): return 1\ndef g(x): os._exit(3)\ndef h(x): return 3\n"
    with sandbox.open(source(text)) as session:
        found = dict(session.sit_all(["f", "g", "h"]))
        assert isinstance(session.call(Call("g", (1,))), Lost)
    assert {a.value for a in found["f"]} == {1}
    assert all(isinstance(a, Lost) for a in found["g"])
    assert found["h"] == [Returned(3)]


def test_a_session_closed_while_calls_are_under_way_leaves_the_next_one_whole(sandbox):
    slow = "import time\ndef f(x): return 1\ndef g(x): time.sleep(5)\n"
    with sandbox.open(source(slow)) as session:
        for _ in session.sit_all(["f", "g"]):
            break
    with sandbox.open(source("def f(x): return 2\n")) as session:
        assert {a.value for a in session.sit("f")} == {2}


def test_nonsense_in_the_shared_memory_harms_only_its_owner(sandbox):
    """A submission can reach that memory; it holds nothing but its own answers."""
    text = (
        "import gc, mmap\n"
        "for thing in gc.get_objects():\n"
        "    if isinstance(thing, mmap.mmap):\n"
        "        FOUND = thing\n"
        "def f(x):\n"
        "    if 'FOUND' in globals():\n"
        "        FOUND[:8] = b'\\xff' * 8\n"
        "        FOUND[8:4096] = b'\\xff' * 4088\n"
        "    os._exit(0)\n"
        "def g(x): return 7\n"
    )
    with sandbox.open(source(text)) as session:
        assert all(isinstance(a, Lost) for a in session.sit("f"))
        assert {a.value for a in session.sit("g")} == {7}
