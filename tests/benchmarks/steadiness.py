"""Do grades depend on how busy the machine is? The same submissions, graded many times.

    python tests/benchmarks/steadiness.py [--times 200] [--busy 2] [STUDENT ...]

Grades the sample class's answers to 12_fast_conv again and again while so many processes keep the
machine busy, half with arithmetic and half with memory. Prints for each student how often each
number of points came out, which should be one number, and for each check that ever cost points how
often it gave how many, and between which speeds it found the answer.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from autograder.answers import Source
from autograder.course import Course
from autograder.exam.rehearse import build_exam
from autograder.grading.allowance import stand_ins
from autograder.grading.examine import Examiner
from autograder.sandbox import Sandbox, choose_tier

ROOT = Path(__file__).resolve().parents[2]
# Matrix products, windows, index arrays, plain einsum, and loops.
STUDENTS = ("s23_classes", "s03_windows", "s04_im2col", "s15_chatty", "s01_loops")


def toil(kind: int) -> None:
    """Keep a core busy until the process is ended, or its parent is."""
    many, parent = np.ones(1 << 22), os.getppid()
    while os.getppid() == parent:
        if kind % 2:
            many += 1
        else:
            sum(range(100_000))


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep so many processes busy for a while."""
    toilers = [multiprocessing.Process(target=toil, args=(i,), daemon=True) for i in range(count)]
    for toiler in toilers:
        toiler.start()
    try:
        yield
    finally:
        for toiler in toilers:
            toiler.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", nargs="*", default=STUDENTS)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--busy", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    course = Course(ROOT)
    assignment = course.find("12_fast_conv")
    exam = build_exam(assignment)
    with Sandbox(choose_tier()) as sandbox, busy(options.busy):
        examiner = Examiner(exam, sandbox, stand_ins(course, assignment))
        for student in options.students:
            path = ROOT / "tests" / "sample_class" / student / assignment.name / assignment.file
            source = Source(assignment.topic, path.read_text("utf-8"), assignment.file)
            grade(examiner, source, student, options.times)


def grade(examiner: Examiner, source: Source, student: str, times: int) -> None:
    """Grade one submission many times and print what came out."""
    totals = Counter[int]()
    given, speeds = defaultdict[str, Counter[int]](Counter), defaultdict[str, list[float]](list)
    started = time.perf_counter()
    for _ in range(times):
        found = examiner.examine(source)
        totals[sum(check.points or 0 for check in found.checks)] += 1
        for check in found.checks:
            given[check.id][check.points or 0] += 1
        for name, said in found.details.items():
            if speed := re.search(r"it is ([\d.]+) times as fast", said):
                speeds[name].append(float(speed[1]))
            elif len(totals) > 1:
                print(f"    {name}: {said}", flush=True)
    seconds = (time.perf_counter() - started) / times
    print(f"{student:12} {dict(totals)}   {seconds:.2f} s each", flush=True)
    for name, known in sorted(speeds.items()):
        between = f"{len(known)} times from {min(known)} to {max(known)}"
        print(f"    {name}: {dict(given[name])}, {between}", flush=True)


if __name__ == "__main__":
    main()
