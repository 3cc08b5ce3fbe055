"""What a student's exception looks like from outside: bounded plain text, whatever it does."""

from __future__ import annotations

import linecache
import traceback
from typing import TYPE_CHECKING

from autograder.kinds import nearest
from autograder.sandbox import messages

if TYPE_CHECKING:
    from types import TracebackType

# How many of the student's frames a traceback shows, deepest last.
FRAMES = 12

_name_of = type.__dict__["__name__"].__get__


def name_of(error: BaseException) -> str:
    """Return the exception's class's own name."""
    return clean(_name_of(type(error)), messages.NAME)


def message_of(error: BaseException) -> str:
    """Return `str(error)`, or a remark if that fails."""
    try:
        return clean(str(error), messages.MESSAGE)
    except BaseException:  # noqa: BLE001 - a student's __str__ may raise anything
        return "(its message cannot be shown)"


def line_of(number: int | None) -> int | None:
    """Return a line number, unless it is one that no file has."""
    return number if number and 1 <= number <= messages.LINES else None


def clean(text: str, length: int) -> str:
    """Return a plain `str` of at most `length` characters that can be encoded."""
    return str.__getitem__(text, slice(length)).encode("utf-8", "replace").decode()


def student_frames(trace: TracebackType | None, file: str) -> list[tuple[int, str]]:
    """Return line and function name of the frames that run the student's file, deepest last."""
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == file:
            frames.append((trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return frames


def describe_exception(
    error: BaseException, trace: TracebackType | None, file: str
) -> messages.Threw:
    """Return what the grader is told about an exception that came out of the student's file."""
    frames = student_frames(trace, file)
    message = message_of(error)
    name = name_of(error)
    summary = traceback.StackSummary.from_list(
        [
            (file, line, function, linecache.getline(file, line).strip())
            for line, function in frames[-FRAMES:]
        ]
    )
    text = f"{''.join(summary.format())}{name}: {message}"
    return messages.Threw(
        kind=nearest(error),
        name=name,
        message=message,
        line=line_of(frames[-1][0]) if frames else None,
        traceback=clean(text[-messages.TRACEBACK :], messages.TRACEBACK),
    )
