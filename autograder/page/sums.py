"""How marks add up: a bar, and a table of the functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from autograder.page.html import Html, join, tag
from autograder.page.words import Words
from autograder.results import CheckResult, Report, Status


def by_function(checks: Iterable[CheckResult]) -> dict[str, list[CheckResult]]:
    """Group checks by the function that they judge."""
    groups: dict[str, list[CheckResult]] = defaultdict(list)
    for check in checks:
        groups[check.function].append(check)
    return dict(groups)


def of(got: int | None, most: int) -> str:
    """Write points of points; unknown ones as a question mark."""
    return f"{'?' if got is None else got}/{most}"


def anchor(report: Report, function: str) -> str:
    """Return where on the page a function stands."""
    return f"{report.assignment}-{function}"


def progress(report: Report, words: Words) -> Html:
    """Return a bar of the points, and in words what passed and what remains."""
    passed = sum(check.status is Status.PASSED for check in report.checks)
    left = len(report.checks) - passed
    share = 100 * (report.points or 0) / (report.max_points or 1)
    bar = tag(
        "svg",
        tag("rect", width=100, height=4, class_="track"),
        tag("rect", width=f"{share:g}", height=4, class_="done"),
        viewBox="0 0 100 4",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="bar",
        width="100%",
        height="8",
    )
    said = words.count("{n} check passed", "{n} checks passed", passed)
    rest = words("none remains") if not left else words.count("{n} remains", "{n} remain", left)
    return join([bar, tag("p", said, ", ", rest, ".", class_="said")])


def sums(report: Report, functions: dict[str, list[CheckResult]], words: Words) -> Html:
    """Return the table of how marks were added up."""
    rows = []
    for name, own in functions.items():
        link = tag("a", tag("code", name), href=f"#{anchor(report, name)}")
        rows.append(_row(link, own, points_of(own)))
    total = _row(words("together"), report.checks, of(report.points, report.max_points))
    heads = (words("function"), words("checks passed"), words("points"))
    return tag(
        "table",
        tag("caption", words("How the points add up")),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
        tag("tfoot", total),
        class_="sums",
    )


def _row(name: str, checks: Sequence[CheckResult], score: str) -> Html:
    passed = f"{sum(check.status is Status.PASSED for check in checks)}/{len(checks)}"
    return tag("tr", tag("th", name, scope="row"), tag("td", passed), tag("td", score))


def points_of(checks: Sequence[CheckResult]) -> str:
    """Return the points of a function, of how many."""
    known = [check.points for check in checks if check.points is not None]
    got = sum(known) if len(known) == len(checks) else None
    return of(got, sum(check.max_points for check in checks))
