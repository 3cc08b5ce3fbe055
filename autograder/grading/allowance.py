"""What submissions to an assignment may use: time, earlier work, and no data of their own."""

from __future__ import annotations

from dataclasses import replace

from autograder.answers import Limits, Source, StandIns
from autograder.barred import barred_topics
from autograder.course import Assignment, Course, load_reference
from autograder.data import without_data

CPU_SECONDS = "CPU_SECONDS"
"""What a reference calls the CPU time that its functions may take, where the usual is too short."""


def limits(usual: Limits, assignment: Assignment) -> Limits:
    """Return what an assignment's functions may use: the usual, or more where it asks for that."""
    asked = float(getattr(load_reference(assignment), CPU_SECONDS, 0))
    more = replace(usual, cpu_seconds=asked, wall_seconds=max(usual.wall_seconds, 3 * asked))
    return more if asked > usual.cpu_seconds else usual


def stand_ins(course: Course, assignment: Assignment) -> StandIns:
    """Return what earlier assignments' functions answer when a submission imports them.

    None at all where they would be the answer: such a module cannot be imported.
    """
    earlier = course.earlier(assignment)
    barred = barred_topics(assignment.checks[0])
    return StandIns(
        tuple(Source(one.topic, one.reference.read_text("utf-8"), one.file) for one in earlier),
        {one.topic: () if one.topic in barred else _functions(one) for one in earlier},
    )


def _functions(assignment: Assignment) -> tuple[str, ...]:
    module = load_reference(assignment)
    own = (v for v in vars(module).values() if getattr(v, "__module__", "") == module.__name__)
    return tuple(f.__name__ for f in own if not f.__name__.startswith("_"))


def plain(source: Source, most: int | None) -> tuple[Source, list[str]]:
    """Return a submission without the data that it may not hold, and say what was left out."""
    if most is None:
        return source, []
    text, gone = without_data(source.text, most)
    said = "bytes of data and was left out: what was learned elsewhere earns nothing here"
    notes = [f"line {at} of {source.file} holds {size} {said}" for at, size in gone.items()]
    return replace(source, text=text), notes
