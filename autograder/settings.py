"""Constants that a file of public checks sets, read without running it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def setting(checks: Path, name: str) -> Any:
    """Return a constant of a file of checks, None where it sets none of that name."""
    for node in ast.parse(checks.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    return None
