"""One sandbox per tier for all tests, with limits short enough to wait for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from autograder.sandbox import Call, Limits, Sandbox, SandboxUnavailable, Source, Tier, choose_tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autograder.sandbox import Answer, Session, StandIns

LIMITS = Limits(cpu_seconds=0.5, wall_seconds=2.0, output=4096)


def working_sandbox(tier: Tier) -> Sandbox:
    """Return a sandbox of this tier; skip, saying so, where the machine has none."""
    try:
        choose_tier(tier)
    except SandboxUnavailable as reason:
        pytest.skip(f"THE WALL IS NOT TESTED as {tier} on this machine: {reason}")
    return Sandbox(tier, LIMITS)


@pytest.fixture(scope="session", params=[Tier.NS, Tier.LL])
def every_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A sandbox of each tier that is taken by default: a test that uses it runs once in each."""
    with working_sandbox(request.param) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def any_sandbox() -> Iterator[Sandbox]:
    """A sandbox of the strongest tier, for what doesn't depend on the tier."""
    with Sandbox(choose_tier(), LIMITS) as sandbox:
        yield sandbox


def source(text: str) -> Source:
    """Return a submission with this text."""
    return Source("topic", textwrap.dedent(text), "topic.py")


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


@pytest.fixture
def behind(every_sandbox: Sandbox) -> Iterator[Callable[..., Answer]]:
    """Call `run` of a text behind each wall: `behind(text, 1, 2)`."""

    def call(text: str, *args: Any) -> Answer:
        with every_sandbox.open(source(text)) as session:
            return session.call(Call("run", args))

    return call
