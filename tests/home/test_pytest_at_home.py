"""What a student sees: a scoreboard, short messages, and never a frame of ours."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.kept import HINT, SAYS
from autograder.mistakes import plain_loops


@pytest.fixture
def folder(tmp_path, course):
    """04_conv as a student has it, in a folder of its own."""
    shutil.copytree(course.find("04_conv").public, tmp_path / "04_conv")
    return tmp_path / "04_conv"


def run(folder, *options, **environment):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout


def answer(folder, course, *changes):
    source = plain_loops(course.find("04_conv"))
    for old, new in changes:
        assert source.count(old) >= 1, old
        source = source.replace(old, new)
    (folder / "conv.py").write_text(source)


def test_a_stub_shows_one_friendly_line_for_each_function(folder):
    status, shown = run(folder)
    assert status == 1
    for function in ("conv2d", "conv2d_backward", "dense_as_conv", "conv1x1"):
        assert len(re.findall(rf"^{function} is not written yet +0/\d+$", shown, re.MULTILINE)) == 1
    assert "Traceback" not in shown
    assert "first get" not in shown
    assert len(shown.splitlines()) < 30


def test_right_answers_get_every_point_and_are_told_what_remains(folder, course):
    answer(folder, course)
    status, shown = run(folder)
    assert status == 0
    assert "50 of 50 points from the checks you have here." in shown
    hidden = json.loads((folder / "points.json").read_text()).values()
    count, points = (sum(row[key] for row in hidden) for key in ("hidden_checks", "hidden_points"))
    assert f"\n{count} hidden checks remain, worth {points} points" in shown


def test_a_wrong_answer_shows_the_call_the_place_and_a_hint(folder, course):
    answer(folder, course, ("dw[f] += window", "dw[f] += 2 * window"))
    status, shown = run(folder)
    assert status == 1
    assert re.search(
        r"✗ conv2d_backward's dw agrees with finite differences .* 0/\d$", shown, re.MULTILINE
    )
    assert re.search(r"called +conv2d_backward\(dy \(1,1,2,2\), x \(1,1,3,4\)", shown)
    assert re.search(r"dy +x +w +your dw +expected\n", shown)
    assert re.search(r"\d\* +-?\d+\*", shown)
    assert "hint" in shown
    assert "autograder/" not in shown
    assert "hypothesis/" not in shown


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise IndexError('index 9')", "IndexError in line 4 of conv.py"),
        ("return None", "is a `return` missing?"),
        ("return x.tolist()", "you returned a list"),
        ("import sys; sys.exit()", "SystemExit in line 4"),
        ("return conv2d(x, w, b)", "RecursionError in line 4"),
    ],
)
def test_common_accidents_are_said_in_a_line(folder, code, words):
    stub = "import numpy as np\n\ndef conv2d(x, w, b, *, stride=1, padding=0):\n    "
    (folder / "conv.py").write_text(f"{stub}{code}\n")
    _, shown = run(folder, "-k", "test_conv2d_worked_example")
    assert words in shown
    assert "Traceback" not in shown


def test_what_is_kept_between_calls_is_named(folder, course):
    kept = ("dw = np.zeros(w.shape)", "dw = KEPT.setdefault(w.shape, np.zeros(w.shape))")
    answer(folder, course, kept, ("import numpy as np\n", "import numpy as np\n\nKEPT = {}\n"))
    _, shown = run(folder)
    told = " ".join(shown.split())
    assert f"looks like {SAYS} hint {HINT}" in told
    about = [line for line in shown.splitlines() if line.startswith(("  looks like", "  hint"))]
    assert len(about) == 2
    assert max(map(len, about)) <= 80
    answer(folder, course, ("dw[f] += window", "dw[f] += 1.5 * window"))
    assert SAYS not in " ".join(run(folder)[1].split())


def test_a_known_mistake_is_named(folder, course):
    answer(
        folder,
        course,
        (
            "dxp[n, :, top : top + KH, left : left + KW] +=",
            "dxp[n, :, top : top + KH, left : left + KW] =",
        ),
    )
    _, shown = run(folder, "-k", "conv2d_backward")
    assert re.search(r"looks like  .*=", shown)


def test_a_syntax_error_names_the_line(folder):
    (folder / "conv.py").write_text("def conv2d(x:\n    return 1\n")
    _, shown = run(folder)
    assert shown.count("conv.py cannot be loaded, line 1: SyntaxError") == 1
    assert "✗" not in shown
    assert re.search(r"^0 of 50 points", shown, re.MULTILINE)
    assert "Traceback" not in shown


def test_a_file_that_opens_what_is_not_there_is_not_itself_missing(folder):
    (folder / "conv.py").write_text("W = open('weights.npy')\n")
    _, shown = run(folder)
    assert "conv.py cannot be loaded, line 1: FileNotFoundError" in shown


def test_a_missing_file_is_said(folder):
    (folder / "conv.py").unlink()
    status, shown = run(folder)
    assert status == 1
    assert "there is no conv.py" in shown


def test_a_function_that_is_wrong_once_is_said_to_change_its_answers(folder, course):
    answer(
        folder,
        course,
        ("    F, _, KH, KW = w.shape", "    F, _, KH, KW = w.shape\n    S.append(1)"),
        ("dw = np.zeros(w.shape)", "dw = np.zeros(w.shape) + (len(S) == 4)"),
        ("import numpy as np\n", "import numpy as np\nS = []\n"),
    )
    _, shown = run(folder, "-k", "gradient_dw")
    assert "different answers to the same question" in shown


def test_one_function_can_be_chosen_and_the_first_failure_can_stop(folder):
    _, shown = run(folder, "-k", "dense")
    assert "dense_as_conv is not written yet" in shown
    assert "conv1x1" not in shown
    _, shown = run(folder, "-x")
    assert "1 failed" in shown


def test_points_of_checks_that_did_not_run_are_not_left_out(folder, course):
    answer(folder, course, ("    return y", "    return None"))
    _, shown = run(folder, "-x")
    assert re.search(r"^0 of 50 points", shown, re.MULTILINE)
    assert "it was not run" in shown
    assert "conv1x1 was not run" in shown


def test_what_a_failing_function_printed_is_shown(folder, course):
    answer(folder, course, ("    return w\n", "    print('shape', shape)\n    return w + 1\n"))
    _, shown = run(folder, "-k", "dense")
    assert "printed  shape (2, 2, 3)" in shown


def test_functions_come_in_the_order_of_the_handout(folder, course):
    answer(folder, course, ("    return y", "    return None"))
    _, shown = run(folder)
    places = [shown.index(f"\n{f} ") for f in ("conv2d", "conv2d_backward", "dense_as_conv")]
    assert places == sorted(places)


def test_a_gradient_compared_with_a_wrong_forward_says_so(folder, course):
    answer(folder, course, ("+ b[f]", "+ 2 * b[f]"))
    _, shown = run(folder)
    assert "first get conv2d right: this gradient is compared with it" in shown


def test_what_is_wrong_with_the_whole_file_is_said_without_a_call(folder):
    (folder / "conv.py").write_text("import torch\n")
    _, shown = run(folder)
    assert "conv.py cannot be loaded, line 1: ModuleNotFoundError: No module named 'torch'" in shown
    assert "called" not in shown
    assert "hint" not in shown


def test_a_small_failing_case_is_written_out(folder, course):
    answer(folder, course, ("np.sum(window * w[f])", "np.sum(window)"))
    _, shown = run(folder, "-k", "test_conv2d_worked_example")
    assert re.search(r"x +w +b +your y +expected\n +1  2  3  4   1  2   0.5 ", shown)


def test_earlier_work_can_be_imported(folder):
    (folder.parent / "03_padding").mkdir()
    (folder.parent / "03_padding" / "padding.py").write_text("def zero_pad2d(x): return 7\n")
    (folder / "conv.py").write_text("from padding import zero_pad2d\nassert zero_pad2d(1) == 7\n")
    _, shown = run(folder, "-k", "test_conv2d_worked_example")
    assert "conv2d is not defined in conv.py" in shown


def test_earlier_work_that_is_not_written_yet_is_named(folder):
    (folder.parent / "03_padding").mkdir()
    stub = "def zero_pad2d(x, **sides):\n    raise NotImplementedError\n"
    (folder.parent / "03_padding" / "padding.py").write_text(stub)
    (folder / "conv.py").write_text(
        "from padding import zero_pad2d\n"
        "def conv2d(x, w, b, *, stride=1, padding=0):\n    return zero_pad2d(x)\n"
    )
    _, shown = run(folder, "-k", "test_conv2d_worked_example")
    assert "write zero_pad2d in padding.py, which conv2d calls" in shown
    assert "conv2d is not written yet" not in shown


def test_the_same_cases_are_drawn_at_home_as_in_grading(folder, conv_exam):
    """The gradient check's first drawn call is the one that grading recorded."""
    paper = next(p for p in conv_exam.papers if "backward_gradient" in p.check.id)
    first = paper.trials[0].example["case"]
    spy = (
        "import numpy as np\n"
        "def conv2d_backward(dy, x, w, *, stride=1, padding=0):\n"
        "    with open('seen.txt', 'a') as file:\n"
        "        print(x.shape, w.shape, stride, padding, float(x.sum()), file=file)\n"
        "    raise NotImplementedError\n"
    )
    (folder / "conv.py").write_text(spy)
    run(folder, "-k", "gradient_dx")
    x, w, _ = first.arrays
    line = (x.shape, w.shape, *first.settings.values(), float(x.sum()))
    assert (folder / "seen.txt").read_text().splitlines()[0] == " ".join(map(str, line))


def test_a_terminal_that_has_no_check_marks_gets_letters(folder, course):
    answer(folder, course, ("    return y", "    return None"))
    _, shown = run(folder, PYTHONUTF8="0", PYTHONIOENCODING="cp1252")
    assert "  x conv2d gives the numbers" in shown
    assert "  + dense_as_conv puts" in shown
    assert "\\u" not in shown


def test_one_check_is_found_by_its_name_as_an_editor_asks_for_it(folder, course):
    answer(folder, course, ("    return y", "    return None"))
    status, shown = run(folder, "test_conv.py::test_conv2d_worked_example", "--tb=short")
    assert status == 1
    assert "conv2d gives the numbers of the worked example" in shown
    assert "is a `return` missing?" in shown
    _, listed = run(folder, "--collect-only", "-q")
    assert "test_conv.py::test_conv1x1_reorders" in listed
    assert "points from the checks" not in listed


def test_other_projects_tests_are_left_alone(tmp_path):
    (tmp_path / "test_other.py").write_text("def test_fails():\n    x = [1]\n    assert x == [2]\n")
    status, shown = run(tmp_path)
    assert status == 1
    assert "assert [1] == [2]" in shown
    assert "points" not in shown


def test_hidden_checks_run_on_the_reference_with_plain_pytest(course):
    status, shown = run(course.find("04_conv").secret, "test_hidden.py")
    assert status == 0
    assert "passed" in shown


def test_another_function_of_the_file_that_is_not_written_is_named(tmp_path, course):
    """Not the one that is checked: that one may be right."""
    folder = tmp_path / "13_training"
    assignment = course.find("13_training")
    shutil.copytree(assignment.public, folder)
    text = assignment.reference.read_text("utf-8")
    start = text.index("def predict(")
    end = text.index("\n\n\n", start)
    unwritten = "def predict(images, params):\n    raise NotImplementedError"
    (folder / "training.py").write_text(text[:start] + unwritten + text[end:])
    _, shown = run(folder)
    assert "first   write predict, which train needs" in shown
    assert "train is not written yet" not in shown
    assert "predict is not written yet" in shown
