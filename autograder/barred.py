"""Earlier assignments that would be the answer to this one: they cannot be imported.

A file of public checks names them: `BARRED = ("conv", "depthwise")`. So students see them, and at
home the same is refused as in grading.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from autograder.settings import setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "BARRED"


def barred_topics(checks: Path) -> tuple[str, ...]:
    """Return the topics that a file of checks names, none where it names none."""
    return tuple(map(str, setting(checks, NAME) or ()))


class Bar:
    """Refuses to find one module, and says why; goes into `sys.meta_path`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, *_: Any) -> None:
        """Find nothing; ImportError for the module that is barred."""
        if name == self._name:
            raise ImportError(barred(name))


def barred(module: str) -> str:
    """Say that a module must not be imported."""
    return f"{module} must not be imported in this assignment: its functions would be the answer"


@contextlib.contextmanager
def without(topics: tuple[str, ...]) -> Iterator[None]:
    """Refuse these modules for a while, also those that are loaded already."""
    bars: list[Any] = [Bar(topic) for topic in topics]
    loaded = {topic: sys.modules.pop(topic) for topic in topics if topic in sys.modules}
    sys.meta_path[:0] = bars
    try:
        yield
    finally:
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder not in bars]
        sys.modules.update(loaded)
