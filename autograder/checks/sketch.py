"""Small arrays drawn side by side, the entries that differ marked with a star."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.checks.values import Array

WIDTH = 72  # what is left of a terminal of 80 columns
HEIGHT = 6  # rows of numbers; taller arrays are told in words
GAP = "   "  # between arrays
PLANES = " | "  # between the images or channels of one array

Block = list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """An answer beside the right one: two arrays of one shape, and where they differ."""

    name: str
    got: Array
    expected: Array
    wrong: NDArray[np.bool_]


def sketch(arguments: Sequence[tuple[str, Array]], compared: Compared) -> list[str]:
    """Return a drawing's lines, names on top: the arguments, then the answer and the right one.

    Where there is no room for all, the arguments are left out; no lines where the rest does not
    fit either.
    """
    asked = [_argument(name, array) for name, array in arguments]
    answers = _answers(compared)
    for blocks in ([*asked, *answers], answers):
        lines = _beside(blocks)
        if lines and len(lines) <= HEIGHT + 1 and max(map(len, lines)) <= WIDTH:
            return lines
    return []


def _argument(name: str, array: Array) -> Block:
    planes = [_cells(plane) for plane in _planes(array)]
    return [name, *_beside(planes, PLANES)]


def _answers(compared: Compared) -> list[Block]:
    """Draw the plane of the first wrong entry, as given and as expected."""
    first = int(_planes(compared.wrong).any(axis=(1, 2)).argmax())
    got, expected, wrong = (
        _planes(a)[first] for a in (compared.got, compared.expected, compared.wrong)
    )
    place = ""
    if compared.got.ndim > 2 and compared.got.size > got.size:
        at = np.unravel_index(first, compared.got.shape[:-2])
        place = f"[{','.join(str(int(i)) for i in at)}]"
    return [
        [f"your {compared.name}{place}", *_cells(got, wrong)],
        ["expected", *_cells(expected)],
    ]


def _planes(array: NDArray[np.generic]) -> NDArray[np.generic]:
    rows = array.shape[-2:] if array.ndim > 1 else (1, array.size)
    return array.reshape(-1, *rows)


def _cells(plane: NDArray[np.generic], wrong: NDArray[np.generic] | None = None) -> Block:
    """Write a matrix in columns, with a star behind every entry in `wrong`."""
    texts = [[f"{float(v) + 0.0:.4g}" for v in row] for row in plane]
    if wrong is not None:
        texts = [
            [f"{t}{'*' if w else ' '}" for t, w in zip(row, marks, strict=True)]
            for row, marks in zip(texts, wrong, strict=True)
        ]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [" ".join(f"{t:>{n}}" for t, n in zip(row, widths, strict=True)) for row in texts]


def _beside(blocks: Sequence[Block], gap: str = GAP) -> Block:
    """Put blocks side by side, each as wide as its widest line."""
    height = max(map(len, blocks), default=0)
    widths = [max(map(len, block)) for block in blocks if block]
    rows = (
        gap.join(
            f"{block[i] if i < len(block) else '':<{width}}"
            for block, width in zip(blocks, widths, strict=True)
        ).rstrip()
        for i in range(height)
    )
    return list(rows)
