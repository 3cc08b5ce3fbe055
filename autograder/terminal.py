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

WARNINGS = 12  # lines


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

        yield watch
    console.print(Text(f"sandbox tier {request.tier}, {request.jobs} jobs, seed {request.seed}"))


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
    for warning in graded.warnings[:WARNINGS]:
        console.print(Text(f"! {warning}", style="yellow"))
    if len(graded.warnings) > WARNINGS:
        console.print(Text(f"! and {len(graded.warnings) - WARNINGS} more of the kind"))
    kept = f" ({graded.kept} kept from an earlier run)" if graded.kept else ""
    console.print(Text(f"{graded.fresh} graded in {graded.seconds:.1f} s{kept}"))
    console.print(Text(f"open {out / 'index.html'}; the table is {out / 'grades.csv'}"))


def print_matrix(console: Console, proof: Proof) -> None:
    """Print a kill matrix: a line for each mistake, a column for each check."""
    console.print(Text(f"\n{proof.assignment}", style="bold"))
    for number, check in enumerate(proof.checks, 1):
        caught = sum(check.id in kill.caught_by for kill in proof.kills)
        worth = f"{check.max_points} points, catches {caught} mistakes"
        _print_line(console, f"{number:>3}  {check.id} ({worth})")
    console.print()
    for kill in proof.kills:
        marks = "".join("×" if check.id in kill.caught_by else "·" for check in proof.checks)
        _print_line(console, f"{marks}  {kill.mistake.name}{'' if kill.named else ' (not named)'}")
    for complaint in proof.complaints:
        console.print(Text(f"! {complaint}", style="red"))
    _print_line(console, f"{len(proof.kills)} mistakes, {len(proof.complaints)} complaints")


def _print_line(console: Console, text: str) -> None:
    console.print(Text(text), no_wrap=True, overflow="ignore", crop=False)
