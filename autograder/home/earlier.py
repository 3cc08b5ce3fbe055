"""Import what a student wrote in an earlier assignment, out of its notebook or file."""

from __future__ import annotations

import ast
import contextlib
import json
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

# What defines: a notebook's plots and tries are not run again.
KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


class EarlierNotebooks(MetaPathFinder):
    """Finds `conv` in `04_conv` beside a later assignment's folder: conv.py, or else a notebook."""

    def __init__(self, folder: Path, transform: Callable[[str], str]) -> None:
        self._folder = folder
        self._transform = transform

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: Any = None
    ) -> ModuleSpec | None:
        """Return where an earlier assignment's functions are, or None."""
        del path, target
        if not fullname.isidentifier():
            return None
        for place in sorted(self._folder.parent.glob(f"[0-9][0-9]_{fullname}")):
            if place.name >= self._folder.name:
                continue
            if (place / f"{fullname}.py").is_file():
                return spec_from_file_location(fullname, place / f"{fullname}.py")
            for notebook in sorted(place.glob("*.ipynb")):
                return spec_from_loader(fullname, _NotebookLoader(notebook, self._transform))
        return None


class _NotebookLoader(Loader):
    def __init__(self, path: Path, transform: Callable[[str], str]) -> None:
        self._path = path
        self._transform = transform

    def exec_module(self, module: ModuleType) -> None:
        """Run what a notebook's cells define; what does not work is left out."""
        module.__file__ = str(self._path)
        cells = json.loads(self._path.read_text("utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "code":
                self._run("".join(cell["source"]), module)

    def _run(self, source: str, module: ModuleType) -> None:
        with contextlib.suppress(SyntaxError):
            for statement in ast.parse(self._transform(source)).body:
                if isinstance(statement, KEPT):
                    alone = ast.Module([statement], [])
                    with contextlib.suppress(Exception):
                        exec(compile(alone, str(self._path), "exec"), vars(module))  # noqa: S102
