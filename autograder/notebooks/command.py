"""`autograder nbgrader …`: a course folder for nbgrader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.course import find_course
from autograder.exits import plain_errors
from autograder.notebooks.needs import demand_nbgrader

app = typer.Typer(help="Course folders for nbgrader.", no_args_is_help=True)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="nbgrader's course folder, made if need be.")],
    course: Annotated[
        Path | None,
        typer.Option(help="Folder with assignments/ and solutions/.", show_default=False),
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the handouts: en or ko.")] = "en",
) -> None:
    """Write notebooks, settings and a gradebook; run it again to update the notebooks."""
    with plain_errors():
        demand_nbgrader()
        from autograder.notebooks.make import write_course  # noqa: PLC0415 - slow to load
        from autograder.notebooks.nbgrader import make_gradebook  # noqa: PLC0415 - slow to load

        found = find_course(course)
        written = write_course(found, folder, language)
        make_gradebook(folder)
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo(f"next, in {folder}: nbgrader generate_assignment {found.assignments[0].name}")
