"""Cut a student's file into top-level statements, keeping what parses when the whole doesn't."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass

from autograder.sandbox.messages import LINE, Trouble

# A line in column 0 that goes on with the statement above it.
CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
# A chunk starts at a line in column 0 that isn't blank, a comment or such a continuation.
STARTS = re.compile(r"[^\s#]")
# How many chunks a string or bracket may span, and how many characters are parsed in all, besides
# each chunk alone; a try counts as so many at least.
SPAN = 60
LETTERS, TRY = 1 << 20, 500
# What the parser says about a text that breaks off: only then can more lines help.
INCOMPLETE = re.compile(
    r"was never closed|unterminated triple-quoted|unexpected EOF|expected 'except' or 'finally'"
    r"|expected an indented block|after line continuation"
)
# Besides SyntaxError: null bytes, huge numbers, expressions nested too deeply.
UNPARSABLE = (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Text:
    """The top-level statements that parse, and what is wrong with the rest."""

    statements: list[ast.stmt]
    problems: list[Trouble]


def read(source: str) -> Text:
    """Parse a whole file, chunk by chunk if it must be; raises nothing."""
    source = plain(source)
    try:
        return Text(parse(source), [])
    except UNPARSABLE:
        return read_chunks(source)


def plain(source: str) -> str:
    """Return the source without a byte order mark and with plain newlines."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, line: int = 0) -> list[ast.stmt]:
    """Parse statements that start at a 0-based line of the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    if line:
        ast.increment_lineno(tree, line)
    return tree.body


def read_chunks(source: str) -> Text:
    """Keep the chunks that parse, each alone or joined with the ones that it spans."""
    lines = [line + "\n" for line in source.split("\n")]
    starts = chunk_starts(lines)
    result = Text([], [])
    index, left = 0, LETTERS
    while index < len(starts):
        used, letters = take(lines, starts, index, result, left)
        left -= letters
        index += used
    return result


def chunk_starts(lines: list[str]) -> list[int]:
    """Return the lines where chunks start, and the end of the file."""
    starts = []
    decorated = False
    for number, line in enumerate(lines):
        if not STARTS.match(line) or CONTINUES.match(line):
            continue
        if not decorated:
            starts.append(number)
        decorated = line.startswith("@")
    return [*starts, len(lines)] if starts else []


def take(
    lines: list[str], starts: list[int], index: int, result: Text, left: int
) -> tuple[int, int]:
    """Read one statement's chunks into `result`; return how many, and the characters parsed."""
    first: BaseException | None = None
    letters = 0
    for end in range(index + 1, min(index + 1 + SPAN, len(starts))):
        text = "".join(lines[starts[index] : starts[end]])
        letters += max(TRY, len(text))
        try:
            result.statements.extend(parse(text, starts[index]))
        except UNPARSABLE as error:
            first = first or error
            if letters >= left or not INCOMPLETE.search(str(error)):
                break
        else:
            return end - index, letters
    if first is not None:
        result.problems.append(problem_of(first, starts[index]))
    return 1, letters


def problem_of(error: BaseException, start: int) -> Trouble:
    """Return where in the file a chunk that starts at a 0-based line doesn't parse, and why."""
    line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 1
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    name = type(error).__name__ if isinstance(error, SyntaxError) else "SyntaxError"
    return Trouble(start + line, name, message[:LINE])
