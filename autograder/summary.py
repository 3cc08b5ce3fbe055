"""Figures of a graded class: what the terminal, the table and the class page show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from autograder.results import Report, ReportStatus


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of grades."""

    student: str
    assignment: str
    points: int | None
    max_points: int
    status: ReportStatus


@dataclass(slots=True)
class Tally:
    """The figures of one assignment."""

    points: list[int] = field(default_factory=list)
    max_points: int = 0
    statuses: Counter[ReportStatus] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)

    def add(self, report: Report) -> None:
        """Count one report."""
        self.statuses[report.status] += 1
        self.max_points = report.max_points
        if report.status is ReportStatus.GRADED and report.points is not None:
            self.points.append(report.points)
        self.mistakes.update({c.diagnosis.name for c in report.checks if c.diagnosis})

    def commonest(self, most: int = 12) -> list[tuple[str, int]]:
        """Return the mistakes that most students made, by name where as many made them."""
        return sorted(self.mistakes.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    @property
    def middle(self) -> float | None:
        """The median of the graded."""
        return median(self.points) if self.points else None

    @property
    def full(self) -> int:
        """How many have full marks."""
        return sum(points == self.max_points for points in self.points)


@dataclass(slots=True)
class Summary:
    """A class in figures; grows by one student at a time.

    `lacking` are students and assignments that others have a report of.
    """

    rows: list[Row] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    unused: list[str] = field(default_factory=list)
    lacking: list[tuple[str, str]] = field(default_factory=list)

    def add(self, reports: Sequence[Report]) -> None:
        """Count one student's reports."""
        for report in reports:
            self.tallies[report.assignment].add(report)
            if report.status is ReportStatus.MISSING and report.notes:
                said = f"{report.student}/{report.assignment} is missing: {'; '.join(report.notes)}"
                self.unused.append(said)
            self.rows.append(
                Row(
                    report.student,
                    report.assignment,
                    report.points,
                    report.max_points,
                    report.status,
                )
            )
