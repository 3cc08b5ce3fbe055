"""Write what people open: `grades.csv`, the class page, a page for each student."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.files import write_whole
from autograder.grading.store import INDEX, TABLE, Store
from autograder.page.words import ENGLISH, Words
from autograder.render.pages import class_page, student_page
from autograder.render.table import grades_csv
from autograder.summary import Summary


def publish(
    store: Store,
    students: Sequence[str],
    assignments: Sequence[str],
    about: str,
    words: Words = ENGLISH,
) -> Summary:
    """Make the table and the pages out of the reports on disk, and return the class's figures.

    One student's reports are held at a time, so that a large class needs no more memory.
    """
    summary = Summary()
    for student in students:
        found = {name: store.report(student, name) for name in assignments}
        reports = [report for report in found.values() if report is not None]
        summary.lacking += [(student, name) for name, report in found.items() if report is None]
        if reports:
            write_whole(store.page_path(student), student_page(reports, words).encode())
            summary.add(reports)
    write_whole(store.folder / TABLE, grades_csv(summary.rows).encode())
    write_whole(store.folder / INDEX, class_page(summary, about, words).encode())
    return summary
