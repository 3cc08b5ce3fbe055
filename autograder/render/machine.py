"""What `autograder doctor` prints: one screen on the walls that a machine can put up."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from autograder.sandbox.doctor import Examination, Trial
from autograder.sandbox.plan import Tier
from autograder.sandbox.restrictions import Reason
from autograder.sandbox.tiers import BY_DEFAULT
from autograder.visible import visible

WIDTH, MARGIN = 80, 10


def machine_report(found: Examination) -> str:
    """Return the screen."""
    lines = [*_facts(found), ""]
    for trial in found.trials:
        lines += _trial(trial, found.taken)
    for remark in found.remarks:
        lines += ["", *_labelled("note", remark.why), *_reason(Reason("", remark.do))]
    return "\n".join([*lines, "", *_labelled("", _verdict(found))]) + "\n"


def _facts(found: Examination) -> Iterator[str]:
    for label, text in found.facts:
        yield from _labelled(label, text)


def _trial(trial: Trial, taken: Tier | None) -> Iterator[str]:
    if trial.works:
        named = "" if trial.tier in BY_DEFAULT else f"; weaker, only by --sandbox {trial.tier}"
        first = "works, and is taken" if trial.tier is taken else f"works{named}"
        yield from _labelled(trial.tier, first)
    else:
        yield from _labelled(trial.tier, f"does not work: {trial.fault}")
        yield from _reason(trial.reason)


def _reason(reason: Reason) -> Iterator[str]:
    for label, text in (("why: ", reason.why), ("do:  ", reason.do)):
        if text:
            yield from _wrapped(text, " " * MARGIN + label)


def _labelled(label: str, text: str) -> list[str]:
    return _wrapped(visible(text, ""), f"{label:<{MARGIN}}")


def _wrapped(text: str, start: str) -> list[str]:
    after = " " * len(start)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=after,
        break_long_words=False,  # what can be copied stays whole
        break_on_hyphens=False,
    )


def _verdict(found: Examination) -> str:
    if found.taken is None:
        return (
            "No wall can be put up that is taken by default. Change one of the above, grade on "
            "another machine, or name a weaker tier knowing what it lacks."
        )
    return f"autograder grade takes {found.taken}."
