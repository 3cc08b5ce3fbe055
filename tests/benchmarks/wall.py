"""What the wall costs: the same exam with it and without it, student by student in turn.

    python tests/benchmarks/wall.py [--students 60] [--tier ns]

Prints, per assignment and style of answer, the median milliseconds a submission takes in-process
(calls, marking, report) and behind the wall, and the median of the ratios of neighbouring runs.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import Any, Self

from autograder.answers import Answer, Source, StandIns
from autograder.course import Assignment, Course, earlier_importable
from autograder.exam.rehearse import build_exam
from autograder.grading.allowance import stand_ins
from autograder.grading.examine import Examiner
from autograder.in_process import asker
from autograder.sandbox import Sandbox, choose_tier

COSTLY = {"12_fast_conv", "13_training"}
"""Each of their measured calls takes a process of its own, and more time than all else together."""


class NoWall:
    """A sandbox without a sandbox: the floor that the wall is measured against."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment

    def prepare(self, exam: Any) -> None:
        self.exam = exam

    def open(self, source: Source, stand_ins: Any) -> NoWallSession:
        del stand_ins
        with earlier_importable(self.assignment):
            return NoWallSession(self.exam, source)

    def close(self) -> None:
        pass


class NoWallSession:
    """A submission in this very process."""

    problems = ()
    output = b""

    def __init__(self, exam: Any, source: Source) -> None:
        names: dict[str, Any] = {"__name__": source.module}
        exec(compile(source.text, source.file, "exec"), names)
        self.exam, self.call = exam, asker(names, source.file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def seconds(self, function: str) -> float:
        del function
        return 0.0

    def sit(self, function: str) -> list[Answer]:
        return [self.call(call) for call in self.exam[function]]

    def sit_all(self, functions: Any) -> Any:
        return ((function, self.sit(function)) for function in functions)


def measure(
    course: Course, assignment: Assignment, path: Path, tier: str | None, students: int
) -> tuple[float, float]:
    exam = build_exam(assignment)
    floor = Examiner(exam, NoWall(assignment), StandIns())  # type: ignore[arg-type]
    wall = Examiner(exam, Sandbox(choose_tier(tier)), stand_ins(course, assignment))
    source = Source(assignment.topic, path.read_text("utf-8"), assignment.file)
    times: dict[str, list[float]] = {"floor": [], "wall": []}
    for number in range(students + 2):
        for name, examiner in (("floor", floor), ("wall", wall)):
            started = time.perf_counter()
            examined = examiner.examine(source)
            spent = time.perf_counter() - started
            assert all(check.points for check in examined.checks)
            if number >= 2:  # the first two warm caches on both sides
                times[name].append(spent * 1000)
    wall.close()
    ratio = median(w / f for w, f in zip(times["wall"], times["floor"], strict=True))
    print(
        f"{assignment.name:12} {path.stem:10} in-process {median(times['floor']):7.1f} ms"
        f"   wall {median(times['wall']):7.1f} ms   ratio {ratio:.2f}"
    )
    return median(times["floor"]), median(times["wall"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--tier")
    options = parser.parse_args()
    course = Course(Path(__file__).resolve().parents[2])
    for style in ("vectorised", "loops"):
        sums = [0.0, 0.0]
        for one in (a for a in course.assignments if a.name not in COSTLY):
            path = one.reference if style == "vectorised" else one.secret / "loops.py"
            found = measure(course, one, path, options.tier, options.students)
            sums = [total + median_ms for total, median_ms in zip(sums, found, strict=True)]
        print(f"all, {style}: ratio {sums[1] / sums[0]:.2f}\n")


if __name__ == "__main__":
    main()
