"""Turn verdicts into a report: messages for the student, the rest for the instructor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.answers import Call
from autograder.checks.failure import Row
from autograder.checks.message import call_text, compose
from autograder.exam.mark import Failure, Verdict
from autograder.exam.pattern import pattern
from autograder.exam.rehearse import Exam
from autograder.results import Argument, CheckResult, Diagnosis, Example, Status

NO_HINT = {"to do", "missing"}  # nothing was tried yet that a hint could be about
SHOWN = 64  # entries of an array in a public example


def check_result(
    exam: Exam,
    verdict: Verdict,
    smallest: Failure | None,
    diagnosis: Diagnosis | None,
    seconds: float = 0.0,
) -> CheckResult:
    """Put one verdict into words. `smallest` is the failure to show."""
    check, status = verdict.check, _status(verdict)
    points = {Status.PASSED: check.points, Status.ERROR: None}.get(status, 0)
    names = exam.parameters(check.function)
    shown = smallest if status is Status.FAILED else None
    return CheckResult(
        id=check.id,
        title=check.title,
        function=check.function,
        hidden=check.hidden,
        points=points,
        max_points=check.points,
        status=status,
        message=_message(verdict, shown, names, diagnosis, reveal=not check.hidden),
        example=_example(shown.call, names, reveal=not check.hidden) if shown else None,
        diagnosis=diagnosis if status is Status.FAILED else None,
        seconds=round(seconds, 4),
    )


def _status(verdict: Verdict) -> Status:
    if verdict.fault:
        return Status.ERROR
    if verdict.skipped:
        return Status.SKIPPED
    return Status.FAILED if verdict.failures else Status.PASSED


def _message(
    verdict: Verdict,
    shown: Failure | None,
    names: Sequence[str],
    diagnosis: Diagnosis | None,
    *,
    reveal: bool,
) -> str:
    if verdict.fault:
        return "The grader failed on this check; no points are lost. Ask for a regrade."
    if verdict.skipped:
        return verdict.skipped
    return compose(failure_rows(verdict, shown, names, diagnosis), reveal=reveal) if shown else ""


def failure_rows(
    verdict: Verdict, shown: Failure, names: Sequence[str], diagnosis: Diagnosis | None
) -> list[Row]:
    """Say what was called, what is wrong, when, what it looks like and what to try."""
    rows = [Row("called", call_text(shown.call, names))] if shown.call else []
    rows += shown.rows
    when = pattern(verdict, shown.example.get("case"))
    if when:
        rows.append(Row("when", f"wrong whenever {when}, right otherwise"))
    if diagnosis:
        rows.append(Row("looks like", diagnosis.says))
    hint = diagnosis.hint if diagnosis and diagnosis.hint else verdict.check.hint
    if hint and not any(row.label in NO_HINT for row in shown.rows):
        rows.append(Row("hint", hint))
    return rows


def _example(call: Call | None, names: Sequence[str], *, reveal: bool) -> Example | None:
    if call is None:
        return None
    labels = [*names, *(f"argument {i + 1}" for i in range(len(names), len(call.args)))]
    arguments = tuple(
        _argument(label, value, reveal=reveal)
        for label, value in zip(labels, call.args, strict=False)
    )
    return Example(call_text(call, names), arguments, dict(call.kwargs))


def _argument(name: str, value: Any, *, reveal: bool) -> Argument:
    if not isinstance(value, np.ndarray):
        return Argument(name, None, value if isinstance(value, int | tuple) else str(value))
    shown = value.tolist() if reveal and value.size <= SHOWN else None
    return Argument(name, value.shape, shown)


def private_details(exam: Exam, verdicts: Sequence[Verdict]) -> Mapping[str, str]:
    """Return, per failed check, the message with everything that students may not see."""
    return {
        verdict.check.id: compose(
            failure_rows(
                verdict, verdict.failures[0], exam.parameters(verdict.check.function), None
            ),
            reveal=True,
        )
        for verdict in verdicts
        if verdict.failures
    }
