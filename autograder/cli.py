"""The command line: parses and prints. Each command is one call into the library.

What only one command needs is loaded by it: all of it together takes half a second.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.answers import Limits
from autograder.course import find_course
from autograder.exits import FAULT, plain_errors
from autograder.grading.grade import Request, grade_class
from autograder.grading.store import Store
from autograder.languages import LangOption, words_for
from autograder.notebooks.command import app as nbgrader_app
from autograder.page.words import Words
from autograder.progress import shown
from autograder.sandbox import Tier, choose_tier
from autograder.show import show
from autograder.terminal import print_matrix, print_request, print_summary, summary_json

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

app = typer.Typer(
    help="Grade homework on convolutional networks, behind a wall.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(nbgrader_app, name="nbgrader")
CourseOption = Annotated[
    Path | None, typer.Option(help="Folder with assignments/ and solutions/.", show_default=False)
]
JobsOption = Annotated[int, typer.Option(min=1, help="Processes that grade side by side.")]
SandboxOption = Annotated[
    Tier | None,
    typer.Option(help="Tier of the wall: ns or ll; weaker ones only by name.", show_default=False),
]


@app.command()
def grade(  # noqa: PLR0917 - typer makes options of them
    submissions: Annotated[Path, typer.Argument(help="SUBMISSIONS/<student>/<assignment>/<file>")],
    out: Annotated[Path, typer.Option(help="Folder for grades, reports and pages.")],
    assignment: Annotated[
        list[str] | None, typer.Option(help="Assignment to grade; may be repeated.")
    ] = None,
    jobs: JobsOption = CORES,
    seed: Annotated[int, typer.Option(help="Seed of the drawn cases.")] = 0,
    course: CourseOption = None,
    sandbox: SandboxOption = None,
    cpu_seconds: Annotated[
        float, typer.Option(min=0.1, help="CPU time of a function in all its calls.")
    ] = Limits().cpu_seconds,
    wall_seconds: Annotated[
        float, typer.Option(min=0.1, help="Wall clock of a function in all its calls.")
    ] = Limits().wall_seconds,
    gradebook: Annotated[
        str | None,
        typer.Option(
            help="nbgrader's gradebook to record results in, as sqlite:///gradebook.db.",
            show_default=False,
        ),
    ] = None,
    lang: LangOption = "en",
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but faults.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Grade a class. Run it again after an interruption: what is done is kept."""
    with plain_errors():
        if gradebook:
            from autograder.notebooks.gradebook import demand_gradebook

            demand_gradebook(gradebook)
        request = Request(
            find_course(course),
            submissions,
            out,
            choose_tier(sandbox),
            tuple(assignment or ()),
            jobs,
            seed,
            Limits(cpu_seconds=cpu_seconds, wall_seconds=wall_seconds),
        )
        _grade(request, words_for(lang, request.course), gradebook, quiet=quiet, json=json)


def _grade(
    request: Request, words: Words, gradebook: str | None, *, quiet: bool, json: bool
) -> None:
    """Grade, record, and say what came of it."""
    with shown(Console(quiet=quiet, stderr=True)) as state:
        graded = grade_class(request, state.watch, running=state.at, words=words)
    console = Console(quiet=quiet or json)
    print_request(console, request)
    print_summary(console, graded, request.out, words)
    if gradebook:
        from autograder.notebooks.gradebook import record_class

        recorded = record_class(gradebook, Store(request.out), graded.plan)
        console.print(f"recorded {recorded} results in the gradebook")
    if json and not quiet:
        typer.echo(summary_json(graded, request))
    for report in graded.failed:
        typer.echo(f"the grader failed on {report.student} {report.assignment}: regrade", err=True)
    if graded.failed:
        raise typer.Exit(FAULT)


@app.command()
def validate(
    assignment: Annotated[str | None, typer.Argument(help="All of them if left out.")] = None,
    course: CourseOption = None,
    sandbox: SandboxOption = None,
    seed: Annotated[int, typer.Option(help="Seed of the drawn cases.")] = 0,
    jobs: JobsOption = CORES,
) -> None:
    """Prove the checks: stubs score 0, references full marks, every known mistake is caught."""
    from autograder.validate import validate as validate_course

    with plain_errors():
        found = find_course(course)
        wanted = (found.find(assignment),) if assignment else found.assignments
        complaints = 0
        for proof in validate_course(found, wanted, choose_tier(sandbox), seed, jobs):
            print_matrix(Console(), proof)
            complaints += len(proof.complaints)
    if complaints:
        raise typer.Exit(FAULT)


@app.command()
def release(
    course: CourseOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Zip file to write for students.", show_default=False)
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite stubs that somebody has filled in.")
    ] = False,
) -> None:
    """Write stubs and what students may know of hidden checks; with --out, the whole bundle."""
    from autograder.bundle import write_bundle
    from autograder.release import release as release_course

    with plain_errors():
        found = find_course(course)
        written = release_course(found, force=force)
        bundled = write_bundle(found, out) if out else []
    for path in written:
        typer.echo(f"wrote {path}")
    if bundled:
        typer.echo(f"wrote {out}: {len(bundled)} files for students")
    elif not written:
        typer.echo("nothing was stale")


app.command()(show)


@app.command()
def doctor() -> None:
    """Say which tiers of the wall work on this machine, and what to change where they don't."""
    from autograder.render.machine import machine_report
    from autograder.sandbox.doctor import examine_machine

    found = examine_machine()
    typer.echo(machine_report(found), nl=False)
    if found.taken is None:
        raise typer.Exit(FAULT)
