"""How long `pytest` takes to start at home, against bare pytest with the same libraries imported.

    python tests/benchmarks/startup.py [--runs 15]

Runs both in turn, in the same interpreter's environment, and prints medians and the median ratio.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BARE = "import hypothesis\nimport numpy\n\n\ndef test_nothing():\n    pass\n"


def timed(folder: Path, **environment: str) -> float:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    started = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=os.environ | environment, check=False, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as made:
        bare, home = Path(made) / "bare", Path(made) / "home"
        bare.mkdir()
        (bare / "test_bare.py").write_text(BARE)
        shutil.copytree(ROOT / "assignments" / "03_padding", home)
        times: dict[str, list[float]] = {"bare": [], "home": []}
        for _ in range(runs + 1):
            # Without our plugin, but with Hypothesis's own, as anybody has it.
            times["bare"].append(timed(bare, PYTEST_ADDOPTS="-p no:autograder"))
            times["home"].append(timed(home))
    ratios = [h / b for h, b in zip(times["home"][1:], times["bare"][1:], strict=True)]
    print(f"bare pytest   {median(times['bare'][1:]):.2f} s")
    print(f"the bundle's  {median(times['home'][1:]):.2f} s   ratio {median(ratios):.2f}")


if __name__ == "__main__":
    main()
