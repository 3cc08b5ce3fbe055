"""One failed check on a student's page: the call, what is wrong, and a drawing of it."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.page.grids import grid, of_argument, of_difference, sizes
from autograder.page.html import Html, coded, join, tag
from autograder.page.maps import where_map
from autograder.page.words import Words
from autograder.results import CheckResult, Example, Said, Status

MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.SKIPPED: "–", Status.ERROR: "?"}


def gist(check: CheckResult) -> str:
    """Return what is wrong, without what differs from check to check when one thing is wrong."""
    said = [
        f"{r.label}: {r.text}" for r in check.rows if r.label not in {"called", "hint", "params"}
    ]
    return "\n".join(said) or check.message


def points(check: CheckResult) -> Html:
    """Return the points of a check."""
    got = "?" if check.points is None else check.points
    return tag("span", f"{got}/{check.max_points}", class_="points")


def heading(check: CheckResult, words: Words) -> Html:
    """Return a check's line: what became of it, its title, and its points."""
    said = {
        Status.PASSED: words("passed"),
        Status.FAILED: words("failed"),
        Status.SKIPPED: words("not run"),
        Status.ERROR: words("to be regraded"),
    }[check.status]
    mark = tag("span", MARKS[check.status], role="img", aria_label=said, class_="mark")
    secret = tag("span", words("hidden check"), class_="tag") if check.hidden else None
    title = tag("span", coded(words.said(check.title)), " ", secret, class_="title")
    return tag("div", mark, title, points(check), class_="head")


def details(check: CheckResult, words: Words, *, first: bool) -> Html:
    """Return what is wrong in a failed check. The first of a function shows its drawing at once."""
    if not check.rows:
        return tag("pre", check.message) if check.message else Html("")
    rows = [row for row in check.rows if not _is_elsewhere(row, check)]
    drawing = _drawing(check, words)
    if drawing and not first:
        drawing = tag("details", tag("summary", words("show the example")), drawing)
    return join([call(check), _rows(rows, words), drawing])


def _is_elsewhere(row: Said, check: CheckResult) -> bool:
    """Tell whether the drawing, the call's line or the function's box says it."""
    drawn = check.difference is not None and bool(check.difference.got)
    first = drawn and row.label == "first" and row.text.startswith(f"{check.difference.name}[")  # type: ignore[union-attr]
    named = check.diagnosis is not None
    hint = check.diagnosis.hint if check.diagnosis else ""
    above = row.label == "looks like" or (row.label == "hint" and row.text == hint)
    return first or row.label == "called" or (named and above)


def call(check: CheckResult) -> Html | None:
    """Return the call that failed; of a hidden check its shapes and settings, one by one."""
    if check.hidden and check.example is not None:
        return tag("p", _settings(check.example), class_="chips")
    called = next((row.text for row in check.rows if row.label == "called"), "")
    return tag("p", tag("code", called), class_="call") if called else None


def _settings(example: Example) -> Html:
    plain = {a.name: a.values for a in example.arguments if a.shape is None}
    chips = [
        tag("span", f"{key} ", tag("b", str(value)), class_="chip setting")
        for key, value in {**plain, **example.settings}.items()
    ]
    return join([sizes(example.arguments), *chips], " ")


def _rows(rows: Sequence[Said], words: Words) -> Html | None:
    """Return lines of a message as a list of terms; a line without a label continues the last."""
    groups: list[tuple[str, list[str]]] = []
    for row in rows:
        if row.label or not groups:
            groups.append((row.label, []))
        groups[-1][1].append(row.text)
    items = [
        join([tag("dt", words.said(label)), *(tag("dd", coded(words.said(t))) for t in texts)])
        for label, texts in groups
    ]
    pairs = [tag("div", item) for item in items]
    return tag("dl", *pairs, class_="rows") if pairs else None


def _drawing(check: CheckResult, words: Words) -> Html | None:
    """Return the arguments, the answer and the right one as grids, and a map of where."""
    asked = [a for a in map(of_argument, check.example.arguments if check.example else ()) if a]
    found = of_difference(check.difference, words) if check.difference else None
    largest = max((array.largest for array in found), default=0.0) if found else 0.0
    arguments = [grid(array, words) for array in asked]
    answers = [grid(array, words, largest) for array in found or ()]
    parts = [
        tag("div", *arguments, class_="arrays") if arguments else None,
        tag("div", *answers, class_="arrays answers") if answers else None,
        where_map(check.difference, words) if check.difference else None,
    ]
    return tag("div", *parts, class_="drawing") if any(parts) else None
