"""What a page says, in the reader's language; English where there is no translation.

Texts that the kit composes (“you returned shape …, expected …”) are kept in English in results.
They are translated here: a message with `{names}` in a catalogue fits every text of its form.
`{n}`, `{n1}` stand for digits, `{word}` for one word, `{places}` for parts with "of" between them,
any other name for whatever there is; what is found there is translated in its turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

FIELD = re.compile(r"\{(\w+)\}")
TELLING = re.compile(r"[^\W\d_]{3}")  # a message without a word of three letters fits too much
PLACES, NESTED = "places", "{inner} of {outer}"


class Words:
    """A language: one catalogue or several, looked through in order."""

    def __init__(self, lang: str = "en", *catalogues: Mapping[str, str]) -> None:
        self.lang = lang
        self._known: dict[str, str] = {}
        for catalogue in reversed(catalogues):
            self._known |= catalogue

    def __call__(self, message: str, /, **values: Any) -> str:
        """Return a message in this language, with values in their places."""
        found = self._known.get(message) or message
        return found.format(**values) if values else found

    def count(self, one: str, many: str, number: int, /, **values: Any) -> str:
        """Return a message about `number` things; languages without plurals have the second."""
        message = one if number == 1 and many not in self._known else many
        return self(message, n=number, **values)

    def said(self, text: str) -> str:
        """Return a composed text in this language, as it is where no message has its form."""
        if text in self._known:
            return self._known[text] or text
        for form, message in self._forms:
            found = form.fullmatch(text)
            if found:
                parts = {name: self._part(name, part) for name, part in found.groupdict().items()}
                return self._known[message].format(**parts)
        return text

    def knows(self, text: str) -> bool:
        """Tell whether there is a translation of a text, itself or by its form."""
        return text in self._known or any(form.fullmatch(text) for form, _ in self._forms)

    def _part(self, name: str, part: str) -> str:
        """Translate what stands in a field; nested places from the outermost inward."""
        inner, *outer = part.split(" of ") if name == PLACES else [part]
        if not outer:
            return self.said(part)
        return self(NESTED, inner=self.said(inner), outer=self._part(name, " of ".join(outer)))

    @cached_property
    def _forms(self) -> list[tuple[re.Pattern[str], str]]:
        """Messages with fields, the most telling first."""
        fielded = (m for m, said in self._known.items() if said and FIELD.search(m))
        messages = [m for m in fielded if TELLING.search(FIELD.sub(" ", m))]
        messages.sort(key=lambda m: (-len(FIELD.sub("", m)), m))
        return [(_form(message), message) for message in messages]


def _form(message: str) -> re.Pattern[str]:
    parts = FIELD.split(message)
    pieces = [_field(p) if at % 2 else re.escape(p) for at, p in enumerate(parts)]
    return re.compile("".join(pieces), re.DOTALL)


def _field(name: str) -> str:
    """Return what fits a field."""
    plain = name.rstrip("0123456789")
    fits = {"n": r"[\d.]+", "word": r"\w+"}.get(plain, ".+?")
    return f"(?P<{name}>{fits})"


ENGLISH = Words()
