"""The handouts' figures, drawn from the numbers of their worked examples.

Every figure is a pure function that returns SVG text. What stands in a grid or an equation is
compared with the references by a test. Solutions are not made here: students have this package.
"""

from __future__ import annotations

from pathlib import Path

from autograder.course import Course
from autograder.figures import conv, padding, pooling

__all__ = ["draw_stale", "figures"]


def figures() -> dict[str, str]:
    """Return the text of every figure by its path in `assignments/`."""
    return {
        "03_padding/figures/padding.svg": padding.four_sides(),
        "03_padding/figures/backward.svg": padding.backward(),
        "03_padding/figures/same.svg": padding.same(),
        "04_conv/figures/stride1.svg": conv.stride1(),
        "04_conv/figures/stride2.svg": conv.stride2(),
        "04_conv/figures/backward.svg": conv.backward(),
        "04_conv/figures/dense.svg": conv.dense(),
        "05_pooling/figures/max.svg": pooling.maximum(),
        "05_pooling/figures/max_backward.svg": pooling.maximum_backward(),
        "05_pooling/figures/ties.svg": pooling.ties(),
        "05_pooling/figures/average.svg": pooling.average(),
    }


def draw_stale(course: Course) -> list[Path]:
    """Write the figures of a course's assignments that are not as they should be, return them.

    Figures of assignments that the course does not have are left out.
    """
    drawn = {course.root / "assignments" / name: words for name, words in figures().items()}
    stale = {
        path: words
        for path, words in drawn.items()
        if path.parents[1].is_dir()
        and not (path.is_file() and path.read_text(encoding="utf-8") == words)
    }
    for path, words in stale.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8", newline="\n")
    return list(stale)
