"""What the bundle holds of other languages: the kit's texts, and of a course what is public anyway.

At home there is nothing that reads gettext's catalogues, so these are plain tables.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from autograder.course import Assignment, Course
from autograder.home.fingerprints import FILE
from autograder.languages import LOCALE, catalogue, known, words_for
from autograder.page.words import ENGLISH, Words


def translations(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield each table: its name in the bundle and its contents."""
    for lang in known():
        if lang == ENGLISH.lang:
            continue
        yield f"autograder/page/{lang}.json", _table(catalogue(LOCALE / f"{lang}.po"))
        words = words_for(lang, course)
        for assignment in course.assignments:
            found = _translated(assignment, words)
            if found:
                yield f"assignments/{assignment.name}/{lang}.json", _table(found)


def _translated(assignment: Assignment, words: Words) -> dict[str, str]:
    texts = dict.fromkeys([*_of_checks(assignment), *_of_mistakes(assignment)])
    return {text: said for text in texts if (said := words.said(text)) != text}


def _of_checks(assignment: Assignment) -> Iterator[str]:
    """Yield the titles and hints of public checks: whatever strings their file has."""
    for node in ast.walk(ast.parse(assignment.checks[0].read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            yield node.value.strip().splitlines()[0]


def _of_mistakes(assignment: Assignment) -> Iterator[str]:
    """Yield what students are told of mistakes in any case."""
    path = assignment.public / FILE
    if path.is_file():
        for function in json.loads(path.read_text("utf-8")).values():
            for mistake in function["mistakes"]:
                yield from (mistake["says"], mistake["hint"])


def _table(found: dict[str, str]) -> bytes:
    return json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n"
