"""What students hand in is found, bounded and never followed; what is odd about it is said."""

import json
import os

import pytest

from autograder.course import CourseError
from autograder.grading.bounded import LARGEST_MODULE
from autograder.grading.notebook import NotebookError, notebook_source
from autograder.grading.oddities import lookalikes, strays
from autograder.grading.submissions import read_class, read_submission, students

CODE = "def conv2d():\n    return 1\n"


@pytest.fixture
def conv(course):
    return course.find("04_conv")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ada" / "04_conv").mkdir(parents=True)
    return tmp_path


def hand_in(folder, name="conv.py", data=b"def conv2d():\n    return 1\n"):
    (folder / "ada" / "04_conv" / name).write_bytes(data)


def notebook(*cells):
    return json.dumps(
        {"cells": [{"cell_type": kind, "source": text} for kind, text in cells]}
    ).encode()


def test_the_module_is_read_and_wins_over_a_notebook(folder, conv):
    hand_in(folder)
    hand_in(folder, "answers.ipynb", notebook(("code", "def conv2d(): return 2")))
    found = read_submission(folder, "ada", conv)
    assert found.source.text == CODE
    assert "not used: answers.ipynb" in found.notes


def test_a_notebook_of_any_name_is_used_where_there_is_no_module(folder, conv):
    hand_in(folder, "my answers.ipynb", notebook(("markdown", "x"), ("code", CODE)))
    found = read_submission(folder, "ada", conv)
    assert CODE in found.source.text
    assert "my answers.ipynb" in found.notes[0]


def test_the_notebook_that_defines_the_functions_is_chosen(folder, conv):
    hand_in(folder, "a scratch.ipynb", notebook(("code", "print(1)")))
    hand_in(folder, "b answers.ipynb", notebook(("code", CODE)))
    assert "def conv2d" in read_submission(folder, "ada", conv).source.text


def test_nothing_handed_in_is_missing(folder, conv):
    assert read_submission(folder, "ada", conv).source is None
    assert read_submission(folder, "nobody", conv).source is None


def test_stray_files_are_named_and_not_used(folder, conv):
    hand_in(folder, "notes.txt")
    found = read_submission(folder, "ada", conv)
    assert found.source is None
    assert found.notes == ("not used: notes.txt",)


def test_a_byte_order_mark_and_a_declared_encoding_are_honoured(folder, conv):
    hand_in(folder, data=b"\xef\xbb\xbfx = 1\n")
    assert read_submission(folder, "ada", conv).source.text == "x = 1\n"
    hand_in(folder, data="# -*- coding: cp949 -*-\n# 합성곱\nx = 1\n".encode("cp949"))
    assert "합성곱" in read_submission(folder, "ada", conv).source.text


@pytest.mark.parametrize("data", ["# 합성곱\nx = 1\n".encode("cp949"), "x = 1\n".encode("utf-16")])
def test_what_is_not_utf_8_is_read_all_the_same_and_said(folder, conv, data):
    hand_in(folder, data=data)
    found = read_submission(folder, "ada", conv)
    assert "x = 1" in found.source.text
    assert "UTF-8" in found.notes[0]


@pytest.mark.parametrize(
    "coding", ["undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "punycode", "idna"]
)
def test_an_encoding_that_is_no_text_encoding_stops_nothing(folder, conv, coding):
    hand_in(folder, data=f"# coding: {coding}\nx = '\\ud800+2AA-'\n".encode())
    text = read_submission(folder, "ada", conv).source.text
    assert "x = " in text
    text.encode("utf-8")


def test_the_answer_is_found_among_any_number_of_files(folder, conv):
    for number in range(1500):
        hand_in(folder, f"picture{number}.png", b"")
    hand_in(folder)
    assert read_submission(folder, "ada", conv).source.text == CODE


def test_file_names_that_are_no_text_are_written_as_hex(folder, conv):
    place = os.fsencode(folder / "ada" / "04_conv")
    for name in (b"\xff.txt", b"\x1b[2J.txt"):
        with open(os.path.join(place, name), "wb"):
            pass
    (note,) = read_submission(folder, "ada", conv).notes
    assert note.isprintable()
    assert "\\x1b[2J.txt" in note
    note.encode("utf-8")


def test_a_student_whose_name_is_no_text_is_an_error_that_says_so(folder):
    os.mkdir(os.path.join(os.fsencode(folder), b"caf\xe9"))
    with pytest.raises(CourseError, match="rename it"):
        students(folder)


def test_a_notebook_with_too_much_code_is_not_read(folder, conv):
    hand_in(folder, "answers.ipynb", notebook(("code", "\n" * (1 << 21))))
    found = read_submission(folder, "ada", conv)
    assert found.source.text == ""
    assert "characters of code" in found.notes[0]


def test_folders_of_no_assignment_are_pointed_out(folder, course):
    (folder / "ada" / "4_conv").mkdir()
    hands = read_class(folder, course.assignments, course.assignments)
    said = list(strays(hands, course.assignments))
    assert said == ["4_conv, handed in by ada, is no assignment here; did they mean 04_conv?"]


def test_a_huge_file_is_not_read_and_the_note_says_why(folder, conv):
    hand_in(folder, data=b"#" * (LARGEST_MODULE + 1))
    found = read_submission(folder, "ada", conv)
    assert found.source.text == ""
    assert "larger than 1 MiB" in found.notes[0]


def test_links_pipes_and_folders_are_not_followed(folder, conv, tmp_path_factory):
    secret = tmp_path_factory.mktemp("secret") / "conv.py"
    secret.write_text("SECRET = 1")
    path = folder / "ada" / "04_conv" / "conv.py"
    path.symlink_to(secret)
    assert read_submission(folder, "ada", conv).source.text == ""
    path.unlink()
    os.mkfifo(path)
    assert "regular file" in read_submission(folder, "ada", conv).notes[0]
    path.unlink()
    path.mkdir()
    assert read_submission(folder, "ada", conv).source is None


def test_a_linked_assignment_folder_or_student_is_not_followed(folder, conv, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "04_conv").mkdir()
    (elsewhere / "04_conv" / "conv.py").write_text("SECRET = 1")
    (folder / "eve").symlink_to(elsewhere)
    assert students(folder) == ("ada",)
    (folder / "ada" / "04_conv").rmdir()
    (folder / "ada" / "04_conv").symlink_to(elsewhere / "04_conv")
    assert read_submission(folder, "ada", conv).source is None


@pytest.mark.parametrize("make", [lambda _: None, lambda p: p.mkdir(), lambda p: p.write_text("x")])
def test_a_class_without_students_is_an_error_that_says_what_is_expected(tmp_path, make):
    make(tmp_path / "class")
    with pytest.raises(CourseError):
        students(tmp_path / "class")


def test_only_assignments_that_somebody_handed_in_are_graded(folder, course):
    (folder / "ada" / "05_pooling").mkdir()  # an empty folder is nobody's answer
    hand_in(folder)
    (hand,) = read_class(folder, course.assignments, course.assignments)
    assert [one.assignment for one in hand.submissions if one.source] == ["04_conv"]


def test_students_whose_names_hardly_differ_are_pointed_out():
    assert lookalikes(("Ada", "ada ", "bob")) == (("Ada", "ada "),)


def test_magics_and_shell_escapes_become_empty_lines():
    text = notebook_source(
        notebook(
            ("code", "%matplotlib inline\n!pip list\nx = 1\n  %time y\n?x"),
            ("markdown", "def conv2d(): pass"),
            ("code", "%%bash\nrm -rf /\n"),
            ("code", "%%time\ny = (10\n     % 3)\n"),
        )
    )
    assert text.split("\n") == ["", "", "x = 1", "", "", "", "", "", "", "y = (10", "     % 3)", ""]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("print('(')\n%matplotlib inline\nx = 1", "print('(')\n\nx = 1"),
        ('s = """\n% done\n"""\n%time x', 's = """\n% done\n"""\n'),
        ("x = 'it\\'s (' # (\n%magic", "x = 'it\\'s (' # (\n"),
        ("z = '''(\n%kept\n'''; w = (3\n% 2)\n!ls", "z = '''(\n%kept\n'''; w = (3\n% 2)\n"),
    ],
)
def test_brackets_in_strings_and_comments_are_none(before, after):
    assert notebook_source(notebook(("code", before))) == after


def test_source_may_come_in_lines():
    data = json.dumps({"cells": [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]}).encode()
    assert notebook_source(data) == "x = 1\ny = 2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"cells": 3}',
        b'{"cells": [{"cell_type": "code", "source": 3}]}',
        b'{"cells": [' + b"[" * 100_000,
        b'{"worksheets": []}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_notebook_is_refused(data):
    with pytest.raises(NotebookError):
        notebook_source(data)
