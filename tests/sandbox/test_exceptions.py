"""A student's exception crosses as plain bounded text, whatever it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from autograder.sandbox import (
    Call,
    Raised,
    Returned,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Answer, Session


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
