"""Grade a large class and watch its memory and its rate: neither may depend on how many there are.

    python tests/benchmarks/large_class.py [--students 2000] [--assignment 04_conv] [--jobs 2]

The students are those of the two classes in `tests/`, again and again. Prints, for each tenth of
the run, submissions per second and the memory (resident MiB) of the grader and of the largest job,
zygote and worker under it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from processes import family

ROOT = Path(__file__).resolve().parents[2]
LOOK = 0.5  # seconds
ENDLESS = {"s13_hang"}  # ten seconds each say nothing about memory


@dataclass(frozen=True, slots=True)
class Sample:
    """How far the run is, and MiB by kind of process."""

    seconds: float
    done: int
    memory: dict[str, float]


def write_class(folder: Path, assignment: str, count: int) -> None:
    """Copy the classes' answers under new names until there are enough."""
    classes = (ROOT / "tests" / name for name in ("sample_class", "validation_class"))
    found = sorted(p for c in classes for p in c.glob(f"*/{assignment}") if any(p.iterdir()))
    answers = [path for path in found if path.parent.name not in ENDLESS]
    for number in range(count):
        shutil.copytree(answers[number % len(answers)], folder / f"s{number:05}" / assignment)


def memory(pid: int) -> dict[str, float]:
    """Return the resident MiB of the grader and of the largest of each kind of process below it."""
    largest: dict[str, float] = defaultdict(float)
    for each, kind in family(pid):
        try:
            lines = Path(f"/proc/{each}/status").read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        resident = next((line.split()[1] for line in lines if line.startswith("VmRSS")), "0")
        largest[kind] = max(largest[kind], int(resident) / 1024)
    return dict(largest)


def watched(command: list[str], out: Path, count: int) -> list[Sample]:
    """Run a grader; return what was seen of it, in time."""
    start, samples = time.monotonic(), []
    with subprocess.Popen(command, cwd=ROOT) as grader:
        while grader.poll() is None:
            time.sleep(LOOK)
            done = sum(1 for _ in out.glob("reports/*/*.json"))
            samples.append(Sample(time.monotonic() - start, done, memory(grader.pid)))
            if done == count:
                break
        grader.wait()
    if grader.returncode:
        raise SystemExit(f"the grader ended with {grader.returncode}")
    return samples


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--assignment", default="04_conv")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "class", Path(place) / "out"
        write_class(folder, options.assignment, options.students)
        command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out)]
        command += ["--assignment", options.assignment, "--jobs", str(options.jobs), "--quiet"]
        samples = watched([*command, "--course", str(ROOT)], out, options.students)
    print("    done   per s  grader     job  zygote  worker")
    before = samples[0]
    for tenth in range(1, 11):
        wanted = options.students * tenth / 10
        now = next((s for s in samples if s.done >= wanted), samples[-1])
        rate = (now.done - before.done) / max(now.seconds - before.seconds, LOOK)
        sizes = (now.memory.get(kind, 0) for kind in ("grader", "job", "zygote", "worker"))
        print(f"{now.done:8}{rate:8.1f}", *(f"{size:7.0f}" for size in sizes))
        before = now


if __name__ == "__main__":
    main()
