"""Write what people open: `grades.csv`, the class page, a page for each student."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.grading.store import Store, write_whole
from autograder.render.pages import class_page, student_page
from autograder.render.table import grades_csv
from autograder.results import Report
from autograder.summary import Summary


def publish(
    store: Store, students: Sequence[str], assignments: Sequence[str], about: str
) -> Summary:
    """Make the table and the pages out of the reports on disk, and return the class's figures.

    One student's reports are held at a time, so that a large class needs no more memory.
    """
    summary = Summary()
    for student in students:
        reports = list(_reports(store, student, assignments))
        if reports:
            write_whole(store.page_path(student), student_page(reports).encode())
            summary.add(reports)
    write_whole(store.folder / "grades.csv", grades_csv(summary.rows).encode())
    write_whole(store.folder / "index.html", class_page(summary, about).encode())
    return summary


def _reports(store: Store, student: str, assignments: Sequence[str]) -> Iterator[Report]:
    for assignment in assignments:
        report = store.report(student, assignment)
        if report is not None:
            yield report
