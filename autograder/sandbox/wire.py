"""The messages between grader and worker, and how a stream of bytes is cut into them.

A frame is a prefix (request, header length, body length), a msgpack header, and the raw bytes of
the arrays that the header speaks of. The request number is drawn by the grader, so that a worker
can't answer a question before it was asked.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.sandbox.messages import FromGrader, FromWorker
from autograder.sandbox.packing import Packing
from autograder.sandbox.unpacking import Unpacking
from autograder.sandbox.values import ANSWER, TRUSTED, Bounds, WireError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.answers import Call
    from autograder.sandbox.messages import Message

PREFIX = struct.Struct("<IIQ")
# A thousand strings of a thousand characters don't fit, and needn't.
HEADER = 256 << 10

encode_header = msgspec.msgpack.Encoder().encode
_from_worker = msgspec.msgpack.Decoder(FromWorker).decode
_from_grader = msgspec.msgpack.Decoder(FromGrader).decode
_from_exam = msgspec.msgpack.Decoder(dict[str, list[tuple[Any, bool]]]).decode


def frame(request: int, message: Message, buffers: Sequence[Any] = ()) -> list[Any]:
    """Return the pieces of one frame, in the order to be sent."""
    header = encode_header(message)
    size = sum([len(buffer) for buffer in buffers])
    if size < 1 << 15:
        return [b"".join([PREFIX.pack(request, len(header), size), header, *buffers])]
    return [PREFIX.pack(request, len(header), size) + header, *buffers]


def measure(prefix: bytes | memoryview) -> tuple[int, int, int]:
    """Return request, header length and body length of an answer's prefix, within bounds."""
    request, header, body = PREFIX.unpack(prefix)
    if header > HEADER or body > ANSWER.body:
        raise WireError("a frame that is too large")
    return request, header, body


def from_worker(header: Any) -> FromWorker:
    """Decode a header that a submission may have written; WireError when it is none of ours."""
    try:
        message: FromWorker = _from_worker(header)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError) as error:
        raise WireError("not a message") from error
    return message


def from_grader(header: Any) -> FromGrader:
    """Decode a header that the grader wrote."""
    message: FromGrader = _from_grader(header)
    return message


def value_of(tree: Any, body: Any, bounds: Bounds) -> Any:
    """Return the value of a whole frame; WireError whatever is wrong with it."""
    unpacking = Unpacking(bounds, body)
    try:
        value = unpacking.value(tree)
    except (TypeError, ValueError, RecursionError, OverflowError, MemoryError) as error:
        raise WireError("not a value") from error
    unpacking.finish()
    return value


def encode_exam(exam: Mapping[str, Iterable[Call]]) -> bytes:
    """Encode the calls of every function: one frame without bounds, for the zygote."""
    packing = Packing(TRUSTED)
    trees = {
        function: [(packing.tree((call.args, dict(call.kwargs))), call.watch) for call in calls]
        for function, calls in exam.items()
    }
    header = encode_header(trees)
    size = sum([len(buffer) for buffer in packing.buffers])
    return b"".join([PREFIX.pack(0, len(header), size), header, *packing.buffers])


def decode_exam(data: bytes) -> dict[str, list[tuple[Any, bool]]]:
    """Return for each function its calls, each as ((args, kwargs), watch)."""
    _, size, _ = PREFIX.unpack(data[: PREFIX.size])
    start = PREFIX.size + size
    trees = _from_exam(data[PREFIX.size : start])
    unpacking = Unpacking(TRUSTED, memoryview(data)[start:])
    return {
        function: [(unpacking.value(tree), watch) for tree, watch in calls]
        for function, calls in trees.items()
    }
