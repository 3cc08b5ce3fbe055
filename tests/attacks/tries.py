"""What attacks are written with: a try that says what it got, and system calls by number."""

from __future__ import annotations

from typing import Any

# `attempt` returns "GOT …" or the name of the error; `call` does the same for a system call.
TRY = """
import os, sys, ctypes, socket, signal, time, errno
import numpy as np
libc = ctypes.CDLL(None, use_errno=True)
def attempt(f, *a, **k):
    try: return "GOT " + repr(f(*a, **k))[:80]
    except OSError as e: return errno.errorcode.get(e.errno, type(e).__name__)
    except BaseException as e: return type(e).__name__
def call(*a):
    words = [ctypes.c_long(w) if isinstance(w, int) else w for w in a]
    if (got := libc.syscall(*words)) >= 0: return "GOT %d" % got
    return errno.errorcode.get(ctypes.get_errno(), "?")
"""


def value(found: dict[str, Any]) -> Any:
    """Return what an attack has reported."""
    assert found["kind"] == "Returned", found
    return found["answer"]["value"]


def nothing_got(found: dict[str, Any]) -> None:
    """Demand that no try of an attack has worked."""
    tried = value(found)
    assert tried
    assert [said for said in tried if said.startswith("GOT")] == []


def lost(found: dict[str, Any]) -> str:
    """Return why there was no answer."""
    assert found["kind"] == "Lost", found
    reason: str = found["answer"]["reason"]
    return reason
