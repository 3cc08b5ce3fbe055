"""The catalogue of known wrong answers: patches of a plain-loops answer that is right."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.answers import Answer, Call
from autograder.course import Assignment, CourseError, earlier_importable, load_module
from autograder.in_process import asker


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake that students make in the function `of`.

    `patch` maps lines of that function in `loops.py` to what stands there instead; each must occur
    exactly once. `says` is the sentence that a student reads after "looks like", `hint` what to
    try instead.
    """

    name: str
    of: str
    patch: Mapping[str, str]
    says: str
    hint: str = ""

    def apply(self, loops: str) -> str:
        """Return the plain-loops answer with this mistake in it."""
        start = loops.find(f"def {self.of}(")
        if start < 0:
            raise CourseError(f"mistake {self.name!r}: loops.py has no function {self.of}")
        end = loops.find("\ndef ", start)
        body = loops[start : end if end > 0 else len(loops)]
        wrong = body
        for old, new in self.patch.items():
            if wrong.count(old) != 1:
                raise CourseError(
                    f"mistake {self.name!r}: {old!r} occurs {wrong.count(old)} times in {self.of}"
                )
            wrong = wrong.replace(old, new)
        return loops.replace(body, wrong)


def ask_mistaken(assignment: Assignment, mistake: Mistake, loops: str) -> Callable[[Call], Answer]:
    """Return a function that answers calls as the mistake does, quietly."""
    names: dict[str, Any] = {"__name__": assignment.topic}
    code = compile(mistake.apply(loops), assignment.file, "exec")
    with earlier_importable(assignment):
        exec(code, names)  # noqa: S102 - the course's own code
    answer = asker(names, assignment.file)

    def ask(call: Call) -> Answer:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return answer(call)

    return ask


def plain_loops(assignment: Assignment) -> str:
    """Return the plain-loops answer that mistakes are patches of."""
    path = assignment.secret / "loops.py"
    if not path.is_file():
        raise CourseError(f"{path} is missing: a plain answer that is right, in any style.")
    return path.read_text(encoding="utf-8")


def catalogue(assignment: Assignment) -> tuple[Mistake, ...]:
    """Return an assignment's known mistakes; none where it has no `mistakes.py`."""
    path = assignment.secret / "mistakes.py"
    if not path.is_file():
        return ()
    module = load_module(path, f"solutions.{assignment.name}.mistakes")
    found = tuple(getattr(module, "MISTAKES", ()))
    if not found:
        raise CourseError(f"{path} has no MISTAKES.")
    names = [mistake.name for mistake in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CourseError(f"{path}: {', '.join(twice)} stand there twice.")
    return found
