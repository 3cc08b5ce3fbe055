"""Checks of what an answer costs, with points for whoever is on the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from autograder.answers import Loops, Memory
from autograder.checks.case import Case
from autograder.checks.compare import assert_array
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.student import StudentFunction

FULL, NONE = 20.0, 3.0
"""Times as fast as plain loops. Sound vectorisation is beyond 60 at the sizes that are asked."""

MEGABYTE = 1 << 20

Judge = Callable[[Any, Case], None]


def assert_fast(
    function: StudentFunction, cases: Sequence[Case], judge: Judge, *, backward: bool = False
) -> None:
    """Demand right answers `FULL` times as fast as plain loops; less earns a share.

    The quickest of the cases counts, and the first that is quick enough ends the check. Each has
    numbers of its own, so that nothing can be remembered.
    """
    best = 0.0
    for case in cases:
        N, F, OH, OW = case.output
        _, C, KH, KW = case.shapes["w"]
        work = Loops(N * F * OH * OW, (C, KH, KW), backward)
        answer, faster = _measured(function, case, work, backward=backward)
        judge(answer, case)
        best = max(best, faster)
        if best >= FULL:
            return
    share = max(0.0, math.log(best / NONE) / math.log(FULL / NONE)) if best > NONE else 0.0
    slow = "hardly faster than plain loops" if best <= NONE else "faster than plain loops"
    raise CheckFailed(
        Row("speed", f"right, and {slow}, but not {FULL:g} times"),
        Row("", f"it is {best:.1f} times as fast", varies=True),
        share=share,
    )


def assert_lean(
    function: StudentFunction, case: Case, judge: Judge, most: float, *, backward: bool = False
) -> None:
    """Demand a right answer for which the process grows by at most so many bytes."""
    answer, grown = _measured(function, case, Memory(), backward=backward)
    judge(answer, case)
    if grown > most:
        raise CheckFailed(
            Row("memory", f"right, but it needs more than {most / MEGABYTE:.0f} MB at once"),
            Row("", f"it needs {grown / MEGABYTE:.0f} MB", varies=True),
        )


def _measured(
    function: StudentFunction, case: Case, measure: Loops | Memory, *, backward: bool
) -> tuple[Any, float]:
    def ask(*args: Any, **kwargs: Any) -> tuple[Any, float]:
        return function.measured(measure, *args, **kwargs)

    found: tuple[Any, float] = case.backward(ask) if backward else case.call(ask)
    return found


def judge_by(reference: Callable[..., Any]) -> Judge:
    """Return a judge that compares a forward's answer with the reference's."""
    return lambda answer, case: assert_array(answer, case.call(reference))
