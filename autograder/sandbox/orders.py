"""What grader and zygote tell each other; none of it passes through student code."""

from __future__ import annotations

import msgspec

# Orders to the zygote, and its word that the last is done (a fork is reported by lifeline).
EXAM, FORK, DONE = b"exam", b"fork", b"done"
# Longer than any message between these two.
SIZE = 1 << 16


class Started(msgspec.Struct, frozen=True, tag=True):
    """The worker's process, as the zygote counts; a pid descriptor comes along."""

    pid: int


class Ended(msgspec.Struct, frozen=True, tag=True):
    """How the worker ended: by a signal or with a code; `killed` if the zygote did it."""

    signal: int
    code: int
    killed: bool
    memory: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The worker could not be made."""

    what: str


Report = Started | Ended | Failed

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Report).decode
