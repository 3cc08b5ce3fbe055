"""Say where a function is when it takes long: a loop that never ends looks like nothing at all."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

PATIENCE = 8.0
"""Seconds in one check: honest plain loops take one or two, training takes longer."""


@contextmanager
def watched(config: pytest.Config, function: str, file: Path) -> Iterator[None]:
    """While a check runs, say once in which line of the student's file it is after a while."""
    thread = threading.get_ident()
    timer = threading.Timer(PATIENCE, lambda: _say(config, _where(thread, function, file)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _say(config: pytest.Config, text: str) -> None:
    """Print now, past what keeps the output of checks back."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    capture = config.pluginmanager.get_plugin("capturemanager")
    if reporter is not None and capture is not None:
        with capture.global_and_fixture_disabled():
            reporter.write_line(text)


def _where(thread: int, function: str, file: Path) -> str:
    frame: FrameType | None = sys._current_frames().get(thread)  # noqa: SLF001 - documented so
    while frame is not None and Path(frame.f_code.co_filename) != file:
        frame = frame.f_back
    line = f", now in line {frame.f_lineno} of {file.name}" if frame else ""
    return f"\n{function} has taken {PATIENCE:g} seconds{line}; Ctrl-C stops it"
