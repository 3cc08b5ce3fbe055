"""The handouts' figures, drawn from the numbers of their worked examples.

`solutions/NN_topic/figures.py` has FIGURES, functions by file name that return SVG text, and
`results`, which tells a test what stands in the grids that show an answer. Here is what they draw
with.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from autograder.course import Assignment, Course, load_module

__all__ = ["draw_stale", "figures", "figures_module"]


def figures_module(assignment: Assignment) -> ModuleType | None:
    """Return the file that draws an assignment's figures, if it has any."""
    path = assignment.secret / "figures.py"
    return load_module(path, f"solutions.{assignment.name}.figures") if path.is_file() else None


def figures(assignment: Assignment) -> dict[Path, str]:
    """Return the text of every figure of an assignment by its path."""
    drawn = getattr(figures_module(assignment), "FIGURES", {})
    return {assignment.public / "figures" / f"{name}.svg": make() for name, make in drawn.items()}


def draw_stale(course: Course) -> list[Path]:
    """Write the figures of a course's assignments that are not as they should be, return them."""
    drawn = {path: words for a in course.assignments for path, words in figures(a).items()}
    stale = {
        path: words
        for path, words in drawn.items()
        if not (path.is_file() and path.read_text(encoding="utf-8") == words)
    }
    for path, words in stale.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8", newline="\n")
    return list(stale)
