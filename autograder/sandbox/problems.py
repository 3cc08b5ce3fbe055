"""What a student is told about a statement that was left out, in the grader's words.

By the time that a statement runs, the exam's arrays are in the process, and what it raises can say
anything: an exception's own text goes to the instructor alone. What the student reads is the kind
of the exception, and a message only where the grader can word it from the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.answers import Problem
from autograder.barred import barred
from autograder.kinds import KINDS
from autograder.sandbox.questions import not_offered
from autograder.sandbox.values import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.sandbox.messages import Trouble

SYNTAX = ("SyntaxError", "IndentationError", "TabError")
# The first module, or the names, that a line imports.
IMPORT = re.compile(r"\s*(?:import|from)\s+([\w.]+)")
FROM = re.compile(r"\s*from\s+(\w+)\s+import\s+([\w ,]+)")
WIDTH = 120


def parsers(trouble: Trouble) -> Problem:
    """Return what the parser said, before anything of the file ran."""
    if trouble.kind not in SYNTAX:
        raise WireError("not the parser's")
    return Problem(trouble.line, f"{trouble.kind}: {trouble.message}")


def running(
    trouble: Trouble, lines: Sequence[str], stand_ins: Mapping[str, Sequence[str]]
) -> Problem:
    """Return what to say about a statement that raised; WireError if the kind is none of ours."""
    if trouble.kind not in KINDS or trouble.line > len(lines):
        raise WireError("not an exception of this file's")
    line = lines[trouble.line - 1][:WIDTH]
    said = f"{trouble.kind}: {predicted(trouble, line, stand_ins)}".removesuffix(": ")
    return Problem(trouble.line, said, "" if said == trouble.message else trouble.message)


def predicted(trouble: Trouble, line: str, stand_ins: Mapping[str, Sequence[str]]) -> str:
    """Return the message that the line itself leads one to expect, if it leads to one."""
    if trouble.kind == "ZeroDivisionError":
        return "division by zero"
    if trouble.kind == "ModuleNotFoundError" and (found := IMPORT.match(line)):
        parts = found[1].split(".")
        names = [".".join(parts[: end + 1]) for end in range(len(parts))]
        expected = [f"No module named {name!r}" for name in names]
        return next((said for said in expected if trouble.message.endswith(f": {said}")), "")
    return refused_import(line, stand_ins) if trouble.kind == "ImportError" else ""


def refused_import(line: str, stand_ins: Mapping[str, Sequence[str]]) -> str:
    """Return why a line's import was refused, if it was the grader that refused it."""
    words = re.findall(r"\w+", line) if "import" in line else []
    closed = next((word for word in words if stand_ins.get(word) == []), None)
    if closed:
        return barred(closed)
    found = FROM.match(line)
    if not found or found[1] not in stand_ins:
        return ""
    unknown = [name for name in imported(found) if name not in stand_ins[found[1]]]
    return not_offered(found[1], unknown[0], stand_ins[found[1]]) if unknown else ""


def missing_import(line: str, lines: Sequence[str], stand_ins: Mapping[str, Sequence[str]]) -> str:
    """Return why a name in this line is missing, if it comes from an import that was refused."""
    words = set(re.findall(r"\w+", line))
    for other in lines:
        found = FROM.match(other)
        if found and words.intersection(imported(found)) and refused_import(other, stand_ins):
            return refused_import(other, stand_ins)
    return ""


def imported(found: re.Match[str]) -> list[str]:
    """Return the names that a line of the kind FROM imports."""
    return [name.split()[0] for name in found[2].split(",") if name.split()]
