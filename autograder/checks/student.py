"""`student` and `reference` as a check sees them: functions that answer when called."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.answers import Absent, Answer, Call, Lost, Measure, Raised, Refused, Returned
from autograder.checks.failure import CheckFailed, Row

Ask = Callable[[Call], Answer]


class Student:
    """Somebody's functions, by name: `student.conv2d(x, w, b, stride=2)`.

    Who answers (a module at home, recorded answers in grading) is the business of `ask`. The last
    call of each function is kept, so that a message can say what was called.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._last: dict[str, Call] = {}

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(name, self._called)

    def _called(self, call: Call) -> Returned:
        self._last[call.function] = call
        return unwrap(call.function, self._ask(call))

    def _last_call(self, function: str) -> Call | None:
        return self._last.get(function)


class StudentFunction:
    """One function of a student's."""

    def __init__(self, name: str, ask: Callable[[Call], Returned]) -> None:
        self.__name__ = name
        self._ask = ask

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it with fresh copies of the arrays and return what it returned."""
        return self._ask(Call(self.__name__, args, kwargs)).value

    def watched(self, *args: Any, **kwargs: Any) -> tuple[Any, tuple[int, ...]]:
        """Call it, and tell besides which positional arguments it modified."""
        answer = self._ask(Call(self.__name__, args, kwargs, watch=True))
        return answer.value, answer.changed

    def measured(self, measure: Measure, *args: Any, **kwargs: Any) -> tuple[Any, float]:
        """Call it by itself; return what it returned and what that cost.

        The cost is how many times faster than plain loops it was, or the bytes at its peak.
        """
        answer = self._ask(Call(self.__name__, args, kwargs, measure=measure))
        if answer.cost is None:
            raise TypeError(f"whoever answers for {self.__name__} measures nothing")
        return answer.value, answer.cost


def unwrap(function: str, answer: Answer) -> Returned:
    """Let an answer through, or raise what stands for it.

    A student's exception comes back as the same builtin one, marked with `student`, so that a
    check can expect it and a report can tell it from a fault of the check's own.
    """
    if isinstance(answer, Returned):
        return answer
    if isinstance(answer, Raised):
        raise _rebuilt(answer)
    if isinstance(answer, Refused):
        raise CheckFailed(Row("returned", f"you returned {answer.reason}"))
    if isinstance(answer, Lost):
        raise CheckFailed(Row("stopped", f"{function} {answer.reason}"))
    assert isinstance(answer, Absent)
    raise CheckFailed(Row("missing", answer.reason))


def _rebuilt(answer: Raised) -> BaseException:
    kind = getattr(builtins, answer.kind, Exception)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = Exception  # SystemExit and its like must not stop the grader
    try:
        error: Any = kind(answer.message)
    except TypeError:  # one that takes more than a message
        error = Exception(answer.message)
    error.student = answer
    return error  # type: ignore[no-any-return]  # an exception with one attribute more
