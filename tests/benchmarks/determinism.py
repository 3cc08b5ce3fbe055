"""Grade the sample class again and again: the same points and messages every time.

    python tests/benchmarks/determinism.py [--runs 20] [--jobs 1 2 8] [--load 4]

Each run has its students in another order, another number of jobs, and every second one competes
with processes that do nothing but compute. Everything in a report must be the same but the seconds,
and so must what the instructor alone sees of each check. Prints what differs; exits with 1 then.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_class"
BUSY = "import os; parent = os.getppid()\nwhile os.getppid() == parent: sum(range(100_000))"


@contextlib.contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep the machine busy for a while."""
    command = [sys.executable, "-c", BUSY]  # each in a session of its own: shares go by session
    busy = [subprocess.Popen(command, start_new_session=True) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def shuffled_class(folder: Path, students: list[str], rng: random.Random) -> dict[str, str]:
    """Copy students under names in another order; return who is who."""
    names = {}
    for number, student in enumerate(rng.sample(students, len(students))):
        names[f"{number:03}_{student}"] = student
        shutil.copytree(SAMPLE / student, folder / f"{number:03}_{student}")
    return names


def grade(folder: Path, out: Path, jobs: int, options: list[str]) -> None:
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out)]
    command += ["--jobs", str(jobs), "--course", str(ROOT), "--quiet", *options]
    subprocess.run(command, cwd=ROOT, check=True)


def results(out: Path, names: dict[str, str]) -> dict[str, Any]:
    """Return every report and its private part, without times and under the students' own names."""
    found = {}
    for path in sorted(out.glob("reports/*/*.json")):
        private = out / "private" / path.relative_to(out / "reports")
        report, hidden = (json.loads(each.read_text("utf-8")) for each in (path, private))
        student = names[report.pop("student")]
        for key in ("seal", "key"):
            report.pop(key)
        for check in report["checks"]:
            check.pop("seconds")
        found[f"{student}/{path.stem}"] = report | {k: hidden[k] for k in ("details", "faults")}
    return found


def differences(one: Any, two: Any, where: str = "") -> Iterator[str]:
    """Yield each place where two results differ, with both."""
    if isinstance(one, dict) and isinstance(two, dict) and one.keys() == two.keys():
        for key in one:
            yield from differences(one[key], two[key], f"{where} {key}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for number, pair in enumerate(zip(one, two, strict=True)):
            yield from differences(*pair, f"{where} {number}")
    elif one != two:
        yield f"{where}:\n    {one!r}\n    {two!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 8])
    parser.add_argument("--load", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--students", nargs="*", help="some of the sample class; all by default")
    parser.add_argument("--options", nargs="*", default=[], help="of `autograder grade`: key=value")
    options = parser.parse_args()
    rng, first, differing = random.Random(options.seed), dict[str, Any](), 0
    for number in range(options.runs):
        jobs, busy = options.jobs[number % len(options.jobs)], options.load * (number % 2)
        start, found = time.perf_counter(), one_run(options, jobs, busy, rng)
        first = first or found
        wrong, seconds = list(differences(first, found)), time.perf_counter() - start
        differing += bool(wrong)
        said = f"{jobs} jobs, load {busy}, {seconds:.0f} s, {len(wrong)} differences"
        print("\n  ".join([f"run {number + 1}: {said}", *wrong[:20]]), flush=True)
    print(f"{options.runs} runs of {len(first)} submissions, {differing} with another result")
    return int(differing > 0)


def one_run(
    options: argparse.Namespace, jobs: int, busy: int, rng: random.Random
) -> dict[str, Any]:
    everybody = sorted(path.name for path in SAMPLE.iterdir() if path.is_dir())
    more = [part for option in options.options for part in f"--{option}".split("=")]
    with tempfile.TemporaryDirectory() as name, load(busy):
        place = Path(name)
        names = shuffled_class(place / "class", options.students or everybody, rng)
        grade(place / "class", place / "out", jobs, more)
        return results(place / "out", names)


if __name__ == "__main__":
    sys.exit(main())
