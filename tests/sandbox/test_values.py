"""What crosses the wire arrives as it was; what may not cross is refused, in either direction."""

from __future__ import annotations

import collections
import fractions
import math
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import messages, wire
from autograder.sandbox.packing import Packing
from autograder.sandbox.values import ANSWER, CannotCross

encode = msgspec.msgpack.encode


class Point(NamedTuple):
    """A tuple with names."""

    x: int
    y: int


def there_and_back(value: Any) -> Any:
    """Send a value through a frame's bytes."""
    packing = Packing(ANSWER)
    message = messages.Gave(packing.tree(value))
    data = b"".join([bytes(piece) for piece in wire.frame(7, message, packing.buffers)])
    _, header, body = wire.measure(data[: wire.PREFIX.size])
    start = wire.PREFIX.size + header
    assert len(data) == start + body
    arrived = wire.from_worker(data[wire.PREFIX.size : start])
    assert isinstance(arrived, messages.Gave)
    return wire.value_of(arrived.tree, memoryview(data)[start:], ANSWER)


PLAIN: list[Any] = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 2**63, -(10**300), 1.5, -0.0, math.inf,
    "", "padding", "컨볼루션", (), [], {}, (1, [2.0, {"a": (None,)}]), {"dx": 1, "dw": [2]},
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_arrive_with_their_types(value: Any) -> None:
    """Ints stay ints, tuples tuples."""
    arrived = there_and_back(value)
    assert arrived == value
    assert type(arrived) is type(value)


ARRAYS = st.sampled_from("?bBhHiIqQefdFD").flatmap(
    lambda code: hnp.arrays(np.dtype(code), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)


@given(ARRAYS)
def test_arrays_arrive_to_the_last_bit(array: np.ndarray[Any, Any]) -> None:
    """Dtype, shape and bytes are the same, whatever the kind of number."""
    arrived = there_and_back((array, [array]))[1][0]
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    assert arrived.tobytes() == array.tobytes()
    assert arrived.flags.writeable
    assert arrived.flags.c_contiguous


BASE = np.arange(24.0).reshape(4, 6)


@pytest.mark.parametrize(
    "array",
    [BASE.T, BASE[::2, ::-1], BASE.astype(">f8"), BASE.astype(">i2"), np.asfortranarray(BASE),
     np.broadcast_to(2.0, (3, 2)), BASE.astype(np.longdouble), np.empty((0, 3)), np.array(5.0)],
    ids=["transposed", "strided", ">f8", ">i2", "fortran", "broadcast", "long", "empty", "0-d"],
)  # fmt: skip
def test_arrays_of_any_layout_arrive(array: np.ndarray[Any, Any]) -> None:
    """Layout, byte order and the machine's own precision don't matter, values do."""
    arrived = there_and_back(array)
    assert type(arrived) is np.ndarray
    np.testing.assert_array_equal(arrived, array)
    assert arrived.flags.c_contiguous


def test_relatives_of_plain_types_arrive_as_plain() -> None:
    """Numpy scalars keep their type; subclasses don't cross."""
    assert type(there_and_back(np.float32(2.5))) is np.float32
    assert type(there_and_back(np.bool_(1))) is np.bool_
    assert type(there_and_back(Point(1, 2))) is tuple
    assert type(there_and_back(collections.OrderedDict(a=1))) is dict
    assert type(there_and_back(np.array([[1.0]]).view(np.recarray))) is np.ndarray


class Clever(np.ndarray):
    """An array that claims to equal everything."""

    def __eq__(self, other: object) -> Any:
        return True

    __hash__ = None


def test_array_subclasses_lose_their_powers() -> None:
    """What arrives is numpy's own class."""
    assert type(there_and_back(np.zeros(3).view(Clever))) is np.ndarray


def nested(depth: int) -> list[Any]:
    """Return a list in a list in a list."""
    return [nested(depth - 1)] if depth else []


REFUSED = [
    (np.array([None, "x"]), "an array of dtype object"),
    (np.array(["a"]), "an array of dtype str"),
    (np.ma.masked_array([1.0], [True]), "a masked array"),
    ((i for i in range(3)), "a generator"),
    (len, "a function"),
    (int, "a class"),
    (1j, "a complex number"),
    ({1, 2}, "a set"),
    (b"x", "a bytes"),
    (range(3), "a range"),
    (object(), "an object"),
    (Point, "a class"),
    (fractions.Fraction(1), "an object of a class that is not built in"),
    (np.float64, "a class"),
    (np.add, "a function"),
    (np.dtype("f8"), "a numpy dtype"),
    (ValueError("x"), "an exception (is it a `raise` that is meant?)"),
    ({1: 2}, "a dict whose keys are not (short) strings"),
    ([0.0] * 5000, "a list of more than 1000 values, not an array"),
    ([[0.0] * 50] * 50, "a list of more than 1000 values, not an array"),
    (nested(9), "a value nested more than 8 deep"),
    ("x" * 1001, "a string of more than 1000 characters"),
    (["x" * 999] * 60, "too much text"),
    (10**500, "an integer of more than 400 digits"),
    (np.broadcast_to(0.0, (10_000, 10_000)), "more than 64 MB of numbers"),
]


@pytest.mark.parametrize(("value", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_may_not_cross_is_refused_in_words(value: Any, reason: str) -> None:
    """The reason completes "you returned …"."""
    with pytest.raises(CannotCross) as refusal:
        there_and_back(value)
    assert str(refusal.value) == reason
