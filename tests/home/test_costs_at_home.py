"""At home the scoreboard shows a share of the points, and how fast and lean an answer is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "sample_class"


@pytest.fixture
def folder(tmp_path, course):
    shutil.copytree(course.find("12_fast_conv").public, tmp_path / "12_fast_conv")
    return tmp_path / "12_fast_conv"


CLOCK = """
from autograder import measured

def timed(ask, call, work):
    return measured.with_cost(ask(call), {speed})

measured._timed = timed
"""


def run(folder, answer, *options, speed):
    """Run pytest as a student would, on a machine where every answer is as fast as we say."""
    (folder / "fast_conv.py").write_text(answer, "utf-8")
    (folder / "conftest.py").write_text(CLOCK.format(speed=speed), "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def points(shown):
    """Return what each check earned, in the order of the scoreboard."""
    return re.findall(r"^  [✓✗] .*? (\d+/\d+)$", shown, re.MULTILINE)


def test_matrix_products_get_every_point(folder, course):
    loops = (course.find("12_fast_conv").secret / "loops.py").read_text("utf-8")
    shown = run(folder, loops, speed=100.0)
    assert "51 of 51 points from the checks you have here." in shown


def test_what_is_vectorised_in_part_gets_half_and_is_told_its_speed(folder):
    einsum = (SAMPLES / "s15_chatty" / "12_fast_conv" / "fast_conv.py").read_text("utf-8")
    quiet = einsum.replace("import numpy", "print = lambda *_: None\nimport numpy", 1)
    shown = run(folder, quiet, "-k", "speed or memory", speed=8.0)
    assert points(shown) == ["2/2", "3/6", "2/2", "4/8"]
    assert shown.count("it is 8.0 times as fast") == 2
    assert "faster than plain loops: 20 times as fast is asked for" in shown
    assert "hint" in shown
    assert "11 of 18 points from the checks you have here." in shown


def test_plain_loops_are_told_so_and_every_product_at_once_its_memory(folder):
    loops = (SAMPLES / "s01_loops" / "12_fast_conv" / "fast_conv.py").read_text("utf-8")
    loops = loops.replace("from padding import zero_pad2d", "")
    pad = "zero_pad2d(x, top=padding, bottom=padding, left=padding, right=padding)"
    loops = loops.replace(pad, "np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))")
    greedy = """
def conv2d_fast(x, w, b, *, stride=1, padding=0):
    cols = im2col(x, w.shape[2:], stride=stride, padding=padding)
    rows = w.reshape(1, len(w), -1, 1)
    y = (rows * cols[:, None]).sum(axis=2) + b[:, None]
    return y.reshape(len(x), len(w), (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1, -1)
"""
    shown = run(folder, loops + greedy, "-k", "speed or memory", speed=1.0)
    lean, _, lean_backward, fast_backward = points(shown)
    assert (lean, lean_backward, fast_backward) == ("0/2", "2/2", "0/8")
    assert "more than 4 times the columns' memory" in shown
    assert re.search(r"it needs \d+ MB, allowed are 18 MB", shown)
    assert "as slow as plain loops" in shown


def test_what_would_be_the_answer_cannot_be_imported_at_home_either(folder, course):
    """Neither at the top of the file nor in a function; what does not need it still works."""
    shutil.copytree(course.find("04_conv").public, folder.parent / "04_conv")
    loops = (course.find("12_fast_conv").secret / "loops.py").read_text("utf-8")
    inside = (
        f"{loops}\ndef im2col(x, kernel, **_):\n    from conv import conv2d\n    return conv2d\n"
    )
    shown = run(folder, inside, "-k", "example", speed=1.0)
    said = "conv must not be imported in this assignment: its functions would be the answer"
    assert said in shown
    assert re.search(r"^conv2d_fast_backward .* \d+/\d+$", shown, re.MULTILINE)
    assert f"fast_conv.py cannot be loaded, line 1: ImportError: {said}" in run(
        folder, f"import conv\n{loops}", speed=1.0
    )
