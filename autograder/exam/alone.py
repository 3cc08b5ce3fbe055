"""Find what is kept between calls: the same question, put to a process that was asked nothing else.

An array outside of the function, a default such as `grads=[]`, memory that `np.empty` found: what
comes of them depends on the calls before, and the arithmetic that a message shows is not at fault.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder import kept
from autograder.answers import Answer, Call, Raised, Returned
from autograder.exam.mark import Verdict
from autograder.exam.rehearse import Exam, Paper
from autograder.exam.same import same_answer
from autograder.results import Diagnosis

KEPT = Diagnosis(kept.NAME, kept.SAYS, kept.HINT)


def left_over(
    exam: Exam,
    given: Sequence[Answer],
    failed: Sequence[Verdict],
    ask_alone: Callable[[Call], Answer],
) -> dict[str, Diagnosis]:
    """Return the diagnosis, for each of a function's failed checks, where it is this.

    The first question with a wrong answer is asked again, as far as it has one answer only.
    """
    judged = [verdict for verdict in failed if not verdict.paper.measures]
    wrong = (first_wrong(exam, verdict.paper, given) for verdict in judged)
    question = next((found for found in wrong if found is not None), None)
    if question is None or not isinstance(given[question], Returned | Raised):
        return {}
    call = exam.questions[judged[0].check.function][question]
    if not kept.has_one_answer(call):
        return {}
    alone = ask_alone(call)
    differs = isinstance(alone, Returned) and not same_answer(alone, given[question])
    return dict.fromkeys((verdict.check.id for verdict in judged), KEPT) if differs else {}


def first_wrong(exam: Exam, paper: Paper, given: Sequence[Answer]) -> int | None:
    """Return the first question of a check whose answer is not the reference's."""
    right = exam.right[paper.check.function]
    wrong = (
        q for q in questions_of(paper) if q < len(given) and not same_answer(given[q], right[q])
    )
    return next(wrong, None)


def questions_of(paper: Paper) -> list[int]:
    """Return the places of the questions that a check asks the judged function, in order."""
    return [s.question for t in paper.trials for s in t.steps if s.question is not None]
