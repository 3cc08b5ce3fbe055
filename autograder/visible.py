"""Text of a submission's as it may be shown: nothing in it acts on a terminal or a page's order."""

from __future__ import annotations


def visible(text: str, keep: str = "\n\t") -> str:
    """Return text with what isn't printable written out: escape sequences, marks of direction.

    Characters in `keep` stay as they are.
    """
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c in keep else _written(c) for c in text])


def _written(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
