"""Time this grader and three others on the same submissions and the same checks.

    python tests/benchmarks/peers [--students 100] [--peers 10] [--rounds 3] [--folder DIR]

Each grader has a virtual environment of its own in DIR (kept for the next time). Rounds are
interleaved; what is printed is seconds per submission, medians over the rounds, and the ratio to
this grader. It grades `--students` on all cores; the others, which grade one after another,
`--peers` of them, of which the rest are copies.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import folders
import plot

from autograder.course import Course
from autograder.exam.collect import collect

ROOT = folders.ROOT
PACKAGES = {
    "autograder": (),
    "nbgrader": ("nbgrader==0.9.6",),
    "otter": ("otter-grader==7.0.0", "ipykernel"),
    "pytest": (),
}

SOUND = {0, 1, 2}  # pytest says by 1 that checks failed, by 2 that a file could not be loaded


def environment(folder, name):
    """Make a grader's virtual environment, or bring this package up to date in it."""
    place = folder / "venvs" / name
    fresh = not (place / "bin" / "pip").is_file()
    if fresh:
        venv.create(place, with_pip=True)
    pip = [place / "bin" / "pip", "install", "-q"]
    subprocess.run([*pip, f"{ROOT}[grade]", *PACKAGES[name]], check=True)
    if not fresh:  # the same version, perhaps with other contents
        subprocess.run([*pip, "--force-reinstall", "--no-deps", ROOT], check=True)
    return place / "bin"


def timed(command, cwd):
    """Run a command; return its wall seconds."""
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    paths = [str(Path(command[0]).parent), os.environ["PATH"]]
    imports = [str(folders.CELL.parent), str(ROOT / "solutions" / "03_padding")]
    env = {**os.environ, **one, "COURSE": str(ROOT)}
    env |= {"PATH": ":".join(paths), "PYTHONPATH": ":".join(imports)}
    start = time.perf_counter()
    with (cwd / "log.txt").open("a") as log:
        done = subprocess.run(
            [*map(str, command)], cwd=cwd, env=env, check=False, stdout=log, stderr=log
        )
    spent = time.perf_counter() - start
    if done.returncode not in SOUND:
        raise SystemExit(f"{command[0]} failed; see {cwd / 'log.txt'}")
    return spent


class Race:
    """The folders of one run, and a method per grader that returns seconds per submission."""

    def __init__(self, folder, students, peers):
        self.folder, self.bins = folder, {name: environment(folder, name) for name in PACKAGES}
        assignment = Course(ROOT).find(folders.NAME)
        checks = collect(assignment)
        self.count, self.few = students, list(folders.sources(peers, peers))
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        folders.ours(work / "autograder" / "class", folders.sources(students, peers))
        folders.nbgrader(work / "nbgrader", folders.sources(peers, peers), checks)
        folders.otter(work / "otter", folders.sources(peers, peers), checks)
        folders.plain_pytest(work / "pytest", folders.sources(peers, peers), assignment)
        self.work = work
        timed(
            [self.bins["nbgrader"] / "nbgrader", "generate_assignment", folders.NAME],
            work / "nbgrader",
        )
        timed(
            [self.bins["otter"] / "otter", "generate", "-t", "tests", "-o", "grader.zip"],
            work / "otter",
        )

    def autograder(self):
        place = self.work / "autograder"
        shutil.rmtree(place / "out", ignore_errors=True)
        command = [
            self.bins["autograder"] / "autograder",
            "grade",
            "class",
            "--out",
            "out",
            "--course",
            ROOT,
        ]
        spent = timed([*command, "--assignment", folders.NAME, "--quiet"], place)
        if not (place / "out" / "grades.csv").is_file():
            raise SystemExit(f"nothing was graded; see {place / 'log.txt'}")
        return spent / self.count

    def nbgrader(self):
        place, nbgrader = self.work / "nbgrader", self.bins["nbgrader"] / "nbgrader"
        spent = timed([nbgrader, "autograde", folders.NAME, "--force"], place)
        spent += timed([nbgrader, "generate_feedback", folders.NAME, "--force"], place)
        return spent / len(self.few)

    def otter(self):
        place = self.work / "otter"
        run = [self.bins["otter"] / "otter", "run", "--no-logo", "-a", "grader.zip", "-o"]
        return sum(timed([*run, s, f"{s}/conv.ipynb"], place) for s in self.few) / len(self.few)

    def pytest(self):
        run = [self.bins["pytest"] / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        spent = [
            timed([*run, "--import-mode=importlib"], self.work / "pytest" / s) for s in self.few
        ]
        return sum(spent) / len(self.few)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--peers", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("peers"))
    parser.add_argument("--plot", type=Path, help="SVG file to draw")
    options = parser.parse_args()
    race = Race(options.folder.resolve(), options.students, options.peers)
    rounds = {name: [] for name in PACKAGES}
    for _ in range(options.rounds):
        for name, times in rounds.items():
            times.append(getattr(race, name)())
            print(f"{name:12}{times[-1]:9.3f} s", flush=True)
    medians = {name: statistics.median(times) for name, times in rounds.items()}
    print("\nmedian seconds per submission, and times as long as autograder")
    for name, seconds in medians.items():
        print(f"{name:12}{seconds:9.3f} s{seconds / medians['autograder']:8.1f}")
    if options.plot:
        options.plot.write_text(plot.bars(medians), "utf-8")


if __name__ == "__main__":
    main()
