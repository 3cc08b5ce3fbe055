"""The pace of plain loops: the yardstick for code that is to be fast.

A ratio to it is the same on a slow machine as on a fast one. What runs here costs what a plain
convolution costs for each window, in the interpreter and in numpy; it computes nothing of use.
"""

from __future__ import annotations

import itertools
import sys
import time

import numpy as np

SIDE = 8  # windows are taken from so many places in both directions
COUNT, TIMES = 600, 3  # windows in one round, and rounds: the quickest counts

HOPELESS = "takes many times as long as plain loops"
"""Said of a call that was not waited for; completes "conv2d …"."""


def walk(window: tuple[int, int, int], count: int, *, backward: bool) -> float:
    """Do what plain loops do for `count` windows of `(C, KH, KW)`; return some number.

    A forward multiplies two arrays and adds up; a backward adds two products to two arrays.
    """
    channels, height, width = window
    image = np.ones((channels, height + SIDE, width + SIDE))
    there, found, filters = (
        np.zeros_like(image),
        np.zeros((1, 1, SIDE, SIDE)),
        np.ones((1, *window)),
    )
    sums, scales = np.zeros((1, *window)), np.ones((1, 1, SIDE, SIDE))
    places = itertools.cycle(np.ndindex(SIDE, SIDE))
    for _, (row, column) in zip(range(count), places, strict=False):
        bottom, right = row + height, column + width
        seen = image[:, row:bottom, column:right]
        if backward:
            there[:, row:bottom, column:right] += filters[0] * scales[0, 0, row, column]
            sums[0] += seen * scales[0, 0, row, column]
        else:
            found[0, 0, row, column] = np.sum(seen * filters[0]) + 0.5
    return float(found.sum() + sums.sum() + there.sum())


clock = time.perf_counter if sys.platform == "win32" else time.thread_time
"""What measures time at home: this thread's own clock, which numpy's waiting threads do not drive;
on Windows, where that one is too coarse, the clock on the wall."""


def seconds_of_loops(window: tuple[int, int, int], windows: int, *, backward: bool) -> float:
    """Return the seconds that plain loops over so many windows take in this process."""
    rounds = []
    for _ in range(TIMES):
        start = clock()
        walk(window, COUNT, backward=backward)
        rounds.append(clock() - start)
    return min(rounds) * windows / COUNT
