"""Which wall this machine can put up: found out by putting it up and leaning on it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from autograder.answers import Answer, Call, Limits, Returned, Source
from autograder.sandbox import restrictions, syscalls
from autograder.sandbox.client import Sandbox
from autograder.sandbox.plan import SandboxFault, SandboxUnavailable, Tier

BY_DEFAULT = (Tier.NS, Tier.LL)

# Run behind the wall: what it can still do that it shouldn't.
PROBE = """
import os, socket

def open_doors(secret, landlock, namespaces):
    doors = []
    if landlock:
        try:
            open(secret).close()
            doors.append("files can be read")
        except OSError:
            pass
    if namespaces and os.path.exists(secret):
        doors.append("the machine's files can be seen")
    try:
        socket.socket().close()
        doors.append("the network can be reached")
    except OSError:
        pass
    return doors
"""


def choose_tier(wanted: str | Tier | None = None) -> Tier:
    """Return the tier to use: the one named, or else the strongest of `ns` and `ll` that works.

    SandboxUnavailable says what to do when there is none. A weaker tier is never taken unasked.
    """
    if wanted is not None:
        tier = named(wanted)
        fault = try_tier(tier)
        if fault:
            raise SandboxUnavailable(explain([(tier, fault)]))
        return tier
    faults = []
    for tier in BY_DEFAULT:
        fault = try_tier(tier)
        if not fault:
            return tier
        faults.append((tier, fault))
    raise SandboxUnavailable(explain(faults))


def named(wanted: str | Tier) -> Tier:
    """Return the tier of that name; SandboxUnavailable lists the names."""
    try:
        return Tier(wanted)
    except ValueError:
        names = ", ".join(tier.value for tier in Tier)
        raise SandboxUnavailable(f"there is no sandbox tier {wanted!r}: only {names}") from None


def try_tier(tier: Tier) -> str:
    """Try a tier in a throwaway child; return what is wrong with it, "" if nothing."""
    if tier.has_seccomp and syscalls.machine() not in syscalls.MACHINES:
        machines = " and ".join(syscalls.MACHINES)
        return f"this machine is a {syscalls.machine()}: system calls are known for {machines} only"
    try:
        with tempfile.TemporaryDirectory() as folder:
            secret = Path(folder) / "secret"
            secret.touch(0o644)
            secret.parent.chmod(0o755)
            answer = _tried(tier, str(secret))
    except SandboxFault as fault:
        return str(fault)
    if not isinstance(answer, Returned):
        return f"a trial gave {answer}"
    if tier.has_seccomp and answer.value:
        return f"behind the wall {', '.join(answer.value)}"
    return ""


def _tried(tier: Tier, secret: str) -> Answer:
    """Let the probe look for a file that any user of this machine may read."""
    source = Source("probe", PROBE, "probe.py")
    with Sandbox(tier, Limits(), library=False) as sandbox, sandbox.open(source) as session:
        return session.call(Call("open_doors", (secret, tier.has_landlock, tier.has_namespaces)))


def explain(faults: list[tuple[Tier, str]]) -> str:
    """Return a message for the instructor: what doesn't work, why perhaps, and what to do."""
    seen = restrictions.signs()
    lines = []
    for tier, fault in faults:
        known = restrictions.reason(fault, seen)
        said = filter(
            None,
            (
                f"the sandbox doesn't work on this machine as {tier}: {fault}",
                known.why,
                known.do and f"try: {known.do}",
            ),
        )
        lines.append("\n  ".join(said))
    weaker = (
        "`autograder doctor` says more. Grade on another machine, or name a weaker tier (seccomp, "
        "rlimits) knowing what it lacks."
    )
    return "\n".join([*lines, weaker])
