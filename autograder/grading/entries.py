"""What readers of archives have in common: entries, and names that are no paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.grading.names import Parts

LONGEST_PATH, DEEPEST = 1000, 32


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its name, what keeps it from being read, and how to read it.

    `read` takes the most that is wanted, and is to be called before the next entry is asked for.
    """

    name: str
    trouble: str
    read: Callable[[int], bytes]


def plain_path(name: str) -> Parts | None:
    """Return a name's parts, or None where it leads out of the archive or makes no sense."""
    if len(name) > LONGEST_PATH or "\0" in name:
        return None
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", "."}]
    if parts and len(parts[0]) == 2 and parts[0][1] == ":":  # a drive of Windows
        del parts[0]
    return None if not parts or len(parts) > DEEPEST or ".." in parts else tuple(parts)


def decoded_name(raw: bytes) -> str:
    """Return a file's name out of its bytes: UTF-8, else the code of Korean Windows."""
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape")
