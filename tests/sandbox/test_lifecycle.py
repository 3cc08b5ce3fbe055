"""The sandbox starts, says why it can't, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox import (
    Call,
    Limits,
    Returned,
    Sandbox,
    SandboxFault,
    SandboxUnavailable,
    Source,
    Tier,
    choose_tier,
    syscalls,
    tiers,
)

RUN = Source("topic", "import os\ndef run(): return 1\n", "topic.py")


def test_the_strongest_tier_that_works_is_taken() -> None:
    """And it is one of the two strong ones."""
    assert choose_tier() in {Tier.NS, Tier.LL}


@pytest.mark.parametrize("name", ["seccomp", "rlimits"])
def test_a_weaker_tier_works_when_it_is_named(name: str) -> None:
    """Calls are answered and deadlines kept."""
    tier = choose_tier(name)
    assert tier.value == name
    with Sandbox(tier) as sandbox, sandbox.open(RUN) as session:
        assert session.call(Call("run", ())) == Returned(1)


def test_a_weaker_tier_is_never_taken_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """When neither strong one works, the message says why and what to do."""
    monkeypatch.setattr(tiers, "try_tier", lambda tier: f"no {tier} today")
    with pytest.raises(
        SandboxUnavailable, match=r"no ns today(.|\n)*no ll today(.|\n)*weaker tier"
    ):
        choose_tier()
    monkeypatch.setattr(tiers, "try_tier", lambda tier: "" if tier is Tier.LL else "broken")
    assert choose_tier() is Tier.LL


def test_an_unknown_tier_or_machine_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the names that are known."""
    with pytest.raises(SandboxUnavailable, match="only ns, ll, seccomp, rlimits"):
        choose_tier("bwrap")
    monkeypatch.setattr(syscalls.platform, "machine", lambda: "riscv64")
    with pytest.raises(SandboxUnavailable, match="riscv64"):
        choose_tier("ll")


def test_a_wall_with_a_hole_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial leans on the wall: it doesn't only look whether it stands."""
    monkeypatch.setattr(Tier, "has_landlock", property(lambda tier: tier is not Tier.SECCOMP))
    probe = tiers.PROBE.replace("open(secret)", "open('/dev/null')")
    monkeypatch.setattr(tiers, "PROBE", probe)
    with pytest.raises(SandboxUnavailable, match="files can be read"):
        choose_tier("ll")


def test_a_zygote_that_dies_is_the_graders_fault() -> None:
    """Never an answer."""
    with Sandbox(Tier.RLIMITS) as sandbox, sandbox.open(RUN):
        sandbox._zygote.kill()
        sandbox._zygote.wait()
        with pytest.raises(SandboxFault):
            sandbox.open(RUN)


def test_a_memory_limit_below_what_numpy_needs_is_refused() -> None:
    """It would look like the student's MemoryError."""
    with pytest.raises(ValueError, match="at least 256 MB"):
        Sandbox(Tier.RLIMITS, Limits(memory=128 << 20))


GRADER = """
import sys, time
from autograder.sandbox import Call, Sandbox, Source, Tier
text = "import time\\ndef run():\\n    while True: time.sleep(1)\\n"
sandbox = Sandbox(Tier(sys.argv[1]))
session = sandbox.open(Source("topic", text, "topic.py"))
print(sandbox._zygote.pid, session._link.pid, flush=True)
session.call(Call("run", ()))
"""


@pytest.mark.parametrize("victim", ["grader", "zygote"])
def test_nothing_outlives_a_killed_grader_or_zygote(every_tier: Tier, victim: str) -> None:
    """Not even with SIGKILL: zygote, spare and submission all go."""
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER, every_tier],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert grader.stdout is not None
    try:
        zygote, student = map(int, grader.stdout.readline().split())
        family = [student, *session_of(zygote)]
        assert all(map(alive, family))
        time.sleep(0.2)
        os.kill(grader.pid if victim == "grader" else zygote, signal.SIGKILL)
        deadline = time.monotonic() + 5
        while any(map(alive, family)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(map(alive, family))
    finally:
        grader.kill()
        grader.communicate()


def session_of(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for parent in found:
        children = Path(f"/proc/{parent}/task/{parent}/children")
        if children.exists():
            found += [int(child) for child in children.read_text().split()]
    return found


def alive(pid: int) -> bool:
    """Say whether a process is there and not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
