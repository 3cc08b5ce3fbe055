"""Kill the grader and its helpers at random moments: nothing lost, nothing doubled, none invented.

    python tests/benchmarks/faults.py [--kills 50] [--seed 0] [--small] [--disk]

A small class is graded once undisturbed. Then it is graded again and again while one process of
the grader's, a different kind each time, is sent SIGKILL at a random moment: the grader itself, a
job, a zygote, or the supervisor that waits for the zygote. After each kill every result on disk
must be that of the undisturbed run, apart from times, or say that the grader failed; what was there
before must be there still; a table must be that of the reports; no process may be left. In the end
the same command must complete it.
With `--disk` (as root) the output folder lies on a disk that is too small, and grows page by page.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from processes import family, wait_for_the_end_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_class"
KINDS = ("grader", "job", "zygote", "supervisor")
Results = dict[str, Any]


def class_folder(place: Path, assignments: tuple[str, ...]) -> Path:
    """Make a class of a few students of the sample class, and one who hangs."""
    for student in ("s01_loops", "s05_unpad", "s07_assign", "s10_halfway", "s26_indent"):
        for assignment in assignments:
            if (SAMPLE / student / assignment).is_dir():
                shutil.copytree(SAMPLE / student / assignment, place / student / assignment)
    hang = place / "t_hang" / assignments[0]
    hang.mkdir(parents=True)
    loop = "def zero_pad2d(x, *args, **kwargs):\n    while True:\n        pass\n"
    (hang / "padding.py").write_text(loop, "utf-8")
    return place


def command(submissions: Path, out: Path) -> list[str]:
    grade = [sys.executable, "-m", "autograder", "grade", str(submissions), "--out", str(out)]
    return [*grade, "--jobs", "2", "--cpu-seconds", "1", "--course", str(ROOT)]


def start(submissions: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(submissions, out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )


def results(out: Path) -> Results:
    """Return all reports, without the times."""
    found: Results = {}
    for path in sorted(out.glob("reports/*/*.json")):
        report = json.loads(path.read_text("utf-8"))
        report.pop("seal")
        for check in report["checks"]:
            check.pop("seconds")
        found[f"{path.parent.name}/{path.stem}"] = report
    return found


def table(out: Path) -> dict[str, str] | None:
    """Return the points in the table, or None where there is none."""
    if not (out / "grades.csv").is_file():
        return None
    with (out / "grades.csv").open(encoding="utf-8") as file:
        rows = [
            (f"{row['student']}/{row['assignment']}", row["points"]) for row in csv.DictReader(file)
        ]
    assert len(dict(rows)) == len(rows), "a row is there twice"
    return dict(rows)


def look_over(out: Path, undisturbed: Results, *, whole: bool) -> None:
    """Hold what is on disk against the undisturbed run."""
    found = results(out)
    for key, report in found.items():
        failed = report["status"] == "error" and report["points"] is None
        assert report == undisturbed[key] or (failed and not whole), f"{key} is another result"
    assert not whole or found.keys() == undisturbed.keys(), "a result is lost"
    points = {key: "" if r["points"] is None else str(r["points"]) for key, r in found.items()}
    assert table(out) in ([points] if whole else [points, None]), "the table is not the reports'"


def victims(grader: subprocess.Popen[str], kind: str) -> list[int]:
    return [pid for pid, what in family(grader.pid) if what == kind]


def strike(grader: subprocess.Popen[str], kind: str, wait: float, rng: random.Random) -> str:
    """Kill one process of this kind, so long after the first one was there; "" where none was."""
    while grader.poll() is None and not victims(grader, kind):
        time.sleep(0.01)
    time.sleep(wait)
    known = dict(family(grader.pid))
    found = [pid for pid, what in known.items() if what == kind and grader.poll() is None]
    if found:
        os.kill(rng.choice(found), signal.SIGKILL)
    _, said = grader.communicate(timeout=600)
    assert "Traceback" not in said, said
    assert grader.returncode in {0, 1} or (kind == "grader" and grader.returncode == -9), said
    wait_for_the_end_of(known)
    struck = found and (kind != "grader" or grader.returncode == -9)  # or it had just ended
    failed = ", reported as a failure of the grader" if grader.returncode == 1 else ""
    return f"{kind} killed{failed}" if struck else ""


def kill_at_random(
    place: Path, submissions: Path, undisturbed: Results, kills: int, seed: int
) -> None:
    rng, out, longest = random.Random(seed), place / "grades", 4.0
    outcomes, before = Counter[str](), set[str]()
    while outcomes.total() < kills:
        kind = KINDS[outcomes.total() % len(KINDS)]
        outcome = strike(start(submissions, out), kind, rng.uniform(0, longest), rng)
        look_over(out, undisturbed, whole=False)
        assert before <= results(out).keys(), "a result is lost"
        before = set(results(out))
        longest *= 1.1 if outcome else 0.7
        outcomes += Counter([outcome] if outcome else [])
        if before == undisturbed.keys():
            shutil.rmtree(out)
            before = set()
    for _ in range(2):
        subprocess.run(command(submissions, out), cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        look_over(out, undisturbed, whole=True)
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:4} {outcome}")
    print(f"{kills} kills; in the end the same results as undisturbed")


def grow_a_disk(place: Path, submissions: Path, undisturbed: Results) -> None:
    """Grade onto a disk that is full sooner or later, and grows, until it is large enough."""
    disk, kilobytes, stops = place / "disk", 4, Counter[str]()
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k,mode=755", "tmpfs", str(disk)]
    subprocess.run(mount, check=True)
    try:
        while said := full(submissions, disk / "grades", undisturbed):
            stops[Path(said.split()[1]).name] += 1
            kilobytes += 8
            subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(disk)], check=True)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    print(f"{stops.total()} times the disk was full, then {kilobytes} kB were enough:")
    for name, count in stops.most_common():
        print(f"{count:4} at {name}")


def full(submissions: Path, out: Path, undisturbed: Results) -> str:
    """Grade; return what was said of a full disk, or nothing where all is done."""
    grader = start(submissions, out)
    _, said = grader.communicate()
    look_over(out, undisturbed, whole=grader.returncode == 0)
    assert grader.returncode in {0, 1}, said
    assert "Traceback" not in said, said
    if grader.returncode:
        assert "No space left on device" in said, said
        assert "give the same command again" in " ".join(said.split()), said
    return said if grader.returncode else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--small", action="store_true", help="one assignment")
    parser.add_argument("--disk", action="store_true", help="a full disk as well; needs root")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        assignments = ("03_padding",) if options.small else ("03_padding", "04_conv")
        submissions = class_folder(place / "class", assignments)
        subprocess.run(
            command(submissions, place / "undisturbed"),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        undisturbed = results(place / "undisturbed")
        if options.kills:
            kill_at_random(place, submissions, undisturbed, options.kills, options.seed)
        if options.disk:
            grow_a_disk(place, submissions, undisturbed)


if __name__ == "__main__":
    main()
