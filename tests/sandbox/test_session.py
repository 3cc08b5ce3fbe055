"""A submission's calls are made, answered, timed and survived, each by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

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
def close():
    import os
    os.close(3)
    hang()
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
    found = [hasattr(builtins, "mark"), hasattr(numpy, "mark"), "mark" in os.environ, "mark" in sys.modules]
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


DEATHS = {
    "hang": "ran out of time (0.5 s of CPU)",
    "sleep": "ran out of time (2 s)",
    "leave": "ended the whole Python process",
    "crash": "crashed (segmentation fault)",
    "close": "cut its connection to the grader",
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
    text = "n = []\ndef third():\n    n.append(1)\n    if len(n) == 3: import os; os._exit(1)\n    return len(n)\n"
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
            end = time.process_time() + 0.2
            while time.process_time() < end: pass
            return 1
        """)
    answers = [session.call(Call("work", ())) for _ in range(4)]
    assert values(answers[:2]) == [1, 1]
    assert answers[3] == Lost("ran out of time (0.5 s of CPU)")


def test_exceptions_tell_kind_name_message_and_the_students_line(
    ask: Callable[..., Answer],
) -> None:
    """The line is the deepest in the student's own file, though numpy raised."""
    text = """\
        import numpy as np
        class Oops(IndexError): pass
        def inner(x):
            return np.dot(x, np.ones(5))
        def run(x):
            return inner(x)
        def own():
            raise Oops("no such window")
        """
    answer = ask(text, "run", np.ones(3))
    assert isinstance(answer, Raised)
    assert (answer.kind, answer.line) == ("ValueError", 4)
    assert "shapes (3,) and (5,)" in answer.message
    assert answer.traceback.splitlines()[:2] == [
        '  File "topic.py", line 6, in run',
        "    return inner(x)",
    ]
    own = ask(text, "own")
    assert isinstance(own, Raised)
    assert (own.kind, own.name, own.message, own.line) == (
        "IndexError",
        "Oops",
        "no such window",
        8,
    )


KINDS = {
    "raise NotImplementedError('todo')": "NotImplementedError",
    "import sys; sys.exit(3)": "SystemExit",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "return run()": "RecursionError",
    "return np.ones(50 * 2**30)": "MemoryError",
    "return bytearray(50 << 30)": "MemoryError",
    "return np.ones(2).sum(axis=5)": "ValueError",
    "return np.linalg.inv(np.zeros((2, 2)))": "ValueError",
    "return undefined": "NameError",
    "assert False": "AssertionError",
    "np.seterr(all='raise'); return np.float64(1) / 0": "FloatingPointError",
    "import torch": "ModuleNotFoundError",
    "raise type('Own', (BaseException,), {})": "BaseException",
    "import json; json.loads('{')": "ValueError",
}


@pytest.mark.parametrize("line", KINDS)
def test_an_exception_crosses_as_its_nearest_builtin(ask: Callable[..., Answer], line: str) -> None:
    """The list is closed: numpy's and students' own classes map to an ancestor."""
    answer = ask(f"import numpy as np\ndef run():\n    {line}\n", "run")
    assert isinstance(answer, Raised), answer
    assert answer.kind == KINDS[line]
    assert answer.line == 3


def test_exceptions_that_misbehave_are_still_answers(submit: Callable[..., Session]) -> None:
    """A __str__ that exits, a class that lies, a message without end."""
    session = submit("""
        class Meta(type):
            __name__ = __mro__ = property(lambda self: 1 / 0)
        class Bad(ValueError, metaclass=Meta):
            def __str__(self): raise SystemExit
            __class__ = property(lambda self: 1 / 0)
        def bad(): raise Bad
        def long(): raise ValueError("\\udcff" * 10**6)
        def name(): raise type("N" * 10**5, (TypeError,), {})
        """)
    bad, long, name = (session.call(Call(f, ())) for f in ("bad", "long", "name"))
    assert isinstance(bad, Raised)
    assert isinstance(long, Raised)
    assert isinstance(name, Raised)
    assert (bad.kind, bad.message) == ("ValueError", "(its message cannot be shown)")
    assert long.message == "?" * 500
    assert (name.kind, name.name) == ("TypeError", "N" * 60)


def test_deep_but_honest_recursion_works(ask: Callable[..., Answer]) -> None:
    """Also through C code, where the usual stack would overflow."""
    text = """
        import sys
        sys.setrecursionlimit(10**5)
        def down(n): return 0 if n == 0 else 1 + sum(map(down, [n - 1]))
        """
    answer = ask(text, "down", 20_000)
    assert answer == Returned(20_000)


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


def test_statements_that_hang_or_kill_are_left_out(submit: Callable[..., Session]) -> None:
    """One patient deadline, short ones after it, and caution after three."""
    start = time.monotonic()
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
    assert time.monotonic() - start < 3
    assert values([session.call(Call(name, ())) for name in "abc"]) == [1, 2, 5]
    assert session.problems == (
        Problem(2, "ran out of time (0.5 s of CPU)"),
        Problem(4, "ended the whole Python process"),
        Problem(5, "crashed (segmentation fault)"),
        Problem(6, "from here on only imports, definitions and constants were kept"),
    )


def test_a_new_process_leaves_out_the_same_statements(submit: Callable[..., Session]) -> None:
    """And doesn't find out again the slow way."""
    session = submit("""\
        def a(): return 1
        import os
        def leave(): os._exit(0)
        while True: pass
        """)
    start = time.monotonic()
    session.call(Call("leave", ()))
    assert values([session.call(Call("a", ()))]) == [1]
    assert time.monotonic() - start < 0.5
    assert [problem.line for problem in session.problems] == [4]


def test_a_file_that_kills_the_parser_loses_its_functions_only(
    submit: Callable[..., Session],
) -> None:
    """The grader goes on and says why."""
    session = submit("x = " + "(" * 5000 + ")" * 5000 + "\ndef a(): return 1\n")
    assert isinstance(session.call(Call("a", ())), Returned | Lost)


@pytest.mark.parametrize("module", [
    "numpy.fft", "numpy.lib.stride_tricks", "numpy.testing", "numpy.ma", "numpy.polynomial",
    "numpy.random", "scipy", "typing", "dataclasses", "unittest", "multiprocessing", "asyncio",
    "concurrent.futures", "subprocess", "decimal", "statistics", "urllib.parse", "pickle",
])  # fmt: skip
def test_common_modules_can_be_imported(every_sandbox: Sandbox, module: str) -> None:
    """In every tier, though the uid has changed and the file tree too; others fail as imports do."""
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
