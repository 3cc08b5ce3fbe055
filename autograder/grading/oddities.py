"""What an instructor should look at before trusting a table of grades."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.course import Assignment
from autograder.grading.handed import Hand, Submission
from autograder.grading.names import Kind, Parts, is_shadow, kind_of, shown
from autograder.grading.shelf import entries_of


def oddities(hands: Sequence[Hand], assignments: Sequence[Assignment]) -> Iterator[str]:
    """Yield, as sentences, what is odd about what a class handed in."""
    names = tuple(hand.student for hand in hands)
    for one, two in lookalikes(names):
        yield f"{one} and {two} look like the same student; both were graded"
    yield from strays(hands, assignments)
    found = [submission for hand in hands for submission in hand.submissions]
    yield from _guesses([one for one in found if one.place and one.filled])
    for empty in found:
        if empty.source and not empty.filled and empty.notes:
            said = "; ".join(empty.notes)
            yield f"{empty.student}/{empty.assignment} has nothing written in it: {said}"


def unowned(folder: Path) -> Iterator[str]:
    """Yield, as a sentence, what may be answers but lies in no student's folder."""
    names = (e.name for e in entries_of(folder, ()) if not e.is_dir(follow_symlinks=False))
    found = [n for n in names if not is_shadow((n,)) and kind_of(n, "", ()) is not Kind.OTHER]
    if found:
        others = f" and {len(found) - 1} more lie" if len(found) > 1 else " lies"
        yield f"{shown(found[:1])}{others} in no student's folder and was not looked at"


def strays(hands: Iterable[Hand], assignments: Iterable[Assignment]) -> Iterator[str]:
    """Yield what students handed in under no assignment's name, as sentences."""
    known = [assignment.name for assignment in assignments]
    found: dict[Parts, list[str]] = {}
    for hand in hands:
        for path in hand.strays:
            found.setdefault(path, []).append(hand.student)
    for path, who in sorted(found.items()):
        near = difflib.get_close_matches(path[-1][:100], known, n=1, cutoff=0.6)
        others = f" and {len(who) - 1} others" if len(who) > 1 else ""
        guess = f"; did they mean {near[0]}?" if near else ""
        yield f"{shown(path)}, handed in by {who[0]}{others}, is no assignment here{guess}"


def _guesses(found: Sequence[Submission]) -> Iterator[str]:
    """Say that answers were taken from elsewhere than where they belong."""
    if found:
        one = found[0]
        more = f" (and {len(found) - 1} more like it)" if len(found) > 1 else ""
        said = f"{one.student}/{one.assignment} was graded from {shown(one.place)}{more}"
        yield f"{said}; the notes in the reports say which files were used and which were not"


def lookalikes(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return pairs of students whose names differ in case or spaces only."""
    seen: dict[str, str] = {}
    pairs = []
    for name in names:
        plain = "".join(unicodedata.normalize("NFKC", name).casefold().split())
        if plain in seen:
            pairs.append((seen[plain], name))
        seen.setdefault(plain, name)
    return tuple(pairs)
