"""A network that was trained elsewhere is left out of a file; honest files stay as they are."""

import base64
import time

import pytest

from autograder.answers import Limits, Source
from autograder.data import most_data, without_data
from autograder.grading.examine import Examined, Examiner
from autograder.grading.handed import Submission
from autograder.grading.job import Desk
from autograder.grading.key import exam_key
from autograder.grading.task import Task
from autograder.grading.terms import Terms

SAID = '"""' + "What this file is. " * 500 + '"""'
PLAIN = f"{SAID}\n\nimport numpy as np\n\n\ndef f(x):\n    return x + 1\n"
DATA = base64.b85encode(bytes(range(256)) * 20).decode()


@pytest.mark.parametrize(
    "line",
    [
        f"W = {DATA!r}",
        f"W = {DATA.encode()!r}",
        f"W = {list(range(3000))}",
        f"W = {hex(10**6000)}",
        f"W = [{', '.join(['0.125'] * 600)}]",
        "W = ''.join([" + ", ".join(repr(DATA[i : i + 20]) for i in range(0, 4000, 20)) + "])",
        f"def w():\n    return {DATA!r}",
        f"class W:\n    data = {DATA!r}",
        f"def w(data={DATA!r}):\n    return data",
    ],
    ids=range(9),
)
def test_data_is_left_out_and_said(line):
    text, gone = without_data(f"{PLAIN}{line}\nLAST = 2\n", 2000)
    at = PLAIN.count("\n") + 1
    assert list(gone) == [at]
    assert gone[at] > 2000
    assert text == PLAIN.removeprefix(SAID) + "\n" * (line.count("\n") + 1) + "LAST = 2\n"


def test_of_a_broken_file_counts_what_would_be_run():
    text, gone = without_data(f"def g(:\n    pass\n\n\nW = {DATA!r}\n{PLAIN}", 2000)
    assert list(gone) == [5]
    assert DATA not in text
    assert "def f(x):" in text


@pytest.mark.parametrize("text", ["def f(:\n", "", "x = 1\n" * 1000, f"# {DATA}\n"])
def test_what_holds_little_stays_as_it_is(text):
    assert without_data(text, 2000) == (text, {})


def test_a_file_too_long_to_be_parsed_here_is_left_out_whole_and_said():
    """Nothing of it is parsed: that alone would take seconds, and half a gigabyte."""
    bomb = f"{PLAIN}x = [{'0,' * 400_000}]\n"
    started = time.monotonic()
    assert without_data(bomb, 2000) == ("", {1: len(bomb)})
    assert time.monotonic() - started < 0.1


def test_a_file_that_holds_more_data_each_time_is_left_out_whole_and_said():
    """Each docstring that goes makes one of the string after it."""
    plays = "class A:\n" + f'    "{"a" * 2500}"\n' * 9 + "    x = 1\n"
    assert without_data(plays, 2000) == ("", {1: len(plays)})


LONG = "What this function does. " * 100
CLASS = f'''class A:
    """{LONG}"""

    def f(self, x):
        """{LONG}

        "What" it is."""
        return x
'''


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f'def f(x):\n    """{LONG}"""\n    return x + 1\n',
        CLASS,
    ],
)
def test_docstrings_go_without_a_word_for_a_program_can_read_them(text):
    left, gone = without_data(text, 2000)
    assert gone == {}
    assert left.count("\n") == text.count("\n")
    assert [line for line in left.split("\n") if line] == [
        line for line in text.split("\n") if line and "What" not in line and '"""' not in line
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"def f(x):\n    {DATA!r}\n",
        f"def f(x): {DATA!r}; return 1\n",
        "def f(x):\n" + f"    {DATA!r}\n" * 9 + "    return f.__doc__\n",
        f"{DATA!r}\n" * 9,
    ],
)
def test_data_as_a_docstring_is_data(text):
    assert DATA not in without_data(text, 2000)[0]


def test_every_right_answer_holds_far_less(course):
    assignment = course.find("13_training")
    most = most_data(assignment.checks[0])
    for path in (assignment.reference, assignment.secret / "loops.py"):
        assert without_data(path.read_text("utf-8"), most // 4)[1] == {}
    assert [a.name for a in course.assignments if most_data(a.checks[0])] == ["13_training"]


def test_grading_runs_a_file_without_its_data_and_says_so(course, tier, monkeypatch):
    assignment = course.find("13_training")
    honest = assignment.reference.read_text("utf-8")
    text = honest.replace("def train(", f"W = {DATA!r}\n\n\ndef train(", 1)
    run = []

    def examine(_, source, *, only):
        run.append((source.text, only))
        return Examined((), ("another note",), "", {}, {})

    monkeypatch.setattr(Examiner, "examine", examine)
    terms = Terms(course.root, 0, tier, Limits())
    source = Source("training", text, "training.py")
    task = Task(terms, exam_key(assignment, terms), Submission("x", assignment.name, source), "")
    desk = Desk(terms)
    try:
        found = desk.examine(task)
    finally:
        desk.close()
    (ran,) = run
    assert DATA not in ran[0]
    assert "def train(" in ran[0]
    first, last = found.notes
    assert "bytes of data and was left out" in first
    assert last == "another note"
