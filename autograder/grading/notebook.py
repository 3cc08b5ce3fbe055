"""Take the code out of a notebook. Its outputs and attachments are never looked at."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from autograder.grading.choose import DEFINED, progress

CELL_MAGIC = re.compile(r"\s*%%\s*(\w+)")
MAGIC = re.compile(r"\s*[%!?]")
TRIPLE = ('"""', "'''")
# The beginning of a triple-quoted string, a string in a line (to its end, if need be), a comment.
STRING = re.compile(r"""\"{3}|'{3}|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\#.*""")
ANY_MAGIC = re.compile(r"^[^\S\n]*[%!?]", re.MULTILINE)
KEPT_MAGICS = {"time", "timeit", "capture", "prun"}  # the cell below these is Python


OUR_MAGIC = re.compile(r"\s*%(check\b|load_ext\s+autograder\b)")


class NotebookError(ValueError):
    """A file is no notebook."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as far as it is read. `name` is nbgrader's `grade_id`, where it has one.

    `is_code` also where nbgrader gave it out as code and somebody has made text of it since.
    """

    kind: str
    source: str
    name: str = ""
    is_code: bool = False


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    metadata: msgspec.Raw = msgspec.Raw(b"{}")


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


class _Marks(msgspec.Struct):
    grade_id: str = ""
    cell_type: str = ""


class _Metadata(msgspec.Struct):
    nbgrader: _Marks = msgspec.field(default_factory=_Marks)


def read_cells(data: bytes) -> list[Cell]:
    """Return the cells of a notebook; raises NotebookError where `data` is none."""
    try:
        notebook = msgspec.json.decode(data, type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotebookError(f"it is no notebook ({error})") from None
    return [_cell(cell) for cell in notebook.cells]


def _cell(cell: _Cell) -> Cell:
    source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    marks = _Marks()
    if b"nbgrader" in bytes(cell.metadata):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            marks = msgspec.json.decode(cell.metadata, type=_Metadata).nbgrader
    is_code = "code" in {cell.cell_type, marks.cell_type}
    return Cell(cell.cell_type, source, marks.grade_id, is_code)


def notebook_source(data: bytes, most: int = 1 << 20) -> str:
    """Return the code cells as one module; raises NotebookError where `data` is no notebook."""
    return code_of(read_cells(data), most)[0]


def code_of(cells: Sequence[Cell], most: int = 1 << 20) -> tuple[str, str]:
    """Return the code cells as one module, and what there is to say about them.

    Magics and shell escapes become empty lines, so that line numbers stay, and so does a copy of a
    cell in which nothing is written while the other copy is. `most` bounds the code, in characters;
    raises NotebookError where there is more.
    """
    sources = [cell.source for cell in cells if cell.is_code]
    if sum(map(len, sources)) > most:
        raise NotebookError(f"it has more than {most} characters of code")
    plain = [_python(source) for source in sources]
    magics = sum(map(_magics, sources, plain))
    text = "\n".join(_without_blank_copies(plain)).encode("utf-8", "replace").decode()
    return text, f"has magics or shell commands, which are ignored: {magics}" if magics else ""


def _magics(before: str, after: str) -> int:
    """Count the lines that are no Python, but for those with which students run checks."""
    if before == after:
        return 0
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return sum(a != b and bool(MAGIC.match(a)) and not OUR_MAGIC.match(a) for a, b in pairs)


def _without_blank_copies(sources: list[str]) -> Iterator[str]:
    """Blank cells that would put what was given out in the place of what was written."""
    written: set[str] = set()
    for source in sources:
        names = frozenset(DEFINED.findall(source))
        done, to_do = progress(source, names) if names else (0, 0)
        if to_do and not done and names <= written:
            yield "\n" * source.count("\n")
            continue
        written |= names if done and not to_do else set()
        yield source


def _python(cell: str) -> str:
    first = CELL_MAGIC.match(cell)
    if first and first[1] not in KEPT_MAGICS:
        return "\n" * cell.count("\n")
    return "\n".join(_without_magics(cell.split("\n"))) if ANY_MAGIC.search(cell) else cell


def _without_magics(lines: list[str]) -> Iterator[str]:
    """Blank lines that begin with a magic.

    `%` may also continue an expression over several lines, or stand in a string that does.
    """
    open_brackets, quote = 0, ""
    for line in lines:
        magic = not (open_brackets or quote) and MAGIC.match(line)
        yield "" if magic else line
        if not magic:
            code, quote = _code(line, quote)
            open_brackets += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
            open_brackets = max(open_brackets, 0)


def _code(line: str, quote: str) -> tuple[str, str]:
    """Return what of a line is neither string nor comment, and the quotes that stay open."""
    parts, at = list[str](), 0
    if quote:
        at = line.find(quote) + len(quote)
        if at < len(quote):
            return "", quote
    while found := STRING.search(line, at):
        parts.append(line[at : found.start()])
        at = found.end()
        if found[0] in TRIPLE:
            at = line.find(found[0], at) + len(found[0])
            if at < len(found[0]):
                return "".join(parts), found[0]
    return "".join([*parts, line[at:]]), ""
