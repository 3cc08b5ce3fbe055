"""What the commands print."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder.grading.grade import Graded, Plan, Request, Watch
from autograder.results import Report
from autograder.validate import Proof


@contextlib.contextmanager
def progress(console: Console, request: Request) -> Iterator[Watch]:
    """Show a bar while a class is graded, and yield what moves it."""
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        row = bar.add_task("", total=None)

        def watch(plan: Plan, report: Report, kept: bool) -> None:
            del kept
            said = f"{report.student} {report.assignment}"
            bar.update(row, total=plan.count, advance=1, description=said[:40])

        console.print(Text(f"sandbox tier {request.tier}, {request.jobs} jobs, seed {request.seed}"))
        yield watch


def print_summary(console: Console, graded: Graded, out: Path) -> None:
    """Print the class in figures."""
    table = Table("assignment", box=None, pad_edge=False)
    for heading in ("graded", "missing", "to regrade", "median", "of", "full marks"):
        table.add_column(heading, justify="right")
    for name, tally in sorted(graded.summary.tallies.items()):
        counts = (str(tally.statuses[status]) for status in ("graded", "missing", "error"))  # type: ignore[index]
        middle = "–" if tally.middle is None else f"{tally.middle:g}"
        table.add_row(name, *counts, middle, str(tally.max_points), str(tally.full))
    console.print(table)
    for warning in graded.warnings:
        console.print(Text(warning))
    fresh = graded.plan.count - graded.kept
    rate = f", {graded.seconds / fresh * 1000:.0f} ms each" if fresh else ""
    kept = f" ({graded.kept} kept from an earlier run)" if graded.kept else ""
    console.print(Text(f"{fresh} graded in {graded.seconds:.1f} s{rate}{kept}"))
    console.print(Text(f"open {out / 'index.html'}; the table is {out / 'grades.csv'}"))


def print_matrix(console: Console, proof: Proof) -> None:
    """Print a kill matrix: mistakes down, checks across, and what is wrong with it."""
    console.print(Text(f"\n{proof.assignment}", style="bold"))
    numbers = {check.id: i for i, check in enumerate(proof.checks, 1)}
    for check in proof.checks:
        caught = sum(check.id in kill.caught_by for kill in proof.kills)
        said = f"{numbers[check.id]:>3}  {check.id}  ({check.max_points} points, catches {caught})"
        console.print(Text(said))
    table = Table("mistake", "named", *map(str, numbers.values()), box=None, pad_edge=False)
    for kill in proof.kills:
        marks = ("×" if check in kill.caught_by else "·" for check in numbers)
        table.add_row(Text(kill.mistake.name), "yes" if kill.named else "", *marks)
    console.print(table)
    for complaint in proof.complaints:
        console.print(Text(f"! {complaint}", style="red"))
    console.print(Text(f"{len(proof.kills)} mistakes, {len(proof.complaints)} complaints"))
