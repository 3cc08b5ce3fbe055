"""Checks in a notebook: `%check conv2d` says what `pytest` says, of the functions in the kernel.

`%load_ext autograder` provides it, and lets a notebook import the student's earlier ones.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.answers import Absent, Answer, Call, Raised
from autograder.barred import Bar, barred_topics
from autograder.home.apart import forget, no_other_plugins
from autograder.home.earlier import EarlierNotebooks
from autograder.home.modules import HIDDEN, Module
from autograder.home.plugin import MODULES
from autograder.in_process import asker

OPTIONS = (
    "-q",
    "--color=yes",
    "--import-mode=importlib",
    f"-c{os.devnull}",
    "-pno:cacheprovider",
    "-pno:unraisableexception",
    "-pautograder.home.plugin",
)
CELL = "its cell"  # where lines are counted


class _Shown(io.StringIO):
    encoding = "utf-8"  # notebooks show every mark


class ChecksFailed(Exception):  # noqa: N818 - reads as a sentence where nbgrader prints it
    """Checks failed while nbgrader validates the notebook; shown as the scoreboard alone."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def load(shell: Any) -> None:
    """Add `%check` to a notebook's shell, and make earlier assignments importable."""
    folder = Path.cwd()
    earlier = EarlierNotebooks(folder, shell.transform_cell)
    bars: list[Any] = [Bar(topic) for file in _checks_in(folder) for topic in barred_topics(file)]
    ours = (EarlierNotebooks, Bar)
    others = [finder for finder in sys.meta_path if not isinstance(finder, ours)]
    sys.meta_path[:] = [*bars, *others, earlier]

    def check(line: str) -> None:
        """Run the public checks of the functions named, or all of them."""
        board, passed = run_checks(folder, shell.user_ns, line.split())
        if os.environ.get("NBGRADER_VALIDATING") and not passed:
            raise ChecksFailed(board)
        sys.stdout.write(board)

    shell.register_magic_function(check, "line", "check")


def run_checks(folder: Path, names: Mapping[str, Any], functions: list[str]) -> tuple[str, bool]:
    """Run the checks in a folder on what `names` holds now; return the scoreboard.

    Besides, whether all of them passed. Without `functions`, all are checked.
    """
    files = _checks_in(folder)
    if not files:
        return f"There is no file of checks, test_….py, in {folder}.\n", False
    board = _Board(names, functions)
    with _alone(files), contextlib.redirect_stdout(board.shown):
        status = pytest.main([*OPTIONS, f"--rootdir={folder}", *map(str, files)], [board])
    if functions and not board.kept and board.judged:
        known = ", ".join(dict.fromkeys(board.judged))
        return f"There are no checks of {' '.join(functions)}; there are of {known}.\n", False
    return board.text.lstrip("\n") or board.shown.getvalue(), status == pytest.ExitCode.OK


def _checks_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("test_*.py")) if path.name != HIDDEN]


@contextlib.contextmanager
def _alone(files: list[Path]) -> Generator[None]:
    """Keep other plugins out, and have the files of checks read anew."""
    try:
        with no_other_plugins():
            yield
    finally:
        forget(files)


class _Board:
    """A pytest plugin: checks what the kernel holds, and keeps what the scoreboard says."""

    def __init__(self, names: Mapping[str, Any], functions: list[str]) -> None:
        self.shown = _Shown()
        self.text = ""
        self.judged: list[str] = []
        self.kept: list[pytest.Item] = []
        self._names = names
        self._functions = functions

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        marks = [(item, item.get_closest_marker("points")) for item in items]
        judged = [(item, mark.kwargs["of"]) for item, mark in marks if mark]
        self.judged = [function for _, function in judged]
        wanted = self._functions or self.judged
        self.kept = [item for item, function in judged if function in wanted]
        items[:] = self.kept
        for path in {item.path for item in items}:
            ask = _asker(self._names)
            config.stash[MODULES][path] = Module(path.parent / CELL, ask, dict(self._names))

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_terminal_summary(self) -> Generator[None]:
        start = len(self.shown.getvalue())
        yield
        self.text = self.shown.getvalue()[start:]


def _asker(names: Mapping[str, Any]) -> Callable[[Call], Answer]:
    """Ask functions that are spread over cells: lines are counted in the cell of each."""

    def ask(call: Call) -> Answer:
        function = names.get(call.function)
        if not callable(function):
            return Absent(f"{call.function} is not defined: run the cell that defines it")
        file = getattr(getattr(function, "__code__", None), "co_filename", CELL)
        answer = asker(names, file)(call)
        if isinstance(answer, Raised) and answer.unwritten:
            name, _, place = answer.unwritten.partition(" in ")
            if not place.endswith((".ipynb", f"{name}.py")) and place[:1].isdigit():
                answer = replace(answer, unwritten=name)
        return answer

    return ask
