"""Which setting makes the difference: "wrong whenever padding is 0, right otherwise"."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.checks.cases import Case
from autograder.exam.mark import Verdict


def _image(case: Case) -> tuple[int, ...]:
    return next(iter(case.shapes.values()))


def _setting(case: Case, name: str, missing: int) -> int:
    return int(case.settings.get(name, missing))


def _kernel(case: Case) -> tuple[int, ...]:
    return tuple(case.settings.get("kernel", case.shapes.get("w", ()))[-2:])


def _leaves_over(case: Case) -> bool:
    stride, padding = _setting(case, "stride", 1), _setting(case, "padding", 0)
    sizes = zip(_image(case)[-2:], _kernel(case), strict=False)
    return any((size + 2 * padding - kernel) % stride for size, kernel in sizes)


# In the order in which they are tried; the first that fits is said.
FACTORS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("padding is 0", lambda case: _setting(case, "padding", 1) == 0),
    ("padding is not 0", lambda case: _setting(case, "padding", 0) > 0),
    ("padding is more than 1", lambda case: _setting(case, "padding", 0) > 1),
    ("stride is more than 1", lambda case: _setting(case, "stride", 1) > 1),
    ("the image is not square", lambda case: _image(case)[-2] != _image(case)[-1]),
    ("the kernel is not square", lambda case: len(set(_kernel(case))) > 1),
    (
        "windows overlap",
        lambda case: max(_kernel(case), default=0) > _setting(case, "stride", 1),
    ),
    ("the windows leave rows or columns over", _leaves_over),
    ("there is more than one sample", lambda case: _image(case)[0] > 1),
    ("there is more than one channel", lambda case: _image(case)[1] > 1),
)

DIMENSIONS = 4  # of a batch of images
ENOUGH = 2  # failing and passing cases each, for a pattern to be more than chance


def pattern(verdict: Verdict, shown: object = None) -> str:
    """Return the factor that a check's failing cases share and its passing ones lack, or "".

    `shown` is the case in the message, which may be none of those asked; it must fit too.
    """
    failed = {id(failure.example) for failure in verdict.failures}
    wrong: list[Case] = []
    right: list[Case] = []
    for trial in verdict.paper.trials:
        case = trial.example.get("case")
        if not isinstance(case, Case) or len(_image(case)) < DIMENSIONS:
            return ""
        (wrong if id(trial.example) in failed else right).append(case)
    if len(wrong) < ENOUGH or len(right) < ENOUGH:
        return ""
    if isinstance(shown, Case):
        wrong.append(shown)
    return next((said for said, holds in FACTORS if _separates(holds, wrong, right)), "")


def _separates(holds: Callable[[Case], bool], wrong: Iterable[Case], right: Iterable[Case]) -> bool:
    return all(map(holds, wrong)) and not any(map(holds, right))
