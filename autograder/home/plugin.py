"""The pytest plugin: fixtures for checks, the same draws as in grading, messages, the scoreboard.

It does nothing in a project that has no checks.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis.errors import Flaky

from autograder.checks.drawing import configured, is_property
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.message import called_rows, compose, rows_of, wants_hint
from autograder.checks.student import Student
from autograder.home.asked import add_options, demand_possible, page_path, words_asked
from autograder.home.modules import Module, reference_module, student_module
from autograder.home.patience import watched
from autograder.home.scoreboard import Line, can_print, scoreboard

SEED = 0
PROPERTY = "autograder"
MODULES = pytest.StashKey[dict[Path, Module]]()
STUDENT = pytest.StashKey[Student]()
PLANNED = pytest.StashKey[dict[str, Line]]()
PRINTED = 5  # last lines of what a failing check printed


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the page."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, so that strict runs know it."""
    demand_possible(config)
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
    """Draw the cases that grading draws, and say where a function is that takes long."""
    test: Any = getattr(item, "obj", None)
    marker = _marker(item)
    if marker is None:
        return (yield)
    with ExitStack() as around:
        module = _module(item.config, item.path)
        path = module.folder / module.file
        around.enter_context(watched(item.config, marker.kwargs["of"], path))
        if is_property(test):
            around.enter_context(configured(test, f"{item.path.stem}::{item.name}", SEED))
        return (yield)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note what there is to do; where every test is a check, let the scoreboard say it all."""
    items = [item for item in session.items if _marker(item)]
    session.config.stash[PLANNED] = {item.nodeid: _line(item) for item in items}
    if items and len(items) == len(session.items) and session.config.option.tbstyle == "auto":
        session.config.option.tbstyle = "no"
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.reportchars = ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put a check's failure into words, and note its outcome for the scoreboard."""
    report = yield
    if _marker(item) is None or (report.when != "call" and report.passed):
        return report
    message = evidence = ""
    if report.failed and call.excinfo is not None:
        message, evidence = _message(item, call.excinfo.value)
        report.longrepr = message or report.longrepr
    printed = "\n".join(report.capstdout.splitlines()[-PRINTED:]) if report.failed else ""
    said = message or ("" if report.passed else str(report.longrepr))
    share = getattr(call.excinfo.value, "share", 0.0) if call.excinfo else 1.0
    outcome = {
        "passed": report.passed,
        "message": said,
        "printed": printed,
        "share": float(report.passed) or share,
        "evidence": evidence,
    }
    report.user_properties.append((PROPERTY, outcome))
    return report


def _line(item: pytest.Item) -> Line:
    marker, doc = _marker(item), getattr(item, "obj", None).__doc__
    assert marker is not None
    title = (doc or item.name).strip().splitlines()[0]
    return Line(str(item.path.parent), marker.kwargs["of"], title, marker.args[0])


def _message(item: pytest.Item, error: BaseException) -> tuple[str, str]:
    """Return what is wrong in words, and what a page shows of it if one is asked for."""
    marker, module = _marker(item), _module(item.config, item.path)
    assert marker is not None
    function = marker.kwargs["of"]
    if isinstance(error, Flaky):
        said = f"{function} gives different answers to the same question"
        error = CheckFailed(Row("flaky", said))
    found = rows_of(error, function, module.file)
    if found is None:
        return "", ""
    module.repeat(function)
    made = item.stash.get(STUDENT, None)
    call = made._last_call(function) if made else None  # noqa: SLF001 - public names are the student's functions
    names = module.parameters(function)
    rows = called_rows(call, names, found)
    if marker.kwargs.get("hint") and wants_hint(found):
        rows.append(Row("hint", marker.kwargs["hint"]))
    evidence = ""
    if page_path(item.config):
        from autograder.home.report import evidence_of  # noqa: PLC0415 - most runs need no page

        evidence = evidence_of(rows, found, call, names)
    return compose(rows, reveal=True, varying=True), evidence


def _marker(item: pytest.Item) -> pytest.Mark | None:
    return item.get_closest_marker("points")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the scoreboard, and write the page where one is asked for."""
    lines = _outcomes(terminalreporter, config)
    modules = {str(module.folder): module for module in config.stash[MODULES].values()}
    names = {
        (line.folder, line.function): mistake
        for line in lines
        if line.ran and not line.passed and line.folder in modules
        if (mistake := modules[line.folder].mistake(line.function))
    }
    for text, style in scoreboard(lines, names, plain=not can_print(sys.stdout.encoding)):
        terminalreporter.write_line(text, **style)
    page = page_path(config)
    if page and lines:
        from autograder.home.report import page_of  # noqa: PLC0415 - as above

        words = words_asked(config, {line.folder for line in lines})
        try:
            page.write_text(page_of(lines, names, words), "utf-8")
            terminalreporter.write_line(f"\nopen {page}")
        except OSError as error:
            terminalreporter.write_line(f"\n{page} cannot be written: {error.strerror}", red=True)


def _outcomes(reporter: pytest.TerminalReporter, config: pytest.Config) -> list[Line]:
    """Return what was planned, in order, with what came of it."""
    planned: dict[str, Line] = {}
    if PLANNED in config.stash and not config.option.collectonly:
        noted = config.stash[PLANNED]
        planned = dict(noted)
    for reports in reporter.stats.values():
        for report in reports:
            for name, outcome in getattr(report, "user_properties", ()):
                if name == PROPERTY and report.nodeid in planned:
                    planned[report.nodeid] = replace(planned[report.nodeid], ran=True, **outcome)
    return list(planned.values())
