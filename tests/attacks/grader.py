"""A grader to be attacked, run as whoever and wherever: `python grader.py TIER WALL_SECONDS`.

Reads requests, one a line, and writes what came of each.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import Any

import msgspec
import numpy as np

from autograder.answers import Call, Limits, Source
from autograder.sandbox import Sandbox, Tier, choose_tier


class Request(msgspec.Struct):
    """A submission, the call to make, and the CPU time that it has."""

    text: str
    function: str
    args: list[Any]
    cpu: float


def plain(value: Any) -> Any:
    """Return an answer as plain data."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else repr(value)


def answered(sandbox: Sandbox, request: Request) -> dict[str, Any]:
    """Open a submission and make a call."""
    with sandbox.open(Source("topic", request.text, "topic.py")) as session:
        answer = session.call(Call(request.function, tuple(request.args)))
        output = session.output.decode("utf-8", "replace")
    return {"kind": type(answer).__name__, "answer": answer, "output": output}


def main(tier: str, wall: str) -> None:
    """Answer until there are no more requests."""
    sandboxes: dict[float, Sandbox] = {}
    with ExitStack() as stack:
        choose_tier(tier)
        say("ready")
        for line in sys.stdin:
            request = msgspec.json.decode(line, type=Request)
            if request.cpu not in sandboxes:
                limits = Limits(cpu_seconds=request.cpu, wall_seconds=float(wall), output=4096)
                sandboxes[request.cpu] = stack.enter_context(Sandbox(Tier(tier), limits))
            found = answered(sandboxes[request.cpu], request)
            say(msgspec.json.encode(found, enc_hook=plain).decode())


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
