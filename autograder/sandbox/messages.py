"""What a frame's header can hold: every message between grader and worker, with its bounds."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import msgspec

NAME, LINE, MESSAGE, TRACEBACK = 60, 300, 500, 4000
PROBLEMS = 200

Name = Annotated[str, msgspec.Meta(max_length=NAME)]
Line = Annotated[str, msgspec.Meta(max_length=LINE)]
# Lines of a file, its statements, and a call's positional arguments.
LINES = 10**6
LineNumber = Annotated[int, msgspec.Meta(ge=1, le=LINES)]
Statement = Annotated[int, msgspec.Meta(ge=0, lt=100_000)]
Position = Annotated[int, msgspec.Meta(ge=0, lt=64)]


class Trouble(NamedTuple):
    """A statement that was left out: its line, the kind of exception, and what that says."""

    line: LineNumber
    kind: Name
    message: Line


Troubles = Annotated[list[Trouble], msgspec.Meta(max_length=PROBLEMS)]


class Message(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """What a header holds: the class's name, then its fields."""


# From the worker.
class Ready(Message, frozen=True):
    """Confined, and waiting for a source."""


class Paced(Message, frozen=True):
    """The plain loops are through; nothing of the submission is here yet."""


class At(Message, frozen=True):
    """About to run a top-level statement."""

    statement: Statement
    line: LineNumber


class Parsed(Message, frozen=True):
    """The source is parsed, but for these lines; nothing of it has run yet."""

    problems: Troubles


class Loaded(Message, frozen=True):
    """What could be parsed is loaded, but for these lines."""

    problems: Troubles


class Gave(Message, frozen=True):
    """A call returned this tree, having changed arguments at these positions."""

    tree: Any
    changed: Annotated[tuple[Position, ...], msgspec.Meta(max_length=64)] = ()


class Threw(Message, frozen=True):
    """A call raised."""

    kind: Name
    name: Name
    message: Annotated[str, msgspec.Meta(max_length=MESSAGE)]
    line: LineNumber | None
    traceback: Annotated[str, msgspec.Meta(max_length=TRACEBACK)]


class Kept(Message, frozen=True):
    """A call returned something that may not cross: `kind` is a key of `refusals.WORDS`."""

    kind: Name


class Missing(Message, frozen=True):
    """There is no such function; `defined` if the name means something else."""

    defined: bool


class Ask(Message, frozen=True):
    """The submission calls a stand-in: `tree` is its arguments, a tuple and a dict."""

    module: Name
    function: Name
    tree: Any


FromWorker = Ready | Paced | Parsed | At | Loaded | Gave | Threw | Kept | Missing | Ask


# From the grader.
class Load(Message, frozen=True):
    """Load a source without the statements in `skip`; after `cautious`, definitions only."""

    module: str
    text: str
    file: str
    skip: list[int]
    cautious: int | None
    stand_ins: dict[str, list[str]]
    output: int


class Pace(Message, frozen=True):
    """Walk over so many windows of `(C, KH, KW)` as plain loops do, for the grader to time."""

    window: tuple[int, int, int]
    count: int
    backward: bool


class Sit(Message, frozen=True):
    """Make all calls of the exam for this function."""

    function: str


class One(Message, frozen=True):
    """Make this call: `tree` is its arguments, a tuple and a dict."""

    function: str
    tree: Any
    watch: bool


class Reply(Message, frozen=True):
    """A stand-in returned this tree."""

    tree: Any


class Fail(Message, frozen=True):
    """A stand-in raised this builtin exception."""

    kind: str
    message: str


FromGrader = Load | Pace | Sit | One | Reply | Fail
