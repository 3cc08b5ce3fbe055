"""Earlier assignments are answered by the grader, over the wire and within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from autograder.answers import StandIns
from autograder.sandbox import (
    Call,
    Lost,
    Problem,
    Raised,
    Returned,
    oracle,
)
from tests.sandbox.conftest import stand_ins

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Session


PADDING = """
    import numpy as np
    def zero_pad2d(x, *, top=0):
        if top < 0:
            raise ValueError("negative padding")
        return np.pad(x, ((top, 0), (0, 0)))
    """
CONV = """
    import os, time
    import numpy as np
    from padding import zero_pad2d
    kept = []
    def slow(seconds):
        end = time.process_time() + seconds
        while time.process_time() < end: pass
    def odd(): return 1j
    def big(n): return np.ones(n)
    def leave(): os._exit(0)
    def padded(x): return zero_pad2d(x, top=2).shape
    def count():
        kept.append(1)
        return len(kept)
    """
STAND_INS = stand_ins(padding=PADDING, conv=CONV)


@pytest.mark.parametrize(
    "way",
    ["from padding import zero_pad2d as f", "import padding as p; f = p.zero_pad2d",
     "import padding; f = padding.zero_pad2d", "from padding import *; f = zero_pad2d"],
)  # fmt: skip
def test_a_stand_in_answers_however_it_is_imported(
    submit: Callable[..., Session], way: str
) -> None:
    """At the top of the file; the answer is the reference's."""
    session = submit(f"{way}\ndef run(x): return f(x, top=1) + 1\n", STAND_INS)
    answer = session.call(Call("run", (np.ones((1, 2)),)))
    assert isinstance(answer, Returned)
    np.testing.assert_array_equal(answer.value, [[1, 1], [2, 2]])
    assert session.problems == ()


def test_a_stand_in_can_be_used_while_loading_and_inside_functions(
    submit: Callable[..., Session],
) -> None:
    """A demo at the end of a file works."""
    session = submit(
        """
        import numpy as np
        def run():
            from padding import zero_pad2d
            return zero_pad2d(np.ones((1, 1)), top=2).shape
        print(run())
        """,
        STAND_INS,
    )
    assert session.output == b"(3, 1)\n"
    assert session.call(Call("run", ())) == Returned((3, 1))


def test_what_the_reference_raises_is_raised_in_the_student(submit: Callable[..., Session]) -> None:
    """As the same builtin exception; it can be caught."""
    session = submit(
        """
        import numpy as np
        from padding import zero_pad2d
        def caught():
            try: zero_pad2d(np.ones((1, 1)), top=-1)
            except ValueError as error: return str(error)
        def wrong(): return zero_pad2d(np.ones((1, 1)), bottom=1)
        def generator(): return zero_pad2d(i for i in range(3))
        """,
        STAND_INS,
    )
    assert session.call(Call("caught", ())) == Returned("negative padding")
    wrong = session.call(Call("wrong", ()))
    assert isinstance(wrong, Raised)
    assert (wrong.kind, wrong.line) == ("TypeError", 7)
    generator = session.call(Call("generator", ()))
    assert isinstance(generator, Raised)
    assert generator.message == "zero_pad2d can't be called with a generator"


def test_a_name_that_is_not_offered_is_an_import_error(submit: Callable[..., Session]) -> None:
    """The message lists what is; a module that isn't offered isn't there."""
    session = submit(
        "from padding import secret\nimport pooling\nimport padding\ndef run(): pass\n", STAND_INS
    )
    message = "padding has no function 'secret' that can be imported here: only zero_pad2d"
    assert session.problems == (
        Problem(1, f"ImportError: {message}"),
        Problem(2, "ModuleNotFoundError: No module named 'pooling'"),
    )


def test_the_reference_itself_never_crosses(submit: Callable[..., Session]) -> None:
    """What stands in has no code of the grader's in it."""
    session = submit(
        """
        from padding import zero_pad2d as f
        def run(): return f.__code__.co_filename, f.__doc__
        """,
        STAND_INS,
    )
    answer = session.call(Call("run", ()))
    assert isinstance(answer, Returned)
    assert answer.value[0].endswith("questions.py")
    assert answer.value[1] is None


def test_asking_is_bounded_in_number(
    submit: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond it the function is lost, and says what it asked too much of."""
    monkeypatch.setattr(oracle, "QUESTIONS", 5)
    text = "from padding import zero_pad2d\ndef run(x):\n    while True: zero_pad2d(x := x + 1)\n"
    session = submit(text, STAND_INS)
    answer = session.call(Call("run", (np.ones((1, 1)),)))
    assert answer == Lost("asked too much of padding.zero_pad2d (at most 5 questions in all)")


def test_asking_is_bounded_in_the_graders_time(
    submit: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That time isn't the student's, and it is counted over all calls of a function."""
    monkeypatch.setattr(oracle, "SECONDS", 0.25)
    again = "for i in range(n): slow(0.1 + i / 1e6)"
    text = f"from conv import slow\ndef a(n):\n    {again}\ndef b(n): a(n)\n"
    session = submit(text, STAND_INS)
    assert session.call(Call("a", (2,))) == Returned(None)
    assert session.call(Call("a", (2,))) == Lost(
        "asked too much of conv.slow (at most 0.25 s in all)"
    )
    assert session.call(Call("b", (2,))) == Returned(None), "one costs no other its answers"


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        ("big(2**31)", "MemoryError"),
        ("big(10**7)", "MemoryError"),
        ("big(1 << 21)", "MemoryError"),
        ("odd()", "TypeError"),
    ],
)
def test_an_answer_that_would_fill_the_graders_memory_is_a_memory_error(
    submit: Callable[..., Session], call: str, kind: str
) -> None:
    """And one that can't cross a TypeError: the grader itself is not hurt."""
    answer = submit(f"from conv import big, odd\ndef run(): {call}\n", STAND_INS).call(
        Call("run", ())
    )
    assert isinstance(answer, Raised)
    assert answer.kind == kind


def test_forged_questions_are_not_answered(submit: Callable[..., Session]) -> None:
    """Neither to functions that aren't offered nor with arguments that aren't a call's."""
    session = submit(
        """
        import types, padding
        def asks(name):
            cells = padding.zero_pad2d.__closure__
            ask = next(c for cell in cells if type(c := cell.cell_contents) is types.MethodType)
            return ask("padding", name, (), {})
        """,
        STAND_INS,
    )
    answer = session.call(Call("asks", ("__import__",)))
    assert answer == Lost("sent back something that is not an answer")


BARRED = StandIns(STAND_INS.sources, {**STAND_INS.functions, "conv": ()})
SAID = "conv must not be imported in this assignment: its functions would be the answer"


@pytest.mark.parametrize(
    "way",
    ["from conv import conv2d", "import conv", "from conv import *", "import numpy, conv as c"],
)
def test_a_module_that_would_be_the_answer_cannot_be_imported_and_says_why(
    submit: Callable[..., Session], way: str
) -> None:
    """At the top of the file; what does not need it still works."""
    session = submit(f"{way}\nfrom padding import zero_pad2d\ndef run(): return 1\n", BARRED)
    assert session.problems == (Problem(1, f"ImportError: {SAID}"),)
    assert session.call(Call("run", ())) == Returned(1)


@pytest.mark.parametrize(
    "body",
    [
        "def run():\n    from conv import conv2d\n",
        "def run():\n    import conv\n    return conv.conv2d()\n",
        "from conv import conv2d\ndef run():\n    return conv2d()\n",
        "from conv import conv2d as fast, conv1x1\ndef run():\n    return conv1x1()\n",
    ],
)
def test_inside_a_function_the_same_is_said(submit: Callable[..., Session], body: str) -> None:
    """Also where the name is missing because its import was refused."""
    answer = submit(body, BARRED).call(Call("run", ()))
    assert isinstance(answer, Raised)
    assert answer.told == SAID


@pytest.mark.parametrize(
    "body",
    [
        "def run():\n    raise ImportError('conv')\n",
        "def run():\n    return conv2d\n",
        "def run():\n    import nothing_of_the_kind\n",
        "from padding import zero_pad2d\ndef run():\n    return zero_pad2d, missing\n",
    ],
)
def test_nothing_is_said_of_other_exceptions(submit: Callable[..., Session], body: str) -> None:
    """What they say themselves is the submission's own word."""
    answer = submit(body, BARRED).call(Call("run", ()))
    assert isinstance(answer, Raised)
    assert answer.told == ""


def test_a_name_that_is_not_offered_is_told_inside_functions_too(
    submit: Callable[..., Session],
) -> None:
    """As at the top of a file."""
    text = "def run():\n    from padding import secret\n"
    answer = submit(text, BARRED).call(Call("run", ()))
    assert isinstance(answer, Raised)
    assert answer.told.startswith("padding has no function 'secret' that can be imported here")
