"""Memory and limits: what isn't there is an exception that can be survived, and no more is had."""

from __future__ import annotations

import pytest

from tests.attacks.tries import TRY, lost, nothing_got, value
from tests.attacks.walls import CPU_SECONDS, PATIENT, Wall


def test_threads_are_bounded_by_memory(behind_any: Wall) -> None:
    """A thread bomb ends in an exception."""
    text = """
import threading, time
def run():
    try:
        for n in range(100_000):
            threading.Thread(target=time.sleep, args=(50,), daemon=True).start()
    except RuntimeError: return n
"""
    assert 0 < value(behind_any(text)) < 1000


MEMORY = {
    "at once": "np.ones(50 << 27)",
    "bit by bit": "[np.empty(1 << 21) for _ in range(10**6)]",
    "untouched": "__import__('mmap').mmap(-1, 1 << 31)",
    "one string": "'x' * (50 << 30)",
    "text that grows": "[s := 'x' * 1000] + [s := s + s for _ in range(99)]",
    "a product": "np.ones(1 << 20)[:, None] * np.ones(1 << 20)",
    "a power": "10 ** (10 ** 12)",
    "locked": "(_ for _ in ()).throw(MemoryError) if libc.mlock(ctypes.create_string_buffer("
    "1 << 20), 1 << 20) else 1",
}


def test_memory_taken_bit_by_bit_ends_at_about_the_limit(behind: Wall) -> None:
    """Untouched memory counts too."""
    text = """
import mmap
import numpy as np
def run():
    kept = []
    try:
        while True: kept.append(np.empty(1 << 21))
    except MemoryError: return 16 * len(kept)
"""
    assert 600 < value(behind(text, cpu=PATIENT)) < 1024


@pytest.mark.parametrize("how", MEMORY)
def test_memory_that_is_not_there_is_an_exception(behind: Wall, how: str) -> None:
    """That can be survived, at about the limit; or the time is up first."""
    text = f"""{TRY}
import resource
def run():
    said = attempt(lambda: {MEMORY[how]})
    return said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
"""
    found = behind(text)
    if found["kind"] == "Lost":
        assert lost(found) == f"ran out of time ({CPU_SECONDS} s of CPU)"
    else:
        said, megabytes = value(found)
        assert said in {"MemoryError", "ENOMEM"}
        assert megabytes < 1024


def test_limits_cannot_be_raised(behind_any: Wall) -> None:
    """Soft and hard are the same, and whoever lowers one harms themselves."""
    nothing_got(
        behind_any(
            TRY
            + """
import resource as r
def run():
    limits = r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE
    return [attempt(r.setrlimit, which, (-1, -1)) for which in limits]
"""
        )
    )
