"""Which setting makes the difference: "wrong whenever padding is 0, right otherwise"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from autograder.checks.case import Case
from autograder.exam.mark import Verdict

Factor = tuple[str, Callable[[Case], bool]]


def _image(case: Case) -> tuple[int, ...]:
    """Return the shape of the batch of images: given as such to col2im, else the first array's."""
    given = (value for value in case.extra if isinstance(value, tuple))
    found = next((value for value in given if len(value) == DIMENSIONS), None)
    return found or next(iter(case.shapes.values()))


def _setting(case: Case, name: str, missing: int) -> int:
    return int(case.settings.get(name, missing))


def _kernel(case: Case) -> tuple[int, ...]:
    given = (value for value in case.extra if isinstance(value, tuple) and len(value) == 2)
    filters = case.shapes.get("w", ())
    of_filters = filters[-2:] if len(filters) > FLAT else ()  # a matrix has no kernel
    return tuple(case.settings.get("kernel", next(given, of_filters)))


def _leaves_over(case: Case) -> bool:
    stride, padding = _setting(case, "stride", 1), _setting(case, "padding", 0)
    sizes = zip(_image(case)[-2:], _kernel(case), strict=False)
    return any((size + 2 * padding - kernel) % stride for size, kernel in sizes)


FACTORS: tuple[Factor, ...] = (
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
    ("the shortcut is a projection", lambda case: "ws" in case.shapes),
    ("the shortcut is x itself", lambda case: case.packed and "ws" not in case.shapes),
)

DIMENSIONS = 4  # of a batch of images
FLAT = 2  # of a matrix of weights
ENOUGH = 2  # failing and passing cases each, for a pattern to be more than chance
TIED = {"ties", "constant"}  # values whose failures are about ties, whatever the sizes


def factor(verdicts: Sequence[Verdict]) -> Factor | None:
    """Return the one factor that a function's failing cases share and its passing ones lack.

    All of the function's checks that fail anywhere are looked at together, and where two factors
    fit none is returned: a pattern that is said must be true.
    """
    wrong, right = _sorted_cases(verdicts)
    if len(wrong) < ENOUGH or len(right) < ENOUGH:
        return None
    fitting = [one for one in FACTORS if _separates(one, wrong, right)]
    return fitting[0] if len(fitting) == 1 else None


def _sorted_cases(verdicts: Sequence[Verdict]) -> tuple[list[Case], list[Case]]:
    wrong: list[Case] = []
    right: list[Case] = []
    for verdict in verdicts:
        if not verdict.failures:  # it may look at shapes only
            continue
        failed = {id(failure.example) for failure in verdict.failures}
        for trial in verdict.paper.trials:
            case = trial.example.get("case")
            if isinstance(case, Case) and not TIED.intersection(case.kinds):
                (wrong if id(trial.example) in failed else right).append(case)
    asked_wrong = {id(case) for case in wrong}
    return wrong, [case for case in right if id(case) not in asked_wrong]


def holds(one: Factor, case: object) -> bool:
    """Tell whether a factor holds for a case; False where it does not apply."""
    try:
        applies = isinstance(case, Case) and len(_image(case)) >= DIMENSIONS
        return applies and one[1](case)  # type: ignore[arg-type]  # applies says so
    except (TypeError, ValueError, IndexError):
        return False


def _separates(one: Factor, wrong: Iterable[Case], right: Iterable[Case]) -> bool:
    return all(holds(one, case) for case in wrong) and not any(holds(one, case) for case in right)
