"""How a check says that an answer is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.checks.sketch import Compared


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a message: a label and a sentence.

    `reveals` marks lines that show inputs or expected values; students see those of public checks
    only. `compared` is what the line speaks of, for a drawing that may take its place; `drawn`
    marks the lines of such a drawing, whose spaces are kept.
    """

    label: str
    text: str
    reveals: bool = False
    drawn: bool = False
    compared: Compared | None = field(default=None, compare=False, repr=False)


class CheckFailed(AssertionError):  # noqa: N818 - said in checks, where it reads as a sentence
    """An answer is wrong; `rows` say how, in the order in which they are read."""

    def __init__(self, *rows: Row) -> None:
        super().__init__("; ".join(f"{row.label}: {row.text}" for row in rows))
        self.rows = rows
