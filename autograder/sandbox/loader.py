"""Run a student's file statement by statement, leaving out what doesn't work.

A person marking by hand would do the same: a plot at the end or a broken demo doesn't take the
functions with it.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import sys
import warnings
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from autograder.answers import Source
from autograder.kinds import nearest
from autograder.sandbox import chunks, raised
from autograder.sandbox.messages import LINE, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Statements that can't take long: they define or import, whatever else a file does.
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to load: without these statements; after `cautious`, only definitions and constants."""

    skip: frozenset[int] = frozenset()
    cautious: int | None = None

    def leaves_out(self, index: int, statement: ast.stmt) -> bool:
        """Say whether this statement is not to be run."""
        careful = self.cautious is not None and index > self.cautious
        return index in self.skip or (careful and not is_safe(statement))


@dataclass(frozen=True, slots=True)
class Part:
    """A statement that can be compiled; the index counts all that can be parsed."""

    index: int
    statement: ast.stmt
    code: CodeType


def prepare(source: Source) -> tuple[list[Part], list[Trouble]]:
    """Parse and compile a file; return what can be run and what can't, and run nothing."""
    text = chunks.read(source.text)
    parts: list[Part] = []
    troubles = list(text.problems)
    flags = 0
    for index, statement in enumerate(text.statements):
        flags |= future_flags(statement)
        try:
            code = compiled(statement, source.file, flags)
        except chunks.UNPARSABLE as error:
            known = isinstance(error, SyntaxError) and error.lineno
            troubles.append(chunks.problem_of(error, 0 if known else statement.lineno - 1))
        else:
            parts.append(Part(index, statement, code))
    return parts, troubles


def compiled(statement: ast.stmt, file: str, flags: int) -> CodeType:
    """Compile one top-level statement."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = ast.Module([statement], [])
        code: CodeType = compile(module, file, "exec", flags, dont_inherit=True)
        return code


def run_all(
    source: Source, parts: Sequence[Part], plan: Plan, announce: Callable[[int, int], None]
) -> tuple[ModuleType, list[Trouble]]:
    """Return the module and what didn't work, in order.

    `announce(index, line)` is called before each statement that might hang or kill the process.
    """
    module = new_module(source)
    troubles = []
    for part in parts:
        statement = part.statement
        if plan.leaves_out(part.index, statement):
            continue
        if not is_harmless(statement):
            announce(part.index, statement.lineno)
        trouble = run(part, source.file, module.__dict__)
        if trouble is not None:
            troubles.append(trouble)
    return module, troubles


def new_module(source: Source) -> ModuleType:
    """Return the empty module, registered so that imports and tracebacks find it."""
    module = ModuleType(source.module)
    module.__file__ = source.file
    sys.modules[source.module] = module
    text = chunks.plain(source.text)
    lines = [line + "\n" for line in text.split("\n")]
    linecache.cache[source.file] = (len(text), None, lines, source.file)
    return module


def run(part: Part, file: str, namespace: dict[str, Any]) -> Trouble | None:
    """Run one top-level statement; return what was wrong with it."""
    try:
        exec(part.code, namespace)  # noqa: S102 - running it is what this is for, behind the wall
    except BaseException as error:  # noqa: BLE001 - SystemExit and the like are the student's too
        frames = raised.student_frames(error.__traceback__, file)
        line = (raised.line_of(frames[0][0]) if frames else None) or part.statement.lineno
        said = f"{raised.name_of(error)}: {raised.message_of(error)}".removesuffix(": ")
        return Trouble(line, nearest(error), raised.clean(said, LINE))
    return None


def future_flags(statement: ast.stmt) -> int:
    """Return the compiler flags that a `from __future__ import …` asks for."""
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    flags = 0
    for alias in statement.names:
        feature = getattr(__future__, alias.name, None)
        flags |= getattr(feature, "compiler_flag", 0)
    return flags


def is_harmless(statement: ast.stmt) -> bool:
    """Say whether a statement can neither hang nor kill: it need not be announced."""
    if isinstance(statement, ast.FunctionDef):
        arguments = statement.args
        defaults = [*arguments.defaults, *arguments.kw_defaults]
        plain = all(node is None or isinstance(node, ast.Constant) for node in defaults)
        return plain and not statement.decorator_list and not is_annotated(statement)
    if isinstance(statement, ast.Import):
        return all(alias.name in sys.modules for alias in statement.names)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_annotated(statement: ast.FunctionDef) -> bool:
    """Say whether a definition has annotations, which are code as well."""
    nodes = [*ast.walk(statement.args)]
    return statement.returns is not None or any(
        isinstance(node, ast.arg) and node.annotation is not None for node in nodes
    )


def is_safe(statement: ast.stmt) -> bool:
    """Say whether to run a statement of a file that has already hung or crashed several times."""
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return statement.value is None or all(
            isinstance(node, (ast.Constant, ast.Tuple, ast.List, ast.UnaryOp, ast.USub, ast.Load))
            for node in ast.walk(statement.value)
        )
    return isinstance(statement, DEFINITIONS)
