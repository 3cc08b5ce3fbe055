"""The student's side: load a file, make calls, send answers. Runs behind the wall.

From the moment that a source is loaded this process is the student's, and nothing that it sends is
trusted. What is here keeps honest code's accidents (an odd exception, a huge answer) from costing
more than the call that they happen in.
"""

from __future__ import annotations

import os
import random
import threading
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autograder import pace
from autograder.answers import Source
from autograder.arguments import fresh, same
from autograder.kinds import KINDS
from autograder.sandbox import loader, messages, output, questions, raised, wire
from autograder.sandbox.outbox import Outbox
from autograder.sandbox.packing import Packing
from autograder.sandbox.remembered import Remembered, question_key, repeats
from autograder.sandbox.values import ANSWER, QUESTION, TRUSTED, CannotCross

if TYPE_CHECKING:
    import io
    import mmap
    from collections.abc import Callable, Mapping, Sequence

    from autograder.sandbox.oracle import Replied

    Exam = Mapping[str, Sequence[tuple[Any, bool]]]

GOODBYE, BROKEN = 0, 120
# What a worker remembers of the grader's replies: small ones, so that it weighs nothing.
MEMORY, REPLY = 1 << 20, 1 << 12


class Worker:
    """One submission's process: `serve` reads requests until the grader hangs up."""

    def __init__(self, channel: int, shared: mmap.mmap, exam: Exam) -> None:
        self.channel = channel
        self.outbox = Outbox(channel, shared)
        self.exam = exam
        self.request = 0
        self.module = ModuleType("nothing")
        self.file = ""
        self.stream: io.TextIOWrapper | None = None
        self.asking = threading.RLock()
        self.remembered = Remembered(MEMORY, REPLY)

    def serve(self) -> None:
        """Answer requests, one after the other."""
        self.send(messages.Ready())
        while True:
            self.request, message, body = self.receive()
            self.remembered = Remembered(MEMORY, REPLY)  # a call that is timed pays for its own
            if isinstance(message, messages.Load):
                self.load(message)
            elif isinstance(message, messages.Pace):
                pace.walk(message.window, message.count, backward=message.backward)
                self.send(messages.Paced())
            elif isinstance(message, messages.Sit):
                calls = self.exam[message.function]
                for index, (arguments, watch) in enumerate(calls, 1):
                    self.answer(message.function, arguments, watch=watch, last=index == len(calls))
            elif isinstance(message, messages.One):
                arguments = wire.value_of(message.tree, body, TRUSTED)
                self.answer(message.function, arguments, watch=message.watch, last=True)

    def load(self, message: messages.Load) -> None:
        """Load the source, and say what was left out."""
        source = Source(message.module, message.text, message.file)
        self.file = message.file
        self.stream = output.redirect(message.output)
        questions.install(message.stand_ins, self.ask)
        plan = loader.Plan(frozenset(message.skip), message.cautious)
        parts, unparsed = loader.prepare(source)
        self.send(messages.Parsed(unparsed[: messages.PROBLEMS]))
        self.module, problems = loader.run_all(source, parts, plan, self.announce)
        self.flush()
        self.send(messages.Loaded(problems[: messages.PROBLEMS]))

    def announce(self, statement: int, line: int) -> None:
        """Tell which statement comes next, in case it never ends."""
        self.flush()
        self.send(messages.At(statement, line))

    def answer(self, function: str, arguments: Any, *, watch: bool, last: bool) -> None:
        """Make one call and send what came of it."""
        message, buffers = self.outcome(function, arguments, watch)
        if last:
            self.flush()
        self.send(message, buffers, now=last)

    def outcome(self, name: str, arguments: Any, watch: bool) -> tuple[messages.Message, list[Any]]:
        """Make one call; whatever happens in it becomes a message."""
        function = self.module.__dict__.get(name)
        if not callable(function):
            return messages.Missing(name in self.module.__dict__), []
        args, kwargs = fresh(arguments)
        try:
            value = function(*args, **kwargs)
            packing = Packing(ANSWER)
            tree = packing.tree(value)
            pristine = enumerate(arguments[0]) if watch else ()
            changed = tuple([at for at, before in pristine if not same(before, args[at])])
            return messages.Gave(tree, changed), packing.buffers
        except CannotCross as refusal:
            return messages.Kept(refusal.kind), []
        except BaseException as error:  # noqa: BLE001 - SystemExit and the like are answers too
            return raised.describe_exception(error, error.__traceback__, self.file), []

    def ask(self, module: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Have the grader answer a call to a stand-in."""
        packing = Packing(QUESTION)
        try:
            tree = packing.tree((args, kwargs))
        except CannotCross as refusal:
            raise TypeError(f"{function} can't be called with {refusal}") from None
        ask = messages.Ask(module, function, tree)
        with self.asking:
            message, (body,), _ = self.reply(ask, packing.buffers, (args, kwargs))
        if isinstance(message, messages.Reply):
            return wire.value_of(message.tree, body, TRUSTED)
        if isinstance(message, messages.Fail):
            raise KINDS[message.kind](message.message)
        os._exit(BROKEN)

    def reply(self, ask: messages.Ask, buffers: list[Any], arguments: Any) -> Replied:
        """Return the grader's reply to a question: the one it gave before, if that holds still."""
        key = question_key(ask, b"".join(buffers))
        known = self.remembered.get(key)
        if known is not None:
            return known
        self.send(ask, buffers)
        _, message, body = self.receive()
        reply: Replied = (message, [body], 0.0)
        if repeats(arguments, message):
            self.remembered.put(key, reply)
        return reply

    def flush(self) -> None:
        """Send on what was printed, whatever the student has done to sys.stdout."""
        try:
            if self.stream is not None:
                self.stream.flush()
        except (ValueError, OSError):
            self.stream = None

    def send(
        self, message: messages.Message, buffers: Sequence[Any] = (), *, now: bool = True
    ) -> None:
        """Send one frame."""
        self.outbox.post(wire.frame(self.request, message, buffers), now=now)

    def receive(self) -> tuple[int, messages.FromGrader, Any]:
        """Read one frame of the grader's."""
        request, header, body = wire.PREFIX.unpack(self.read(wire.PREFIX.size))
        return request, wire.from_grader(self.read(header)), self.read(body)

    def read(self, size: int) -> bytearray:
        """Read exactly this many bytes; leave when the grader has hung up."""
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            count = os.readv(self.channel, [rest])
            if not count:
                os._exit(GOODBYE)
            rest = rest[count:]
        return data


def run(channel: int, shared: mmap.mmap, exam: Exam, confine: Callable[[], None]) -> None:
    """Confine this process and serve; never returns."""
    try:
        confine()
        random.seed(0)  # forking has changed it
        Worker(channel, shared, exam).serve()
    except BaseException as error:  # noqa: BLE001 - the grader reads why from the output
        os.write(2, f"{type(error).__name__}: {error}"[:1000].encode("utf-8", "replace"))
    finally:
        os._exit(BROKEN)
