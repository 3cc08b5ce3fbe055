"""References answer behind a wall of their own: what they are asked can't hold up the grader."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from autograder.grading import allowance
from autograder.sandbox import Call, Lost, Returned, SandboxFault, references
from tests.sandbox.conftest import stand_ins
from tests.sandbox.test_stand_ins import STAND_INS

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.course import Course
    from autograder.sandbox import Session

WORST = """
    from conv import slow, big, leave, count
    def endless(): slow(10**9)
    def dead(): leave()
    def honest(): return count()
    """


def test_a_question_that_would_not_end_is_stopped_and_the_next_one_answered(
    submit: Callable[..., Session],
) -> None:
    """By a new process of references; the grader waits for neither."""
    session = submit(WORST, STAND_INS)
    assert session.call(Call("honest", ())) == Returned(1)
    start = time.monotonic()
    answer = session.call(Call("endless", ()))
    assert time.monotonic() - start < 10 * references.CPU_SECONDS
    assert answer == Lost(
        "asked too much of conv.slow (one question ran out of time (0.5 s of CPU))"
    )
    assert session.call(Call("honest", ())) == Returned(1)


COSTLY = {
    "conv2d(x, x, b, padding=2000)": "ran out of time (0.5 s of CPU)",
    "conv2d_backward(np.ones((1, 1, 2, 2)), x, x, stride=1, padding=90)": "",
    "conv2d(x, x, b, padding=10**4)": "MemoryError",
    "conv2d(x, x, b, padding=10**9)": "ValueError",
    "conv2d(x, x, b, padding=10**30)": "TypeError",
    "dense_as_conv(x, (10**9,) * 3)": "ValueError",
}


@pytest.mark.parametrize("question", COSTLY)
def test_the_most_that_a_question_can_cost_is_soon_over(
    submit: Callable[..., Session], course: Course, question: str
) -> None:
    """With this course's references and arrays as large as are allowed."""
    text = f"""
        import numpy as np
        from conv import *
        x, b = np.ones((1, 1, 180, 180), "f4"), np.zeros(1, "f4")
        def run(): return np.shape({question})
        def after(): return conv2d(np.ones((1, 1, 2, 2)), np.ones((1, 1, 2, 2)), b)[0, 0, 0, 0]
        """
    session = submit(text, allowance.stand_ins(course, course.find("05_pooling")))
    assert session.call(Call("after", ())) == Returned(np.float64(4))
    start = time.monotonic()
    answer = session.call(Call("run", ()))
    assert time.monotonic() - start < 10 * references.CPU_SECONDS
    assert COSTLY[question] in str(answer)
    assert session.call(Call("after", ())) == Returned(np.float64(4))


def test_references_that_die_are_tried_once_more_before_the_question_is_blamed(
    submit: Callable[..., Session],
) -> None:
    """Their death may be the machine's doing; no other submission's, and not the grader's."""
    session = submit(WORST, STAND_INS)
    assert session.call(Call("honest", ())) == Returned(1)
    link = session._sandbox.references(STAND_INS)._link
    assert link is not None
    link.kill()
    link._lifeline.wait(10)
    assert session.call(Call("honest", ())) == Returned(1)
    assert session.call(Call("dead", ())) == Lost(
        "asked too much of conv.leave, which ended the whole Python process"
    )


def test_a_reference_may_call_earlier_ones(submit: Callable[..., Session]) -> None:
    """They are loaded in order, as modules of one process."""
    session = submit("from conv import padded\ndef run(x): return padded(x)\n", STAND_INS)
    assert session.call(Call("run", (np.ones((1, 1)),))) == Returned((3, 1))


def test_references_that_cannot_be_loaded_are_the_graders_fault(
    submit: Callable[..., Session],
) -> None:
    """Never an answer."""
    session = submit("from conv import f\ndef run(): f()\n", stand_ins(conv="def f(): 1\n1 / 0\n"))
    with pytest.raises(SandboxFault, match=r"the references can't be loaded.*division by zero"):
        session.call(Call("run", ()))
