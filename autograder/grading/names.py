"""What the names of files say: which assignment a file is for, and which copy of it.

Students hand in what browsers, platforms and mail make of it: `conv (1).py`, `Copy of conv.py`,
`20231234_conv.py`, `conv.py.txt`. Times of files say nothing: platforms and archives reset them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache

from autograder.visible import visible

# Folders that programs make: nothing in them is a student's answer. `autograder` is our bundle's.
MACHINE_MADE = frozenset(
    {"__macosx", "__pycache__", "autograder", "node_modules", "site-packages", "venv"}
)
OPENED = (".zip", ".tar", ".tgz", ".tar.gz", ".tbz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")
NOT_OPENED = (".7z", ".rar", ".alz", ".egg", ".lzh", ".cab", ".gz", ".bz2", ".xz", ".zst", ".iso")
CHECKS = re.compile(r"test_.*|.*_test|conftest")
FINAL = re.compile(r"(?<![a-z])(final|fixed)(?![a-z])|최종")
OLD = re.compile(r"(?<![a-z])(old|backup|bak|draft)(?![a-z])|원본|백업")
SUFFIX = re.compile(r"(\.py|\.tar)?\.[a-z0-9]{2,5}$")
NUMBER = re.compile(r"[\s_(-](\d{1,4})\)?$")
Parts = tuple[str, ...]
LONGEST_SHOWN = 100  # characters of a path


class Kind(IntEnum):
    """What a file may be to an assignment, by its name; the smaller, the better."""

    EXACT = 0
    COPY = 1
    NOTEBOOK = 2
    MODULE = 3  # of any other name; counts only where it defines what is asked for
    ARCHIVE = 4
    FOREIGN_ARCHIVE = 5  # of a kind that is not opened
    OTHER = 6


def kind_of(name: str, topic: str, topics: Iterable[str]) -> Kind:
    """Say what a file of this name may be to the assignment of this topic."""
    plain = name.casefold()
    if name == f"{topic}.py":
        return Kind.EXACT
    if plain.endswith(".ipynb"):
        return Kind.NOTEBOOK
    if plain.endswith((".py", ".py.txt")):
        meant = topic_of(plain, tuple(topics))
        if meant == topic:
            return Kind.COPY
        return Kind.OTHER if meant or is_check(name) else Kind.MODULE
    if plain.endswith(OPENED):
        return Kind.ARCHIVE
    return Kind.FOREIGN_ARCHIVE if plain.endswith(NOT_OPENED) else Kind.OTHER


@cache
def _words(topics: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    longest_first = sorted(topics, key=lambda topic: (-len(topic), topic))
    return tuple((t, re.compile(rf"(?<![a-z]){re.escape(t)}(?![a-z])")) for t in longest_first)


def topic_of(name: str, topics: tuple[str, ...]) -> str | None:
    """Return the topic that a module's name contains as a word, the longest one, or None.

    `fast_conv (2).py` is for `fast_conv`, not for `conv`; `test_conv.py` is for neither.
    """
    if is_check(name):
        return None
    stem = _stem(name.casefold())
    return next((topic for topic, word in _words(topics) if word.search(stem)), None)


def _stem(plain: str) -> str:
    return plain.removesuffix(".txt").removesuffix(".py")


def is_code(name: str) -> bool:
    """Tell whether a file may hold an answer."""
    return name.casefold().endswith((".py", ".py.txt", ".ipynb"))


def is_check(name: str) -> bool:
    """Tell whether a file is called like the checks that were given out."""
    return CHECKS.fullmatch(_stem(name.casefold())) is not None


def is_notebook(name: str) -> bool:
    """Tell whether a file is called a notebook."""
    return name.casefold().endswith(".ipynb")


def is_shadow(parts: Sequence[str]) -> bool:
    """Tell whether a path is hidden or made by a program: nobody means to hand it in."""
    return any(p.startswith((".", "~$")) or p.casefold() in MACHINE_MADE for p in parts)


def age(path: Sequence[str]) -> tuple[bool, bool, int]:
    """Order copies by what their names say: called old, not called final, the lower number.

    `conv (2).py` comes after `conv (1).py` and after `conv.py`; the smallest is the latest.
    """
    parts = [part.casefold() for part in path]
    found = [NUMBER.search(SUFFIX.sub("", part)) for part in parts]
    numbers = sum(int(number[1]) for number in found if number)
    words = "/".join(parts)
    return OLD.search(words) is not None, FINAL.search(words) is None, -numbers


def shown(path: Sequence[str]) -> str:
    """Return a path as notes show it: readable, and not too long."""
    text = visible("/".join(path)[: 4 * LONGEST_SHOWN], "\t")
    return text if len(text) <= LONGEST_SHOWN else f"…{text[1 - LONGEST_SHOWN :]}"
