"""Name a wrong answer: the catalogued mistake that gives the same one, wherever it shows."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from autograder.answers import Answer, Raised, Returned
from autograder.exam.mark import Answers, Verdict, mark_function
from autograder.exam.rehearse import Exam, Paper
from autograder.in_process import asker
from autograder.mistakes import Mistake, catalogue, plain_loops
from autograder.results import Diagnosis

CLOSE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class KnownMistake:
    """A mistake with its answers to the exam's questions and the checks that it fails."""

    mistake: Mistake
    answers: Sequence[Answer]
    failed: frozenset[str]


class Diagnostics:
    """The catalogue of one exam, answered function by function when first needed."""

    def __init__(self, exam: Exam) -> None:
        self._exam = exam
        self._known = cache(self._sit)

    def name(
        self, function: str, answers: Answers, verdicts: Sequence[Verdict]
    ) -> dict[str, Diagnosis]:
        """Return a diagnosis for each failed check that a known mistake explains.

        A mistake is named only if the student's answers equal its own in every question of every
        check that it fails. Where several fit, the one that explains most checks is named.
        """
        failed = {v.check.id for v in verdicts if v.check.function == function and v.failures}
        if not failed:
            return {}
        given = answers.get(function, ())
        fitting = [k for k in self._known(function) if k.failed and self._fits(k, function, given)]
        found: dict[str, Diagnosis] = {}
        for known in sorted(fitting, key=lambda k: -len(k.failed)):
            diagnosis = Diagnosis(known.mistake.name, known.mistake.says, known.mistake.hint)
            if not found.keys() & known.failed:
                found |= dict.fromkeys(known.failed & failed, diagnosis)
        return found

    def _fits(self, known: KnownMistake, function: str, given: Sequence[Answer]) -> bool:
        asked = {
            question
            for paper in self._papers(function)
            if paper.check.id in known.failed
            for question in questions_of(paper)
        }
        return all(q < len(given) and same_answer(given[q], known.answers[q]) for q in asked)

    def _papers(self, function: str) -> list[Paper]:
        return [paper for paper in self._exam.papers if paper.check.function == function]

    def _sit(self, function: str) -> tuple[KnownMistake, ...]:
        exam = self._exam
        mistakes = [m for m in catalogue(exam.assignment) if m.of == function]
        loops = plain_loops(exam.assignment) if mistakes else ""
        return tuple(_answered(exam, mistake, mistake.apply(loops)) for mistake in mistakes)


def _answered(exam: Exam, mistake: Mistake, source: str) -> KnownMistake:
    file = exam.assignment.file
    namespace: dict[str, Any] = {"__name__": exam.assignment.topic}
    exec(compile(source, file, "exec"), namespace)  # noqa: S102 - the course's own code
    ask = asker(namespace, file)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        answers = [ask(call) for call in exam.questions[mistake.of]]
        verdicts = mark_function(exam, mistake.of, answers, ask)
    return KnownMistake(mistake, answers, frozenset(v.check.id for v in verdicts if v.failures))


def questions_of(paper: Paper) -> set[int]:
    """Return the places of the questions that a check asks the judged function."""
    return {s.question for t in paper.trials for s in t.steps if s.question is not None}


def same_answer(one: Answer, other: Answer) -> bool:
    """Tell whether two answers are the same up to rounding."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return one.changed == other.changed and _same_value(one.value, other.value)
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.kind == other.kind
    return False


def _same_value(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same_value, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same_value(one[k], other[k]) for k in one)
    if np.shape(one) != np.shape(other) or isinstance(one, list) or isinstance(other, list):
        return False
    try:
        scale = max(1.0, float(np.max(np.abs(other), initial=0.0)))
        return bool(np.allclose(one, other, rtol=0, atol=CLOSE * scale, equal_nan=True))
    except TypeError:
        return bool(one == other)
