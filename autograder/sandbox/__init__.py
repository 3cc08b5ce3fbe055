"""The wall: student code runs in confined processes, is sent arrays and sends arrays back."""

from autograder.answers import (
    Absent,
    Answer,
    Call,
    Limits,
    Lost,
    Problem,
    Raised,
    Refused,
    Returned,
    Source,
    StandIns,
)
from autograder.sandbox.client import Sandbox
from autograder.sandbox.plan import SandboxFault, SandboxUnavailable, Tier
from autograder.sandbox.session import Session
from autograder.sandbox.tiers import choose_tier

__all__ = [
    "Absent",
    "Answer",
    "Call",
    "Limits",
    "Lost",
    "Problem",
    "Raised",
    "Refused",
    "Returned",
    "Sandbox",
    "SandboxFault",
    "SandboxUnavailable",
    "Session",
    "Source",
    "StandIns",
    "Tier",
    "choose_tier",
]
