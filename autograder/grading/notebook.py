"""Take the code out of a notebook. Its outputs and attachments are never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

CELL_MAGIC = re.compile(r"\s*%%\s*(\w+)")
MAGIC = re.compile(r"\s*[%!?]")
ANY_MAGIC = re.compile(r"^[^\S\n]*[%!?]", re.MULTILINE)
KEPT_MAGICS = {"time", "timeit", "capture", "prun"}  # the cell below these is Python


class NotebookError(ValueError):
    """A file is no notebook."""


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


def notebook_source(data: bytes, most: int = 1 << 20) -> str:
    """Return the code cells as one module; raises NotebookError where `data` is no notebook.

    Magics and shell escapes become empty lines, so that line numbers stay. `most` bounds the code,
    in characters.
    """
    try:
        notebook = msgspec.json.decode(data, type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotebookError(f"it is no notebook ({error})") from None
    code = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    cells = [source if isinstance(source, str) else "".join(source) for source in code]
    if sum(map(len, cells)) > most:
        raise NotebookError(f"it has more than {most} characters of code")
    return "\n".join(map(_python, cells)).encode("utf-8", "replace").decode()


def _python(cell: str) -> str:
    first = CELL_MAGIC.match(cell)
    if first and first[1] not in KEPT_MAGICS:
        return "\n" * cell.count("\n")
    return "\n".join(_without_magics(cell.split("\n"))) if ANY_MAGIC.search(cell) else cell


def _without_magics(lines: list[str]) -> Iterator[str]:
    """Blank lines that begin with a magic; `%` may also continue an expression over two lines."""
    open_brackets = 0
    for line in lines:
        magic = open_brackets == 0 and MAGIC.match(line)
        yield "" if magic else line
        if not magic:
            code = line.split("#", 1)[0]
            open_brackets += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
            open_brackets = max(open_brackets, 0)
