"""Measure a call in this very process: at home."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.answers import Answer, Call, Memory, Returned
from autograder.pace import seconds_of_loops


def measured(ask: Callable[[Call], Answer], call: Call) -> Answer:
    """Make a call once to warm up, on other numbers, and once for its cost."""
    plain = replace(call, measure=None)
    ask(warm_up(plain))
    if call.measure is None or isinstance(call.measure, Memory):
        return _peak(ask, plain)
    work = call.measure
    loops = seconds_of_loops(work.window, work.windows, backward=work.backward)
    start = time.process_time()
    answer = ask(plain)
    seconds = time.process_time() - start
    cost = loops / max(seconds, 1e-9)
    return replace(answer, cost=cost) if isinstance(answer, Returned) else answer


def _peak(ask: Callable[[Call], Answer], call: Call) -> Answer:
    tracemalloc.start()
    try:
        answer = ask(call)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return replace(answer, cost=float(peak)) if isinstance(answer, Returned) else answer


def warm_up(call: Call) -> Call:
    """Return the same call with other numbers, so that an answer kept from it is of no use."""
    rng = np.random.default_rng()
    other = (
        rng.standard_normal(value.shape) if isinstance(value, np.ndarray) else value
        for value in call.args
    )
    return replace(call, args=tuple(other))
