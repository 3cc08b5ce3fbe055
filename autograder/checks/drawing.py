"""How Hypothesis is run on a check: the same draws at home and in grading, for one seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, settings

DRAWS = 10
"""Drawn examples of a check that does not say `@settings(max_examples=…)`. Explicit ones cover
the kinds of mistake that are known; drawn ones are for those that are not."""

CHECK_SETTINGS = settings(
    max_examples=DRAWS,
    deadline=None,  # a plain-loops answer may take its time
    database=None,  # yesterday's failures must not change today's draws
    derandomize=False,  # would seed from the test's digest, whatever the seed
    print_blob=False,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    verbosity=Verbosity.quiet,
)


def is_property(test: Any) -> bool:
    """Tell whether a test draws its arguments through Hypothesis."""
    return hasattr(test, "hypothesis")


def listed_examples(test: Any) -> int | None:
    """Return how many of a test's examples its author listed; None where that is all of them."""
    return len(getattr(test, "hypothesis_explicit_examples", ())) if is_property(test) else None


def seed_for(check_id: str, seed: int) -> int:
    """Return the seed of one check, so that no two checks draw alike."""
    digest = hashlib.sha256(f"{seed}:{check_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def check_settings(test: Callable[..., Any], **changes: Any) -> settings:
    """Return the settings for a property, with the author's number of examples if there is one."""
    said = getattr(test, "_hypothesis_internal_use_settings", None)
    if said is not None and getattr(test, "_hypothesis_internal_settings_applied", False):
        changes = {"max_examples": said.max_examples} | changes
    return settings(CHECK_SETTINGS, **changes)


@contextmanager
def configured(
    test: Callable[..., Any], check_id: str, seed: int, **changes: Any
) -> Iterator[None]:
    """Give a property its seed and settings, and restore what it had."""
    names = ("_hypothesis_internal_use_seed", "_hypothesis_internal_use_settings")
    before = {name: getattr(test, name) for name in names if hasattr(test, name)}
    changed = check_settings(test, **changes)
    setattr(test, names[0], seed_for(check_id, seed))
    setattr(test, names[1], changed)
    try:
        with _draws_of_nothing_else():
            yield
    finally:
        for name in names:
            if name in before:
                setattr(test, name, before[name])
            else:
                delattr(test, name)


@contextmanager
def _draws_of_nothing_else() -> Iterator[None]:
    """Make draws a function of the seed alone.

    Hypothesis mixes in constants that it finds in the source of whatever is imported, a student's
    file among it: the same check would ask differently at home, in grading and after an upgrade.
    There is no setting against it; a version without the method needs none.
    """
    try:
        from hypothesis.internal.conjecture import providers  # noqa: PLC0415 - not in all versions
    except ImportError:
        yield
        return
    provider = getattr(providers, "HypothesisProvider", None)
    before = getattr(provider, "_maybe_draw_constant", None)
    if before is None:
        yield
        return
    provider._maybe_draw_constant = lambda *_, **__: None  # type: ignore[union-attr]  # noqa: SLF001
    try:
        yield
    finally:
        provider._maybe_draw_constant = before  # type: ignore[union-attr]  # noqa: SLF001


@contextmanager
def inner_replaced(test: Callable[..., Any], inner: Callable[..., Any]) -> Iterator[None]:
    """Let Hypothesis draw for `inner` in place of the test's own body."""
    handle = test.hypothesis  # type: ignore[attr-defined]  # set by @given
    before = handle.inner_test
    handle.inner_test = inner
    try:
        yield
    finally:
        handle.inner_test = before
