"""Examine one submission: everything between its source and its report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.answers import Absent, Answer, Call, Problem, Source, StandIns
from autograder.exam.alone import left_over
from autograder.exam.diagnose import Diagnostics
from autograder.exam.mark import Marker, Verdict
from autograder.exam.pattern import factor
from autograder.exam.rehearse import Exam
from autograder.exam.shrink import can_shrink, shrink
from autograder.grading.report import check_result, private_details
from autograder.results import CheckResult, Diagnosis
from autograder.sandbox import Sandbox, Session
from autograder.visible import visible

Given = dict[str, list[Answer]]

ALONE = 3
"""Functions of a submission that are called once more alone: loading its file may take long."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The outcome for one submission, before it has a student's name on it."""

    checks: tuple[CheckResult, ...]
    notes: tuple[str, ...]
    output: str
    details: dict[str, str]
    faults: dict[str, str]


class Examiner:
    """Puts one exam to one submission after another, behind the wall."""

    def __init__(self, exam: Exam, sandbox: Sandbox, stand_ins: StandIns) -> None:
        self._exam = exam
        self._sandbox = sandbox
        self._stand_ins = stand_ins
        self._marker = Marker(exam)
        self._diagnostics = Diagnostics(exam, self._marker)
        sandbox.prepare(exam.questions)

    def examine(self, source: Source, *, only: Collection[str] | None = None) -> Examined:
        """Sit and mark; a submission's own faults are results, the wall's raise SandboxFault.

        Of some functions `only`, costs are measured just where a function is right otherwise.
        """
        with self._sandbox.open(source, self._stand_ins) as session:
            answers, verdicts = self._marked(session, source, only)
            checks = tuple(self._results(session, source, answers, verdicts))
            notes = tuple(_note(source, problem.line, problem.what) for problem in session.problems)
            return Examined(
                checks,
                notes,
                visible(session.output.decode("utf-8", "replace")),
                dict(private_details(self._exam, verdicts)) | _left_out(session.problems),
                {v.check.id: v.fault for v in verdicts if v.fault},
            )

    def _marked(
        self, session: Session, source: Source, only: Collection[str] | None
    ) -> tuple[Given, list[Verdict]]:
        """Have every function answered and marked: one is marked while the next one answers."""
        answers: Given = {}
        verdicts: dict[str, Verdict] = {}
        asked = [name for name in self._exam.questions if only is None or name in only]
        for name, given in session.sit_all(asked):
            answers[name] = _explained(given, name, source, session.problems)
            told = (name, answers[name], session.call)
            marked = self._marker.mark(*told)
            if only is None or all(one.passed for one in marked):
                marked += self._marker.mark(*told, costs=True)
            verdicts |= {verdict.check.id: verdict for verdict in marked}
        found = (verdicts.get(paper.check.id) for paper in self._exam.papers)
        return answers, [verdict for verdict in found if verdict]

    def close(self) -> None:
        """Take the wall down."""
        self._sandbox.close()

    def _results(
        self, session: Session, source: Source, answers: Given, verdicts: Sequence[Verdict]
    ) -> Iterator[CheckResult]:
        by_function = _by_function(verdicts)
        names = self._names(source, answers, by_function)
        patterns = {function: factor(judged) for function, judged in by_function.items()}
        shrunk: set[str] = set()
        for verdict in verdicts:
            check = verdict.check
            smallest = verdict.failures[0] if verdict.failures else None
            if smallest and check.function not in shrunk and can_shrink(check, verdict):
                shrunk.add(check.function)
                smallest = shrink(self._exam, check, session.call) or smallest
            diagnosis, when = names.get(check.id), patterns[check.function]
            seconds = session.seconds(check.function)
            yield check_result(self._exam, verdict, smallest, diagnosis, when=when, seconds=seconds)

    def _names(
        self, source: Source, answers: Given, by_function: Mapping[str, Sequence[Verdict]]
    ) -> dict[str, Diagnosis]:
        """Return what the failed checks look like: a known mistake, or something left over."""
        found: dict[str, Diagnosis] = {}
        asked = 0
        for function, judged in by_function.items():
            failed = [verdict for verdict in judged if verdict.failures]
            known = self._diagnostics.name(function, answers, judged)
            if failed and not known and asked < ALONE:
                asked += 1
                alone = partial(self._ask_alone, source)
                known = left_over(self._exam, answers[function], failed, alone)
            found |= known
        return found

    def _ask_alone(self, source: Source, call: Call) -> Answer:
        """Make one call in a process of its own."""
        with self._sandbox.open(source, self._stand_ins) as session:
            return session.call(call)


def _by_function(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.check.function].append(verdict)
    return groups


def _explained(
    given: list[Answer], function: str, source: Source, problems: Sequence[Problem]
) -> list[Answer]:
    """Where a function is missing because its lines were left out, say that."""
    absent = given and isinstance(given[0], Absent)
    defined = re.search(rf"^def {function}\b", source.text, re.MULTILINE)
    if not (absent and defined and problems):
        return given
    line = source.text.count("\n", 0, defined.start()) + 1
    near = min(problems, key=lambda problem: abs(problem.line - line))
    said = f"{function} could not be read: line {near.line} of {source.file}: {near.what}"
    return [Absent(said)] * len(given)


def _left_out(problems: Sequence[Problem]) -> dict[str, str]:
    """Say for the instructor what statements raised: a student could put hidden inputs there."""
    said = ((problem.line, visible(problem.detail)) for problem in problems)
    return {f"line {line}": detail for line, detail in said if detail}


def _note(source: Source, line: int, what: str) -> str:
    return f"line {line} of {source.file} did not work and was left out: {visible(what, '')}"
