"""What the wall costs, per submission and per call: `python tests/sandbox/benchmark.py [tier]`."""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from autograder.sandbox import Call, Sandbox, Source, Tier

TEXT = "import numpy as np\ndef double(x):\n    return 2 * x\n"
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
            with sandbox.open(source):
                pass
            opening.append(time.perf_counter() - start)
        with sandbox.open(source) as session:
            for _ in range(20):
                start = time.perf_counter()
                session.sit("double")
                sitting.append((time.perf_counter() - start) / CALLS)
    submission, call = 1e3 * statistics.median(opening), 1e6 * statistics.median(sitting)
    return f"{tier}: {submission:.1f} ms per submission, {call:.0f} µs per call"


if __name__ == "__main__":
    sys.stdout.write(main(Tier(sys.argv[1] if len(sys.argv) > 1 else "ns")) + "\n")
