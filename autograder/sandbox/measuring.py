"""What one call costs: CPU time against plain loops in the same process, or memory.

Each measured call has a worker of its own. The loops run before anything of the submission is
there, and both are timed from outside, by the kernel's clock of that process, so that a submission
can neither slow the loops down nor tell a time. Threads count, and other processes it cannot make.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.answers import Loops, Returned
from autograder.measured import warm_up
from autograder.pace import COUNT, TIMES
from autograder.sandbox import messages
from autograder.sandbox.deadline import Deadline, cpu_seconds
from autograder.sandbox.ending import Gone
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

        Gone when there is no answer.
        """
        pace = Pace(self._oracle, call)
        link = self._loading.load(lambda: pace.set_by(self._sandbox.take_worker(), self._sandbox))
        try:
            talk = Talk(link, self._oracle, Deadline(link.pid, self._sandbox.limits, spent))
            if isinstance(call.measure, Loops):
                self._ask(talk, warm_up(call))
            before = pace.gauge(link.pid)
            answer = self._ask(talk, call)
            if isinstance(answer, Returned):
                answer = replace(answer, cost=pace.cost(before, link.pid))
            return answer, _sum(spent, talk.used())
        finally:
            self.printed += link.output
            self._sandbox.let_go(link)

    def _ask(self, talk: Talk, call: Call) -> Answer:
        packing = Packing(TRUSTED)
        tree = packing.tree((call.args, dict(call.kwargs)))
        talk.send(messages.One(call.function, tree, call.watch), packing.buffers)
        return talk.answer(call.function, self._source)


class Pace:
    """The yardstick of one call: seconds of plain loops in its worker, or nothing for memory."""

    def __init__(self, oracle: Oracle, call: Call) -> None:
        self._oracle = oracle
        self._work = call.measure if isinstance(call.measure, Loops) else None
        self._loops = 0.0

    def set_by(self, link: Link, sandbox: Sandbox) -> Link:
        """Time plain loops in a worker that has no source yet."""
        if self._work is None:
            return link
        rounds = []
        for _ in range(TIMES):
            talk = Talk(link, self._oracle, Deadline(link.pid, sandbox.limits))
            start = cpu_seconds(link.pid)
            talk.send(messages.Pace(self._work.window, COUNT, self._work.backward))
            if not isinstance(talk.next()[0], messages.Paced):
                raise SandboxFault("a worker without a source talks out of turn")
            rounds.append(cpu_seconds(link.pid) - start)
        self._loops = min(rounds) * self._work.windows / COUNT
        return link

    def gauge(self, pid: int) -> float:
        """Read what a cost is counted from."""
        return cpu_seconds(pid) if self._work else memory_of(pid, "VmRSS")

    def cost(self, before: float, pid: int) -> float:
        """Return how many times faster than the loops a call was, or its bytes."""
        if self._work is None:
            return max(0.0, memory_of(pid, "VmHWM") - before)
        return self._loops / max(cpu_seconds(pid) - before, 1e-9)


def memory_of(pid: int, entry: str) -> float:
    """Return an entry of a process's memory status in bytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        found = next(line for line in lines.splitlines() if line.startswith(f"{entry}:"))
    except (OSError, StopIteration):
        raise Gone("ended before its memory could be read") from None
    return float(found.split()[1]) * 1024


def _sum(spent: Spent, more: Spent) -> Spent:
    return spent[0] + more[0], spent[1] + more[1]
