"""Make the fingerprints that students get: hashes of mistakes' answers to fixed questions."""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.answers import Call
from autograder.checks.drawing import is_property
from autograder.course import Assignment
from autograder.exam.rehearse import Exam, Paper, Trial, build_exam
from autograder.home.fingerprints import answer_hash, question_hash
from autograder.in_process import asker
from autograder.mistakes import catalogue, plain_loops


def fingerprints_text(assignment: Assignment) -> str:
    """Return the contents of an assignment's `fingerprints.json`."""
    exam = build_exam(assignment)
    loops = plain_loops(assignment) if catalogue(assignment) else ""
    table: dict[str, Any] = {}
    for function, calls in fixed_calls(exam).items():
        right = {question_hash(call): answer_hash(exam.ask_reference(call)) for call in calls}
        mistakes = []
        for mistake in catalogue(assignment):
            if mistake.of == function:
                wrong = _wrong_answers(mistake.apply(loops), assignment, calls, right)
                if wrong:
                    mistakes.append({"says": mistake.says, "hint": mistake.hint, "answers": wrong})
        table[function] = {"right": right, "mistakes": mistakes}
    return json.dumps(table, indent=0, ensure_ascii=False) + "\n"


def _wrong_answers(
    source: str, assignment: Assignment, calls: list[Call], right: dict[str, str]
) -> dict[str, str]:
    names: dict[str, Any] = {"__name__": assignment.topic}
    exec(compile(source, assignment.file, "exec"), names)  # noqa: S102 - the course's own code
    ask = asker(names, assignment.file)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        given = {question_hash(call): answer_hash(ask(call)) for call in calls}
    return {question: answer for question, answer in given.items() if answer != right[question]}


def fixed_calls(exam: Exam) -> dict[str, list[Call]]:
    """Return, for each function, what public checks always ask it, whoever draws the rest."""
    found: dict[str, list[Call]] = defaultdict(list)
    for paper in exam.papers:
        if not paper.check.hidden:
            asked = [step.call for trial in _listed(paper) for step in trial.steps]
            found[paper.check.function] += [
                call for call in asked if call.function == paper.check.function
            ]
    return found


def _listed(paper: Paper) -> Iterator[Trial]:
    test = paper.check.test
    count = len(paper.trials)
    if is_property(test):
        count = len(getattr(test, "hypothesis_explicit_examples", ()))
    yield from paper.trials[:count]
