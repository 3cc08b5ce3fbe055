"""Time `nbgrader autograde` with this grader, with nbgrader's own Execute, and with nothing.

    python tests/benchmarks/autograde.py [--students 20] [--rounds 3] [--folder DIR]

The same notebooks of 04_conv, the same graded cells and the same checks: behind the wall, in a
kernel (whose cells run the checks on the functions beside them), and with a preprocessor that does
nothing in their place, which is what nbgrader itself takes. Rounds are interleaved; medians of wall
seconds.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "peers"))

import folders

from autograder.answers import Limits
from autograder.course import Course
from autograder.exam.collect import collect
from autograder.exam.rehearse import build_exam
from autograder.grading.notebook import read_cells
from autograder.grading.terms import Terms
from autograder.notebooks.cells import graded_cell
from autograder.notebooks.grader import Grader
from autograder.sandbox import choose_tier

HERE = Path(__file__).resolve().parent
NAME, COURSE = folders.NAME, Course(folders.ROOT)
BIN = Path(sys.executable).parent
NOTHING = """\
from nbgrader.preprocessors import NbGraderPreprocessor

class Nothing(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        return nb, resources
"""
OWN = (
    "\nfrom nbgrader.converters import Autograde, GenerateAssignment\n"
    "for key in ('autograde_preprocessors', 'sanitize_preprocessors', 'exporter_class'):\n"
    "    del c.Autograde[key]\n"
)


def run(folder, *words):
    """Run a command of nbgrader; return its wall seconds."""
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "COURSE": str(COURSE.root)}
    imports = [folder, HERE / "peers", COURSE.root / "solutions" / "03_padding"]
    env = os.environ | one | {"PYTHONPATH": ":".join(map(str, imports))}
    env["PATH"] = f"{BIN}:{env['PATH']}"
    start = time.perf_counter()
    with (folder / "log.txt").open("a") as log:
        done = subprocess.run(
            [BIN / words[0], *map(str, words[1:])],
            cwd=folder, env=env, check=False, stdout=log, stderr=log,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))} failed; see {folder / 'log.txt'}")
    return time.perf_counter() - start


def course_folder(folder, students, extra="", changed=None):
    """Make a course folder in which these notebooks of code were handed in."""
    folder.mkdir(parents=True)
    run(folder, "autograder", "nbgrader", "init", folder, "--course", COURSE.root)
    source = folder / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(source.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = (changed or {}).get(cell["id"], cell["source"])
    source.write_text(json.dumps(notebook), "utf-8")
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + extra, "utf-8")
    (folder / "nothing.py").write_text(NOTHING)
    run(folder, "nbgrader", "generate_assignment", NAME)
    given = json.loads((folder / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
    answers = [c for c in given["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    for student, text in students.items():
        for cell in answers:
            cell["source"] = "# in the first cell"
        answers[0]["source"] = text
        place = folder / "submitted" / student / NAME
        place.mkdir(parents=True)
        (place / f"{NAME}.ipynb").write_text(json.dumps(given), "utf-8")
    return folder


def in_kernel():
    """Return the source of each graded cell as one that runs its checks in the kernel."""
    sources = {"setup": ["import cell"]}
    for check in collect(COURSE.find(NAME)):
        name = graded_cell(check.function, hidden=check.hidden)
        sources.setdefault(name, []).append(f"cell.run({check.id!r}, globals())")
    return {name: "\n".join(lines) for name, lines in sources.items()}


def inside(folder):
    """Return what our part takes in a process: the exam once, then each notebook."""
    start = time.perf_counter()
    build_exam(COURSE.find(NAME))
    exam = time.perf_counter() - start
    grader = Grader(Terms(COURSE.root, 0, choose_tier(), Limits()))
    spent = []
    for path in sorted(folder.glob(f"submitted/*/{NAME}/*.ipynb")):
        start = time.perf_counter()
        grader.grade(path.parts[-3], NAME, read_cells(path.read_bytes()), path.name)
        spent.append(time.perf_counter() - start)
    grader.close()
    return exam, statistics.median(spent)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("autograde"))
    options = parser.parse_args()
    base, students = options.folder.resolve(), folders.sources(options.students, options.students)
    shutil.rmtree(base, ignore_errors=True)
    swap = "\nc.Autograde.autograde_preprocessors[0] = 'nothing.Nothing'\n"
    made = {
        "ours": course_folder(base / "ours", students),
        "nothing": course_folder(base / "nothing", students, swap),
        "Execute": course_folder(base / "execute", students, OWN, in_kernel()),
    }
    times = {name: [] for name in made}
    starts = []
    for _ in range(options.rounds):
        starts.append(run(base / "ours", "nbgrader", "--version"))
        for name, folder in made.items():
            times[name].append(run(folder, "nbgrader", "autograde", NAME, "--force"))
            print(f"{name:10}{times[name][-1]:8.2f} s", flush=True)
    wall = {name: statistics.median(spent) for name, spent in times.items()}
    exam, each = inside(base / "ours")
    start, count = statistics.median(starts), options.students
    print(f"\n{count} notebooks of {NAME}, seconds")
    print(f"{'nbgrader with Execute':44}{wall['Execute']:8.2f}")
    print(f"{'nbgrader with this grader':44}{wall['ours']:8.2f}")
    print(f"{'  nbgrader loads':44}{start:8.2f}")
    print(f"{'  nbgrader reads, writes, keeps its gradebook':44}{wall['nothing'] - start:8.2f}")
    print(f"{'  the exam is drawn and rehearsed, once':44}{exam:8.2f}")
    print(f"{'  a notebook sits and is marked, each':44}{each:8.3f}")
    print(f"{'of Execute':44}{wall['ours'] / wall['Execute']:8.2f}")
    beyond = {name: spent - wall["nothing"] for name, spent in wall.items()}
    print(f"{'of Execute, both beyond nothing':44}{beyond['ours'] / beyond['Execute']:8.2f}")


if __name__ == "__main__":
    main()
