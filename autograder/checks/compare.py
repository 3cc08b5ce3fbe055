"""Comparisons whose failure is a message that a student can use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.failure import CheckFailed, Row
from autograder.checks.sketch import Compared
from autograder.checks.student import StudentFunction
from autograder.checks.values import Array
from autograder.where import region

TOLERANCE = 1e-9
"""Of the largest expected magnitude (or of 1). Float64 code of any style, FFT included, errs by
1e-12; float32 code by 1e-8 and more; an entry off by a millionth is a mistake."""

NEARLY = 1e-5
"""Errors below this fraction of the largest value look like float32's, not like a mistake."""

LARGE = 1 << 20
"""Entries. No right answer has so many; telling whether wrong ones are close would take memory."""


def assert_array(got: Any, expected: Array, name: str = "y", *, within: float = TOLERANCE) -> None:
    """Demand an array of the expected shape and values, of any real dtype and memory layout."""
    if not np.isfinite(expected).all():
        raise ValueError(f"{name}: nothing can be compared with infinite or undefined numbers")
    answer = assert_shape(got, expected.shape, name)
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    with np.errstate(invalid="ignore", over="ignore"):
        wrong = ~(np.abs(answer - expected) <= within * scale)
    if wrong.any():
        raise CheckFailed(*_difference(answer, expected, wrong, name))


def assert_shape(got: Any, shape: tuple[int, ...], name: str = "y") -> Array:
    """Demand an array of real numbers of this exact shape, and return it as float64."""
    if not isinstance(got, np.ndarray) and not (shape == () and np.isscalar(got)):
        wrap = "; np.array(…) makes one of it" if isinstance(got, list) else ""
        said = f"you returned {describe(got)}, expected an array {tuple(shape)}{wrap}"
        raise CheckFailed(Row(name, said))
    answer = np.asarray(got)
    if answer.dtype.kind not in "fiub":
        raise CheckFailed(Row(name, f"has dtype {answer.dtype}, expected real numbers"))
    if answer.shape != tuple(shape):
        raise CheckFailed(Row(name, f"you returned shape {answer.shape}, expected {tuple(shape)}"))
    return answer.astype(np.float64, copy=False)


def assert_arrays(got: Any, expected: Sequence[Array | None], names: str) -> None:
    """Demand several arrays at once, as a tuple or a list; `names` is "dx dw db".

    Where `expected` has None, that result is not judged here.
    """
    labels = names.split()
    answers = assert_several(got, labels)
    for answer, right, label in zip(answers, expected, labels, strict=True):
        if right is not None:
            assert_array(answer, right, label)


def assert_several(got: Any, names: Sequence[str]) -> Sequence[Any]:
    """Demand a tuple or list with one result per name."""
    wanted = f"({', '.join(names)})"
    if not isinstance(got, tuple | list):
        raise CheckFailed(Row("returned", f"you returned {describe(got)}, expected {wanted}"))
    if len(got) != len(names):
        raise CheckFailed(Row("returned", f"you returned {len(got)} results, expected {wanted}"))
    return got


def assert_number(got: Any, expected: float, name: str = "result") -> None:
    """Demand a single number: Python's, numpy's or a 0-d array."""
    if isinstance(got, np.ndarray | np.generic) and np.ndim(got) == 0:
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, int | float):
        raise CheckFailed(Row(name, f"you returned {describe(got)}, expected a number"))
    try:
        got = float(got)
    except OverflowError:
        got = float("inf")
    if not abs(got - expected) <= TOLERANCE * max(1.0, abs(expected)):
        said = f"you returned {got:g}, expected {expected:g}"
        raise CheckFailed(Row(name, "has the wrong value"), Row("", said, reveals=True))


def assert_value_error(call: Callable[[], Any], request: str) -> None:
    """Demand that an impossible `request` raises ValueError, or a subclass of it."""
    try:
        got = call()
    except ValueError:
        return
    except Exception as error:
        raised = getattr(error, "student", None)
        if raised is None or raised.kind == "NotImplementedError":
            raise
        rows = [Row("expected", f"{request} must raise ValueError, yours raised {raised.kind}")]
        if raised.name != raised.kind:  # the student's own word, which may hold hidden inputs
            rows.append(Row("", f"its class is {raised.name}", reveals=True))
        raise CheckFailed(*rows) from None
    said = f"{request} must raise ValueError, yours returned {describe(got)}"
    raise CheckFailed(Row("expected", said))


def assert_unchanged(function: StudentFunction, *args: Any, **kwargs: Any) -> Any:
    """Demand that a call leaves its arguments as they were; return what it returned.

    Whoever returns nonsense changes nothing either: judge the answer too.
    """
    value, changed = function.watched(*args, **kwargs)
    if changed:
        which = " and ".join(f"argument {i + 1}" for i in changed)
        raise CheckFailed(Row("inputs", f"your function modified {which}; work on a copy"))
    return value


def assert_same_answers(first: Any, second: Any, name: str = "y") -> None:
    """Demand that two equal calls gave equal answers: no kept state, no uninitialised memory."""
    ones, others = _flat(first), _flat(second)
    if len(ones) != len(others) or not all(map(_equal, ones, others)):
        said = "two equal calls gave different answers: start from zeros, keep nothing"
        raise CheckFailed(Row(name, said))


def _equal(one: Array, other: Array) -> bool:
    if one.size > LARGE:
        return np.array_equal(one, other)
    return one.shape == other.shape and bool(
        np.allclose(one, other, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
    )


def _flat(answer: Any) -> list[Array]:
    several = isinstance(answer, tuple | list)
    many = [one for item in answer for one in _values(item)] if several else [answer]
    arrays = [np.asarray(one) for one in many if isinstance(one, np.ndarray | np.generic)]
    if len(arrays) != len(many) or any(a.dtype.kind not in "fiub" for a in arrays):
        raise CheckFailed(Row("returned", f"you returned {describe(answer)}, expected arrays"))
    return arrays


def _values(item: Any) -> list[Any]:
    """Return one of several results; of a block's gradients, each, whatever order they are in."""
    return [item[key] for key in sorted(item, key=str)] if isinstance(item, dict) else [item]


def describe(value: Any) -> str:
    """Say what a value is, without a number of it: a hidden check's inputs might be in there."""
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, bool | int | float | np.generic):
        return "a single number"
    known = type(value).__module__ in {"builtins", "numpy"}
    return f"a {type(value).__name__}" if known else "an object of a class of its own"


def _difference(got: Array, expected: Array, wrong: NDArray[np.bool_], name: str) -> list[Row]:
    rows = [Row(name, f"has the right shape, but {region(wrong, name)}")]
    strange = int((~np.isfinite(got)).sum())
    if strange:
        rows.append(Row("", f"{strange} {'of them are' if strange > 1 else 'is'} nan or inf"))
    elif np.abs(got - expected).max() <= NEARLY * np.abs(expected).max(initial=0.0):
        rows.append(
            Row("", "it is nearly right: is something float32, rounded, or a little added to it?")
        )
    first = tuple(int(i) for i in np.unravel_index(int(wrong.argmax()), wrong.shape))
    index = ",".join(map(str, first))
    said = f"{name}[{index}] is {got[first] + 0.0:.6g}, expected {expected[first] + 0.0:.6g}"
    if f"{got[first]:.6g}" == f"{expected[first]:.6g}":
        said = f"{name}[{index}] is off by {got[first] - expected[first]:.1g}"
    compared = Compared(name, got, expected, wrong)
    return [*rows, Row("first", said, reveals=True, compared=compared)]
