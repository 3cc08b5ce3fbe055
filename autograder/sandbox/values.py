"""Python values as a small tree of plain data plus raw array bytes, and back.

Nothing is pickled. A tree holds None, bool, int, float and str as they are; everything else is a
list whose first item says what it is. What is read from a submission is rebuilt within bounds, into
exact builtin types and fresh arrays, so that no subclass or clever object ever comes out of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.sandbox.refusals import words

# The dtypes that cross, as numpy calls them: little-endian, of fixed size, the same everywhere.
CODES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8")
FRACTIONS = ("<f2", "<f4", "<f8", "<c8", "<c16")
DTYPES = {code: np.dtype(code) for code in (*CODES, *FRACTIONS)}
# numpy 1.26 has 32 dimensions at most.
DIMENSIONS = 32


class WireError(Exception):
    """What came over the wire is not something that our own code would have sent."""


class CannotCross(Exception):  # noqa: N818 - a verdict on a value rather than an error
    """A value may not be sent: `kind` says why, the message completes "you returned …"."""

    def __init__(self, kind: str, bounds: Bounds) -> None:
        super().__init__(words(kind, bounds))
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one message may hold: items in all, levels, characters per string, array bytes."""

    items: int
    depth: int
    text: int
    body: int


# An answer: 64 MB is eight million numbers; a list longer than a thousand should be an array.
ANSWER = Bounds(items=1000, depth=8, text=1000, body=64 << 20)
# What a submission may ask of a stand-in: the grader works on it, so that it must stay small.
QUESTION = Bounds(items=1000, depth=8, text=1000, body=256 << 10)
# What the grader itself sends.
TRUSTED = Bounds(items=10_000_000, depth=32, text=100_000_000, body=1 << 34)
