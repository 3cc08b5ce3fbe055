"""Make the fingerprints that students get: hashes of mistakes' answers to fixed questions."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from autograder.answers import Call
from autograder.checks.drawing import listed_examples
from autograder.course import Assignment
from autograder.exam.collect import collect
from autograder.exam.rehearse import Exam, build_exam
from autograder.home.fingerprints import answer_hash, question_hash
from autograder.mistakes import ask_mistaken, catalogue, plain_loops


def fingerprints_text(assignment: Assignment) -> str:
    """Return the contents of an assignment's `fingerprints.json`."""
    public = tuple(check for check in collect(assignment) if not check.hidden)
    exam = build_exam(assignment, checks=public, listed_only=True)
    loops = plain_loops(assignment) if catalogue(assignment) else ""
    table: dict[str, Any] = {}
    for function, calls in fixed_calls(exam).items():
        right = {question_hash(call): answer_hash(exam.ask_reference(call)) for call in calls}
        mistakes = []
        for mistake in catalogue(assignment):
            if mistake.of == function:
                ask = ask_mistaken(assignment, mistake, loops)
                given = {question_hash(call): answer_hash(ask(call)) for call in calls}
                wrong = {q: answer for q, answer in given.items() if answer != right[q]}
                if wrong:
                    mistakes.append({"says": mistake.says, "hint": mistake.hint, "answers": wrong})
        table[function] = {"right": right, "mistakes": mistakes}
    return json.dumps(table, indent=0, ensure_ascii=False) + "\n"


def fixed_calls(exam: Exam) -> dict[str, list[Call]]:
    """Return, for each function, what public checks always ask it, whoever draws the rest."""
    found: dict[str, list[Call]] = defaultdict(list)
    for paper in exam.papers:
        if not paper.check.hidden:
            fixed = paper.trials[: listed_examples(paper.check.test)]
            asked = (step.call for trial in fixed for step in trial.steps)
            found[paper.check.function] += [
                call for call in asked if call.function == paper.check.function and not call.measure
            ]
    return found
