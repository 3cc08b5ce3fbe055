"""An answer is found in whatever it was packed in, or the notes say why it was not."""

import io
import tarfile
import zipfile

import pytest

from autograder.grading.submissions import read_hand, read_submission

RIGHT = "def conv2d(x, w, b):\n    return x\n"
MORE = RIGHT + "\n\ndef conv1x1(x, w, b):\n    return x\n"
BUNDLE = "homework/assignments/04_conv/conv.py"


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return out.getvalue()


def tar(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as target:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            target.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


ARCHIVES = {
    "hw.zip": archive,
    "hw.tar": tar,
    "hw.tar.gz": lambda files: tar(files, "w:gz"),
    "hw.tgz": lambda files: tar(files, "w:gz"),
    "hw.tar.bz2": lambda files: tar(files, "w:bz2"),
    "hw.tar.xz": lambda files: tar(files, "w:xz"),
    "misnamed.zip": lambda files: tar(files, "w:gz"),
}


@pytest.mark.parametrize("place", ["", "04_conv/", "week 3/"])
@pytest.mark.parametrize("name", ARCHIVES)
def test_an_answer_in_an_archive_is_used(hand_in, folder, conv, place, name):
    for inside in ("conv.py", BUNDLE, ".\\homework\\04_conv\\conv.py", "/conv.py"):
        shadow = inside.replace("conv.py", "._conv.py")
        files = {shadow: "junk", inside: RIGHT, "README.md": "hello"}
        hand_in({place + name: ARCHIVES[name](files)})
        found = read_submission(folder, "ada", conv)
        assert found.source.text == RIGHT
        assert found.source.file == "conv.py"
        assert any(note.startswith("graded from") and name in note for note in found.notes)


def test_a_plain_file_comes_before_one_in_an_archive(hand_in, folder, conv):
    hand_in({"04_conv/a.zip": archive({"conv.py": "x = 1"}), "04_conv/src/conv.py": RIGHT})
    found = read_submission(folder, "ada", conv)
    assert found.source.text == RIGHT
    assert found.notes[-1] == "not used: a.zip/conv.py (in an archive)"


def test_of_two_archives_the_later_download_counts(hand_in, folder, conv):
    for name in ("homework.zip", "homework (1).zip", "homework (2).zip"):
        hand_in({name: archive({BUNDLE: f"{RIGHT}# {name}"})})
    assert "(2)" in read_submission(folder, "ada", conv).source.text


def test_of_two_files_of_one_name_in_an_archive_the_later_counts(hand_in, folder, conv):
    hand_in({"hw.zip": archive({"conv.py": "x = 1", "./conv.py": RIGHT})})
    assert read_submission(folder, "ada", conv).source.text == RIGHT


def test_one_archive_serves_all_assignments(hand_in, folder, course):
    pooling = "def max_pool2d(x):\n    return x\n"
    hand_in(
        {
            "hw.zip": archive(
                {BUNDLE: RIGHT, BUNDLE.replace("04_conv/conv", "05_pooling/pooling"): pooling}
            )
        }
    )
    hand = read_hand(folder, "ada", course.assignments, course.assignments)
    texts = {one.assignment: one.source and one.source.text for one in hand.submissions}
    assert texts["04_conv"] == RIGHT
    assert texts["05_pooling"] == pooling
    assert texts["03_padding"] is None
    assert hand.strays == ()


@pytest.mark.parametrize(
    "case",
    [
        ("hw.rar", b"Rar!\x1a\x07\0", "hw.rar (an archive of a kind that is not opened"),
        ("hw.zip", b"PK\3\4" + b"x" * 90, "hw.zip (it is damaged or cut off"),
        ("hw.zip", b"", "hw.zip (it is no archive"),
        ("hw.zip", archive({"a.zip": archive({"conv.py": RIGHT})}), "a.zip is an archive within"),
        ("hw.zip", archive({"cat.png": "meow"}), "hw.zip (nothing in it is an answer)"),
    ],
)
def test_an_archive_that_is_of_no_use_is_named_with_the_reason(hand_in, folder, conv, case):
    name, data, words = case
    hand_in({name: data})
    found = read_submission(folder, "ada", conv)
    assert found.source is None
    assert words in found.notes[0]
