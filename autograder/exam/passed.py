"""Remember on which answers a check passed: on the same ones, bit for bit, it passes again.

Many answers of a class are the same to the last bit: where numbers are whole, no style of summing
makes a difference, and where they aren't, there are only so many styles.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.answers import Answer
from autograder.exam.keys import Key, answer_key
from autograder.exam.rehearse import Trial

MOST = 16
"""Ways of answering that are remembered for each trial, whatever the size of the class."""


class Keyed:
    """One function's answers in the order of the questions, each with its key."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._keys = [answer_key(answer) for answer in answers]

    def of(self, trial: Trial) -> Key | None:
        """Return the key of all that a trial asks; None where some of it can't be known again."""
        places = [step.question for step in trial.steps if step.question is not None]
        keys = tuple(self._keys[p] if p < len(self._keys) else None for p in places)
        return None if None in keys or not keys else keys


class Passed:
    """What each trial of an exam has passed on, the reference's answers from the start."""

    def __init__(self) -> None:
        self._seen: dict[Trial, set[Key]] = {}

    def has(self, trial: Trial, key: Key) -> bool:
        """Tell whether a trial passed on these answers."""
        return key in self._of(trial)

    def note(self, trial: Trial, key: Key) -> None:
        """Remember that it did."""
        seen = self._of(trial)
        if len(seen) < MOST:
            seen.add(key)

    def _of(self, trial: Trial) -> set[Key]:
        if trial not in self._seen:
            rights = [s.right for s in trial.steps if s.question is not None]
            self._seen[trial] = {tuple(map(answer_key, rights))}
        return self._seen[trial]
