"""The readers of hostile bytes refuse or give bounded plain values, whatever they are fed.

A bounded run; `python tests/benchmarks/fuzz.py` goes on for longer.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import messages
from autograder.sandbox.incoming import Incoming
from tests.fuzzing.plain import Escape, demand_value
from tests.fuzzing.seeds import SEEDS
from tests.fuzzing.targets import TARGETS, Told

MUTANTS = 1500  # for each reader


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=MUTANTS, deadline=None, database=None)
@given(seed=st.integers(0, 2**64 - 1))
def test_no_mutant_escapes(name: str, seed: int) -> None:
    """Every exception but the reader's own is an escape, and so is every strange value."""
    target, random = TARGETS[name], Random(seed)
    corpus = list(target.corpus.values())
    target.accepts(target.mutate(random.choice(corpus), corpus, random))


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_escaped_does_so_no_more(name: str) -> None:
    """The corpus keeps every find."""
    for data in TARGETS[name].corpus.values():
        TARGETS[name].accepts(data)


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_is_of_today(name: str) -> None:
    """Honest bytes are accepted as they are; `python -m tests.fuzzing.seeds` writes them anew."""
    corpus = {n: d for n, d in TARGETS[name].corpus.items() if not n.startswith("escape-")}
    assert corpus == SEEDS[name]()
    refused = {n for n, data in corpus.items() if not TARGETS[name].accepts(data)}
    assert refused == {"load": {"unasked", "dies"}, "notebook": {"surrogate"}}.get(name, set())


def test_the_corpus_has_every_message_of_a_workers() -> None:
    """So that mutants of each are tried."""
    seen = set()
    for name in ("wire", "load"):
        for data in TARGETS[name].corpus.values():
            incoming = Incoming(Told(data))  # type: ignore[arg-type]
            while found := incoming.next():
                seen.add(type(found[1]))
    every = set(messages.FromWorker.__args__)
    assert every - seen == {messages.Paced}  # without a field


@pytest.mark.parametrize("value", [object(), b"x", {1: 2}, [0] * 1001, "x" * 1001, 10**401])
def test_the_fuzzer_would_see_an_escape(value: object) -> None:
    """Its own judgement is tested as well."""
    with pytest.raises(Escape):
        demand_value(value, 0, [1000])
