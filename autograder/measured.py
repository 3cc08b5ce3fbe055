"""Measure a call in this very process: at home."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.answers import Answer, Call, Loops, Memory, Returned
from autograder.pace import clock, seconds_of_loops

WARM_UPS, WARM = 3, 0.02
"""Calls on other numbers before the one that counts, and the seconds after which that is enough:
first calls wait for memory from the system, which a long one need not care about."""


def measured(ask: Callable[[Call], Answer], call: Call) -> Answer:
    """Make a call and measure its cost."""
    plain = replace(call, measure=None)
    if isinstance(call.measure, Loops):
        return _timed(ask, plain, call.measure)
    assert isinstance(call.measure, Memory)
    return _weighed(ask, plain)


def _timed(ask: Callable[[Call], Answer], call: Call, work: Loops) -> Answer:
    loops = seconds_of_loops(work.window, work.windows, backward=work.backward)
    began = clock()
    for _ in range(WARM_UPS):
        ask(warm_up(call))
        if clock() - began > WARM:
            break
    start = clock()
    answer = ask(call)
    seconds = clock() - start
    return with_cost(answer, loops / max(seconds, 1e-9))


def _weighed(ask: Callable[[Call], Answer], call: Call) -> Answer:
    tracemalloc.start()
    try:
        answer = ask(call)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return with_cost(answer, float(peak))


def with_cost(answer: Answer, cost: float) -> Answer:
    """Return an answer with what it cost, where there is one."""
    return replace(answer, cost=cost) if isinstance(answer, Returned) else answer


def warm_up(call: Call) -> Call:
    """Return the same call with other numbers, so that an answer kept from it is of no use."""
    rng = np.random.default_rng()
    other = (
        rng.standard_normal(value.shape) if isinstance(value, np.ndarray) else value
        for value in call.args
    )
    return replace(call, args=tuple(other))
