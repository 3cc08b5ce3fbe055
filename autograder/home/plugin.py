"""The pytest plugin: fixtures for checks, the same draws as in grading, messages, the scoreboard.

It does nothing in a project that has no checks.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis.errors import Flaky

from autograder.checks.drawing import configured, is_property
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.message import call_text, compose, rows_of
from autograder.checks.student import Student
from autograder.home.modules import Module, reference_module, student_module
from autograder.home.scoreboard import Line, scoreboard

SEED = 0
PROPERTY = "autograder"
MODULES = pytest.StashKey[dict[Path, Module]]()
STUDENT = pytest.StashKey[Student]()


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, so that strict runs know it."""
    config.addinivalue_line("markers", "points(worth, of, hint): make this test a check")
    config.stash[MODULES] = {}


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """Return the functions that are being checked."""
    module = _module(request.config, request.path)
    found = Student(module.ask)
    request.node.stash[STUDENT] = found
    return found


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Student:
    """Return the right answers; only hidden checks may ask for them."""
    return Student(reference_module(request.path).ask)


def _module(config: pytest.Config, test_file: Path) -> Module:
    known = config.stash[MODULES]
    if test_file not in known:
        known[test_file] = student_module(test_file)
    return known[test_file]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Draw the cases that grading draws."""
    test: Any = getattr(item, "obj", None)
    if _marker(item) is None or not is_property(test):
        return (yield)
    with configured(test, f"{item.path.stem}::{item.name}", SEED):
        return (yield)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Where every test is a check, let the scoreboard say it all."""
    if session.items and all(_marker(item) for item in session.items):
        session.config.option.tbstyle = "no"
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.reportchars = ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put a check's failure into words, and note its points for the scoreboard."""
    report = yield
    marker = _marker(item)
    if marker is None or (report.when != "call" and report.passed):
        return report
    message = ""
    if report.failed and call.excinfo is not None:
        message = _message(item, marker, call.excinfo.value)
        report.longrepr = message or report.longrepr
    report.user_properties.append((PROPERTY, _line(item, marker, report, message)))
    return report


def _line(
    item: pytest.Item, marker: pytest.Mark, report: pytest.TestReport, message: str
) -> dict[str, Any]:
    title = (getattr(item, "obj", None).__doc__ or item.name).strip().splitlines()[0]
    said = message or ("" if report.passed else str(report.longrepr))
    return {
        "folder": str(item.path.parent),
        "function": marker.kwargs["of"],
        "title": title,
        "worth": marker.args[0],
        "passed": report.passed,
        "message": said,
    }


def _message(item: pytest.Item, marker: pytest.Mark, error: BaseException) -> str:
    function, module = marker.kwargs["of"], _module(item.config, item.path)
    if isinstance(error, Flaky):
        error = CheckFailed(
            Row("flaky", f"{function} gives different answers to the same question")
        )
    rows = rows_of(error, function, module.file)
    if rows is None:
        return ""
    made = item.stash.get(STUDENT, None)
    call = made._last_call(function) if made else None  # noqa: SLF001 - public names are the student's functions
    before = [Row("called", call_text(call, module.parameters(function)))] if call else []
    if rows[0].label in {"to do", "missing"}:
        return compose(rows, reveal=True)
    hint = [Row("hint", marker.kwargs["hint"])] if marker.kwargs.get("hint") else []
    return compose([*before, *rows, *hint], reveal=True)


def _marker(item: pytest.Item) -> pytest.Mark | None:
    return item.get_closest_marker("points")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the scoreboard."""
    lines = [
        Line(**value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY
    ]
    modules = {str(module.folder): module for module in config.stash[MODULES].values()}
    names = {
        (line.folder, line.function): mistake
        for line in lines
        if not line.passed and (mistake := modules[line.folder].mistake(line.function))
    }
    for text, style in scoreboard(lines, names):
        terminalreporter.write_line(text, **style)
