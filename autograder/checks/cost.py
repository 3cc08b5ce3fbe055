"""Checks of what an answer costs, with points for whoever is on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from autograder.answers import Loops, Memory
from autograder.checks.case import Case
from autograder.checks.compare import assert_array, assert_arrays, assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.gradient import assert_gradient
from autograder.checks.student import StudentFunction
from autograder.checks.values import Array

FULL, HALF = 20.0, 4.5
"""How many times as fast as plain loops earns all points, and half of them. The logarithm's line
from none at 3 times to all at 20 is climbed in one step: with more steps there would be more
borders for noise to cross. At the sizes that are asked, sound vectorisation is beyond 50, what is
vectorised in part between 5.5 and 14, and what loops over windows and filters below 4."""

CLEAR = 2.0
"""So many times beyond full marks one try is enough, and so far below half of them two."""

FEW, MOST = 3, 7
"""In between so many tries must agree; of the most that are made, the middle one counts. A busy
machine may disturb the loops or the call, but hardly ever in most tries."""

MEGABYTE = 1 << 20
GRADIENTS = ("dx", "dw", "db")

Judge = Callable[[Any, Case], None]


def assert_fast(
    function: StudentFunction, case: Case, judge: Judge, *, backward: bool = False
) -> None:
    """Demand right answers `FULL` times as fast as plain loops; `HALF` as fast earns half.

    Each try has numbers of its own, so that nothing can be remembered.
    """
    N, F, OH, OW = case.output
    _, C, KH, KW = case.shapes["w"]
    work = Loops(N * F * OH * OW, (C, KH, KW), backward)
    speeds: list[float] = []
    while not _settled(speeds):
        asked = replace(case, seed=case.seed + len(speeds))
        answer, speed = _measured(function, asked, work, backward=backward)
        judge(answer, asked)
        speeds.append(speed)
    found = median(speeds)
    if (share := _share(found)) < 1:
        said = (
            "right, and faster than plain loops" if share else "right, but as slow as plain loops"
        )
        raise CheckFailed(
            Row("speed", f"{said}: {FULL:g} times as fast is asked for"),
            Row("", f"it is {found:.1f} times as fast", varies=True),
            share=share,
        )


def _share(speed: float) -> float:
    """Return what a speed earns of the points."""
    return 1.0 if speed >= FULL else 0.5 if speed >= HALF else 0.0


def _settled(speeds: Sequence[float]) -> bool:
    """Tell whether these tries are enough."""
    if not speeds or len(speeds) == MOST:
        return bool(speeds)
    enough = 1 if min(speeds) > CLEAR * FULL else 2 if max(speeds) < HALF / CLEAR else FEW
    return len(speeds) >= enough and len(set(map(_share, speeds))) == 1


def assert_lean(
    function: StudentFunction, case: Case, judge: Judge, times: float, *, backward: bool = False
) -> None:
    """Demand a right answer for which the process grows by at most `times` the windows' size.

    That is what `im2col` returns for the case: every window as a column, in float64.
    """
    N, _, OH, OW = case.output
    _, C, KH, KW = case.shapes["w"]
    most = times * N * C * KH * KW * OH * OW * 8
    answer, grown = _measured(function, case, Memory(), backward=backward)
    judge(answer, case)
    if grown > most:
        raise CheckFailed(
            Row("memory", f"right, but it needs more than {times:g} times the columns' memory"),
            Row("", f"it needs {grown / MEGABYTE:.0f} MB, allowed are {most / MEGABYTE:.0f} MB"),
        )


def _measured(
    function: StudentFunction, case: Case, measure: Loops | Memory, *, backward: bool
) -> tuple[Any, float]:
    def ask(*args: Any, **kwargs: Any) -> tuple[Any, float]:
        return function.measured(measure, *args, **kwargs)

    found: tuple[Any, float] = case.backward(ask) if backward else case.call(ask)
    return found


def judge_by(reference: Callable[..., Any], part: str = "") -> Judge:
    """Return a judge that compares with the reference: a forward's answer, or one gradient."""

    def judge(answer: Any, case: Case) -> None:
        if not part:
            return assert_array(answer, case.call(reference))
        right = zip(GRADIENTS, case.backward(reference), strict=True)
        only = [array if name == part else None for name, array in right]
        return assert_arrays(answer, only, " ".join(GRADIENTS))

    return judge


def judge_alike(backward: Callable[..., Any], small: Case, by: Callable[[str], Judge]) -> Judge:
    """Return a judge of dx and dw: one must be right, and the other at least as wrong when small.

    So a slip in dw costs dw's points only, and a gradient that is left out where time counts fails.
    """

    def judge(answer: Any, case: Case) -> None:
        faults = {part: fault for part in ("dx", "dw") if (fault := _fault(by(part), answer, case))}
        for part, fault in faults.items():
            if len(faults) > 1 or not _fault(by(part), small.backward(backward), small):
                raise fault

    return judge


def _fault(judge: Judge, answer: Any, case: Case) -> CheckFailed | None:
    try:
        judge(answer, case)
    except CheckFailed as fault:
        return fault
    return None


def judge_gradients(
    forward: Callable[..., Any], backward: Callable[..., Any], small: Case
) -> Judge:
    """Return a judge of dx and dw that needs no reference: by finite differences."""

    def by(part: str) -> Judge:
        def judge(answer: Any, case: Case) -> None:
            assert_gradient(case, forward, lambda *_, **__: answer, " ".join(GRADIENTS), only=part)

        return judge

    return judge_alike(backward, small, by)


def judge_picks(answer: Any, case: Case) -> None:
    """Judge a convolution whose filters are "picks", without a reference.

    It picks one entry out of every window, and adds the bias.
    """
    _, w, b = case.arrays
    around, expected = _padded(case), np.empty(case.output)
    for f, picks in enumerate(w):
        expected[:, f] = _seen(around, case, *np.argwhere(picks)[0]) + b[f]
    assert_array(answer, expected)


def judge_mixture(answer: Any, case: Case) -> None:
    """Judge a convolution with any filters, without a reference.

    A mixture of all filters gives the same mixture of what each of them gives (as matrix products
    are verified by Freivalds, 1977): one filter is to be computed in place of many.
    """
    _, w, b = case.arrays
    shares = np.random.default_rng(case.seed).standard_normal(len(w))
    mixed, (N, _, OH, OW) = np.tensordot(shares, w, 1), case.output
    around, expected = _padded(case), np.full((N, OH, OW), shares @ b)
    for place in np.ndindex(mixed.shape):
        expected += mixed[place] * _seen(around, case, *place)
    got = np.tensordot(shares, assert_shape(answer, case.output), (0, 1))
    assert_array(got, expected, "y, mixed over its filters,")


def _padded(case: Case) -> Array:
    """Return the images of a case with their zeros around them."""
    padding = case.settings["padding"]
    return np.pad(case.arrays[0], ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def _seen(around: Array, case: Case, channel: int, row: int, column: int) -> Array:
    """Return what each window of the padded images has in one place: (N, OH, OW)."""
    stride, (OH, OW) = case.settings["stride"], case.output[2:]
    return around[:, channel, row::stride, column::stride][:, :OH, :OW]
