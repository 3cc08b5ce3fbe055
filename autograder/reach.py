"""What a change to a file can reach: what was changed, and whoever uses that.

Whatever a part's text mentions counts as used, in a comment too: rather too much than too little.
What functions would do to each other by way of numpy's state is not seen: plain answers do nothing
of the kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

REST = ""
"""Stands for everything in a file that has no name, such as imports."""

PART = re.compile(r"(?:@.*\n)*(?:def (\w+)|class (\w+)|(\w+) *=(?!=))")
WORD = re.compile(r"[^\W\d]\w*")

Parts = dict[str, list[str]]


def reached(before: str, after: str) -> frozenset[str] | None:
    """Return the names that a change reaches; None where it is not to names alone."""
    old, new = _parts(before), _parts(after)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    uses = {name: _words(tuple(texts)) for name, texts in new.items()}
    found: set[str] = set()
    while changed - found:
        found |= changed
        changed = {name for name, used in uses.items() if used & found}
    return None if REST in found else frozenset(found)


def _parts(text: str) -> Parts:
    parts: Parts = defaultdict(list)
    for part in _split(text):
        named = PART.match(part)
        parts[next(filter(None, named.groups())) if named else REST].append(part.rstrip())
    return parts


def _split(text: str) -> list[str]:
    """Split a file where a line begins at the margin, decorators with what they decorate."""
    parts: list[str] = []
    for line in text.splitlines(keepends=True):
        begins = line[:1] not in " \t\r\n)]}#"
        decorated = bool(parts) and parts[-1].splitlines()[-1].startswith("@")
        if begins and not decorated:
            parts.append(line)
        elif parts:
            parts[-1] += line
    return parts


@cache
def _words(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in WORD.findall(text))
