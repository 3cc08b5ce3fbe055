"""Run pytest apart from whatever else is installed on a machine, or loaded in a process."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ALONE, OPTIONS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_ADDOPTS"


@contextlib.contextmanager
def no_other_plugins() -> Iterator[None]:
    """Keep other plugins out, and options that are meant for other runs."""
    before = {name: os.environ.pop(name, None) for name in (ALONE, OPTIONS)}
    os.environ[ALONE] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def forget(paths: Iterable[Path]) -> None:
    """Drop the modules of these files, lest others of the same names be taken for them."""
    files = set(map(str, paths))
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) in files:
            del sys.modules[name]
