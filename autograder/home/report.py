"""`pytest --report report.html`: the page that grading makes, from the checks that students have.

It needs no more than the bundle has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.answers import Call
from autograder.checks.evidence import difference_of, example_of, said_of
from autograder.checks.failure import Row
from autograder.home.scoreboard import Line, Names, all_missing, hidden_remaining
from autograder.page.student import student_page
from autograder.page.words import ENGLISH, Words
from autograder.results import (
    Argument,
    CheckResult,
    Diagnosis,
    Difference,
    Example,
    Report,
    ReportStatus,
    Said,
    Status,
)


def evidence_of(
    rows: Iterable[Row], found: Iterable[Row], call: Call | None, names: Sequence[str]
) -> str:
    """Write what a page shows of a failure, in a form that may pass between processes."""
    example, difference = example_of(call, names, reveal=True), difference_of(found)
    said = said_of(rows, reveal=True, varying=True)
    return json.dumps(
        {
            "rows": [asdict(one) for one in said],
            "example": example and asdict(example),
            "difference": difference and asdict(difference),
        }
    )


def _restored(evidence: str) -> dict[str, Any]:
    """Return the same as parts of a result."""
    if not evidence:
        return {}
    told = json.loads(evidence)
    example, difference = told["example"], told["difference"]
    if example:
        example["arguments"] = tuple(Argument(**one) for one in example["arguments"])
    return {
        "rows": tuple(Said(**one) for one in told["rows"]),
        "example": Example(**example) if example else None,
        "difference": Difference(**difference) if difference else None,
    }


def page_of(lines: Sequence[Line], names: Names, words: Words = ENGLISH) -> str:
    """Return the page of a run of checks; `names` as for the scoreboard."""
    folders: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        folders[line.folder].append(line)
    reports = [_report(folder, folders[folder], names) for folder in sorted(folders)]
    return student_page(reports, words, words("Your work so far"))


def _report(folder: str, lines: Sequence[Line], names: Names) -> Report:
    checks = tuple(_check(line, names) for line in lines)
    remain = hidden_remaining(Path(folder), {line.function for line in lines})
    broken = lines[0].message.removeprefix("missing").strip() if all_missing(lines) else ""
    return Report(
        student="",
        assignment=Path(folder).name,
        points=sum(line.points for line in lines),
        max_points=sum(line.worth for line in lines),
        status=ReportStatus.GRADED,
        sandbox="",
        seed=0,
        checks=checks,
        notes=tuple(filter(None, (broken, remain))),
    )


def _check(line: Line, names: Mapping[tuple[str, str], tuple[str, str]]) -> CheckResult:
    status = (Status.PASSED if line.passed else Status.FAILED) if line.ran else Status.SKIPPED
    mistake = names.get((line.folder, line.function))
    failed = status is Status.FAILED
    return CheckResult(
        id=f"{line.folder}::{line.title}",
        title=line.title,
        function=line.function,
        hidden=False,
        points=line.points,
        max_points=line.worth,
        status=status,
        message=line.message,
        diagnosis=Diagnosis("", *mistake) if mistake and failed else None,
        **_restored(line.evidence),
    )
