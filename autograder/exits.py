"""How a command ends: in a sentence and an exit status."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import NoReturn

import typer

from autograder.course import CourseError
from autograder.grading.files import OutputError
from autograder.grading.task import ExamChangedError
from autograder.sandbox import SandboxUnavailable
from autograder.stop import told_to_stop

USAGE, FAULT, STOPPED = 2, 1, 128  # and the signal's number


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the user can mend into a sentence and an exit status."""
    try:
        with told_to_stop():
            yield
    except (OutputError, SandboxUnavailable) as error:
        _exit(FAULT, f"autograder: {error}")
    except CourseError as error:
        _exit(USAGE, f"autograder: {error}")
    except ExamChangedError as error:
        _exit(
            FAULT,
            f"autograder: the checks or references of {error} changed while the class was graded, "
            "so that not all would have had the same exam; give the same command again",
        )
    except KeyboardInterrupt as stop:
        number = stop.args[0] if stop.args else signal.SIGINT
        said = "stopped; what was graded is kept, the same command goes on from there"
        _exit(STOPPED + number, said)


def _exit(status: int, said: str) -> NoReturn:
    with contextlib.suppress(OSError):  # the terminal may be gone, or a full disk behind it
        typer.echo(said, err=True)
    raise typer.Exit(status) from None
