"""The processes of a grader that runs: what each is, and whether it is still there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path


def family(pid: int) -> Iterator[tuple[int, str]]:
    """Yield a process and its descendants, and what each is."""
    yield pid, "grader"
    for child, line in children(pid):
        if "grading.crew" in line:
            yield child, "job"
            for outer, _ in children(child):
                inner = [grandchild for grandchild, _ in children(outer)]
                yield outer, "supervisor" if inner else "zygote"
                for each in inner:
                    yield each, "zygote"
                    yield from ((worker, "worker") for worker, _ in children(each))


def children(pid: int) -> Iterator[tuple[int, str]]:
    for child in map(int, _children_of_threads(pid)):
        try:
            line = Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace")
        except OSError:
            continue
        yield child, line


def _children_of_threads(pid: int) -> Iterator[str]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # it has ended
        return
    for thread in threads:
        try:
            yield from (thread / "children").read_text().split()
        except OSError:
            continue


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for_the_end_of(pids: Iterable[int], seconds: float = 20) -> None:
    """Return when all of these have ended; an AssertionError names those that do not."""
    limit = time.monotonic() + seconds
    while left := [pid for pid in pids if alive(pid)]:
        assert time.monotonic() < limit, f"processes are left: {left}"
        time.sleep(0.02)
