"""One student's folder: find the answer to each assignment in it, and say what was not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from autograder.answers import Source
from autograder.course import Assignment
from autograder.grading.choose import Asked, Candidate, choose, is_begun, named_after
from autograder.grading.handed import Submission
from autograder.grading.names import (
    Kind,
    Parts,
    is_check,
    is_notebook,
    is_shadow,
    shown,
    topic_of,
)
from autograder.grading.shelf import Shelf, entries_of, paths_in, read_file, take_down

MOST_TOLD = 4  # files of which a note says that they were not used


class StudentFolder:
    """Looked through only as far as an answer is still to be found; everything is read once."""

    def __init__(self, folder: Path, student: str, known: Sequence[Assignment]) -> None:
        self._student = student
        self._root = folder / student
        self._homes = frozenset(assignment.name for assignment in known)
        self._topics = tuple(assignment.topic for assignment in known)

    def submission(self, wanted: Asked) -> Submission:
        """Return the answer to one assignment; mostly the file in its place is all that is read."""
        beside = [entry.name for entry in entries_of(self._root, (wanted.name,))]
        if wanted.file in beside:
            own = read_file(self._root, (wanted.name, wanted.file))
            if is_begun(own.text, wanted.functions):
                known = {wanted.file, *wanted.given}
                rest = (n for n in beside if n not in known and not is_shadow((n,)))
                told = [(shown((name,)), "") for name in rest]
                return self._used(wanted, Candidate(own, Kind.EXACT, filled=True), told)
        near = take_down(self._root, paths_in(self._root, (wanted.name,)), self._topics)
        best, others = choose(wanted, [*near.files, *self._elsewhere.files])
        remarks = [(path, why) for path, why in self._elsewhere.others if why]
        every = [*others, *near.others, *remarks]
        unused = [(self._name(wanted, p), why) for p, why in every if not _was_given(wanted, p)]
        if best is None:
            return Submission(self._student, wanted.name, None, not_used(unused))
        if not best.filled and best.file.path[0] != wanted.name:
            unused.insert(0, (self._name(wanted, best.file.path), best.shortfall))
            return Submission(self._student, wanted.name, None, not_used(unused))
        return self._used(wanted, best, unused)

    def _used(self, wanted: Asked, best: Candidate, unused: list[tuple[str, str]]) -> Submission:
        """Make a submission of a file, with notes on what it is and what else there was."""
        file, ordinary = best.file, best.file.path == (wanted.name, wanted.file)
        name, base = self._name(wanted, file.path), shown(file.path[-1:])
        notes = [f"{base} {file.remark}"] if file.remark else []
        if file.trouble:
            notes.append(f"{name} cannot be used: {file.trouble}")
        elif is_notebook(base):
            said = "line numbers count its code cells' lines"
            notes.append(f"graded from the notebook {name}; {said}")
        elif not ordinary:
            notes.append(f"graded from {name}")
        return Submission(
            self._student,
            wanted.name,
            Source(wanted.topic, file.text, base),
            (*notes, *not_used(unused)),
            () if ordinary else file.path,
            best.filled,
        )

    def _name(self, wanted: Asked, path: Parts) -> str:
        """Return a file's name for notes, beginning where the assignment's folder begins."""
        return shown(path[1:] if path[0] == wanted.name else (self._student, *path))

    @cached_property
    def _elsewhere(self) -> Shelf:
        """What lies in the student's folder, but in no assignment's."""
        return take_down(self._root, paths_in(self._root, (), self._homes), self._topics)

    def strays(self, used: set[Parts]) -> Iterator[Parts]:
        """Yield the paths of what lies in no assignment's folder and is no answer to anything."""
        looked_at = self.__dict__.get("_elsewhere", Shelf()).files
        for entry in entries_of(self._root, ()):
            if entry.name in self._homes or is_shadow((entry.name,)):
                continue
            files = [file.path for file in looked_at if file.path[0] == entry.name]
            unclaimed = [path for path in files if path not in used and not self._claimed(path)]
            if unclaimed:
                yield from dict.fromkeys(path[:-1] or path for path in unclaimed)
            elif not used.intersection(files):
                yield (entry.name,)

    def _claimed(self, path: Parts) -> bool:
        """Tell whether it is plain which assignment a file is for."""
        names = frozenset(name.casefold() for name in self._homes)
        in_folder = any(named_after(part, names) for part in path[:-1])
        return in_folder or is_check(path[-1]) or topic_of(path[-1], self._topics) is not None


def _was_given(wanted: Asked, path: Parts) -> bool:
    """Tell whether a file is one that students got with the one to fill in."""
    return path[0] == wanted.name and not wanted.given.isdisjoint(path[1:2])


def not_used(files: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Say in one note which files were not used, and why where it is not plain."""
    if not files:
        return ()
    said = [f"{name} ({why})" if why else name for name, why in files[:MOST_TOLD]]
    more = f" and {len(files) - MOST_TOLD} more" if len(files) > MOST_TOLD else ""
    return (f"not used: {', '.join(said)}{more}",)
