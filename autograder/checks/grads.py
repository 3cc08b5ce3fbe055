"""Gradients of blocks: `(dx, grads)`, where `grads` is a dict with the keys of `params`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.checks.case import Case
from autograder.checks.compare import assert_array, assert_several, describe
from autograder.checks.failure import CheckFailed, Row

FEW = 3  # names that are listed; of more, the number is said
# fmt: off
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve")
# fmt: on


def named_gradients(got: Any, case: Case, only: str = "") -> dict[str, Any]:
    """Return what a block's backward gave, by name: "dx", then the keys of `params` in order.

    Raises CheckFailed where it is not `(dx, grads)`, or `grads` has not exactly those keys. With
    `only`, a key that is missing matters where it is judged, and one too many where the first
    of params is: so it does not cost everything. What is missing and not judged is None.
    """
    dx, grads = assert_several(got, ("dx", "grads"))
    if not isinstance(grads, dict):
        said = f"you returned {describe(grads)}, expected a dict with the keys of params"
        raise CheckFailed(Row("grads", said))
    keys = list(case.params)
    judged = only.split() or ["dx", *keys]
    missing = [key for key in keys if key in judged and key not in grads]
    strange = [key for key in grads if key not in keys] if keys[0] in judged else []
    if missing:
        raise CheckFailed(Row("grads", f"has no {listed(map(repr, missing))}"))
    if strange:
        many = f"{counted(len(strange))} key{'s' * (len(strange) > 1)}"
        raise CheckFailed(Row("grads", f"has {many} that params has not"))
    return {"dx": dx} | {key: grads.get(key) for key in keys}


def shown(name: str) -> str:
    """Write a gradient's name as a student finds it in the answer."""
    return name if name == "dx" else f"grads['{name}']"


def assert_grads(got: Any, right: Any, case: Case, only: str = "") -> None:
    """Demand that a block's gradients agree with `right`, another answer to the same case.

    With `only`, names such as "dx" or "w1 b1", just those are judged; what is said of the others
    holds all the same, so that a student sees which ones to look at.
    """
    mine, wanted = named_gradients(got, case, only), named_gradients(right, case)
    wrong = {}
    for name, answer in mine.items():
        try:
            assert_array(answer, wanted[name], shown(name))
        except CheckFailed as fault:
            wrong[name] = fault.rows
    judged = [name for name in wrong if not only or name in only.split()]
    if judged:
        summary = Row("gradients", _summary(list(wrong), len(mine)))
        raise CheckFailed(summary, *wrong[judged[0]])


def _summary(wrong: list[str], count: int) -> str:
    """Say which gradients are wrong and how many are right: "grads['w1'] is wrong, …"."""
    right = count - len(wrong)
    verb = "is" if len(wrong) == 1 else "are"
    if not right:
        return f"all {counted(count)} are wrong"
    rest = f"the other {counted(right)} {'are' if right > 1 else 'is'} right"
    rest = rest.replace("other one", "other")
    return f"{listed(map(shown, wrong))} {verb} wrong, {rest}"


def listed(names: Iterable[str]) -> str:
    """Write names as a list in words, or their number where there are many."""
    every = list(names)
    if len(every) > FEW:
        return f"{', '.join(every[: FEW - 1])} and {counted(len(every) - FEW + 1)} more"
    return " and ".join(filter(None, [", ".join(every[:-1]), every[-1]]))


def counted(number: int) -> str:
    """Write a number in words up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
