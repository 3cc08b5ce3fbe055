"""Load a submission into workers, again without the statements that hang or kill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.answers import Problem
from autograder.sandbox import chunks, messages, problems
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone
from autograder.sandbox.talk import Talk
from autograder.sandbox.values import WireError

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.answers import Limits, Source
    from autograder.sandbox.link import Link
    from autograder.sandbox.oracle import Oracle

# After so many statements that hang or kill, only definitions and constants are still run.
FATAL_STATEMENTS = 3
# What a statement may take once an earlier one has used up the submission's patience.
LATER_CPU, LATER_WALL = 1.0, 3.0


class Loading:
    """One submission's loads: what went wrong is remembered, so that it happens only once."""

    def __init__(self, source: Source, limits: Limits, oracle: Oracle) -> None:
        self._source = source
        self._lines = chunks.plain(source.text).split("\n")
        self._limits = limits
        self._oracle = oracle
        self._fatal: dict[int, Problem] = {}
        self._seconds: float | None = None
        self._idle = 0.0
        self._second_chance = True
        self.problems: tuple[Problem, ...] = ()
        self.printed = bytearray()

    def load(self, take_worker: Callable[[], Link]) -> Link:
        """Return a worker with the submission loaded; Gone when it can't be."""
        self._oracle.asker = ""
        while True:
            link = take_worker()
            attempt = Attempt(self._deadline(link), max(self._fatal, default=None))
            try:
                self._try(link, attempt)
                cpu, wall = attempt.deadline.used()
                self._idle += max(0.0, wall - cpu)
            except Gone as gone:
                self.printed += link.output
                if self._may_try_again(attempt):
                    continue
                if attempt.statement in {None, *self._fatal} or self._seconds is not None:
                    raise
                if len(self._fatal) > FATAL_STATEMENTS:
                    raise
                self._fatal[attempt.statement or 0] = Problem(attempt.line, str(gone))
            else:
                return link

    def _may_try_again(self, attempt: Attempt) -> bool:
        """Say, once, that an end before anything of the file ran may not be the file's doing."""
        early = attempt.statement is None and not self._fatal and self._seconds is None
        again, self._second_chance = self._second_chance and early, False
        return again

    def _deadline(self, link: Link) -> Deadline:
        """Give a first load what a function gets, a later one what it needs by experience.

        Files may wait for nothing, and all loads together may not for long.
        """
        deadline = Deadline(link.pid, self._limits)
        if self._seconds is not None:
            patience = max(LATER_WALL, self._limits.wall_seconds - self._idle)
            deadline.shorten(LATER_CPU + 2 * self._seconds, patience)
        return deadline

    def _try(self, link: Link, attempt: Attempt) -> None:
        talk = Talk(link, self._oracle, attempt.deadline)
        talk.send(self._request())
        parsed, body = talk.next()
        if not isinstance(parsed, messages.Parsed) or len(body):
            raise talk.nonsense()
        message, body = talk.next()
        while isinstance(message, messages.At):
            if len(body) or message.line > len(self._lines) or not attempt.begin(message):
                raise talk.nonsense()
            message, body = talk.next()
        if not isinstance(message, messages.Loaded) or len(body):
            raise talk.nonsense()
        if self._seconds is None:
            try:
                self.problems = self._told(parsed, message)
            except WireError:
                raise talk.nonsense() from None
            self._seconds = attempt.deadline.used()[0]

    def _told(self, parsed: messages.Parsed, loaded: messages.Loaded) -> tuple[Problem, ...]:
        """Return all that was left out, in the order of the lines."""
        names = self._oracle.names
        found = [problems.parsers(trouble) for trouble in parsed.problems]
        found += [problems.running(trouble, self._lines, names) for trouble in loaded.problems]
        every = [*found, *self._fatal.values(), *self._rest()]
        return tuple(sorted(every, key=lambda problem: problem.line))

    def _rest(self) -> list[Problem]:
        """Return what to say about the statements after the last straw."""
        if self._cautious is None:
            return []
        line = self._fatal[self._cautious].line + 1
        return [Problem(line, "from here on only imports, definitions and constants were kept")]

    @property
    def _cautious(self) -> int | None:
        return max(self._fatal) if len(self._fatal) >= FATAL_STATEMENTS else None

    def _request(self) -> messages.Load:
        return messages.Load(
            module=self._source.module,
            text=self._source.text,
            file=self._source.file,
            skip=sorted(self._fatal),
            cautious=self._cautious,
            stand_ins=self._oracle.names,
            output=self._limits.output,
        )


class Attempt:
    """One load in one worker; `statement` is the one that it is at."""

    def __init__(self, deadline: Deadline, patient_until: int | None) -> None:
        self.deadline = deadline
        self.statement: int | None = None
        self.line = 0
        self._patient_until = patient_until

    def begin(self, at: messages.At) -> bool:
        """Note the statement and, beyond the last that was fatal, its own shorter time.

        False if it doesn't come after the one before.
        """
        if self.statement is not None and at.statement <= self.statement:
            return False
        self.statement, self.line = at.statement, at.line
        if self._patient_until is not None and at.statement > self._patient_until:
            self.deadline.shorten(LATER_CPU, LATER_WALL)
        return True
