"""Figures of a graded class: what the terminal, the table and the class page show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from autograder.results import CheckResult, Diagnosis, Report, ReportStatus, Status

BARS = 10  # of a distribution


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of grades."""

    student: str
    assignment: str
    points: int | None
    max_points: int
    status: ReportStatus


@dataclass(frozen=True, slots=True)
class Sat:
    """What became of each check for one student, a letter each: p, f, s or e."""

    student: str
    points: int
    marks: str


@dataclass(slots=True)
class Made:
    """A known mistake, and who made it. `whens` say under which setting the answer was wrong."""

    function: str
    diagnosis: Diagnosis
    students: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    whens: Counter[str] = field(default_factory=Counter)

    @property
    def costs(self) -> int:
        """The points that it costs on average."""
        return round(sum(self.lost) / max(1, len(self.lost)))

    @property
    def when(self) -> str:
        """Return the setting that made the difference for most of them, or nothing."""
        (said, times), *_ = self.whens.most_common(1) or [("", 0)]
        return said if times * 2 > len(self.students) else ""


@dataclass(frozen=True, slots=True)
class Hardness:
    """A check, and how many of those graded passed it."""

    check: CheckResult
    passed: int
    of: int


@dataclass(slots=True)
class Tally:
    """The figures of one assignment."""

    points: list[int] = field(default_factory=list)
    max_points: int = 0
    statuses: Counter[ReportStatus] = field(default_factory=Counter)
    checks: tuple[CheckResult, ...] = ()
    sat: list[Sat] = field(default_factory=list)
    mistakes: dict[tuple[str, str], Made] = field(default_factory=dict)
    ungraded: list[Report] = field(default_factory=list)

    def add(self, report: Report) -> None:
        """Count one report."""
        self.statuses[report.status] += 1
        self.max_points = report.max_points
        self.checks = self.checks or report.checks
        if report.status is not ReportStatus.GRADED or report.points is None:
            self.ungraded.append(report)
            return
        self.points.append(report.points)
        became = {check.id: letter(check.status) for check in report.checks}
        marks = "".join(became.get(check.id, "s") for check in self.checks)
        self.sat.append(Sat(report.student, report.points, marks))
        for named in {(c.function, c.diagnosis) for c in report.checks if c.diagnosis}:
            self._count(report, *named)

    def _count(self, report: Report, function: str, diagnosis: Diagnosis | None) -> None:
        assert diagnosis
        made = self.mistakes.setdefault((function, diagnosis.name), Made(function, diagnosis))
        mine = [check for check in report.checks if check.diagnosis == diagnosis]
        made.students.append(report.student)
        made.lost.append(sum(check.max_points - (check.points or 0) for check in mine))
        made.whens.update({row.text for c in mine for row in c.rows if row.label == "when"})

    def commonest(self, most: int = 12) -> list[Made]:
        """Return the mistakes that most students made, by name where as many made them."""
        every = self.mistakes.values()
        return sorted(every, key=lambda m: (-len(m.students), -sum(m.lost), m.diagnosis.name))[
            :most
        ]

    def hardest(self, most: int | None = None) -> list[Hardness]:
        """Return the checks that fewest passed, in the exam's order where as many did."""
        passed = [sum(one.marks[at] == "p" for one in self.sat) for at in range(len(self.checks))]
        each = zip(self.checks, passed, strict=True)
        every = [Hardness(check, count, len(self.sat)) for check, count in each]
        failed = [one for one in every if one.passed < one.of]
        return sorted(failed, key=lambda one: one.passed)[:most]

    def distribution(self) -> list[int]:
        """Count the graded in ten equal ranges of points; full marks are in the last."""
        counts = [0] * BARS
        for points in self.points:
            counts[min(BARS - 1, points * BARS // max(1, self.max_points))] += 1
        return counts

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


def letter(status: Status) -> str:
    """Return the letter of a check's status in `Sat.marks`."""
    return str(status)[0]
