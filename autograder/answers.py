"""What passes between the grader and a submission: calls one way, answers the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Loops:
    """Measure a call's CPU time against plain loops over so many windows of `(C, KH, KW)`."""

    windows: int
    window: tuple[int, int, int]
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """Measure by how many bytes a call makes the process grow at its peak."""


Measure = Loops | Memory


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One question: call `function` with these arguments.

    With `watch` the worker also reports which positional arguments it found changed afterwards.
    With `measure` the call is made by itself, and its cost is measured.
    """

    function: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    watch: bool = False
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """The function returned; `changed` are the positions of arguments that it modified.

    `cost` is what was measured: how many times faster than plain loops, or bytes.
    """

    value: Any
    changed: tuple[int, ...] = ()
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised.

    `kind` is the nearest builtin ancestor's name from a closed list, `name` the class's own name,
    `line` the line of the student's file where it happened (None if unknown). All bounded. At home
    `unwritten` is the function of an earlier assignment that is still to be written.
    """

    kind: str
    name: str
    message: str
    line: int | None = None
    traceback: str = ""
    unwritten: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The function returned something that may not cross: `reason` says what, for the student."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer came: the worker died, hung or talked nonsense, or an earlier call had done so.

    `reason` completes the sentence "conv2d …", for example "ran out of time (10 s)".
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The submission defines no function of that name."""

    reason: str


Answer = Returned | Raised | Refused | Lost | Absent


@dataclass(frozen=True, slots=True)
class Source:
    """What a student handed in for one assignment: the text of one module, not yet parsed."""

    module: str
    text: str
    file: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A top-level statement of a submission that did not work and was left out.

    `what` is for the student; `detail` is the submission's own word, for the instructor alone.
    """

    line: int
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may use. Times are per function, over all its calls.

    The address space is what `ulimit -v` counts, in bytes; a worker with numpy loaded maps about
    150 MB of it before the student's first line runs.
    """

    cpu_seconds: float = 10.0
    wall_seconds: float = 60.0
    memory: int = 1 << 30
    output: int = 64 << 10


@dataclass(frozen=True, slots=True)
class StandIns:
    """Earlier assignments: their references, in order, and what each module offers by name."""

    sources: tuple[Source, ...] = ()
    functions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
