"""Cases of residual blocks, whose values keep away from every kink of relu by construction.

x and the filters are whole numbers, so that before the first relu there are whole numbers plus its
bias, a half: half from 0. What comes out of it are halves, and the second layer's bias is a quarter
off; a third one's is an eighth off. What the shortcut adds is whole. All these numbers are exact,
and KINK_STEP changes none of them by as much as an eighth. Filters of 3x3 are sparse, lest their
sums be so large that the shortcut never decides what passes the last relu.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.checks.case import SEEDS, Case, Pair, Shape, positions
from autograder.checks.compare import assert_array, assert_several
from autograder.checks.failure import CheckFailed
from autograder.checks.grads import assert_grads, named_gradients
from autograder.checks.values import Array

BIASES = {"b1": "halves", "b2": "quarters", "b3": "eighths", "bs": "small"}
"""The kinds of what is not whole, each keeping its layer away from 0, and of the shortcut's."""


def residual_case(
    n: int = 2,
    c: int = 2,
    m: int = 3,
    size: Pair = (4, 4),
    *,
    projection: int = 0,
    stride: int = 1,
    rough: bool = False,
    seed: int = 0,
) -> Case:
    """Make a case for `residual_block(x, params)`; the defaults are the plain one to vary from.

    `m` channels are in the middle; `projection` is how many the shortcut makes of `c`, 0 where it
    is x itself. With `rough`, float32 shows in the answer.
    """
    filters = {"w1": (m, c, 3, 3), "w2": (projection or c, m, 3, 3)}
    return _block(filters, (n, c, *size), projection, stride, rough=rough, seed=seed)


def bottleneck_case(
    n: int = 2,
    c: int = 3,
    m: int = 2,
    size: Pair = (4, 4),
    *,
    projection: int = 0,
    stride: int = 1,
    rough: bool = False,
    seed: int = 0,
) -> Case:
    """Make a case for `bottleneck_block(x, params)`, as `residual_case` does."""
    filters = {"w1": (m, c, 1, 1), "w2": (m, m, 3, 3), "w3": (projection or c, m, 1, 1)}
    return _block(filters, (n, c, *size), projection, stride, rough=rough, seed=seed)


def _block(
    filters: Mapping[str, Shape], x: Shape, projection: int, stride: int, *, rough: bool, seed: int
) -> Case:
    n, c, *size = x
    shortcut = {"ws": (projection, c, 1, 1)} if projection else {}
    shapes = {"x": x}
    for name, shape in (*filters.items(), *shortcut.items()):
        shapes |= {name: shape, f"b{name[1]}": shape[:1]}
    return Case(
        shapes,
        {"stride": stride},
        (n, projection or c, *(positions(side, 1, stride) for side in size)),
        values={name: _kind(name, shape, rough=rough) for name, shape in shapes.items()},
        packed=True,
        seed=seed,
    )


def _kind(name: str, shape: Shape, *, rough: bool) -> str:
    if name in BIASES:
        return BIASES[name]
    if rough:
        return "rough"
    if name == "x":
        return "integers"
    return "sparse" if shape[-1] > 1 else "small"


def residual_cases(*, projected: bool = False) -> st.SearchStrategy[Case]:
    """Draw a case for `residual_block`: with a projection of any stride, or perhaps without."""
    return _cases(residual_case, least=int(projected))


def bottleneck_cases(*, projected: bool = False) -> st.SearchStrategy[Case]:
    """Draw a case for `bottleneck_block`: with a projection of any stride, or perhaps without."""
    return _cases(bottleneck_case, least=int(projected))


@st.composite
def _cases(draw: st.DrawFn, make: Callable[..., Case], *, least: int) -> Case:
    n, c, m = draw(st.integers(1, 2)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    size = draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    projection = draw(st.integers(least, 3))
    stride = draw(st.integers(1, 3)) if projection else 1
    return make(n, c, m, size, projection=projection, stride=stride, seed=draw(SEEDS))


def assert_vanishes(function: Callable[..., Any], case: Case) -> None:
    """Demand that a block whose weights and biases are 0 does nothing but its last relu."""
    x, *params = case.arrays
    nothing = [np.zeros(array.shape) for array in params]
    assert_array(case.call(function, np.abs(x), *nothing), np.abs(x))
    assert_array(case.call(function, x, *nothing), np.maximum(x, 0))


def without_last_filters(case: Case) -> tuple[dict[str, Array], Array, Array]:
    """Return params with last filters of 0, what is then before the last relu, and the shortcut's.

    That is the last bias and what the shortcut brings: x itself, as if by filters (C, C) that pick
    a channel each, or the projection of every stride-th row and column by filters (F, C).
    """
    params, stride = case.params, case.settings["stride"]
    last = "3" if "w3" in params else "2"
    params[f"w{last}"] = np.zeros(case.shapes[f"w{last}"])
    filters = params["ws"][:, :, 0, 0] if "ws" in params else np.eye(case.shapes["x"][1])
    read = case.arrays[0][:, :, ::stride, ::stride]
    bias = params[f"b{last}"] + params.get("bs", 0)
    return params, np.einsum("fc,nchw->nfhw", filters, read) + bias[:, None, None], filters


def assert_shortcut(function: Callable[..., Any], case: Case) -> None:
    """Demand that a block without last filters gives what its shortcut brings."""
    params, z, _ = without_last_filters(case)
    assert_array(function(case.arrays[0], params, **case.settings), np.maximum(z, 0))


def assert_shortcut_backward(function: Callable[..., Any], case: Case) -> None:
    """Demand that dy comes back to the pixels that the shortcut has read, and only to them."""
    params, z, filters = without_last_filters(case)
    right, stride = np.zeros(case.shapes["x"]), case.settings["stride"]
    right[:, :, ::stride, ::stride] = np.einsum("fc,nfhw->nchw", filters, case.dy * (z > 0))
    answer = function(case.dy, case.arrays[0], params, **case.settings)
    dx, _ = assert_several(answer, ("dx", "grads"))
    assert_array(dx, right, "dx")


def assert_keys(answer: Any, case: Case) -> None:
    """Demand `(dx, grads)`, where `grads` is a dict with exactly the keys of `params`."""
    named_gradients(answer, case)


def assert_some_grads(answer: Any, right: Any, case: Case, only: str) -> None:
    """Demand these gradients of a block, whatever the others are and whatever keys there are.

    The first of them that is wrong is shown first, then which are right.
    """
    try:
        assert_grads(known_keys(answer, case), right, case, only=only)
    except CheckFailed as fault:
        summary = [row for row in fault.rows if row.label == "gradients"]
        rows = [row for row in fault.rows if row not in summary]
        raise CheckFailed(*rows, *summary) from None


def known_keys(answer: Any, case: Case) -> Any:
    """Return a block's gradients without those of keys that `params` has not."""
    if not (isinstance(answer, tuple | list) and answer and isinstance(answer[-1], dict)):
        return answer
    *first, grads = answer
    return (*first, {key: grads[key] for key in grads if key in case.params})
