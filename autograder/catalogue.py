"""What there is to translate of a course: titles of checks, hints, what mistakes look like.

    python -m autograder.catalogue [ASSIGNMENT] [--lang ko]

Prints what has no translation yet, as entries of a gettext catalogue to fill in.
"""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.course import Assignment, find_course
from autograder.exam.collect import collect
from autograder.languages import words_for
from autograder.mistakes import catalogue


def messages_of(assignment: Assignment) -> list[str]:
    """Return every sentence of an assignment that a student may read on a page, each once."""
    found: list[str] = []
    for check in collect(assignment):
        found += [check.title, check.hint]
    for mistake in catalogue(assignment):
        found += [mistake.says, mistake.hint]
    return [message for message in dict.fromkeys(found) if message]


def entries(assignment: Assignment, lang: str) -> list[str]:
    """Return an empty entry for each sentence that is shown in English."""
    words = words_for(lang, find_course(assignment.root))
    missing = [text for text in messages_of(assignment) if not words.knows(text)]
    return [f'msgid "{_escaped(text)}"\nmsgstr ""\n' for text in missing]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def main(
    assignment: Annotated[str | None, typer.Argument(help="All of them if left out.")] = None,
    lang: Annotated[str, typer.Option(help="Language to translate into.")] = "ko",
) -> None:
    """Print what has no translation yet, as entries of a gettext catalogue to fill in."""
    course = find_course()
    for one in (course.find(assignment),) if assignment else course.assignments:
        found = entries(one, lang)
        typer.echo(f"# {one.name}: {len(found)} to translate, in solutions/{one.name}/{lang}.po")
        typer.echo("\n".join(found))


if __name__ == "__main__":
    typer.run(main)
