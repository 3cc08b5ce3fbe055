"""A class of hostile students and honest neighbours, graded as instructors do."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import linux
from autograder.sandbox.confine import FIRST_UID
from tests.attacks.hostile import CALLS, FILES, LOADS, NAMES
from tests.attacks.installations import ROOT, UID
from tests.attacks.procfs import children, graders, memory_of, state_of
from tests.attacks.walls import Place, Walls

ASSIGNMENT, FUNCTION, WORTH = "05_pooling", "global_avg_pool2d", 100
HEAD = "import ctypes, os, re, sys, threading, time\n"
RIGHT = (ROOT / "tests/sample_class/s02_einsum" / ASSIGNMENT / "pooling.py").read_text("utf-8")
HONEST = ("a-honest", "honest", "z-honest")
SUBREAPER = 36
# What a grader's own process may need; its submissions may use a gigabyte each.
MOST_MEMORY, MOST_REPORT = 400 << 20, 400 << 10


def submissions() -> dict[str, str]:
    """Return what each student hands in."""
    texts = dict.fromkeys((*HONEST, *NAMES, "files"), RIGHT)
    for name, (body, _) in CALLS.items():
        texts[name] = f"{HEAD}{RIGHT}\n\ndef {FUNCTION}(x):\n    {body}\n"
    for name, (statement, _) in LOADS.items():
        texts[name] = f"{HEAD}{RIGHT}\n\n{statement}\n"
    return texts


def handed_in(folder: Path) -> None:
    """Write the class as its students handed it in."""
    for student, text in submissions().items():
        place = folder / student / ASSIGNMENT
        place.mkdir(parents=True)
        (place / "pooling.py").write_text(text, encoding="utf-8")
    for name, text in FILES.items():
        (folder / "files" / ASSIGNMENT / name).write_text(text, encoding="utf-8")


@dataclass
class Graded:
    """How grading went: what was written, said and left behind."""

    out: Path
    process: subprocess.CompletedProcess[str]
    memory: int
    left: list[int]
    scratch: Path

    def report(self, student: str) -> dict[str, Any]:
        """Return a student's report."""
        path = self.out / "reports" / student / f"{ASSIGNMENT}.json"
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    def lost(self, student: str) -> dict[str, int]:
        """Return the points that a student has lost, by function."""
        lost: dict[str, int] = {}
        for check in self.report(student)["checks"]:
            missing = check["max_points"] - check["points"]
            lost[check["function"]] = lost.get(check["function"], 0) + missing
        return {function: points for function, points in lost.items() if points}


PLACES = (Place(root=True, tier="ns"), Place(root=False, tier="ll", denied="docker"))


@pytest.fixture(scope="module", params=PLACES, ids=str)
def graded(walls: Walls, request: pytest.FixtureRequest) -> Graded:
    """Grade the class; whoever outlives the grader becomes this process's child."""
    place: Place = request.param
    walls.at(place)  # or skip
    python, kit = walls.command(place)
    home = walls.home / str(place)
    handed_in(home / "class")
    for name in ("grades", "scratch"):
        (home / name).mkdir()
        (home / name).chmod(0o777)
    command = ["-m", "autograder", "grade", home / "class", "--out", home / "grades", "--jobs", "2",
               "--sandbox", place.tier, "--cpu-seconds", "0.4", "--wall-seconds", "5"]  # fmt: skip
    linux.prctl(SUBREAPER, 1)
    before = set(children())
    environment = kit.environment | {"TMPDIR": str(home / "scratch")}
    process = subprocess.Popen(
        [*python, *map(str, command)], cwd=kit.root, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    memory = 0
    while process.poll() is None:
        memory = max([memory, *map(memory_of, graders(process.pid))])
        time.sleep(0.05)
    done = subprocess.CompletedProcess(command, process.returncode, *process.communicate())
    time.sleep(0.5)
    left = [pid for pid in set(children()) - before if state_of(pid) != "Z"]
    linux.prctl(SUBREAPER, 0)
    return Graded(home / "grades", done, memory, left, home / "scratch")


def test_the_grader_is_well_and_says_that_all_are_graded(graded: Graded) -> None:
    """Exit status 0, a row for each student, none to be graded again."""
    assert graded.process.returncode == 0, graded.process.stderr
    assert graded.process.stderr == ""
    with (graded.out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["student"].removeprefix("'") for row in rows} == {
        name.removeprefix("'") for name in submissions()
    }
    assert {row["status"] for row in rows} == {"graded"}


def test_honest_neighbours_lose_nothing(graded: Graded) -> None:
    """Whatever their names are, whatever lies beside their files, whoever sits next to them."""
    for student in (*HONEST, *NAMES, "files"):
        assert graded.lost(student) == {}, student
        assert graded.report(student)["student"] == student


def test_an_attack_costs_its_own_function_and_the_report_says_what_happened(
    graded: Graded,
) -> None:
    """In plain words, of the first check that judges it."""
    silent = {}
    for student, (_, says) in CALLS.items():
        assert list(graded.lost(student)) == [FUNCTION], student
        checks = [c for c in graded.report(student)["checks"] if c["function"] == FUNCTION]
        said = [check["message"] for check in checks if check["status"] == "failed"]
        if not any(says in message for message in said):
            silent[student] = (says, said)
    assert silent == {}


def test_an_attack_while_loading_costs_a_statement_and_a_note_says_which(graded: Graded) -> None:
    """All functions are defined by then: nothing is lost."""
    silent = {}
    for student, (_, says) in LOADS.items():
        assert graded.lost(student) == {}, student
        notes = graded.report(student)["notes"]
        if not any(says in note for note in notes):
            silent[student] = (says, notes)
    assert silent == {}


def test_nothing_is_left_running_or_lying_about(graded: Graded) -> None:
    """No process, no file outside of the grades, nothing of the submissions' users."""
    assert graded.left == []
    assert list(graded.scratch.iterdir()) == []
    for place in ("/tmp", "/var/tmp", "/dev/shm", "/run"):
        owners = {path.lstat().st_uid for path in Path(place).iterdir()}
        assert not [uid for uid in owners if uid == UID or uid >= FIRST_UID], place


def test_the_graders_memory_and_disk_stay_bounded(graded: Graded) -> None:
    """However much is printed, returned, raised or asked."""
    assert 0 < graded.memory < MOST_MEMORY
    for student in submissions():
        for part in ("reports", "private", "students"):
            sizes = [p.stat().st_size for p in (graded.out / part / student).rglob("*.*")]
            assert sum(sizes) < MOST_REPORT, (part, student)


def test_no_text_of_a_students_acts_on_a_terminal_or_a_page(graded: Graded) -> None:
    """In what is printed, in reports, tables and pages."""
    assert all(c.isprintable() or c == "\n" for c in graded.process.stdout)
    for path in graded.out.rglob("*.*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}, path
            assert "<img src=x" not in text or path.suffix in {".csv", ".json"}
    assert os.fspath(ROOT / "solutions") not in "".join(
        path.read_text("utf-8") for path in graded.out.glob("reports/*/*.json")
    )
