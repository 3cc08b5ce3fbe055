"""Do grades depend on how busy the machine is? The same submissions, graded many times.

    python tests/benchmarks/steadiness.py [--times 200] [--busy 2] [STUDENT ...]

Grades the sample class's answers to 12_fast_conv again and again while so many processes keep the
machine busy, half with arithmetic and half with memory. Prints for each student how often each
number of points came out; one number is what there should be.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from autograder.answers import Source
from autograder.course import Course
from autograder.exam.rehearse import build_exam
from autograder.grading.examine import Examiner
from autograder.grading.job import stand_ins
from autograder.sandbox import Sandbox, choose_tier

ROOT = Path(__file__).resolve().parents[2]
# Matrix products, windows, index arrays, plain einsum, and loops.
STUDENTS = ("s23_classes", "s03_windows", "s04_im2col", "s15_chatty", "s01_loops")


def toil(kind: int) -> None:
    """Keep a core busy until the process is ended."""
    many = np.ones(1 << 22)
    while True:
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
            started, points = time.perf_counter(), Counter[int]()
            lost = Counter[str]()
            for _ in range(options.times):
                checks = examiner.examine(source).checks
                points[sum(check.points or 0 for check in checks)] += 1
                lost.update(f"{c.id} {c.points}" for c in checks if c.points != c.max_points)
            seconds = (time.perf_counter() - started) / options.times
            print(f"{student:12} {dict(points)}   {seconds:.2f} s each", flush=True)
            if len(points) > 1:
                print(
                    "\n".join(f"    {what}: {n}" for what, n in lost.items() if n < options.times)
                )


if __name__ == "__main__":
    main()
