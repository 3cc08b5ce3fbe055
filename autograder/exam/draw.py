"""Draw a check's examples once for the class."""

from __future__ import annotations

from typing import Any

from hypothesis import Phase

from autograder.checks.drawing import configured, inner_replaced, is_property, listed_examples
from autograder.exam.collect import Check

Example = dict[str, Any]


def draw(check: Check, seed: int, listed_only: bool = False) -> tuple[Example, ...]:
    """Return the arguments of every example of a check: the listed ones, then those drawn."""
    if not is_property(check.test):
        return (dict(check.params),)
    if listed_only and not listed_examples(check.test):
        return ()
    drawn: list[Example] = []

    def recorder(**arguments: Any) -> None:
        drawn.append({k: v for k, v in arguments.items() if k not in {"student", "reference"}})

    phases = (Phase.explicit,) if listed_only else (Phase.explicit, Phase.generate)
    with (
        configured(check.test, check.id, seed, phases=phases),
        inner_replaced(check.test, recorder),
    ):
        run_property(check)
    return tuple({_identity(example): example for example in drawn}.values())


def _identity(example: Example) -> tuple[int, ...]:
    """Tell examples apart: Hypothesis may draw a listed case a second time."""
    return tuple(id(value) for value in example.values())


def run_property(check: Check) -> None:
    """Let Hypothesis run a check's test; whoever replaced its body supplies the fixtures."""
    check.test(**dict.fromkeys(check.fixtures), **check.params)
