"""A student's page: what passed, what remains and why, and how marks were added up."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.page.check import call, details, gist, heading
from autograder.page.frame import document
from autograder.page.html import Html, coded, join, tag
from autograder.page.sums import anchor, by_function, of, points_of, progress, sums
from autograder.page.words import ENGLISH, Words
from autograder.results import CheckResult, Diagnosis, Report, ReportStatus, Status


def student_page(reports: Sequence[Report], words: Words = ENGLISH, title: str = "") -> str:
    """Return one student's page of all assignments; `title` stands in for a name at home."""
    name = title or reports[0].student
    handed = [report for report in reports if report.status is not ReportStatus.MISSING]
    missing = [report for report in reports if report.status is ReportStatus.MISSING]
    above = tag("p", words("Homework report"), class_="eyebrow")
    head = tag("header", above, tag("h1", name), _contents(handed, words))
    sections = [_assignment(report, words) for report in handed]
    return document(name, join([head, tag("main", *sections, _missing(missing, words))]), words)


def _contents(reports: Sequence[Report], words: Words) -> Html | None:
    """Return links to several assignments, with the points of each."""
    links = []
    for report in reports:
        score = of(report.points, report.max_points)
        link = tag("a", tag("b", report.assignment), " ", score, href=f"#{report.assignment}")
        links.append(tag("li", link))
    label = words("Assignments")
    return tag("nav", tag("ul", *links), aria_label=label) if len(links) > 1 else None


def _assignment(report: Report, words: Words) -> Html:
    functions = by_function(report.checks)
    score = tag("span", of(report.points, report.max_points), " ", words("points"), class_="score")
    parts = [tag("h2", tag("span", report.assignment), " ", score), *_notes(report, words)]
    parts += [progress(report, words), sums(report, functions, words)]
    parts += [_function(report, name, own, words) for name, own in functions.items()]
    if report.sandbox:
        said = words("sandbox {tier}, seed {seed}", tier=report.sandbox, seed=report.seed)
        parts.append(tag("p", said, class_="fine"))
    return tag("section", *parts, id=report.assignment, class_="assignment")


def _missing(reports: Sequence[Report], words: Words) -> Html | None:
    """Return what was not handed in, and what was found in its place."""
    if not reports:
        return None
    lines = []
    for report in reports:
        notes = [tag("span", words.said(note), class_="fine") for note in report.notes]
        score = tag("span", of(report.points, report.max_points), class_="points")
        lines.append(tag("li", tag("b", report.assignment), " ", score, " ", *notes))
    said = words("Nothing that could be graded was handed in.")
    head = tag("h2", words("Not handed in"))
    return tag("section", head, tag("p", said), tag("ul", *lines), class_="assignment")


def _notes(report: Report, words: Words) -> list[Html]:
    said = [words.said(note) for note in report.notes]
    if report.status is ReportStatus.ERROR:
        said.insert(0, words("The grader failed; no points are lost. Ask for a regrade."))
    return [tag("p", one, class_="note") for one in said]


def _function(report: Report, name: str, checks: Sequence[CheckResult], words: Words) -> Html:
    passed = [check for check in checks if check.status is Status.PASSED]
    rest = [check for check in checks if check.status is not Status.PASSED]
    parts = [tag("h3", tag("code", name), " ", tag("span", points_of(checks), class_="score"))]
    named = list(dict.fromkeys(check.diagnosis for check in rest if check.diagnosis))
    parts += [_mistake(one, rest, words) for one in named]
    if rest:
        parts.append(_rest(rest, words))
    if passed:
        lines = [tag("li", heading(check, words), class_="passed") for check in passed]
        said = words.count("{n} check passed", "{n} checks passed", len(passed))
        parts.append(tag("details", tag("summary", said), tag("ul", *lines, class_="checks")))
    kind = "function" if rest else "function right"
    return tag("section", *parts, id=anchor(report, name), class_=kind)


def _mistake(named: Diagnosis, checks: Sequence[CheckResult], words: Words) -> Html:
    """Return the box that names a known mistake, what to try, and how many checks it costs."""
    explained = [check for check in checks if check.diagnosis == named]
    pairs = ((words("looks like"), named.says), (words("hint"), named.hint))
    rows = [
        tag("p", tag("b", label), " ", tag("span", coded(words.said(said))), class_="row")
        for label, said in pairs
        if said
    ]
    lost = sum(check.max_points - (check.points or 0) for check in explained)
    said = words.count(
        "This one mistake explains {n} check, {lost} points.",
        "This one mistake explains {n} checks, {lost} points.",
        len(explained),
        lost=lost,
    )
    return tag("div", *rows, tag("p", said, class_="fine"), class_="mistake")


def _rest(checks: Sequence[CheckResult], words: Words) -> Html:
    """Return what did not pass; what is wrong is said once where the same is wrong in several."""
    seen: set[str] = set()
    items = []
    for check in checks:
        said = gist(check)
        if said in seen:
            more = join([call(check), tag("p", words("the same as above"), class_="fine")])
        else:
            more = details(check, words, first=not seen)
        seen.add(said)
        items.append(tag("li", heading(check, words), more, class_=str(check.status)))
    return tag("ol", *items, class_="checks")
