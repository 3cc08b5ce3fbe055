"""An assignment as a row of cells, made from the same handout, reference and checks as the rest."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from autograder.course import Assignment
from autograder.exam.collect import Check
from autograder.notebooks.handout import Section, Words, sections
from autograder.release import BEGIN

PUBLIC, HIDDEN = "-public", "-hidden"
SETUP = "setup"


class Kind(Enum):
    """What a cell is to nbgrader."""

    TEXT = "text"
    CODE = "code"
    LOCKED = "locked"
    ANSWER = "answer"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `name` is its id, and where it is an answer or graded, nbgrader's `grade_id`."""

    name: str
    kind: Kind
    source: str
    points: int = 0


def graded_cell(function: str, *, hidden: bool) -> str:
    """Return the name of the cell that has a function's points of public or of hidden checks."""
    return function + (HIDDEN if hidden else PUBLIC)


def cells_of(assignment: Assignment, checks: Sequence[Check], language: str = "en") -> list[Cell]:
    """Return an assignment's cells with its solutions in them, as an author has it.

    Each function follows the section of the handout that is about it.
    """
    words, told = sections(assignment, language)
    _, guide = sections(assignment, "en")
    head, answers = pieces(assignment.reference.read_text("utf-8"), checks)
    cells = [
        Cell(SETUP, Kind.LOCKED, f"# {words.setup}\n%load_ext autograder"),
        Cell("imports", Kind.CODE, head),
    ]
    return [
        *_interleaved(told, guide, cells, dict(_groups(answers, checks, words))),
        Cell("all-checks", Kind.CODE, f"# {words.overview}\n%check"),
    ]


def _interleaved(
    told: Sequence[Section],
    guide: Sequence[Section],
    first: list[Cell],
    groups: dict[str, list[Cell]],
) -> Iterator[Cell]:
    """Yield the handout with the code between, where its English version says."""
    end = next((i for i, one in enumerate(guide) if one.closing), len(guide))
    places = {name: _place(guide[:end], name) for name in groups}
    for at, section in enumerate(told):
        yield Cell(f"text-{at}", Kind.TEXT, section.text)
        if at == 0:
            yield from first
        for name, group in groups.items():
            if places[name] == at:
                yield from group


def _place(told: Sequence[Section], function: str) -> int:
    """Return the section that is about a function: by its heading, else by how often it says it.

    The first section, which has them all in a table, is about none.
    """
    found = [one.about(function) for one in told[1:]]
    return found.index(max(found)) + 1 if found and max(found) > (0, 0) else len(told) - 1


def _groups(
    answers: Sequence[tuple[str, str]], checks: Sequence[Check], words: Words
) -> Iterator[tuple[str, list[Cell]]]:
    """Yield each function with its cells: the answer, the public checks, the hidden ones."""
    for function, text in answers:
        group = [Cell(function, Kind.ANSWER, text)]
        for hidden in (False, True):
            own = [
                check for check in checks if (check.function, check.hidden) == (function, hidden)
            ]
            if own:
                points = sum(check.points for check in own)
                name = graded_cell(function, hidden=hidden)
                said = words.hidden if hidden else words.public
                run = "" if hidden else f"\n%check {function}"
                source = f"# {said.format(function=function, points=points)}{run}"
                group.append(Cell(name, Kind.CHECKS, source, points))
        yield function, group


def pieces(reference: str, checks: Sequence[Check]) -> tuple[str, list[tuple[str, str]]]:
    """Cut a reference into what comes first (its docstring and imports) and one piece a function.

    A piece has what stands before its function and after the one before.
    """
    judged = {check.function for check in checks}
    lines = reference.splitlines()
    tree = ast.parse(reference)
    ends = [
        (node.name, _end(lines, node.end_lineno or 0))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in judged
    ]
    start = _head(lines, tree)
    head, found = "\n".join(lines[:start]).strip("\n"), []
    for place, (name, end) in enumerate(ends):
        stop = len(lines) if place == len(ends) - 1 else end
        found.append((name, "\n".join(lines[start:stop]).strip("\n")))
        start = stop
    return head, found


def _end(lines: Sequence[str], end: int) -> int:
    """Return where a function ends that has its last statement there; its marks are indented."""
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(" ")):
        end += 1
    return end


def _head(lines: Sequence[str], tree: ast.Module) -> int:
    """Return how many lines come before the first piece: up to a mark, or what is no import."""
    mark = next((at for at, line in enumerate(lines) if line.startswith(BEGIN)), len(lines))
    first = [n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom | ast.Expr)]
    decorated = [d.lineno for n in first[:1] for d in getattr(n, "decorator_list", [])]
    start = min([n.lineno for n in first[:1]] + decorated, default=len(lines) + 1) - 1
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return min(mark, start)
