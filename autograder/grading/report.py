"""Turn verdicts into a report: messages for the student, the rest for the instructor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.checks.evidence import difference_of, example_of, said_of
from autograder.checks.failure import Row
from autograder.checks.message import called_rows, compose, wants_hint
from autograder.exam.collect import Check
from autograder.exam.mark import Failure, Verdict
from autograder.exam.pattern import Factor, holds
from autograder.exam.rehearse import Exam
from autograder.results import CheckResult, Diagnosis, Status


def check_result(
    exam: Exam,
    verdict: Verdict,
    smallest: Failure | None,
    diagnosis: Diagnosis | None,
    *,
    when: Factor | None = None,
    seconds: float = 0.0,
) -> CheckResult:
    """Put one verdict into words. `smallest` is the failure to show, `when` what it depends on."""
    check, status, reveal = verdict.check, _status(verdict), not verdict.check.hidden
    names, failed = exam.parameters(check.function), status is Status.FAILED
    shown = smallest if failed else None
    rows = failure_rows(check, shown, names, diagnosis, when) if shown else []
    return CheckResult(
        id=check.id,
        title=check.title,
        function=check.function,
        hidden=check.hidden,
        points=verdict.points,
        max_points=check.points,
        status=status,
        message=_message(verdict, rows, reveal=reveal),
        example=example_of(shown.call, names, reveal=reveal) if shown else None,
        diagnosis=diagnosis if failed else None,
        seconds=round(seconds, 4),
        rows=said_of(rows, reveal=reveal),
        difference=difference_of(shown.rows) if shown and reveal else None,
    )


def _status(verdict: Verdict) -> Status:
    if verdict.fault:
        return Status.ERROR
    if verdict.skipped:
        return Status.SKIPPED
    return Status.FAILED if verdict.failures else Status.PASSED


def _message(verdict: Verdict, rows: Sequence[Row], *, reveal: bool) -> str:
    if verdict.fault:
        return "The grader failed on this check; no points are lost. Ask for a regrade."
    return verdict.skipped or compose(rows, reveal=reveal)


def failure_rows(
    check: Check,
    shown: Failure,
    names: Sequence[str],
    diagnosis: Diagnosis | None = None,
    when: Factor | None = None,
) -> list[Row]:
    """Say what was called, what is wrong, when, what it looks like and what to try."""
    rows = called_rows(shown.call, names, shown.rows)
    if when and holds(when, shown.example.get("case")):
        rows.append(Row("when", f"wrong whenever {when[0]}, right otherwise"))
    if diagnosis:
        rows.append(Row("looks like", diagnosis.says))
    hint = diagnosis.hint if diagnosis and diagnosis.hint else check.hint
    if hint and (diagnosis or wants_hint(shown.rows)):
        rows.append(Row("hint", hint))
    return rows


def private_details(exam: Exam, verdicts: Sequence[Verdict]) -> Mapping[str, str]:
    """Return, per failed check, the message with everything that students may not see."""
    return {
        verdict.check.id: compose(
            failure_rows(
                verdict.check, verdict.failures[0], exam.parameters(verdict.check.function)
            ),
            reveal=True,
            varying=True,
        )
        for verdict in verdicts
        if verdict.failures
    }
