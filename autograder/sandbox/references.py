"""The references of earlier assignments, in a confined process of their own.

What a reference does with a submission's arguments may take any time and any memory. So it is not
done in the grader: this process is stopped when a question takes too long, and made anew for the
next one. It shares no process, no namespace and, for a grader that is root, no user with any
submission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.answers import Limits, Source
from autograder.kinds import KINDS
from autograder.sandbox import messages, refusals
from autograder.sandbox.deadline import Deadline
from autograder.sandbox.ending import Gone, OutOfTime
from autograder.sandbox.loading import Loading
from autograder.sandbox.oracle import Oracle
from autograder.sandbox.plan import SandboxFault
from autograder.sandbox.remembered import Remembered
from autograder.sandbox.talk import Talk
from autograder.sandbox.values import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.answers import StandIns
    from autograder.sandbox.client import Sandbox
    from autograder.sandbox.link import Link
    from autograder.sandbox.oracle import Replied

# For one question. Honest ones take milliseconds; the wall clock is for a machine under load.
CPU_SECONDS, WALL_SECONDS = 0.5, 30.0
# An answer passes through the grader. Questions are small, and so are honest answers.
MOST = 8 << 20
# Loads each reference as a module, and gives its functions names that can be asked for.
LOADER = """\
import sys
from types import ModuleType

def load(name, file, text):
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = file
    exec(compile(text, file, "exec"), vars(module))

for source in SOURCES:
    load(*source)
for name, functions in FUNCTIONS.items():
    for function in functions:
        globals()[f"{name}.{function}"] = getattr(sys.modules[name], function)
"""


class References:
    """Answers questions of one submission after another; `make` puts up a wall."""

    def __init__(self, make: Callable[[], Sandbox], stand_ins: StandIns) -> None:
        self.stand_ins = stand_ins
        self.remembered = Remembered()
        self._make = make
        self._sandbox: Sandbox | None = None
        self._link: Link | None = None

    def ready(self) -> None:
        """Have the process made and loaded, if it isn't; SandboxFault if it can't be."""
        if self._link is None:
            self._sandbox = self._sandbox or self._make()
            self._link = self._loaded(self._sandbox)

    def answer(self, name: str, tree: Any, body: Any) -> Replied:
        """Return the reply to `module.function` and the CPU seconds that it took.

        What is in the reply is valid until the next question. Gone when there is none. A process
        that ends otherwise than by running out of time is given one more try: that may not be the
        question's doing.
        """
        try:
            return self._answer(name, tree, body)
        except OutOfTime:
            raise
        except Gone:
            self.ready()
            return self._answer(name, tree, body)

    def close(self) -> None:
        """End the process and its wall."""
        if self._sandbox is not None:
            self._drop()
            self._sandbox.close()
            self._sandbox = None

    def _answer(self, name: str, tree: Any, body: Any) -> Replied:
        assert self._link is not None
        limits = Limits(cpu_seconds=CPU_SECONDS, wall_seconds=WALL_SECONDS)
        talk = Talk(self._link, Oracle(), Deadline(self._link.pid, limits))
        try:
            talk.send(messages.One(name, tree, watch=False), [body])
            message, found = talk.next()
        except Gone:
            self._drop()
            raise
        seconds = talk.used()[0]
        if not isinstance(message, messages.Gave):
            return failure(message), [], seconds
        if len(found) > MOST:
            said = f"more than {MOST >> 20} MB of numbers"
            return messages.Fail("MemoryError", said), [], seconds
        return messages.Reply(message.tree), [found], seconds

    def _loaded(self, sandbox: Sandbox) -> Link:
        loading = Loading(program(self.stand_ins), Limits(), Oracle())
        try:
            link = loading.load(sandbox.take_worker)
        except Gone as gone:
            raise SandboxFault(f"loading the references {gone}") from gone
        if loading.problems:
            link.close()
            raise SandboxFault(f"the references can't be loaded: {loading.problems[0]}")
        return link

    def _drop(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()


def program(stand_ins: StandIns) -> Source:
    """Return a file that holds all references."""
    sources = [(one.module, one.file, one.text) for one in stand_ins.sources]
    functions = {name: list(offered) for name, offered in stand_ins.functions.items()}
    text = f"SOURCES = {sources!r}\nFUNCTIONS = {functions!r}\n{LOADER}"
    return Source("references", text, "references.py")


def failure(message: messages.FromWorker) -> messages.Fail:
    """Return what to raise in the submission where a reference has returned nothing."""
    if isinstance(message, messages.Threw) and message.kind in KINDS:
        return messages.Fail(message.kind, message.message)
    if isinstance(message, messages.Kept) and message.kind in refusals.WORDS:
        kind = "MemoryError" if message.kind == "body" else "TypeError"
        return messages.Fail(kind, refusals.words(message.kind, ANSWER))
    raise SandboxFault(f"the references answer with {type(message).__name__}")
