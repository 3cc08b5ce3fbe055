"""What one call costs: CPU time against plain loops in the same process, or memory.

Each measured call has a worker of its own. The loops run before anything of the submission is
there, and both are timed from outside, by the kernel's clock of that process, so that a submission
can neither slow the loops down nor tell a time. Threads count, and other processes it cannot make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.answers import Loops, Lost
from autograder.measured import WARM, WARM_UPS, warm_up, with_cost
from autograder.pace import COUNT, HOPELESS, TIMES
from autograder.sandbox import messages
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone
from autograder.sandbox.gauge import Memory, Stopwatch
from autograder.sandbox.packing import Packing
from autograder.sandbox.plan import SandboxFault
from autograder.sandbox.talk import Talk
from autograder.sandbox.values import TRUSTED

if TYPE_CHECKING:
    from autograder.answers import Answer, Call, Source
    from autograder.sandbox.client import Sandbox
    from autograder.sandbox.link import Link
    from autograder.sandbox.loading import Loading
    from autograder.sandbox.oracle import Oracle

Spent = tuple[float, float]

PATIENCE, LEAST = 4.0, 0.01
"""A timed call ends when it has taken so many times as long as plain loops: what is hopeless must
not use up the time of the calls that follow. So many seconds any may take: a small one that finds
cold caches is not hopeless."""


class Measuring:
    """The measured calls of one submission; `printed` is what they printed."""

    def __init__(self, sandbox: Sandbox, source: Source, loading: Loading, oracle: Oracle) -> None:
        self._sandbox = sandbox
        self._source = source
        self._loading = loading
        self._oracle = oracle
        self.printed = bytearray()

    def answer(self, call: Call, spent: Spent) -> tuple[Answer, Spent]:
        """Make one call; return the answer with its cost, and what the function has now spent.

        Where there is no answer, this one is Lost; the next call has another worker.
        """
        loops = 0.0

        def worker() -> Link:
            nonlocal loops
            link = self._sandbox.take_worker()
            loops = self._seconds_of_loops(link, call.measure)
            return link

        try:
            link = self._loading.load(worker)
        except Gone as gone:
            return Lost(f"could not be tried: loading the file {gone}"), spent
        self._oracle.asker = call.function
        talk = Talk(link, self._oracle, Deadline(link.pid, self._sandbox.limits, spent))
        try:
            answer = (
                self._timed(talk, link, call, loops) if loops else self._weighed(talk, link, call)
            )
        except Gone as gone:
            answer = Lost(str(gone))
        finally:
            self.printed += link.output
            self._sandbox.let_go(link)
        cpu, wall = talk.used()
        return answer, (spent[0] + cpu, spent[1] + wall)

    def _seconds_of_loops(self, link: Link, measure: object) -> float:
        """Time plain loops in a worker that has no source yet; 0 where time is not asked for.

        SandboxFault when that fails: nothing of the submission's has run.
        """
        if not isinstance(measure, Loops):
            return 0.0
        try:
            return self._fastest(link, measure) * measure.windows / COUNT
        except Gone as gone:
            link.close()
            raise SandboxFault(f"a worker without a source {gone}") from gone

    def _fastest(self, link: Link, measure: Loops) -> float:
        rounds = []
        watch = Stopwatch(link.pid)
        for _ in range(TIMES):
            talk = Talk(link, self._oracle, Deadline(link.pid, self._sandbox.limits))
            watch.start()
            talk.send(messages.Pace(measure.window, COUNT, measure.backward))
            if not isinstance(talk.next()[0], messages.Paced):
                raise SandboxFault("a worker without a source talks out of turn")
            rounds.append(watch.seconds())
        return min(rounds)

    def _timed(self, talk: Talk, link: Link, call: Call, loops: float) -> Answer:
        patience = max(LEAST, PATIENCE * loops)
        for _ in range(WARM_UPS):
            self._ask(talk, warm_up(call), patience)
            if talk.used()[0] > WARM:
                break
        watch, before = Stopwatch(link.pid), self._oracle.seconds
        answer = self._ask(talk, call, patience)
        # What earlier work does for the call is a part of the call.
        return with_cost(answer, loops / (watch.seconds() + self._oracle.seconds - before))

    def _weighed(self, talk: Talk, link: Link, call: Call) -> Answer:
        memory = Memory(link.pid)
        answer = self._ask(talk, call)
        return with_cost(answer, memory.grown())

    def _ask(self, talk: Talk, call: Call, patience: float = float("inf")) -> Answer:
        start = talk.used()[0]
        talk.deadline.shorten(patience, self._sandbox.limits.wall_seconds)
        packing = Packing(TRUSTED)
        tree = packing.tree((call.args, dict(call.kwargs)))
        try:
            talk.send(messages.One(call.function, tree, call.watch), packing.buffers)
            return talk.answer(call.function, self._source)
        except Gone:
            if talk.used()[0] - start < patience:
                raise
            raise Gone(HOPELESS) from None
