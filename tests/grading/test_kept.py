"""What is left over from earlier calls is told from wrong arithmetic."""

import pytest

from autograder.answers import Limits, Source, StandIns
from autograder.exam.alone import KEPT
from autograder.grading.examine import Examiner
from autograder.mistakes import plain_loops
from autograder.sandbox import Sandbox

DB, DW, Y = "db = np.zeros(F)", "dw = np.zeros(w.shape)", "y = np.zeros((N, F, OH, OW))"
BACKWARD = "def conv2d_backward(dy, x, w, *, stride=1, padding=0"


@pytest.fixture(scope="module")
def examine(exam_of, tier, course):
    assignment = course.find("04_conv")
    examiner = Examiner(exam_of("04_conv"), Sandbox(tier, Limits()), StandIns((), {}))

    def run(*changes):
        text = plain_loops(assignment)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        found = examiner.examine(Source("conv", text, assignment.file))
        return [check for check in found.checks if check.points != check.max_points]

    yield run
    examiner.close()


@pytest.mark.parametrize(
    ("function", "changes"),
    [
        # An array for each shape, outside of the function, that is added to for ever.
        ("conv2d_backward", [(DW, "dw = KEPT.setdefault(w.shape, np.zeros(w.shape))")]),
        # A default that is made once.
        (
            "conv2d_backward",
            [
                (BACKWARD, f"{BACKWARD}, grads=[]"),
                (DB, "grads.append(np.zeros(max(F, 9)))\n    db = grads[0][:F]"),
            ],
        ),
        # An answer that is remembered by the shapes alone: alone it is right.
        (
            "conv2d",
            [
                (
                    Y,
                    "if x.shape in KEPT:\n        return KEPT[x.shape][:N, :F, :OH, :OW]\n    "
                    + Y.replace("=", "= KEPT[x.shape] ="),
                )
            ],
        ),
    ],
)
def test_what_is_kept_between_calls_is_named(examine, function, changes):
    failed = examine(*changes, ("import numpy as np\n", "import numpy as np\n\nKEPT = {}\n"))
    assert failed
    for check in failed:
        assert (check.function, check.diagnosis) == (function, KEPT)
        assert KEPT.says in check.message
        assert KEPT.hint in check.message


@pytest.mark.parametrize(
    "change", [("dw[f] += window", "dw[f] += 1.5 * window"), (DB, "db = np.zeros(F) + undefined")]
)
def test_what_is_wrong_in_itself_is_not(examine, change):
    failed = examine(change)
    assert failed
    assert all(check.diagnosis is None for check in failed)
