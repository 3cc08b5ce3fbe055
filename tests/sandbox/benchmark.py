"""What the wall costs, per submission and per call: `python tests/sandbox/benchmark.py [tier]`."""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from autograder.sandbox import Call, Returned, Sandbox, Source, StandIns, Tier

TEXT = """
import time
from earlier import same
def double(x):
    return 2 * x
def asking(x, times):
    start = time.perf_counter()
    for _ in range(times): same(x)
    return (time.perf_counter() - start) / times
"""
STAND_INS = StandIns(
    (Source("earlier", "def same(x): return x\n", "earlier.py"),), {"earlier": ("same",)}
)
SUBMISSIONS, CALLS = 100, 1000


def main(tier: Tier) -> str:
    """Open and close a submission many times; make many small calls; say what each took."""
    source = Source("topic", TEXT, "topic.py")
    x = np.arange(100.0).reshape(10, 10)
    with Sandbox(tier) as sandbox:
        sandbox.prepare({"double": [Call("double", (x,))] * CALLS})
        opening, sitting = [], []
        for _ in range(SUBMISSIONS):
            start = time.perf_counter()
            with sandbox.open(source, STAND_INS):
                pass
            opening.append(time.perf_counter() - start)
        asking = []
        with sandbox.open(source, STAND_INS) as session:
            for _ in range(20):
                start = time.perf_counter()
                session.sit("double")
                sitting.append((time.perf_counter() - start) / CALLS)
                answer = session.call(Call("asking", (x, CALLS)))
                assert isinstance(answer, Returned), answer
                asking.append(answer.value)
    submission, call = 1e3 * statistics.median(opening), 1e6 * statistics.median(sitting)
    question = 1e6 * statistics.median(asking)
    return (
        f"{tier}: {submission:.1f} ms per submission, {call:.0f} µs per call, "
        f"{question:.0f} µs per question to a stand-in"
    )


if __name__ == "__main__":
    sys.stdout.write(main(Tier(sys.argv[1] if len(sys.argv) > 1 else "ns")) + "\n")
