"""What of a page is asked for on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from autograder.page.words import Words


def add_options(parser: pytest.Parser) -> None:
    """Offer a page, and its language."""
    group = parser.getgroup("homework")
    group.addoption("--report", metavar="FILE", help="write your work as a page: report.html")
    group.addoption("--lang", default="en", help="language of that page: en or ko")


def demand_possible(config: pytest.Config) -> None:
    """Raise UsageError where the page that is asked for cannot be written."""
    page = page_path(config)
    if page and not page.parent.is_dir():
        raise pytest.UsageError(f"--report: there is no folder {page.parent}")
    if page:
        words_asked(config, ())


def page_path(config: pytest.Config) -> Path | None:
    """Return where the page is to be written, if anywhere."""
    asked = config.getoption("report", None)
    return config.invocation_params.dir / asked if asked else None


def words_asked(config: pytest.Config, folders: Iterable[str]) -> Words:
    """Return the page's language, with what assignments in these folders add to it."""
    from autograder.home.report import words_at_home  # noqa: PLC0415 - most runs need no page

    try:
        return words_at_home(config.getoption("lang", "en"), folders)
    except ValueError as error:
        raise pytest.UsageError(f"--lang: {error}") from None
