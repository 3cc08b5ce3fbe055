"""What crosses the wire arrives as it was; what may not cross is refused, in either direction."""

from __future__ import annotations

import collections
import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import messages, wire
from autograder.sandbox.incoming import Incoming
from autograder.sandbox.packing import Packing
from autograder.sandbox.values import ANSWER, QUESTION, CannotCross, WireError

encode = msgspec.msgpack.encode
Point = collections.namedtuple("Point", "x y")


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


PLAIN = [
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
    [BASE.T, BASE[::2, ::-1], BASE.astype(">f8"), np.asfortranarray(BASE), np.broadcast_to(2.0, (3, 2)),
     BASE.astype(np.longdouble), BASE.astype(">i2"), np.empty((0, 3)), np.array(5.0)],
    ids=["transposed", "strided", "big-endian", "fortran", "broadcast", "long double", ">i2", "empty", "0-d"],
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


class Clever(np.ndarray):  # type: ignore[type-arg]
    """An array that claims to equal everything."""

    def __eq__(self, other: object) -> Any:
        return True

    __hash__ = None  # type: ignore[assignment]


def test_array_subclasses_lose_their_powers() -> None:
    """What arrives is numpy's own class."""
    assert type(there_and_back(np.zeros(3).view(Clever))) is np.ndarray


def nested(depth: int) -> list[Any]:
    """Return a list in a list in a list."""
    return [nested(depth - 1)] if depth else []


REFUSED = [
    (np.array([None, "x"]), "an array of dtype object"),
    (np.array(["a"]), "an array of dtype <U1"),
    (np.ma.masked_array([1.0], [True]), "a masked array"),
    ((i for i in range(3)), "a generator"),
    (len, "a function"),
    (int, "a class"),
    (1j, "a complex number"),
    ({1, 2}, "a set"),
    (b"x", "a bytes"),
    (range(3), "a range"),
    (object(), "an object"),
    ({1: 2}, "a dict whose keys are not (short) strings"),
    ([0.0] * 5000, "a list of more than 1000 values, not an array"),
    ([[0.0] * 50] * 50, "a list of more than 1000 values, not an array"),
    (nested(9), "a list nested more than 8 deep"),
    ("x" * 1001, "a string of 1001 characters"),
    (["x" * 999] * 60, "too much text"),
    (10**500, "an integer of more than 400 digits"),
    (np.broadcast_to(0.0, (10_000, 10_000)), "more than 64 MB of numbers (shape (10000, 10000))"),
]


@pytest.mark.parametrize(("value", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_may_not_cross_is_refused_in_words(value: Any, reason: str) -> None:
    """The reason completes "you returned …"."""
    with pytest.raises(CannotCross) as refusal:
        there_and_back(value)
    assert str(refusal.value) == reason


DEEP = b"\x91" * 50_000 + b"\x01"
TREES = {
    "object dtype": ["a", "|O", 1],
    "void dtype": ["a", "|V1000000", 1],
    "dtype not a string": ["a", ["<f8"], 1],
    "no dtype": ["a"],
    "overflowing shape": ["a", "<f8", *[2**28] * 16],
    "huge shape": ["a", "<f8", 2**40],
    "negative shape": ["a", "<f8", -1, -8],
    "zero times huge": ["a", "<f8", 0, *[2**28] * 5],
    "a hundred dimensions": ["a", "<f8", *[1] * 100],
    "boolean shape": ["a", "<f8", True],
    "fractional shape": ["a", "<f8", 1.0],
    "more than its bytes": ["a", "<f8", 3],
    "fewer than its bytes": ["a", "<f8", 1],
    "a thousand empty arrays": ["l", *[["a", "<f8", 0]] * 1000],
    "deep": ["l", ["l", ["l", ["l", ["l", ["l", ["l", ["l", ["l", 1]]]]]]]]],
    "unknown tag": ["z", 1],
    "no tag": [],
    "dict for a tree": {"a": 1},
    "extension": msgspec.msgpack.Ext(5, b"aaaaa"),
    "bytes": b"x",
    "int of a million digits": ["i", "9" * 100_000],
    "int with underscores": ["i", "1_0"],
    "int with spaces": ["i", " 10 "],
    "int of foreign digits": ["i", "١٢"],
    "long string": "x" * 100_000,
    "integer keys": ["d", {1: 2}],
    "long key": ["d", {"x" * 2000: 2}],
    "scalar of a strange dtype": ["n", "|O"],
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_no_tree_but_ours_is_rebuilt(tree: Any) -> None:
    """Every way to lie about a value ends in the same error."""
    with pytest.raises(WireError):
        wire.value_of(tree, bytes(16), ANSWER)


HEADERS = {
    "nothing": b"",
    "not msgpack": b"\xc1",
    "deep": DEEP,
    "bad utf-8": b"\x92\xa3Ask\xa2\xff\xfe",
    "unknown message": encode(["Grade", 100]),
    "a message for the worker": encode(["Sit", "conv2d"]),
    "too few fields": encode(["Threw", "ValueError"]),
    "a wrong type": encode(["Threw", 1, "x", "x", None, ""]),
    "a long message": encode(["Threw", "ValueError", "x", "x" * 501, None, ""]),
    "a negative line": encode(["Threw", "ValueError", "x", "x", -1, ""]),
    "a thousand problems": encode(["Loaded", [(1, "x")] * 1000]),
    "a dict": encode({"Gave": 1}),
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_no_header_but_ours_is_read(header: bytes) -> None:
    """Every malformed header ends in the same error."""
    with pytest.raises(WireError):
        wire.from_worker(header)


@pytest.mark.parametrize("sizes", [(2**32 - 1, 0), (0, 2**63), (wire.HEADER + 1, 0)])
def test_no_frame_is_larger_than_agreed(sizes: tuple[int, int]) -> None:
    """A declared size is checked before anything is read or allocated."""
    with pytest.raises(WireError):
        wire.measure(wire.PREFIX.pack(0, *sizes))


class Pieces:
    """A socket whose bytes come in given pieces."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces

    def recv_into(self, view: memoryview) -> int:
        """Give at most one piece."""
        if not self.pieces:
            raise BlockingIOError
        piece, rest = self.pieces[0][: len(view)], self.pieces[0][len(view) :]
        self.pieces[:1] = [rest] if rest else []
        view[: len(piece)] = piece
        return len(piece)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 40_000), max_size=6), st.integers(60, 70_000))
def test_frames_are_cut_right_wherever_the_stream_breaks(lengths: list[int], step: int) -> None:
    """Large or small, whole or dripping: the same frames in the same order."""
    stream = b""
    for length in lengths:
        packing = Packing(ANSWER)
        message = messages.Gave(packing.tree(np.arange(float(length))))
        stream += b"".join([bytes(piece) for piece in wire.frame(1, message, packing.buffers)])
    pieces = [stream[at : at + step] for at in range(0, len(stream), step)]
    incoming = Incoming(Pieces(pieces))  # type: ignore[arg-type]
    for length in lengths:
        found = incoming.next()
        assert found is not None
        _, message, body = found
        assert isinstance(message, messages.Gave)
        assert len(wire.value_of(message.tree, body, ANSWER)) == length
    assert incoming.next() is None


SEEDS = [
    (np.arange(6.0).reshape(2, 3), np.float32(2), {"k": [1, None, True, "s"]}),
    [np.array([True, False]), 10**50],
    "text",
]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), max_size=5),
)
def test_a_damaged_frame_gives_a_bounded_value_or_one_error(
    value: Any, damage: list[tuple[int, int]]
) -> None:
    """Whatever bytes come, the decoder raises nothing but WireError."""
    packing = Packing(QUESTION)
    data = bytearray(encode(messages.Gave(packing.tree(value))))
    body = bytearray(b"".join([bytes(buffer) for buffer in packing.buffers]))
    for at, byte in damage:
        target = data if at % 2 or not body else body
        target[at % len(target)] = byte
    try:
        message = wire.from_worker(bytes(data))
        if isinstance(message, messages.Gave | messages.Ask):
            wire.value_of(message.tree, bytes(body), QUESTION)
    except WireError:
        pass


@given(st.binary(max_size=200), st.binary(max_size=100))
def test_random_bytes_give_one_error_at_most(header: bytes, body: bytes) -> None:
    """The decoder raises nothing but WireError."""
    try:
        tree = msgspec.msgpack.decode(header)
    except (msgspec.MsgspecError, ValueError):
        return
    try:
        wire.value_of(tree, body, ANSWER)
    except WireError:
        pass
