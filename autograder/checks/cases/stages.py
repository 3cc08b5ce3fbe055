"""Say at which stage a network's answer goes wrong, and at which row a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks.compare import assert_array, assert_several, assert_shape
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.grads import counted, listed
from autograder.checks.numbers import assert_count, assert_whole
from autograder.checks.values import Array

Again = Callable[[int, Sequence[Any]], Array]
Wrong = dict[str, tuple[Row, ...]]

DRAWN = 16  # entries of a stage that is drawn


def assert_stages(
    got: Any,
    names: Sequence[str],
    right: Sequence[Array],
    only: str = "",
    again: Again | None = None,
) -> None:
    """Demand that a network's stages agree with `right`, or those in `only`, "C1 C3".

    What is said of the others holds all the same, so that a student sees where it begins to go
    wrong. A stage is right, too, if it follows from the ones before it as the student returned
    them: `again(i, stages)` works out stage `i`. So a slip in one stage does not cost the next, but
    for one that leaves nothing to work with. And where stages are missing, the answer counts alone
    in a check of the answer.
    """
    judges = only.split() or names
    if _answer_counts(got, names, only) and _is_right(_answer(got), right[-1]):
        return
    given = assert_several(got, names)
    if all(_is_right(given[i], right[i]) for i, name in enumerate(names) if name in judges):
        return
    wrong: Wrong = {}
    for i, name in enumerate(names):
        try:
            _assert_stage(given, i, name, right[i], again if wrong else None)
        except CheckFailed as fault:
            wrong[name] = fault.rows
    judged = [name for name in wrong if name in judges]
    if judged:
        rows = (_undrawn(row) for row in wrong[judged[0]])
        raise CheckFailed(Row("stages", _summary(names, list(wrong))), *rows)


def _undrawn(row: Row) -> Row:
    """Leave large maps undrawn: the hint matters more, and there are so many parameters to say."""
    large = row.compared is not None and row.compared.expected.size > DRAWN
    return replace(row, compared=None) if large else row


def _answer_counts(got: Any, names: Sequence[str], only: str) -> bool:
    """Tell whether stages are missing in a check of some stages, of which the answer is one."""
    whole = isinstance(got, list | tuple) and len(got) == len(names)
    return not whole and names[-1] in only.split()


def _answer(got: Any) -> Any:
    return got[-1] if isinstance(got, list | tuple) and got else got


def _is_right(answer: Any, right: Array) -> bool:
    try:
        assert_array(answer, right, "y")
    except CheckFailed:
        return False
    return True


def _assert_stage(
    given: Sequence[Any], i: int, name: str, right: Array, again: Again | None
) -> None:
    try:
        assert_array(given[i], right, name)
    except CheckFailed:
        followed = _followed(given, i, again)
        if followed is None or (_is_dead(followed) and not _is_dead(right)):
            raise
        assert_array(given[i], followed, name)


def _is_dead(stage: Array) -> bool:
    """Tell whether every channel is one number over: what follows from zeros tells of no layer."""
    channels = stage.reshape(*stage.shape[:2], -1)
    return channels.shape[-1] > 1 and bool((channels == channels[..., :1]).all())


def _followed(given: Sequence[Any], i: int, again: Again | None) -> Array | None:
    """Return what follows from the stages before, None where nothing can."""
    if again is None:
        return None
    try:
        found = np.asarray(again(i, given), dtype=np.float64)
    except Exception:  # noqa: BLE001 - what the student returned before is no input for this stage
        return None
    return found if np.isfinite(found).all() else None


def assert_stage_shapes(got: Any, shapes: dict[str, tuple[int, ...]]) -> None:
    """Demand the shape of every stage."""
    names = list(shapes)
    wrong: Wrong = {}
    for name, answer in zip(names, assert_several(got, names), strict=True):
        try:
            assert_shape(answer, shapes[name], name)
        except CheckFailed as fault:
            wrong[name] = fault.rows
    if wrong:
        first = next(iter(wrong.values()))
        raise CheckFailed(Row("stages", _summary(names, list(wrong))), *first)


def _summary(names: Sequence[str], wrong: Sequence[str]) -> str:
    """Say where it goes wrong: "the first three stages agree, S4 doesn't"."""
    before = names.index(wrong[0])
    said = f"the first {counted(before)} stages agree, {wrong[0]} doesn't"
    if before < 2:
        said = f"{names[0]} agrees, {wrong[0]} doesn't" if before else f"{wrong[0]} doesn't agree"
    rest = len(names) - before - len(wrong)
    if len(wrong) == 1 and rest:
        return f"{said}; the rest follows from it"
    if len(wrong) > 1:
        said += f", nor {'does' if len(wrong) == 2 else 'do'} {listed(wrong[1:])}"
    return said


def assert_table(
    got: Any, right: Sequence[tuple[Any, int]], layers: Sequence[Any], part: str = ""
) -> None:
    """Demand the rows of a table of layers: with `part`, their "shape" or their "parameters"."""
    rows = _rows(got, len(right))
    for i, (row, (shape, parameters)) in enumerate(zip(rows, right, strict=True)):
        try:
            pair = assert_several(row, ("output_shape", "parameters"))
            if part != "parameters":
                _assert_sizes(pair[0], shape)
            if part != "shape":
                assert_count(pair[1], parameters, "parameters")
        except CheckFailed as fault:
            raise CheckFailed(_place(i, layers), *fault.rows) from None


def _rows(got: Any, count: int) -> Sequence[Any]:
    names = [f"row {i}" for i in range(count)]
    if not isinstance(got, list | tuple) or len(got) != count:
        if isinstance(got, list | tuple):
            said = f"you returned {len(got)} rows, expected {count}: one for each layer"
            raise CheckFailed(Row("returned", said))
        assert_several(got, ["a list of (output_shape, parameters)"])
    return assert_several(got, names)


def _assert_sizes(got: Any, shape: Iterable[int]) -> None:
    wanted = tuple(shape)
    found = tuple(got.tolist()) if isinstance(got, np.ndarray) and got.ndim == 1 else got
    sizes = assert_several(found, [f"{len(wanted)} numbers"] if len(wanted) == 1 else _axes(wanted))
    try:
        for size, right in zip(sizes, wanted, strict=True):
            assert_count(size, right, "output_shape")
    except CheckFailed as fault:
        if fault.rows[0].text != "has the wrong value":
            raise
        mine = ", ".join(f"{size:g}" for size in sizes)
        said = f"you returned ({mine}), expected ({', '.join(map(str, wanted))})"
        raise CheckFailed(fault.rows[0], Row("", said, reveals=True)) from None


def _axes(shape: tuple[int, ...]) -> tuple[str, ...]:
    return ("C", "H", "W") if len(shape) == 3 else ("D", "L")


def _place(i: int, layers: Sequence[Any]) -> Row:
    """Say which row it is: its number as a list counts, and the layer."""
    words = ", ".join(map(repr, layers[i]))
    before = f"the first {counted(i)} rows agree, " if i > 1 else "row 0 agrees, " if i else ""
    return Row("table", f"{before}row {i}, ({words}), {'does not' if i else 'does not agree'}")


def assert_ints(got: Any, right: Sequence[tuple[Any, int]]) -> None:
    """Demand that all numbers of a table are ints."""
    for row, (shape, parameters) in zip(_rows(got, len(right)), right, strict=True):
        sizes, learned = assert_several(row, ("output_shape", "parameters"))
        _assert_sizes(sizes, shape)
        for size, wanted in zip(sizes, shape, strict=True):
            assert_whole(size, wanted, "output_shape")
        assert_whole(learned, parameters, "parameters")
