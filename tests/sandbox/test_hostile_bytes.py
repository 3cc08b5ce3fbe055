"""Whatever bytes arrive from a worker, the decoder answers with one error or a bounded value."""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from autograder.sandbox import messages, wire
from autograder.sandbox.incoming import Incoming
from autograder.sandbox.packing import Packing
from autograder.sandbox.values import ANSWER, QUESTION, WireError

encode = msgspec.msgpack.encode


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


TAGS = st.sampled_from(["a", "t", "l", "n", "d", "i", "x"])
DTYPES = st.sampled_from(["<f8", "<i8", "|b1", "<c16", "|O", ">f4", ""])
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 2**40), st.floats(), st.text(max_size=3)
)
TREES = st.recursive(
    st.one_of(LEAVES, st.lists(st.integers(-1, 4), max_size=4)),
    lambda inner: st.one_of(
        st.tuples(TAGS, st.one_of(inner, DTYPES)).map(list),
        st.tuples(TAGS, DTYPES, st.integers(-1, 4), st.integers(0, 3)).map(list),
        st.lists(inner, max_size=3).flatmap(lambda many: TAGS.map(lambda tag: [tag, *many])),
        st.dictionaries(st.text(max_size=2), inner, max_size=3).map(lambda items: ["d", items]),
    ),
    max_leaves=8,
)


@settings(max_examples=1000, deadline=None)
@given(tree=TREES, body=st.binary(max_size=200))
def test_random_trees_give_one_error_at_most(tree: Any, body: bytes) -> None:
    """The decoder raises nothing but WireError, whatever the tags are and stands behind them."""
    with contextlib.suppress(WireError):
        wire.value_of(tree, body, ANSWER)


def test_random_trees_reach_what_they_are_for() -> None:
    """A tree of each kind is drawn, and some of them are values."""
    found = {kind: find(TREES, lambda tree, kind=kind: is_value(tree, kind)) for kind in "atlnd"}
    assert set(found) == set("atlnd")


def is_value(tree: Any, tag: str) -> bool:
    """Tell whether a tree is a value of this kind."""
    if type(tree) is not list or tree[:1] != [tag] or len(tree) < 2:
        return False
    for size in range(100):
        with contextlib.suppress(WireError):
            wire.value_of(tree, bytes(size), ANSWER)
            return True
    return False
