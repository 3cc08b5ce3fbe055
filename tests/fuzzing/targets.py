"""What is fuzzed: readers of a submission's bytes, and the bounds of what they give.

A reader may refuse, by the exceptions that are its own; anything else that it raises, and any value
that no honest submission could have sent, has escaped.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.answers import Limits, Source, StandIns
from autograder.grading.notebook import NotebookError, notebook_source
from autograder.sandbox import messages, wire
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone
from autograder.sandbox.incoming import Incoming
from autograder.sandbox.link import Link
from autograder.sandbox.loading import Loading
from autograder.sandbox.oracle import Oracle
from autograder.sandbox.references import References
from autograder.sandbox.remembered import Remembered
from autograder.sandbox.talk import Talk
from autograder.sandbox.values import WireError
from tests.fuzzing.mutants import Mutate, documents, frames
from tests.fuzzing.plain import demand, demand_plain

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
# The number of the request that streams of the corpus answer.
REQUEST = 7
SOURCE = Source("topic", "def f(x):\n    return x\n\n\nimport math\nx = f(1)\n", "topic.py")
OFFERED = StandIns((), {"padding": ("zero_pad2d",)})
MOST = 1 << 20
ENDED = "ended"


@dataclass(frozen=True)
class Target:
    """A reader: `read` gives no value, raises what `refusals` names, or has a hole."""

    name: str
    mutate: Mutate
    read: Callable[[bytes], None]
    refusals: tuple[type[Exception], ...]

    @property
    def corpus(self) -> dict[str, bytes]:
        """The bytes to start from, by name."""
        return {p.name: p.read_bytes() for p in sorted((CORPUS / self.name).iterdir())}

    def accepts(self, data: bytes) -> bool:
        """Say whether the reader takes these bytes; raises what escapes."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                self.read(data)
            except self.refusals:
                return False
        return True


class Told(Link):
    """A link to nobody, over which these bytes have come."""

    def __init__(self, data: bytes) -> None:
        self._incoming = Incoming(self)  # type: ignore[arg-type] - of a socket it reads only
        self._data = memoryview(data)
        self._request = 0
        self.over = None

    def recv_into(self, view: memoryview) -> int:
        """Give what there is, then the end."""
        piece = self._data[: len(view)]
        self._data = self._data[len(piece) :]
        view[: len(piece)] = piece
        return len(piece)

    def receive(self, deadline: Deadline) -> tuple[int, messages.FromWorker, memoryview]:
        """Return the next frame; Gone when there is none, or it isn't one."""
        del deadline
        try:
            found = self._incoming.next()
        except WireError as error:
            raise Gone(str(error)) from None
        if found is None:
            raise Gone(ENDED)
        request, message, body = found
        return (self._request if request == REQUEST else -1), message, body

    def send(self, pieces: Any, deadline: Deadline) -> None:
        """Note the number of the request that will be answered."""
        del deadline
        self._request, _, _ = wire.PREFIX.unpack_from(pieces[0])

    def stop(self) -> str:
        """Have nothing to stop."""
        return "was stopped"

    @property
    def pid(self) -> int:
        """No process."""
        return 0

    @property
    def output(self) -> bytearray:
        """Nothing was printed."""
        return bytearray()


class Echo(References):
    """Answers every question with the question."""

    def __init__(self) -> None:
        self.stand_ins = OFFERED
        self.remembered = Remembered()

    def ready(self) -> None:
        """Be ready."""

    def answer(self, name: str, tree: Any, body: Any) -> Any:
        """Return what was asked."""
        del name
        return messages.Reply(tree), [body], 0.0


def read_answers(data: bytes) -> None:
    """Read a stream as answers to calls, questions to stand-ins among them."""
    talk = Talk(Told(data), Oracle(OFFERED, Echo), Deadline(0, Limits()))
    talk.send(messages.Sit("f"))
    answers = 0
    try:
        while True:
            demand_plain(talk.answer("f", SOURCE))
            answers += 1
    except Gone as gone:
        if not answers or str(gone) != ENDED:
            raise


def read_load(data: bytes) -> None:
    """Read a stream as what comes of loading a file, in every attempt."""
    loading = Loading(SOURCE, Limits(), Oracle(OFFERED, Echo))
    loading.load(lambda: Told(data))
    for problem in loading.problems:
        demand(len(problem.what) < 400 and len(problem.detail) <= messages.LINE)
        demand(1 <= problem.line <= messages.LINES)


def read_notebook(data: bytes) -> None:
    """Read a notebook."""
    text = notebook_source(data, MOST)
    demand(type(text) is str and len(text) <= 2 * MOST + 1)
    text.encode("utf-8")


TARGETS = {
    target.name: target
    for target in (
        Target("wire", frames, read_answers, (Gone,)),
        Target("load", frames, read_load, (Gone,)),
        Target("notebook", documents, read_notebook, (NotebookError,)),
    )
}
