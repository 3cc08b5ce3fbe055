"""Find the checks of an assignment: pytest is the registry."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.drawing import is_property
from autograder.course import Assignment, CourseError
from autograder.home.apart import forget, no_other_plugins

FIXTURES = ("student", "reference")
OPTIONS = (
    "--collect-only",
    "-q",
    "--import-mode=importlib",
    f"-c{Path(__file__).with_name('pytest.ini')}",
    "-pno:cacheprovider",
    "-pno:unraisableexception",  # collects garbage for a fifth of a second
    "-pautograder.home.plugin",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a pytest test with points, the function that it judges, and a title."""

    id: str
    title: str
    function: str
    points: int
    hidden: bool
    hint: str
    test: Callable[..., Any]
    body: Callable[..., Any]
    """The test as its author wrote it, without Hypothesis around it."""
    fixtures: tuple[str, ...]
    params: Mapping[str, Any] = field(default_factory=dict)


class _Collector:
    """A pytest plugin that keeps the tests which pytest finds, and what went wrong."""

    def __init__(self) -> None:
        self.items: list[pytest.Function] = []
        self.errors: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [item for item in session.items if isinstance(item, pytest.Function)]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr))


def collect(assignment: Assignment) -> tuple[Check, ...]:
    """Return all checks of an assignment, public ones first, in the order of their files."""
    for path in assignment.checks:
        if not path.is_file():
            raise CourseError(f"{path} is missing.")
    collector = _Collector()
    shown = io.StringIO()
    with no_other_plugins(), _no_kept_code(), contextlib.redirect_stdout(shown):
        options = [*OPTIONS, f"--rootdir={assignment.root}"]
        pytest.main([*options, *map(str, assignment.checks)], plugins=[collector])
    forget(assignment.checks)
    if collector.errors or not collector.items:
        said = "\n".join(collector.errors) or shown.getvalue()
        raise CourseError(f"The checks of {assignment.name} cannot be collected:\n{said}")
    public = assignment.checks[0]
    found = tuple(_check(item, hidden=item.path != public) for item in collector.items)
    twice = {check.id for check in found if [c.id for c in found].count(check.id) > 1}
    if twice:
        raise CourseError(f"{assignment.name} has several checks named {', '.join(sorted(twice))}.")
    return found


@contextlib.contextmanager
def _no_kept_code() -> Iterator[None]:
    """Have the checks compiled as they are now: older versions of pytest go by times of files."""
    before = sys.pycache_prefix, sys.dont_write_bytecode
    sys.pycache_prefix, sys.dont_write_bytecode = os.devnull, True
    try:
        yield
    finally:
        sys.pycache_prefix, sys.dont_write_bytecode = before


def _check(item: pytest.Function, *, hidden: bool) -> Check:
    where = f"{item.path}: {item.name}"
    marker = item.get_closest_marker("points")
    if marker is None:
        raise CourseError(f"{where} has no @points(…, of=…).")
    title = (item.obj.__doc__ or "").strip().splitlines()
    if not title:
        raise CourseError(f"{where} needs a docstring; students read it as its title.")
    params = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    asked = inspect.signature(item.obj).parameters
    if strange := sorted(set(asked) - set(FIXTURES) - set(params)):
        raise CourseError(f"{where} asks for {strange}; there is only {FIXTURES}.")
    return Check(
        id=f"{item.path.stem}::{item.name}",
        title=title[0],
        function=marker.kwargs["of"],
        points=marker.args[0],
        hidden=hidden,
        hint=marker.kwargs.get("hint", ""),
        test=item.obj,
        body=item.obj.hypothesis.inner_test if is_property(item.obj) else item.obj,
        fixtures=tuple(name for name in FIXTURES if name in asked),
        params=params,
    )
