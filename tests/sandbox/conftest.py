"""One sandbox per tier for all tests, with limits short enough to wait for."""

from __future__ import annotations

import re
import subprocess
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from autograder.sandbox import (
    Call,
    Limits,
    Sandbox,
    SandboxUnavailable,
    Source,
    StandIns,
    Tier,
    choose_tier,
    landlock,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autograder.sandbox import Answer, Session

# The wall clock leaves room for a machine under load: tenfold.
LIMITS = Limits(cpu_seconds=0.2, wall_seconds=2.5, output=4096)


def need(tier: Tier) -> Tier:
    """Return the tier if it works; skip, saying so, only where the machine itself forbids it."""
    try:
        return choose_tier(tier)
    except SandboxUnavailable as reason:
        if not forbidden(tier):
            raise
        pytest.skip(f"THE WALL IS NOT TESTED as {tier} on this machine: {reason}")


def forbidden(tier: Tier) -> bool:
    """Say, by other means than ours, whether the machine lacks what a tier needs."""
    try:
        landlock.version()
    except (OSError, KeyError):
        return True
    trial = ["unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--fork", "true"]
    return tier is Tier.NS and subprocess.run(trial, check=False).returncode != 0


@pytest.fixture(params=[Tier.NS, Tier.LL])
def every_tier(request: pytest.FixtureRequest) -> Tier:
    """Give each tier that is taken by default."""
    return need(request.param)


@pytest.fixture(scope="session", params=[Tier.NS, Tier.LL])
def every_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Give a sandbox of each tier that is taken by default: the test runs once in each."""
    with Sandbox(need(request.param), LIMITS) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def any_sandbox() -> Iterator[Sandbox]:
    """Give a sandbox of the strongest tier, for what doesn't depend on the tier."""
    with Sandbox(choose_tier(), LIMITS) as sandbox:
        yield sandbox


def source(text: str) -> Source:
    """Return a submission with this text."""
    return Source("topic", textwrap.dedent(text), "topic.py")


def stand_ins(**texts: str) -> StandIns:
    """Return earlier assignments by the text of their references, whose functions are offered."""
    texts = {name: textwrap.dedent(text) for name, text in texts.items()}
    sources = tuple(Source(name, text, f"{name}.py") for name, text in texts.items())
    offered = {name: re.findall(r"^def (\w+)", text, re.MULTILINE) for name, text in texts.items()}
    return StandIns(sources, {name: tuple(functions) for name, functions in offered.items()})


@pytest.fixture
def submit(any_sandbox: Sandbox) -> Iterator[Callable[..., Session]]:
    """Open a session on a text: `submit(text, stand_ins)`; closed at the end."""
    sessions: list[Session] = []

    def open_session(text: str, stand_ins: StandIns | None = None) -> Session:
        sessions.append(any_sandbox.open(source(text), stand_ins))
        return sessions[-1]

    yield open_session
    for session in sessions:
        session.close()


@pytest.fixture
def ask(submit: Callable[..., Session]) -> Callable[..., Answer]:
    """Call one function of a text: `ask(text, "f", 1, 2)`."""

    def call(text: str, function: str, *args: Any, **options: Any) -> Answer:
        return submit(text).call(Call(function, args, **options))

    return call
