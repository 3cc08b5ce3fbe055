"""One submission behind the wall: its calls made, its deadlines kept, its deaths survived."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from autograder.answers import Lost
from autograder.sandbox import messages
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone
from autograder.sandbox.loading import Loading
from autograder.sandbox.measuring import Measuring
from autograder.sandbox.oracle import Oracle
from autograder.sandbox.packing import Packing
from autograder.sandbox.talk import Purse, Talk
from autograder.sandbox.values import TRUSTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autograder.answers import Answer, Call, Limits, Problem, Source, StandIns
    from autograder.sandbox.client import Sandbox
    from autograder.sandbox.link import Link


class Session:
    """A context manager. A function that died or ran out of time stays dead; others go on.

    All functions share one process, until one of them dies: the next gets a new process, with the
    source loaded again.
    """

    def __init__(self, sandbox: Sandbox, source: Source, stand_ins: StandIns) -> None:
        self._sandbox = sandbox
        self._source = source
        self._limits: Limits = sandbox.limits
        self._oracle = Oracle(stand_ins, lambda: sandbox.references(stand_ins))
        self._loading = Loading(source, self._limits, self._oracle)
        self._measuring = Measuring(sandbox, source, self._loading, self._oracle)
        self._link: Link | None = None
        self._printed = bytearray()
        self._purse = Purse()
        self._function = ""
        self._talk: Talk | None = None
        self._ahead: dict[str, list[Answer]] = {}
        self._lost: dict[str, Lost] = {}
        self._spent: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        self._hopeless: Lost | None = None
        self._reload()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The top-level statements that were left out, in the order of their lines."""
        return self._loading.problems

    @property
    def output(self) -> bytes:
        """What the submission has printed so far, cut off at the limit."""
        if self._link is not None:
            self._link.drain_all()
        printed = self._loading.printed + self._printed + self._measuring.printed
        printed += self._link.output if self._link else b""
        return bytes(printed[: self._limits.output])

    def seconds(self, function: str) -> float:
        """Return the CPU time that a function's calls have taken so far."""
        return self._spent[function][0]

    def sit(self, function: str) -> list[Answer]:
        """Make all calls that the exam has for this function: one answer for each, in order."""
        self._begin(function)
        return self._collect(function)

    def sit_all(self, functions: Iterable[str]) -> Iterator[tuple[str, list[Answer]]]:
        """Yield each function with its answers.

        While the caller looks at them, the worker makes the next function's calls.
        """
        names = list(functions)
        for function, following in zip(names, [*names[1:], ""], strict=True):
            answers = self.sit(function)
            self._begin(following)
            yield function, answers

    def call(self, call: Call) -> Answer:
        """Make one call that isn't in the exam; its time counts as the function's.

        One that is measured has a worker of its own.
        """
        self._settle()
        function = call.function
        if call.measure and function not in self._lost and self._hopeless is None:
            answer, self._spent[function] = self._measuring.answer(call, self._spent[function])
            return answer
        packing = Packing(TRUSTED)
        tree = packing.tree((call.args, dict(call.kwargs)))
        with self._turn(function) as talk:
            if talk is not None:
                talk.send(messages.One(function, tree, call.watch), packing.buffers)
                return talk.answer(function, self._source)
        return self._lost[function]

    def close(self) -> None:
        """Kill the submission's process."""
        self._talk = None
        if self._link is not None:
            self._sandbox.let_go(self._link)
            self._forget_worker()
        self._hopeless = Lost("was called after its session was closed")

    def _begin(self, function: str) -> None:
        """Ask for a function's calls, without waiting for the answers."""
        if self._talk is not None and self._function == function:
            return
        self._settle()
        if self._sandbox.count(function) and function not in self._ahead:
            with self._turn(function, stay=True) as talk:
                if talk is not None:
                    talk.send(messages.Sit(function))
                    talk.deadline.hold()

    def _settle(self) -> None:
        """Wait for the answers that were asked for ahead, and keep them."""
        if self._talk is not None:
            function = self._function
            self._ahead[function] = self._collect(function)

    def _collect(self, function: str) -> list[Answer]:
        """Return a function's answers: those kept, or those that come now."""
        if function in self._ahead:
            return self._ahead.pop(function)
        count = self._sandbox.count(function)
        answers: list[Answer] = []
        if self._talk is not None:
            with self._turn(function) as talk:
                if talk is not None:
                    talk.deadline.resume()
                while talk is not None and len(answers) < count:
                    answers.append(talk.answer(function, self._source))
            self._sandbox.make_spare()
        missing = count - len(answers)
        return answers + [self._lost[function]] * missing if missing else answers

    @contextmanager
    def _turn(self, function: str, *, stay: bool = False) -> Iterator[Talk | None]:
        """Give a function its turn: a live worker and what is left of its time; note its death.

        Yields None where the function is dead. With `stay` the turn goes on after the block.
        """
        self._start(function)
        try:
            yield self._talk
        except Gone as gone:
            self._die(function, gone)
            stay = False
        finally:
            if self._talk is not None and not stay:
                cpu, wall = self._spent[function]
                more_cpu, more_wall = self._talk.used()
                self._spent[function] = (cpu + more_cpu, wall + more_wall)
                self._talk = None

    def _start(self, function: str) -> None:
        if self._talk is not None or function in self._lost:
            return
        try:
            link = self._worker()
        except Gone as gone:
            self._die(function, gone)
        else:
            deadline = Deadline(link.pid, self._limits, self._spent[function])
            self._function = self._oracle.asker = function
            self._talk = Talk(link, self._oracle, deadline, self._purse)

    def _die(self, function: str, gone: Gone) -> None:
        self._lost[function] = self._hopeless or Lost(str(gone))
        self._forget_worker()

    def _worker(self) -> Link:
        """Return the loaded worker; a new one if the last died or said more than it was asked."""
        if self._link is not None and not self._link.quiet:
            self._link.stop()
            self._forget_worker()
        if self._link is None:
            self._reload()
        if self._link is None:
            raise Gone("could not be loaded")
        return self._link

    def _reload(self) -> None:
        if self._hopeless is not None:
            return
        try:
            self._link = self._loading.load(self._sandbox.take_worker)
        except Gone as gone:
            self._hopeless = Lost(f"could not be tried: loading the file {gone}")

    def _forget_worker(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            self._printed += link.output
