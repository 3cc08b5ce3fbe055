"""Data in a submission: where a network is to be trained, one that was trained elsewhere is none.

A file of public checks may set `MOST_DATA`, in bytes: of what a submission holds in strings and
numbers, its docstrings aside, no more is run. Honest files hold a few hundred.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from autograder.sandbox import chunks
from autograder.settings import setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "MOST_DATA"
HAVE_DOCSTRINGS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
ROUNDS = 5
"""What is left of a broken file may parse in another way; whoever plays with that has no file."""
LONGEST = 128 << 10
"""Characters of a file that is parsed here, outside of the wall: ten times what honest ones have.
A megabyte of brackets would take the grader ten seconds and half a gigabyte."""


def most_data(checks: Path) -> int | None:
    """Return the limit that a file of checks sets, None where it sets none."""
    most = setting(checks, NAME)
    return None if most is None else int(most)


def without_data(text: str, most: int) -> tuple[str, dict[int, int]]:
    """Return a file without the statements that hold most, so that no more than `most` is left.

    Lines stay where they are. The other result says how much stood in which line. Of a broken file
    those statements count that would be run all the same. Docstrings, which a program can read,
    are left out without a word. A file that is too long, or that plays, is left out whole.
    """
    gone, all_of_it = dict[int, int](), {1: len(text)}
    if len(text) > LONGEST:
        return "", all_of_it
    for _ in range(ROUNDS):
        found = chunks.read(text).statements
        lines = chunks.plain(text).split("\n")
        docstrings = [node for statement in found for node in _docstrings(statement, lines)]
        sizes = [(_size(node), node) for node in found]
        left = sum(size for size, _ in sizes)
        if left <= most:
            return text, gone
        many = [] if docstrings else sorted(sizes, key=lambda pair: -pair[0])
        for size, node in many:
            if left > most:
                gone[node.lineno] = size
                left -= size
                docstrings.append(node)
        for node in docstrings:
            last = node.end_lineno or node.lineno
            lines[node.lineno - 1 : last] = [""] * (last - node.lineno + 1)
        text = "\n".join(lines)
    return "", gone | all_of_it


def _docstrings(statement: ast.stmt, lines: list[str]) -> Iterator[ast.stmt]:
    """Yield the docstrings in a statement that stand in lines of their own and can be missed."""
    if _is_said(statement):
        yield statement
    for node in ast.walk(statement):
        body = _body(node)
        if isinstance(node, HAVE_DOCSTRINGS) and len(body) > 1:
            first = body[0]
            ends = lines[(first.end_lineno or first.lineno) - 1][first.end_col_offset :].strip()
            alone = body[1].lineno > (first.end_lineno or first.lineno) and not ends
            if _is_said(first) and alone and first.lineno > node.lineno:
                yield first


def _body(node: ast.AST) -> list[ast.stmt]:
    body = getattr(node, "body", None)
    return body if isinstance(body, list) else []


def _is_said(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _size(statement: ast.stmt) -> int:
    """Return the bytes of all constants in a statement, but for strings that nothing can read."""
    unread = {
        id(said.value)
        for node in ast.walk(statement)
        for said in _body(node)[1:]
        if isinstance(said, ast.Expr)
    }
    nodes = (n for n in ast.walk(statement) if isinstance(n, ast.Constant) and id(n) not in unread)
    return sum(_bytes(node.value) for node in nodes)


def _bytes(value: object) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "replace"))
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value.bit_length() // 8 + 1
    return len(repr(value)) if isinstance(value, float | complex) else 0
