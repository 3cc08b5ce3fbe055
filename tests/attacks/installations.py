"""Installations of the kit to grade with: this one, and one that an ordinary user can read."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
# An ordinary user who owns nothing, and who is nobody else.
UID = 1_987_654_321
PYTHONS = ("/usr/bin/python3", "/usr/local/bin/python3", f"/usr/bin/python3.{sys.version_info[1]}")
PARTS = ("autograder", "assignments", "solutions", "tests/attacks", "tests/sandbox")
# Of this environment's packages, what the kit doesn't run with.
SKIPPED = (
    "pip*",
    "setuptools*",
    "pkg_resources",
    "*mypy*",
    "ruff*",
    "*.pth",
    "convgrade*",
    "tests",
)
ABOUT = "import sys; print(*sys.version_info[:2])"


@dataclass(frozen=True)
class Installation:
    """A Python that has what the kit needs, and a folder with the kit."""

    python: str
    root: Path

    def command(self, *denied: str) -> list[str]:
        """Return how to start Python, behind what is to be denied."""
        wanted = ",".join(filter(None, denied))
        deny = [self.python, str(self.root / "tests" / "sandbox" / "deny.py"), wanted]
        return [*(deny if wanted else []), self.python]

    @property
    def environment(self) -> dict[str, str]:
        """What to run it with: nothing is written beside its files, and it has one thread."""
        kept = {"PATH": os.environ.get("PATH", ""), "HOME": "/", "LANG": "C.UTF-8"}
        path = {"PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1"}
        return kept | path | {"OPENBLAS_NUM_THREADS": "1"}


OWN = Installation(sys.executable, ROOT)


def readable_by_all(path: Path) -> bool:
    """Say whether any user can enter a path and what leads to it."""
    return all(one.stat().st_mode & stat.S_IXOTH for one in (path, *path.parents))


def readable_python() -> str:
    """Return a Python of this very version that any user can run, or ""."""
    for python in PYTHONS:
        path = Path(python)
        if path.exists() and readable_by_all(path.resolve()):
            told = subprocess.run(
                [python, "-c", ABOUT], capture_output=True, text=True, check=False
            )
            if told.stdout.split() == [str(part) for part in sys.version_info[:2]]:
                return python
    return ""


def copied(home: Path, python: str) -> Installation:
    """Make an installation in a folder: a virtual environment, and copies of all that is needed."""
    subprocess.run([python, "-m", "venv", "--without-pip", home / "venv"], check=True)
    packages = next((home / "venv" / "lib").glob("python3*/site-packages"))
    copy(Path(np.__file__).parents[1], packages)
    for part in PARTS:
        copy(ROOT / part, home / "kit" / part)
    (home / "kit" / "pyproject.toml").write_text("", encoding="utf-8")
    return Installation(str(home / "venv" / "bin" / "python"), home / "kit")


def copy(path: Path, target: Path) -> None:
    """Copy a folder; tests of libraries and the like aren't needed."""
    unwanted = shutil.ignore_patterns(*SKIPPED)
    shutil.copytree(path, target, ignore=unwanted, dirs_exist_ok=True)
