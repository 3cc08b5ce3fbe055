"""A whole exam marked at once."""

import pytest

from autograder.exam.mark import Marker


@pytest.fixture(scope="session")
def mark():
    """Return a function that marks answers to all of an exam, check by check as they stand."""

    def all_of(exam, answers, live):
        marker = Marker(exam)
        marked = [v for f in exam.questions for v in marker.mark(f, answers.get(f, ()), live)]
        place = {paper.check.id: i for i, paper in enumerate(exam.papers)}
        return tuple(sorted(marked, key=lambda verdict: place[verdict.check.id]))

    return all_of
