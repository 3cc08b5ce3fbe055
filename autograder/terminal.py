"""What the commands print."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from autograder.grading.grade import Graded, Request
from autograder.page.words import ENGLISH, Words
from autograder.render.screen import class_json, class_lines
from autograder.visible import visible

if TYPE_CHECKING:
    from autograder.validate import Proof

WARNINGS = 6  # lines


def print_request(console: Console, request: Request) -> None:
    """Say how the class is graded."""
    said = f"sandbox tier {request.tier}, {request.jobs} jobs, seed {request.seed}"
    print_lines(console, [(said, "")])


def print_summary(console: Console, graded: Graded, out: Path, words: Words = ENGLISH) -> None:
    """Print the class in figures, in one screen."""
    plain = not console.encoding.lower().startswith("utf")
    print_lines(console, class_lines(graded.summary, console.width, words, plain=plain))
    print_lines(console, [("", "")])
    warnings = [(f"! {warning}", "yellow") for warning in graded.warnings[:WARNINGS]]
    if len(graded.warnings) > WARNINGS:
        warnings.append((f"! and {len(graded.warnings) - WARNINGS} more of the kind", ""))
    print_lines(console, warnings)
    kept = f" ({graded.kept} kept from an earlier run)" if graded.kept else ""
    print_lines(
        console,
        [
            (f"{graded.fresh} graded in {graded.seconds:.1f} s{kept}", ""),
            (f"open {out / 'index.html'}; the table is {out / 'grades.csv'}", ""),
        ],
    )


def summary_json(graded: Graded, request: Request) -> str:
    """Return what `--json` prints: the figures of the page, and how the run went."""
    said = {
        "sandbox": str(request.tier),
        "seed": request.seed,
        "fresh": graded.fresh,
        "kept": graded.kept,
        "seconds": round(graded.seconds, 3),
        "failed": [f"{report.student}/{report.assignment}" for report in graded.failed],
        "warnings": list(graded.warnings),
        "assignments": class_json(graded.summary),
    }
    return json.dumps(said, ensure_ascii=True, indent=1)


def print_lines(console: Console, lines: Iterable[tuple[str, str]]) -> None:
    """Print lines in their styles. In a pipe no line is broken, so that programs find sentences."""
    for text, style in lines:
        known = visible(text, "").encode(console.encoding, "replace").decode(console.encoding)
        console.print(Text(known, style=style), soft_wrap=not console.is_terminal)


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
