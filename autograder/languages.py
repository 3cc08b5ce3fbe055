"""Languages of pages and messages: gettext catalogues of the kit and of the course.

The kit's own texts are in `autograder/locale/<lang>.po`; an assignment's titles, mistakes and hints
are in `solutions/<assignment>/<lang>.po`, and what several of them have in common is in
`solutions/<lang>.po`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from babel.messages.pofile import PoFileError, read_po

from autograder.course import Course, CourseError
from autograder.page.words import ENGLISH, Words

LOCALE = Path(__file__).with_name("locale")
LangOption = Annotated[str, typer.Option(help="Language of pages and messages: en or ko.")]


def known() -> list[str]:
    """Return the languages that there are catalogues of."""
    return sorted({"en", *(path.stem for path in LOCALE.glob("*.po"))})


def words_for(lang: str, course: Course | None = None) -> Words:
    """Return a language, with what a course adds to it; CourseError where there is no such one."""
    if lang not in known():
        raise CourseError(f"There is no language {lang!r}; there are: {', '.join(known())}.")
    if lang == "en":
        return ENGLISH
    folders = [course.root / "solutions"] if course else []
    folders += [assignment.secret for assignment in course.assignments] if course else []
    paths = [folder / f"{lang}.po" for folder in folders]
    own = [catalogue(path) for path in paths if path.is_file()]
    return Words(lang, catalogue(LOCALE / f"{lang}.po"), *own)


def catalogue(path: Path) -> dict[str, str]:
    """Return a gettext catalogue's translations; what is fuzzy is not one. Raises CourseError."""
    try:
        with path.open("rb") as file:
            found = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is no gettext catalogue: {error}") from None
    each = ((message.id, message.string) for message in found if not message.fuzzy)
    return {
        key: said for key, said in each if key and isinstance(key, str) and isinstance(said, str)
    }
