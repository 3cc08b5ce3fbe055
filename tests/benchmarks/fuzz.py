"""Feed the readers of hostile bytes with mutants, many of them; say what escaped.

    python tests/benchmarks/fuzz.py [--mutants 200000] [--target wire]... [--seed 0]

What escapes is written to tests/corpus/<target>/ under its hash, so that the tests try it from then
on; so are mutants that take longer than a second. Exit status 1 if there were any.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.fuzzing.targets import CORPUS, TARGETS, Target

# What this process may grow by: a reader that wants more has escaped.
MEMORY = 1 << 30
SLOW = 1.0
KEPT = 20  # escapes, until they are mended


def keep(target: Target, data: bytes, error: str) -> None:
    """Write an escape into the corpus."""
    path = CORPUS / target.name / f"escape-{hashlib.sha256(data).hexdigest()[:16]}"
    print(f"  {path.name}: {error[:200]}")
    if len(list(path.parent.glob("escape-*"))) < KEPT:
        path.write_bytes(data)


def fuzz(target: Target, mutants: int, seed: int) -> int:
    """Try so many mutants on one reader; return how many escaped."""
    random, corpus, counts = Random(seed), list(target.corpus.values()), Counter[str]()
    slowest, start = 0.0, time.perf_counter()
    for _ in range(mutants):
        data = target.mutate(random.choice(corpus), corpus, random)
        before = time.perf_counter()
        try:
            counts["accepted" if target.accepts(data) else "refused"] += 1
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            counts["escaped"] += 1
            keep(target, data, f"{type(error).__name__}: {error}")
        spent = time.perf_counter() - before
        slowest = max(slowest, spent)
        if spent > SLOW:
            counts["escaped"] += 1
            keep(target, data, f"took {spent:.1f} s")
    spent = time.perf_counter() - start
    print(
        f"{target.name:9} {mutants} mutants in {spent:.0f} s: {counts['accepted']} accepted, "
        f"{counts['refused']} refused, {counts['escaped']} escaped; slowest {slowest * 1e3:.0f} ms"
    )
    return counts["escaped"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=200_000)
    parser.add_argument("--target", choices=TARGETS, action="append")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    found = sum(
        fuzz(TARGETS[name], options.mutants, options.seed) for name in options.target or TARGETS
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"at most {peak} MB of memory in use")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
