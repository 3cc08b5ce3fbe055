"""What a change to a file can reach: what was changed, and whoever uses that.

What functions would do to each other by way of module-level state, or of numpy's, is not seen:
plain answers have none.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache

REST = ""
"""Stands for everything in a file that has no name, such as imports."""

Parts = dict[str, list[ast.stmt]]


def reached(before: str, after: str) -> frozenset[str] | None:
    """Return the names that a change reaches; None where it is not to names alone."""
    old, new = _lines(before, _parts(before)), _lines(after, parts := _parts(after))
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    uses = _uses(before) | {name: _names(parts.get(name, [])) for name in changed}
    found: set[str] = set()
    while changed - found:
        found |= changed
        changed = {name for name, used in uses.items() if used & found}
    return None if REST in found else frozenset(found)


@cache
def _uses(text: str) -> dict[str, set[str]]:
    return {name: _names(nodes) for name, nodes in _parts(text).items()}


def _parts(text: str) -> Parts:
    parts: Parts = defaultdict(list)
    for node in ast.parse(text).body:
        parts[_name(node)].append(node)
    return parts


def _name(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        return target.id if isinstance(target, ast.Name) else REST
    return REST


def _lines(text: str, parts: Parts) -> dict[str, list[list[str]]]:
    lines = text.splitlines()
    return {
        name: [lines[_first(node) - 1 : node.end_lineno] for node in nodes]
        for name, nodes in parts.items()
    }


def _first(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _names(nodes: list[ast.stmt]) -> set[str]:
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}
