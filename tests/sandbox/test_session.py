"""A submission's calls are made, answered, timed and survived, each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.sandbox import (
    Absent,
    Call,
    Raised,
    Refused,
    Returned,
    Sandbox,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Answer, Session

X = np.arange(6.0).reshape(2, 3)


BASICS = """\
import numpy as np
seen = []
def double(x): return 2 * x
def overwrite(x, y, z):
    x[0] = 7
    z["w"].shape = (4,)
    return x
def count():
    seen.append(1)
    return len(seen)
def flags(x): return x.flags.writeable, x.flags.c_contiguous, x.flags.owndata
number = 3
"""


def values(answers: list[Answer]) -> list[Any]:
    """Return what was returned."""
    assert all(isinstance(answer, Returned) for answer in answers), answers
    return [answer.value for answer in answers if isinstance(answer, Returned)]


def test_an_exam_is_answered_in_order_in_one_process(every_sandbox: Sandbox) -> None:
    """Kept state shows; sitting again makes the calls again."""
    every_sandbox.prepare(
        {
            "double": [Call("double", (X * k,)) for k in range(5)],
            "count": [Call("count", ())] * 3,
            "none": [],
        }
    )
    with every_sandbox.open(Source("topic", BASICS, "topic.py")) as session:
        for k, value in enumerate(values(session.sit("double"))):
            np.testing.assert_array_equal(value, 2 * k * X)
        assert values(session.sit("count")) == [1, 2, 3]
        assert values([session.call(Call("count", ()))]) == [4]
        assert session.sit("none") == session.sit("never heard of") == []
        assert session.problems == ()


def test_each_exam_replaces_the_last(any_sandbox: Sandbox) -> None:
    """Also for the worker that was made in advance."""
    for k in (1, 2):
        any_sandbox.prepare({"double": [Call("double", (k,))]})
        with any_sandbox.open(Source("topic", BASICS, "topic.py")) as session:
            assert values(session.sit("double")) == [2 * k]


def test_nothing_of_one_submission_is_left_for_the_next(every_sandbox: Sandbox) -> None:
    """Neither in memory nor in the scratch folder."""
    text = """
import os, builtins, numpy, sys
def run():
    found = [hasattr(builtins, "mark"), hasattr(numpy, "mark")]
    found += ["mark" in os.environ, "mark" in sys.modules]
    builtins.mark = numpy.mark = sys.modules["mark"] = os.environ["mark"] = "x"
    try:
        found.append(os.path.exists("mark"))
        open("mark", "w").close()
    except PermissionError:
        pass
    return any(found)
"""
    for _ in range(3):
        with every_sandbox.open(Source("topic", text, "topic.py")) as session:
            assert values([session.call(Call("run", ()))]) == [False]


def test_every_call_gets_fresh_writable_arrays(submit: Callable[..., Session]) -> None:
    """Whatever the layout in the grader, and whatever an earlier call has done."""
    session = submit(BASICS)
    for array in (X, X.T, X[::-1]):
        assert values([session.call(Call("flags", (array,)))]) == [(True, True, True)]


def test_watch_tells_which_arguments_were_changed(any_sandbox: Sandbox) -> None:
    """In values or shape, also within a dict; NaN doesn't count as a change."""
    nan = np.array([np.nan])
    call = Call("overwrite", (X, nan, {"w": np.ones((2, 2))}), watch=True)
    any_sandbox.prepare({"overwrite": [call, call]})
    with any_sandbox.open(Source("topic", BASICS, "topic.py")) as session:
        for answer in [*session.sit("overwrite"), session.call(call)]:
            assert isinstance(answer, Returned)
            assert answer.changed == (0, 2)
            np.testing.assert_array_equal(answer.value[1], X[1])


def test_what_may_not_cross_is_refused(submit: Callable[..., Session]) -> None:
    """And the function lives on."""
    session = submit("def run(x):\n    yield x\ndef f():\n    return [[1.0] * 100] * 100\n")
    assert session.call(Call("run", (1,))) == Refused("a generator")
    assert session.call(Call("f", ())) == Refused("a list of more than 1000 values, not an array")


def test_a_missing_function_is_absent_with_a_hint(submit: Callable[..., Session]) -> None:
    """A near miss is named; a name that isn't a function is said to be none."""
    session = submit(BASICS)
    assert session.call(Call("doubel", ())) == Absent(
        "topic.py defines no doubel (there is a double)"
    )
    assert session.call(Call("conv2d", ())) == Absent("topic.py defines no conv2d")
    assert session.call(Call("number", ())) == Absent("number is not a function in topic.py")


def test_output_is_kept_up_to_a_limit_over_all_processes(submit: Callable[..., Session]) -> None:
    """Printing a lot is neither slow nor fatal."""
    session = submit("""
        import sys, os
        print("loaded")
        def quiet(): print("first", file=sys.stderr)
        def leave(): print("lost?", flush=True); os._exit(0)
        def loud():
            for _ in range(300_000): print("x" * 100)
        """)
    session.call(Call("quiet", ()))
    session.call(Call("leave", ()))
    assert session.output == b"loaded\nfirst\nlost?\n"
    assert session.call(Call("loud", ())) == Returned(None)
    assert len(session.output) == 4096


def test_warnings_and_closed_streams_break_nothing(submit: Callable[..., Session]) -> None:
    """What a student does to stdout is theirs alone."""
    session = submit("""
        import sys, warnings, numpy as np
        warnings.simplefilter("error")
        def run():
            sys.stdout.close()
            sys.stdout = None
            return "\\d"
        def warn(): return np.ones(2) / 0
        """)
    assert session.call(Call("run", ())) == Returned("\\d")
    warned = session.call(Call("warn", ()))
    assert isinstance(warned, Raised)
    assert warned.name == "RuntimeWarning"


@pytest.mark.parametrize("module", [
    "numpy.fft", "numpy.lib.stride_tricks", "numpy.testing", "numpy.ma", "numpy.polynomial",
    "numpy.random", "scipy", "typing", "dataclasses", "unittest", "multiprocessing", "asyncio",
    "concurrent.futures", "subprocess", "decimal", "statistics", "urllib.parse", "pickle",
])  # fmt: skip
def test_common_modules_can_be_imported(every_sandbox: Sandbox, module: str) -> None:
    """In every tier, though uid and file tree have changed; others fail as imports do."""
    text = f"def run():\n    import {module}\n    return 1\n"
    with every_sandbox.open(Source("topic", text, "topic.py")) as session:
        answer = session.call(Call("run", ()))
    if module == "scipy":
        assert isinstance(answer, Raised)
        assert answer.kind == "ModuleNotFoundError"
    else:
        assert answer == Returned(1)


def test_chance_and_order_are_the_same_in_every_process(any_sandbox: Sandbox) -> None:
    """The same submission gets the same answers at any time."""
    text = """
import random, numpy as np
def run(): return random.random(), np.random.rand(), list({"a", "b", "c", "d", "e"})
"""
    seen = []
    for _ in range(3):
        with any_sandbox.open(Source("topic", text, "topic.py")) as session:
            seen += values([session.call(Call("run", ()))])
    assert seen[0] == seen[1] == seen[2]
