"""Notebooks made to be expensive are read in little time and memory, or refused."""

from __future__ import annotations

import resource
import time

import pytest

from autograder.grading.notebook import NotebookError, notebook_source

MEGABYTE = 1 << 20
CELL = b'{"cell_type": "code", "source": "x = 1"}'


def cells(*parts: bytes) -> bytes:
    """Return a notebook of these cells."""
    return b'{"cells": [' + b",".join(parts) + b"]}"


def source(text: bytes) -> bytes:
    """Return a code cell with this text, as JSON writes it."""
    return b'{"cell_type": "code", "source": "' + text + b'"}'


BIG = {
    "100,000 cells": cells(*[CELL] * 100_000),
    "a million lines": cells(source(b"\\n" * (MEGABYTE - 1))),
    "source in a million pieces": cells(CELL[:-8] + b'["' + b'x","' * MEGABYTE + b'"]}'),
    "a million magics": cells(source(b"%x\\n" * 340_000)),
    "one line of brackets": cells(source(b"(" * (MEGABYTE - 1))),
    "white space before nothing": cells(source(b" " * (MEGABYTE - 1))),
    "a magic after white space": cells(source(b" " * 500_000 + b"%%bash" + b" " * 500_000)),
    "hashes": cells(source(b"#" * (MEGABYTE - 1))),
    "a picture of 30 MB": cells(CELL[:-1] + b', "outputs": ["' + b"A" * (30 * MEGABYTE) + b'"]}'),
    "numbers": cells(CELL[:-1] + b', "x": [' + b"1e999," * 2_000_000 + b"0]}"),
    "a number of ten million digits": cells(CELL[:-1] + b', "x": ' + b"9" * 10_000_000 + b"}"),
    "the same key a million times": b'{"a": 1' + b', "a": 1' * 1_000_000 + b', "cells": []}',
    "escapes": cells(source(b"\\u0041" * 160_000)),
    "empty arrays side by side": b'{"a": [' + b"[]," * 5_000_000 + b'[]], "cells": []}',
    "cells twice": b'{"cells": [], "cells": [' + CELL + b"]}",
    "strange sizes": b'{"nbformat": -1e999, "cells": [' + CELL + b'], "metadata": NaN}',
    "deep in what is not read": b'{"a": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b', "cells": []}',
    "deep in a cell": cells(CELL[:-1] + b', "x": ' + b'{"y":' * 1_000_000),
    "too much code in all": cells(*[source(b"x" * 1000)] * 1100),
    "a surrogate": cells(source(b"\\ud800")),
}  # fmt: skip
REFUSED = {"too much code in all", "a surrogate", "strange sizes", "deep in what is not read",
           "deep in a cell"}  # fmt: skip


@pytest.mark.parametrize("kind", BIG)
def test_an_expensive_notebook_costs_little(kind: str) -> None:
    """Time is tenfold what is measured; memory is a few times what was handed in."""
    before, start = memory(), time.process_time()
    text = read(BIG[kind])
    assert time.process_time() - start < 10
    assert memory() - before < 300 * MEGABYTE
    assert (text is None) == (kind in REFUSED)
    assert len(text or "") < 2 * MEGABYTE


def read(data: bytes) -> str | None:
    """Return a notebook's code; None where it is refused."""
    try:
        return notebook_source(data)
    except NotebookError:
        return None


def memory() -> int:
    """Return the most bytes that this process has had in use."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
