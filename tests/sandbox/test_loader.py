"""As much of a file is kept as works, and what is left out is said."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from autograder.sandbox import Source, chunks
from autograder.sandbox.loader import Plan, prepare, run_all
from autograder.sandbox.messages import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def no_traces() -> Iterator[None]:
    """Forget the module that a test has loaded."""
    yield
    sys.modules.pop("topic", None)


def loaded(text: str, plan: Plan | None = None) -> tuple[dict[str, Any], list[Trouble], list[int]]:
    """Load a text in this process; return its names, its problems and the lines announced."""
    lines: list[int] = []
    source = Source("topic", textwrap.dedent(text), "topic.py")
    parts, unparsed = prepare(source)
    module, troubles = run_all(source, parts, plan or Plan(), lambda _, line: lines.append(line))
    return vars(module), [*unparsed, *troubles], lines


def test_a_statement_that_raises_is_left_out_alone() -> None:
    """Also one that exits or imports what isn't there."""
    names, problems, _ = loaded("""\
        import nowhere
        a = 1
        import sys; sys.exit(2)
        b = 1 / 0
        raise KeyboardInterrupt
        c = 3
        """)
    assert (names["a"], names["c"], "b" in names) == (1, 3, False)
    assert problems == [
        (1, "ModuleNotFoundError", "ModuleNotFoundError: No module named 'nowhere'"),
        (3, "SystemExit", "SystemExit: 2"),
        (4, "ZeroDivisionError", "ZeroDivisionError: division by zero"),
        (5, "KeyboardInterrupt", "KeyboardInterrupt"),
    ]


BROKEN = {
    "an unclosed bracket": "y = foo(1, 2",
    "a colon forgotten": "def broken(x)\n    return x",
    "an indentation slip": "def broken(x):\nreturn x",
    "mixed tabs": "def broken(x):\n        y = 1\n\treturn y",
    "a lonely else": "if True\n    x = 1\nelse:\n    x = 2",
    "an unclosed docstring": 'def broken():\n    """Never closed.\n    return 1',
    "a notebook magic": "%matplotlib inline",
    "a shell line": "!pip install numpy",
    "python 2": 'print "hello"',
    "return outside": "return 5",
    "null bytes": "x = '\0'",
    "decorated": "@decorator\ndef broken(x:\n    return x",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_syntax_error_takes_only_its_own_chunk(broken: str) -> None:
    """What stands before and after it is kept, at its own lines."""
    before = 'import math\n\ndef before():\n    """Doc."""\n    return 1\n\n'
    text = before + broken + '\n\ndef after():\n    """Doc."""\n    return math.pi\n'
    names, problems, _ = loaded(text)
    assert names["before"]() == 1
    assert names["after"]() > 3
    assert "broken" not in names
    assert problems
    assert all("Error" in problem.kind for problem in problems)
    first = 7
    last = first + broken.count("\n")
    assert all(first <= problem.line <= last for problem in problems[:1])
    line = next(i for i, text in enumerate(text.split("\n"), 1) if "after" in text)
    assert names["after"].__code__.co_firstlineno == line


def test_strings_and_brackets_may_span_chunks_beside_an_error() -> None:
    """Column 0 inside a string or a bracket isn't a new statement."""
    names, problems, _ = loaded('''\
        a = """
        one
        two
        """
        b = [
        1,
        2,
        ]
        c = = 3
        if a:
            d = 4
        elif b:
            d = 5
        else:
            d = 6
        @staticmethod
        # a comment between
        def e():
            return 1
        f = 1 + \\
        2
        ''')
    assert (names["a"], names["b"], names["d"], names["f"]) == ("\none\ntwo\n", [1, 2], 4, 3)
    assert callable(names["e"])
    assert [problem.line for problem in problems] == [9]


def test_a_file_of_nothing_but_errors_ends_quickly() -> None:
    """Joining chunks is bounded."""
    text = "".join(f"x{i} = (((\n" for i in range(3000))
    assert not chunks.read(text).statements


def test_future_imports_hold_for_the_rest_of_the_file() -> None:
    """Statements are compiled one by one, as one file."""
    names, problems, _ = loaded("""\
        from __future__ import annotations
        def f(x: Unknown) -> Nothing:
            return x
        """)
    assert not problems
    assert names["f"].__annotations__ == {"x": "Unknown", "return": "Nothing"}


@pytest.mark.parametrize(
    "text", ["\ufeffx = 1\n", "# -*- coding: latin-1 -*-\nx = 1\n", "x = 1\r\n", "x = 1"]
)
def test_marks_and_newlines_of_any_editor_are_read(text: str) -> None:
    """A byte order mark, a coding line and foreign newlines change nothing."""
    names, problems, _ = loaded(text)
    assert (names["x"], problems) == (1, [])


def test_the_module_knows_its_name_and_file() -> None:
    """So that the main block doesn't run, and relative code works."""
    names, _, _ = loaded("a = __name__, __file__\nif __name__ == '__main__': b = 1\n")
    assert names["a"] == ("topic", "topic.py")
    assert "b" not in names


def test_only_what_might_hang_is_announced() -> None:
    """Plain definitions and loaded modules can't."""
    _, _, lines = loaded("""\
        \"\"\"Doc.\"\"\"
        import math
        def f(x, y=1): return x
        def g(x=f(1)): return x
        @g
        def h(): pass
        x = f(2)
        """)
    assert lines == [4, 6, 7]


def test_skipped_statements_are_not_run_and_caution_keeps_definitions() -> None:
    """After the last straw only definitions, imports and constants run."""
    names, _, _ = loaded("a = 1\nb = a\nc = 2\nd = c\ndef e(): pass\n", Plan(frozenset({1}), 1))
    assert {"a", "c", "e"} <= set(names)
    assert not {"b", "d"} & set(names)


def test_what_is_parsed_is_bounded(monkeypatch):
    """Lines that could each be the beginning of what follows: joined in all ways, 240 MB."""
    text = f"x = [{'1, ' * 330}\n" * 128
    parsed = []
    parse = chunks.parse
    monkeypatch.setattr(chunks, "parse", lambda text, *at: parsed.append(text) or parse(text, *at))
    chunks.read(text)
    assert sum(map(len, parsed)) <= 2 * len(text) + chunks.LETTERS + chunks.SPAN * 1000
