"""The same submission gets the same points and messages, whenever and beside whatever it is graded.

The whole sample class, 20 times: `python tests/benchmarks/determinism.py`.
"""

import subprocess
import sys
from pathlib import Path

from autograder.course import load_module

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "benchmarks" / "determinism.py"
STUDENTS = ("s05_unpad", "s10_halfway", "s12_import_crash", "s21_forger")


def test_order_jobs_and_load_change_no_point_and_no_word():
    command = [sys.executable, str(SCRIPT), "--runs", "3", "--load", "3", "--students", *STUDENTS]
    command += ["--options", "assignment=04_conv", "cpu-seconds=2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 runs of 4 submissions, 0 with another result" in done.stdout


def test_the_comparison_leaves_nothing_out_but_times():
    differences = load_module(SCRIPT, "determinism_of_the_batch").differences
    one = {"points": 3, "checks": [{"message": "a"}, {"message": "b"}]}
    assert not list(differences(one, one))
    for other in (
        one | {"points": 4},
        one | {"checks": [{"message": "a"}, {"message": "c"}]},
        one | {"checks": [{"message": "a"}]},
        one | {"notes": []},
    ):
        assert list(differences(one, other))
