"""Mark a submission: run every check on the answers that it gave."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pytest

from autograder.answers import Answer, Call
from autograder.checks.failure import Row, earned
from autograder.checks.message import known_rows, rows_of
from autograder.checks.student import Student
from autograder.exam.collect import Check
from autograder.exam.passed import Keyed, Passed
from autograder.exam.rehearse import Exam, Paper, Trial, run_body
from autograder.exam.replay import Ask, Replay, Replies

Answers = Mapping[str, Sequence[Answer]]


@dataclass(frozen=True, eq=False)
class Failure:
    """One example on which a check failed: the student's last call, and what is wrong."""

    example: Mapping[str, Any]
    call: Call | None
    say: Callable[[], Sequence[Row]]
    share: float = 0.0
    """What it deserves of the check's points all the same."""
    label: str = ""
    """The first row's label, where that is known without further calls."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What is wrong, line by line; one failure of many is shown, the others need not say."""
        return tuple(self.say())


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What became of one check. `fault` is a traceback where the check itself broke."""

    paper: Paper
    failures: tuple[Failure, ...] = ()
    fault: str = ""
    skipped: str = ""

    @property
    def check(self) -> Check:
        """The check judged."""
        return self.paper.check

    @property
    def points(self) -> int | None:
        """What the answers deserve; None where that cannot be known."""
        if self.fault:
            return None
        if self.skipped:
            return 0
        return earned(self.check.points, min((f.share for f in self.failures), default=1.0))

    @property
    def passed(self) -> bool:
        """Tell whether the answers deserve this check's points."""
        return not (self.failures or self.fault or self.skipped)


class Marker:
    """Judges answers to one exam; what a trial has passed on once is not judged again."""

    def __init__(self, exam: Exam) -> None:
        self._exam = exam
        self._passed = Passed()
        self._papers: dict[tuple[str, bool], list[Paper]] = defaultdict(list)
        for paper in exam.papers:
            self._papers[paper.check.function, paper.measures].append(paper)

    def mark(
        self, function: str, answers: Sequence[Answer], live: Ask, *, costs: bool = False
    ) -> tuple[Verdict, ...]:
        """Judge one function's answers: by the checks of what they cost, or by all others.

        A call that was not foreseen goes to `live`.
        """
        keyed = Keyed(() if costs else answers)
        return tuple(self._paper(p, answers, keyed, live) for p in self._papers[function, costs])

    def _paper(self, paper: Paper, answers: Sequence[Answer], keyed: Keyed, live: Ask) -> Verdict:
        failures = []
        for trial in paper.trials:
            key = keyed.of(trial)
            if key and self._passed.has(trial, key):
                continue
            replay = Replay(trial, answers, live, self._exam.ask_reference)
            try:
                failure = self._tried(paper.check, trial, replay)
            except pytest.skip.Exception as reason:
                return Verdict(paper, skipped=str(reason))
            except Exception:  # noqa: BLE001 - a fault of the check's is a result, not a crash
                return Verdict(paper, fault=traceback.format_exc(limit=-6))
            if failure:
                failures.append(failure)
            elif key and replay.is_foreseen:
                self._passed.note(trial, key)
        return Verdict(paper, tuple(failures))

    def _tried(self, check: Check, trial: Trial, replay: Replay) -> Failure | None:
        try:
            return attempt(check, trial.example, replay, self._exam.assignment.file)
        except Exception:
            if not replay.strange:
                raise
            # The check runs on right answers, as rehearsed: what it stumbled over is this one.
            said = Row("returned", "something that the check cannot compute with")
            return Failure(trial.example, replay.last, lambda: (said,))


def attempt(check: Check, example: Mapping[str, Any], replay: Replies, file: str) -> Failure | None:
    """Run a check on one example; return what failed. A fault of the check's own is raised."""

    def ask(call: Call) -> Answer:
        return replay.judged(call) if call.function == check.function else replay.other(call)

    student = Student(ask)
    try:
        run_body(check, dict(example), student, Student(replay.other))
    except Exception as error:
        known = known_rows(error, check.function, file)
        if known is None:
            raise
        call = student._last_call(check.function)  # noqa: SLF001 - public names are the student's functions
        say = partial(_rows, error, check.function, file)
        label = known[0].label if known else ""
        return Failure(example, call, say, getattr(error, "share", 0.0), label)
    return None


def _rows(error: BaseException, function: str, file: str) -> tuple[Row, ...]:
    return rows_of(error, function, file) or ()
