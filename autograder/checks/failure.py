"""How a check says that an answer is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from autograder.checks.sketch import Compared


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a message: a label and a sentence.

    `reveals` marks lines that show inputs or expected values; students see those of public checks
    only. `compared` is what the line speaks of, for a drawing that may take its place; `drawn`
    marks the lines of such a drawing, whose spaces are kept. `varies` marks what may differ when
    the same work is graded again: it is shown at home and to the instructor.
    """

    label: str
    text: str
    reveals: bool = False
    drawn: bool = False
    varies: bool = False
    compared: Compared | None = field(default=None, compare=False, repr=False)


class CheckFailed(AssertionError):  # noqa: N818 - said in checks, where it reads as a sentence
    """An answer is wrong; `rows` say how, in the order in which they are read.

    `explain` returns more rows and is called when somebody reads them: of all failures of a check
    one is shown. `share` is what it deserves of the check's points all the same, from 0 to 1.
    """

    def __init__(
        self, *rows: Row, share: float = 0.0, explain: Callable[[], Iterable[Row]] | None = None
    ) -> None:
        super().__init__()
        self.known = rows
        self.share = share
        self._explain = explain

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What is wrong, line by line."""
        return (*self.known, *(self._explain() if self._explain else ()))

    def __str__(self) -> str:
        return "; ".join(f"{row.label}: {row.text}" for row in self.rows)


def earned(worth: int, share: float) -> int:
    """Return the whole points that a share of them is."""
    return int(worth * share + 0.5)
