"""The marker that makes a pytest test a check."""

from __future__ import annotations

import pytest


def points(worth: int, *, of: str, hint: str = "") -> pytest.MarkDecorator:
    """Make a test a check worth `worth` points that judges the function named `of`.

    `hint` is what a student whose answer fails might try next; leave it out where the message
    itself says it.
    """
    if type(worth) is not int or worth < 0 or not of.isidentifier():
        raise ValueError(f"points({worth!r}, of={of!r}): whole points >= 0, `of` a function's name")
    return pytest.mark.points(worth, of=of, hint=hint)
