"""What stands around every page: head, style, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from autograder.page.html import Html, tag, text
from autograder.page.words import Words

STYLE = Path(__file__).with_name("style.css")


@cache
def style() -> str:
    """Return the one stylesheet."""
    return STYLE.read_text("utf-8")


def policy(css: str, script: str = "") -> str:
    """Return a content security policy: this style and script, and nothing from anywhere else."""
    scripts = f"; script-src '{_digest(script)}'" if script else ""
    styles = f"default-src 'none'; style-src '{_digest(css)}'"
    return f"{styles}{scripts}; base-uri 'none'; form-action 'none'"


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def document(title: str, body: Html, words: Words) -> str:
    """Return a whole page without a script."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{text(policy(style()))}"/>'),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Html(style())),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', body), lang=words.lang)}\n"
