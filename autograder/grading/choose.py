"""Choose among the files that a student handed in, as a person would who marks by hand.

In this order: a file with something in it before one left as it was given out; what lies in the
assignment's own folder before what lies elsewhere; the file's own name before a copy of it, a
notebook, a module of another name; a plain file before one in an archive; a folder that names the
assignment before one that does not; the place nearest to the top. Among copies in one place: not
the one called old; the one in which more functions are written; the one called final; the highest
number; the first by name. What lies in another assignment's folder is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.course import Assignment
from autograder.grading.names import OPENED, Kind, Parts, age, kind_of

DEFINED = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
NEXT_STATEMENT = re.compile(r"^[^\s#)\]}]", re.MULTILINE)
DOCSTRING = re.compile(r'(?s)("""|\'\'\').*?\1')
COMMENT = re.compile(r"(?m)#.*$")
TO_DO = re.compile(r"raise NotImplementedError\b|pass$|\.\.\.$")
# From the parameters on; anchored at both ends, so that no line takes long.
ONE_LINE = re.compile(r"[^)]*\)[^:]*:\s*(raise NotImplementedError\b.*|pass|\.\.\.)$")


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be an answer, read and decoded.

    `path` leads from the student's folder; an archive is a folder on the way. `trouble` says why
    the file cannot be used, `remark` what else there is to say.
    """

    path: tuple[str, ...]
    text: str = ""
    remark: str = ""
    trouble: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an assignment asks for, and what its course's other assignments are called."""

    name: str
    topic: str
    functions: frozenset[str]
    names: frozenset[str]
    topics: tuple[str, ...]
    given: frozenset[str] = frozenset()
    """What lies beside the file that students fill in, as it was given out."""

    @property
    def file(self) -> str:
        """The name of the file that students hand in."""
        return f"{self.topic}.py"

    def kind(self, name: str) -> Kind:
        """Say what a file of this name may be."""
        return kind_of(name, self.topic, self.topics)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file, and what it is worth: the smallest `order` is the best."""

    file: File
    kind: Kind
    filled: bool
    order: tuple[Any, ...] = ()

    @property
    def shortfall(self) -> str:
        """Why a file that is not filled in is as good as none."""
        if self.file.trouble:
            return self.file.trouble
        return REASONS[0] if self.file.text.strip() else "empty"


@cache
def asked(assignment: Assignment, known: tuple[Assignment, ...]) -> Asked:
    """Read off an assignment what it asks for."""
    path = assignment.stub if assignment.stub.is_file() else assignment.reference
    functions = DEFINED.findall(path.read_text("utf-8"))
    return Asked(
        assignment.name,
        assignment.topic,
        frozenset(name for name in functions if not name.startswith("_")),
        frozenset(other.name.casefold() for other in known),
        tuple(other.topic for other in known),
        frozenset(path.name for path in assignment.public.glob("*")) - {assignment.file},
    )


def choose(
    wanted: Asked, files: Sequence[File]
) -> tuple[Candidate | None, list[tuple[Parts, str]]]:
    """Return the best of these files for an assignment, and why the others are not used.

    Of those that cannot be an answer to it, only what lies in its own folder is named.
    """
    worths = [(file, worth(wanted, file)) for file in files]
    found = sorted((one for _, one in worths if one is not None), key=lambda one: one.order)
    best = found[0] if found else None
    others = [(one.file.path, _why_not(found[0], one)) for one in found[1:]]
    stray = [f.path for f, one in worths if one is None and f.path[0] == wanted.name]
    return best, others + [(path, "") for path in stray]


def worth(wanted: Asked, file: File) -> Candidate | None:
    """Return what a file is worth to an assignment; None where it has nothing to do with it."""
    *folders, name = file.path
    named = {owner for part in folders if (owner := named_after(part, wanted.names))}
    kind = wanted.kind(name)
    if named - {wanted.name.casefold()} or kind > Kind.MODULE or _is_of_another(wanted, file.path):
        return None
    written, to_do = progress(file.text, wanted.functions)
    at_home = file.path[0] == wanted.name
    if kind > Kind.COPY and not written and (kind is Kind.MODULE or not at_home):
        return None
    own_name = kind <= Kind.COPY and not to_do and bool(COMMENT.sub("", file.text).strip())
    filled = not file.trouble and (bool(written) or own_name)
    place = (not filled, not at_home, kind, file.archived, not named, len(folders))
    old, not_final, number = age(file.path)
    order = (*place, old, -written, not_final, number, file.path)
    return Candidate(file, kind, filled, order)


def _is_of_another(wanted: Asked, path: Parts) -> bool:
    """Tell whether a path is that of an answer to an assignment which this course does not have."""
    found = re.fullmatch(r"\d+[_-](\w+)", path[-2]) if len(path) > 1 else None
    return found is not None and found[1] != wanted.topic and path[-1] == f"{found[1]}.py"


def progress(text: str, functions: frozenset[str]) -> tuple[int, int]:
    """Count the functions that are written, and those left to do. The text need not be valid.

    Nothing is parsed: a parser is more than a hostile text should meet outside of the wall.
    """
    found = list(_definitions(text, functions))
    written = {name for name, to_do in found if not to_do}
    return len(written), len({name for name, _ in found} - written)


def is_begun(text: str, functions: frozenset[str]) -> bool:
    """Tell whether any of the functions is written; this is quicker than counting them."""
    return any(not to_do for _, to_do in _definitions(text, functions))


def _definitions(text: str, functions: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield each definition of one of the functions, and whether it is as it was given out."""
    for found in DEFINED.finditer(text):
        if found[1] in functions:
            end = NEXT_STATEMENT.search(text, found.end())
            yield found[1], _is_to_do(text[found.end() : end.start() if end else len(text)])


def _is_to_do(definition: str) -> bool:
    """Tell whether a function's body is what the stub has: a docstring and a raise."""
    plain = COMMENT.sub("", DOCSTRING.sub("", definition))
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    if len(lines) == 1 and ONE_LINE.match(lines[0]):
        return True
    start = next((n for n, line in enumerate(lines) if line.endswith(":")), len(lines))
    body = lines[start + 1 :]
    return start < len(lines) and (not body or (len(body) == 1 and bool(TO_DO.match(body[0]))))


def named_after(part: str, names: frozenset[str]) -> str | None:
    """Return the assignment that a folder, or an archive, is called after."""
    plain = part.casefold()
    for suffix in OPENED:
        plain = plain.removesuffix(suffix)
    return plain if plain in names else None


REASONS = (
    "left as it was given out",
    "not in the assignment's folder",
    "not the name that was asked for",
    "in an archive",
    "in a folder of another name",
    "farther from its place",
    "called old",
    "fewer functions are written",
    "not called final",
    "a lower number",
    "the other comes first by name",
)


def _why_not(best: Candidate, other: Candidate) -> str:
    if not other.filled:
        return other.shortfall
    if other.file.text == best.file.text:
        return "the same"
    if best.kind <= Kind.COPY and other.kind is Kind.NOTEBOOK:
        return "a notebook"
    return next(why for why, a, b in zip(REASONS, best.order, other.order, strict=True) if a != b)
