"""Name a wrong answer: the catalogued mistake that gives the same one, wherever it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property

from autograder.answers import Answer
from autograder.exam.alone import first_wrong, questions_of
from autograder.exam.mark import Answers, Marker, Verdict
from autograder.exam.rehearse import Exam
from autograder.exam.same import same_answer
from autograder.mistakes import Mistake, ask_mistaken, catalogue, plain_loops
from autograder.results import Diagnosis


class KnownMistake:
    """A mistake, with its answers to the exam's questions as far as somebody asked for them."""

    def __init__(self, exam: Exam, marker: Marker, mistake: Mistake, loops: str) -> None:
        self.diagnosis = Diagnosis(mistake.name, mistake.says, mistake.hint)
        self._exam = exam
        self._marker = marker
        self._function = mistake.of
        self._ask = ask_mistaken(exam.assignment, mistake, loops)
        self.answer = cache(self._answer)

    def _answer(self, question: int) -> Answer:
        return self._ask(self._exam.questions[self._function][question])

    @cached_property
    def failed(self) -> frozenset[str]:
        """The checks that this mistake fails."""
        count = len(self._exam.questions[self._function])
        answers = [self.answer(question) for question in range(count)]
        verdicts = self._marker.mark(self._function, answers, self._ask)
        return frozenset(v.check.id for v in verdicts if v.failures)


class Diagnostics:
    """The catalogue of one exam."""

    def __init__(self, exam: Exam, marker: Marker) -> None:
        self._exam = exam
        self._marker = marker
        self._known = cache(self._catalogued)

    def name(
        self, function: str, answers: Answers, verdicts: Sequence[Verdict]
    ) -> dict[str, Diagnosis]:
        """Return a diagnosis for each failed check that a known mistake explains.

        A mistake is named only if the student's answers equal its own in every question of every
        check that it fails. Where several fit, the one that explains most checks is named.
        """
        given = answers.get(function, ())
        failed = [v for v in verdicts if v.check.function == function and v.failures]
        found_wrong = (first_wrong(self._exam, v.paper, given) for v in failed)
        telling = {question for question in found_wrong if question is not None}
        suspects = [k for k in self._known(function) if _agrees(k, given, telling, any)]
        lost = frozenset(v.check.id for v in failed if not v.paper.measures)
        fitting = [(k, costs) for k in suspects if (costs := self._costs(k, given, lost))]
        found: dict[str, Diagnosis] = {}
        for known, costs in sorted(fitting, key=lambda pair: -len(pair[1])):
            if not found.keys() & costs:
                found |= dict.fromkeys(costs & lost, known.diagnosis)
        return found

    def _costs(
        self, known: KnownMistake, given: Sequence[Answer], lost: frozenset[str]
    ) -> frozenset[str]:
        """Return the checks that a mistake fails, if these answers are its own there, else none.

        Whoever gives the same answers to everything fails the same checks.
        """
        if _agrees(known, given, range(len(given)), all):
            return lost
        agrees = _agrees(known, given, self._asked(known), all)
        return known.failed if agrees else frozenset()

    def _asked(self, known: KnownMistake) -> list[int]:
        papers = (paper for paper in self._exam.papers if paper.check.id in known.failed)
        return [question for paper in papers for question in questions_of(paper)]

    def _catalogued(self, function: str) -> tuple[KnownMistake, ...]:
        mistakes = [m for m in catalogue(self._exam.assignment) if m.of == function]
        loops = plain_loops(self._exam.assignment) if mistakes else ""
        return tuple(KnownMistake(self._exam, self._marker, mistake, loops) for mistake in mistakes)


def _agrees(
    known: KnownMistake,
    given: Sequence[Answer],
    questions: Iterable[int],
    how: Callable[[Iterable[bool]], bool],
) -> bool:
    return how(q < len(given) and same_answer(given[q], known.answer(q)) for q in questions)
