"""What a run says of itself while it runs, in one line."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.live import Live
from rich.text import Text

from autograder.grading.grade import Plan
from autograder.grading.handed import Submission
from autograder.results import Report, ReportStatus
from autograder.visible import visible

BAR = 20  # characters
ENOUGH = 2.0  # seconds of work before its rate says something


@dataclass(slots=True)
class Progress:
    """How far a run is. `kept` of those done are from an earlier run."""

    total: int = 0
    done: int = 0
    kept: int = 0
    failed: int = 0
    running: Sequence[str] = ()
    started: float = field(default_factory=time.monotonic)

    def watch(self, plan: Plan, report: Report, kept: bool) -> None:
        """Count a report."""
        self.total = plan.count
        self.done += 1
        self.kept += kept
        self.failed += report.status is ReportStatus.ERROR

    def at(self, plan: Plan, submissions: Sequence[Submission]) -> None:
        """Note what is being graded now."""
        self.total = plan.count
        self.running = [f"{one.student} {one.assignment}" for one in submissions]

    def line(self, width: int, seconds: float, *, plain: bool = False) -> str:
        """Return the line as it is so many seconds after the start, cut to `width`."""
        if not self.total:
            return "preparing"[:width]
        full, empty = "#-" if plain else "━╌"
        share = BAR * self.done // self.total
        fresh = self.done - self.kept
        parts = [f"{self.done}/{self.total}", f"{self.failed} failed"]
        if fresh and seconds >= ENOUGH:
            rate = fresh / seconds
            parts += [f"{rate:.1f}/s", f"{_clock((self.total - self.done) / rate)} left"]
        parts.append(visible(", ".join(self.running), ""))
        said = "  ".join(part for part in parts if part)
        bar = f"{full * share}{empty * (BAR - share)}  " if width >= 60 else ""
        whole = f"{bar}{said}"
        return whole if len(whole) <= width else f"{whole[: max(0, width - 1)]}…"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
    )


@contextlib.contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Show a line that is rewritten while a class is graded; nothing where no one looks at it."""
    state = Progress()
    if not console.is_terminal or console.quiet:
        yield state
        return
    plain = not console.encoding.lower().startswith("utf")

    def now() -> Text:
        line = state.line(console.width - 1, time.monotonic() - state.started, plain=plain)
        return Text(line, no_wrap=True)

    with Live(console=console, get_renderable=now, refresh_per_second=4, transient=True):
        yield state
