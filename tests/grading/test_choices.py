"""Of all that lies in a folder, the answer is what a person marking by hand would take."""

import io
import json
import shutil
import time
import zipfile

import pytest

from autograder.grading import bounded
from autograder.grading.bounded import Interest
from autograder.grading.choose import progress
from autograder.grading.key import submission_key
from autograder.grading.oddities import oddities, unowned
from autograder.grading.shelf import take_down
from autograder.grading.submissions import read_class, read_submission

RIGHT = "def conv2d(x, w, b):\n    return x\n"
MORE = RIGHT + "\n\ndef conv1x1(x, w, b):\n    return x\n"
BUNDLE = "homework/assignments/04_conv/conv.py"


def notebook(text):
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]})


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return out.getvalue()


WON = {
    "the file's own name before a copy": ["04_conv/conv.py", "04_conv/conv (1).py"],
    "a copy before a notebook": ["04_conv/conv_final.py", "04_conv/answers.ipynb"],
    "a notebook before another name": ["04_conv/answers.ipynb", "04_conv/homework.py"],
    "another name before nothing": ["04_conv/homework.py", "04_conv/notes.txt"],
    "the folder before what is outside": ["04_conv/conv (1).py", "conv.py"],
    "a nested folder before what is outside": ["04_conv/src/deep/conv.py", "conv.py"],
    "outside before nothing": ["conv.py", "04_conv/notes.txt"],
    "the nearest": ["04_conv/src/conv.py", "04_conv/src/more/conv.py"],
    "the highest number": ["04_conv/conv (3).py", "04_conv/conv (2).py", "04_conv/conv-1.py"],
    "the one called final": ["04_conv/conv_final.py", "04_conv/conv (7).py"],
    "a folder is not old": ["04_conv/folder/conv (1).py", "04_conv/finally/conv.py.txt"],
    "not the one called old": ["04_conv/Copy of conv.py", "04_conv/conv_old (9).py"],
    "a number before a name": ["04_conv/conv(2).py", "04_conv/Conv.py"],
    "Korean copies": ["04_conv/conv - 복사본 (2).py", "04_conv/conv - 복사본.py"],
    "a student's number": ["04_conv/20231234_conv.py", "04_conv/test_mine.py"],
    "a name that mail changed": ["04_conv/conv.py.txt", "04_conv/notes.txt"],
    "a folder that names it": ["homework/assignments/04_conv/conv.py", "a/b/c/conv.py"],
    "a folder in another case": ["04_Conv/conv.py", "x/y/conv.py"],
    "a folder called like the file": ["04_conv/conv.py/conv.py"],
}


@pytest.mark.parametrize("names", WON.values(), ids=WON)
def test_the_first_of_these_is_used_and_the_others_are_named(hand_in, folder, conv, names):
    for number, name in enumerate(names):
        text = f"{RIGHT}# {number}\n"
        hand_in({name: notebook(text) if name.endswith("ipynb") else text})
    found = read_submission(folder, "ada", conv)
    assert found.source is not None
    assert "# 0" in found.source.text
    said = " ".join(found.notes)
    inside = [name.removeprefix("04_conv/") for name in names if name.startswith("04_conv/")]
    assert all(name in said for name in inside if name != "conv.py"), said


@pytest.mark.parametrize("name", ["conv.py", "conv (1).py"])
def test_what_was_given_out_with_it_is_not_remarked_upon(folder, conv, name):
    shutil.copytree(conv.public, folder / "ada" / "04_conv")
    (folder / "ada" / "04_conv" / "conv.py").unlink()
    (folder / "ada" / "04_conv" / name).write_text(RIGHT)
    notes = read_submission(folder, "ada", conv).notes
    assert notes == (() if name == "conv.py" else ("graded from conv (1).py",))


def test_a_stub_that_was_left_untouched_loses_against_a_filled_in_copy(hand_in, folder, conv, stub):
    hand_in({"04_conv/conv.py": stub.replace("\n", "\r\n"), "04_conv/conv (1).py": RIGHT})
    found = read_submission(folder, "ada", conv)
    assert (found.source.text, found.source.file) == (RIGHT, "conv (1).py")
    assert found.notes == (
        "graded from conv (1).py",
        "not used: conv.py (left as it was given out)",
    )


@pytest.mark.parametrize("own", ["", "# my name\n", "pass", "import numpy as np\n"])
def test_an_own_file_with_nothing_in_it_loses_only_when_there_is_nothing_in_it(
    hand_in, folder, conv, own
):
    hand_in({"04_conv/conv.py": own, "04_conv/conv (1).py": RIGHT})
    text = read_submission(folder, "ada", conv).source.text
    assert text == (RIGHT if not own.startswith(("pass", "import")) else own)


def test_an_own_file_that_cannot_be_read_loses(hand_in, folder, conv):
    hand_in({"04_conv/conv.py": "#" * (2 << 20), "04_conv/conv (1).py": RIGHT})
    found = read_submission(folder, "ada", conv)
    assert found.source.text == RIGHT
    assert "conv.py (it is larger than 1 MiB)" in found.notes[-1]


def test_an_untouched_stub_alone_is_graded_in_its_place_and_missing_elsewhere(
    hand_in, folder, conv, stub
):
    hand_in({"04_conv/conv.py": stub})
    assert read_submission(folder, "ada", conv).source.text == stub
    (folder / "ada" / "04_conv" / "conv.py").unlink()
    hand_in({"homework.zip": archive({BUNDLE: stub})})
    found = read_submission(folder, "ada", conv)
    assert found.source is None
    assert f"ada/homework.zip/{BUNDLE} (left as it was given out)" in found.notes[0]


def test_the_copy_with_more_functions_counts(hand_in, folder, conv):
    hand_in({"04_conv/conv-1.py": MORE, "04_conv/conv-2.py": RIGHT})
    found = read_submission(folder, "ada", conv)
    assert found.source.text == MORE
    assert "conv-2.py (fewer functions are written)" in found.notes[-1]


@pytest.mark.parametrize(
    "name",
    [
        "05_pooling/conv.py",
        "05_pooling/hw.zip",
        "05_pooling.zip",
        "04_conv/05_pooling/conv.py",
        "12_fast_conv/fast_conv.py",
        "fast_conv/test_conv.py",
        "04_conv/conftest.py",
        "04_conv/__MACOSX/conv.py",
        "04_conv/.ipynb_checkpoints/conv-checkpoint.ipynb",
        "04_conv/._conv.py",
        "04_conv/.venv/lib/conv.py",
        "04_conv/__pycache__/conv.py",
        "homework/autograder/checks/conv.py",
    ],
)
def test_what_is_another_assignments_or_a_programs_is_no_answer(
    hand_in, folder, conv, course, name
):
    data = archive({"conv.py": RIGHT}) if name.endswith("zip") else RIGHT
    hand_in({name: notebook(RIGHT) if name.endswith("ipynb") else data})
    found = read_submission(folder, "ada", conv, course.assignments)
    assert found.source is None


def test_what_was_used_decides_whether_a_result_is_kept(hand_in, folder, conv):
    """The same text from elsewhere has other notes, and so another key."""
    keys = []
    for files in (
        {"04_conv/conv.py": RIGHT},
        {"04_conv/conv.py": RIGHT, "04_conv/conv-1.py": MORE},
        {"04_conv/conv.py": "", "04_conv/conv-1.py": MORE},
        {"04_conv/conv-1.py": RIGHT},
    ):
        hand_in(files)
        found = read_submission(folder, "ada", conv)
        keys.append(submission_key("exam", found.source, found.notes))
    assert len(set(keys)) == 4


def test_strange_places_and_strays_are_pointed_out_also_in_archives(hand_in, folder, course):
    hand_in(
        {
            "hw.zip": archive({BUNDLE: RIGHT, "homework/5_poolng/poolng.py": "x = 1"}),
            "essay.pdf": "",
            "21_attention/attention.py": "x = 1",
        }
    )
    hands = read_class(folder, course.assignments, course.assignments)
    said = list(oddities(hands, course.assignments))
    assert (
        "hw.zip/homework/5_poolng, handed in by ada, is no assignment here; "
        "did they mean 05_pooling?"
    ) in said
    assert "essay.pdf, handed in by ada, is no assignment here" in said
    assert any(line.startswith("21_attention, handed in by ada") for line in said)
    assert any(line.startswith(f"ada/04_conv was graded from hw.zip/{BUNDLE};") for line in said)


def test_answers_in_no_student_s_folder_are_pointed_out(folder):
    (folder / "README.md").write_text("hello")
    assert not list(unowned(folder))
    (folder / "bob.zip").write_bytes(b"")
    (folder / "eve_conv.py").write_text(RIGHT)
    (said,) = unowned(folder)
    assert said.startswith("bob.zip and 1 more lie in no student's folder")


def test_an_empty_answer_beside_an_archive_that_cannot_be_read_is_pointed_out(
    hand_in, folder, course, stub
):
    hand_in({"04_conv/conv.py": stub, "04_conv/hw.7z": b"7z"})
    hands = read_class(folder, course.assignments, course.assignments)
    (said,) = oddities(hands, course.assignments)
    assert said.startswith("ada/04_conv has nothing written in it: not used: hw.7z")


def test_the_ordinary_place_is_all_that_is_read_of_an_ordinary_folder(
    hand_in, folder, conv, monkeypatch
):
    """A class of thousands is read in seconds."""
    hand_in({"04_conv/conv.py": RIGHT, "04_conv/hw.zip": archive({"conv.py": MORE})})
    monkeypatch.setattr("autograder.grading.folder.take_down", None)
    found = read_submission(folder, "ada", conv)
    assert (found.source.text, found.notes) == (RIGHT, ("not used: hw.zip",))


@pytest.mark.parametrize("part", [".py", "_1", "conv", "(2)", " - 복사본", '"""', "test_"])
def test_a_name_however_long_and_strange_is_judged_at_once(hand_in, folder, conv, part):
    """None of the patterns takes more than its length."""
    name = "a" + (part * 120)[:80] + "!.py"
    packed = archive({"a" + part * 300 + "!.py": MORE})
    hand_in({f"04_conv/{name}": RIGHT, "04_conv/hw.zip": packed})
    assert read_submission(folder, "ada", conv).source.text in {RIGHT, MORE}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('    """Says."""\n    raise NotImplementedError\n', (0, 1)),
        ('    """Says."""\n    # Your code here.\n    raise NotImplementedError("todo")\n', (0, 1)),
        ("    pass\n", (0, 1)),
        ("    ...\n", (0, 1)),
        ('    """Only words."""\n', (0, 1)),
        ("    y = x\n    raise NotImplementedError\n", (1, 0)),
        ("    return (x\n", (1, 0)),
    ],
)
def test_a_function_is_written_when_it_does_more_than_the_stub(body, expected):
    text = f"import numpy\n\ndef conv2d(\n    x, w, b\n) -> int:\n{body}\nx = 1\n"
    assert progress(text, frozenset({"conv2d"})) == expected


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("def conv2d(x, w, b): raise NotImplementedError", (0, 1)),
        ("def conv2d(x: 'Array') -> 'Array': ...", (0, 1)),
        ("def conv2d(x, w, b): return x", (1, 0)),
    ],
)
def test_so_it_is_in_a_line_of_its_own(definition, expected):
    assert progress(f"{definition}\n", frozenset({"conv2d"})) == expected


@pytest.mark.parametrize("data", ["", "def conv2d(x): return x\n", archive({"conv.py": "x = (\n"})])
def test_a_file_where_the_folder_should_be_stops_nobody(folder, conv, data):
    (folder / "ada" / "04_conv").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert read_submission(folder, "ada", conv).source is None


@pytest.mark.parametrize("strange", [")" * 1_000_000, "):" * 500_000, ") " * 500_000])
def test_a_strange_line_takes_no_time(strange):
    """Of a megabyte of brackets, tried from each anew, a machine would have for minutes."""
    began = time.monotonic()
    progress(f"def conv2d({strange}x\n", frozenset({"conv2d"}))
    assert time.monotonic() - began < 10  # a thousandth of it is needed


def test_bytes_that_were_read_are_counted(tmp_path, monkeypatch):
    """Also those of notebooks without code, as far as they were read."""
    monkeypatch.setitem(bounded.MOST, Interest.NOTEBOOK, (10, 1000))
    words = {"cell_type": "markdown", "metadata": {}, "source": ["word " * 80]}
    text = json.dumps({"cells": [words], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    assert 400 < len(text) < 600
    names = [(f"n{number}.ipynb",) for number in range(4)]
    for (name,) in names:
        (tmp_path / name).write_text(text)
    shelf = take_down(tmp_path, names, ("conv",))
    assert [file.trouble for file in shelf.files][2:] == ["it is larger than 0 MiB"] * 2
