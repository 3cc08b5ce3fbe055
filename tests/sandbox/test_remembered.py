"""What a class asks again and again is answered once, and the memory of it is bounded."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from autograder.sandbox import Call, Raised, Returned, messages, wire
from autograder.sandbox.oracle import Oracle
from autograder.sandbox.references import References
from autograder.sandbox.remembered import Remembered, question_key, repeats
from autograder.sandbox.values import QUESTION, WireError
from autograder.sandbox.worker import REPLY
from tests.sandbox.conftest import stand_ins

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.sandbox import Session

STAND_INS = stand_ins(
    conv="""
    import numpy as np
    def twice(x):
        if x.sum() < 0:
            raise ValueError("negative")
        return 2 * x
    """
)
CHANGES = """
    from conv import twice
    def run(x):
        y = twice(x)
        y += 1
        return y
    """
ASKS = "from conv import twice\ndef run(x): return twice(x)\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the functions that references were asked for."""
    found: list[str] = []
    answer = References.answer

    def noted(self: References, name: str, tree: Any, body: Any) -> Any:
        found.append(name)
        return answer(self, name, tree, body)

    monkeypatch.setattr(References, "answer", noted)
    return found


def test_one_question_of_many_submissions_is_asked_once(
    submit: Callable[..., Session], asked: list[str]
) -> None:
    """Each gets an answer of its own, that it may change."""
    for _ in range(3):
        session = submit(CHANGES, STAND_INS)
        for number in (1.0, 2.0):
            answer = session.call(Call("run", (np.full(3, number),)))
            assert isinstance(answer, Returned)
            np.testing.assert_array_equal(answer.value, np.full(3, 2 * number + 1))
    assert asked == ["conv.twice"] * 2


def test_a_submission_asks_the_same_only_once(
    submit: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a request its process remembers what was small; a large reply it asks for again."""
    asked: list[str] = []
    answer = Oracle.answer

    def noted(self: Oracle, ask: messages.Ask, body: Any) -> Any:
        asked.append(ask.function)
        return answer(self, ask, body)

    monkeypatch.setattr(Oracle, "answer", noted)
    session = submit(f"{CHANGES}\n    def both(x): return run(x) + run(x)", STAND_INS)
    for size, times in ((3, 1), (3, 2), (REPLY, 4)):
        found = session.call(Call("both", (np.full(size, 2.0),)))
        assert isinstance(found, Returned)
        np.testing.assert_array_equal(found.value, np.full(size, 10.0))
        assert len(asked) == times


def test_errors_are_remembered_too(submit: Callable[..., Session], asked: list[str]) -> None:
    """With what they say."""
    for _ in range(2):
        answer = submit(ASKS, STAND_INS).call(Call("run", (np.full(3, -1.0),)))
        assert isinstance(answer, Raised)
        assert (answer.kind, answer.message) == ("ValueError", "negative")
    assert asked == ["conv.twice"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("conv", "twice", [1]), ("conv", "twice", [2])),
        (("conv", "twice", [1]), ("conv", "thrice", [1])),
        (("conv", "twice", [1]), ("pool", "twice", [1])),
        (("ab", "c", [1]), ("a", "bc", [1])),
        (("conv", "twice", [1]), ("conv", "twice", [True])),
        (("conv", "twice", [1]), ("conv", "twice", [1.0])),
    ],
)
def test_what_differs_is_another_question(one: Any, other: Any) -> None:
    """In module, function, and arguments with their types."""
    assert question_key(messages.Ask(*one), b"") != question_key(messages.Ask(*other), b"")


def test_the_bytes_of_arrays_count() -> None:
    """They travel beside the tree that holds their shapes."""
    ask = messages.Ask("conv", "twice", [1])
    assert question_key(ask, b"1") != question_key(ask, b"2")
    assert question_key(ask, b"1") == question_key(ask, bytearray(b"1"))


def test_chance_without_a_seed_is_asked_for_every_time(
    submit: Callable[..., Session], asked: list[str]
) -> None:
    """One answer would make it look like a seed."""
    chance = stand_ins(
        layers="""
        import numpy as np
        def mask(n, *, seed):
            return np.random.default_rng(seed).integers(0, 1 << 30, n)
        """
    )
    text = "from layers import mask\ndef run(seed): return mask(4, seed=seed)\n"
    session = submit(text, chance)
    drawn = [session.call(Call("run", (seed,))) for seed in (None, None, 1, 1)]
    assert all(isinstance(one, Returned) for one in drawn)
    values = [one.value.tolist() for one in drawn if isinstance(one, Returned)]
    assert values[0] != values[1]
    assert values[2] == values[3]
    assert asked == ["layers.mask"] * 3


@pytest.mark.parametrize(
    ("arguments", "answer", "again"),
    [
        (((1,), {}), messages.Reply(None), True),
        (((1,), {}), messages.Fail("ValueError", "no"), True),
        (((1,), {}), messages.Fail("MemoryError", "no"), False),
        (((None,), {}), messages.Reply(None), False),
        (((1,), {"seed": None}), messages.Reply(None), False),
        (((np.ones(2),), {"seed": 3}), messages.Reply(None), True),
    ],
)
def test_what_has_the_same_answer_every_time(arguments: Any, answer: Any, again: bool) -> None:
    """Neither chance without a seed, nor memory that ran out."""
    assert repeats(arguments, answer) is again


@pytest.mark.parametrize("depth", [100, 900, 2000, 100_000])
def test_a_question_of_any_depth_is_refused_as_one(depth: int) -> None:
    """Its tree has not been looked at when its key is made."""
    tree: Any = []
    for _ in range(depth):
        tree = [tree]
    with contextlib.suppress(WireError):
        assert len(question_key(messages.Ask("conv", "twice", tree), b"")) == 32


def test_a_question_with_too_many_bytes_has_no_key() -> None:
    """They are not even hashed."""
    with pytest.raises(WireError):
        question_key(messages.Ask("conv", "twice", [1]), bytes(QUESTION.body + 1))


def test_a_tree_takes_the_room_that_it_needs() -> None:
    """Many small objects in it are kept as the few bytes that they came as."""
    memory, room = Remembered(room=1 << 20), 1 << 20
    many = messages.Reply([[7, [i]] for i in range(2000)])
    for number in range(200):
        memory.put(str(number).encode(), (many, [], 0.0))
    kept = sum(memory.get(str(number).encode()) is not None for number in range(200))
    each = len(wire.encode_header(many)) + 512
    assert kept == room // each
    assert memory.get(b"199") == (many, [], 0.0)


def reply(size: int) -> tuple[messages.Message, list[Any], float]:
    """Return a reply of this many bytes."""
    return messages.Reply(None), [bytearray(size)], 0.5


def test_what_was_asked_for_last_stays() -> None:
    """The least recently asked goes first."""
    memory = Remembered(room=4000, largest=2000)
    for name in (b"a", b"b"):
        memory.put(name, reply(1000))
    assert memory.get(b"a") is not None
    memory.put(b"c", reply(1000))
    assert [memory.get(name) is not None for name in (b"a", b"b", b"c")] == [True, False, True]


def test_a_large_reply_is_not_kept() -> None:
    """It would cost many small ones."""
    memory = Remembered(room=4000, largest=2000)
    memory.put(b"a", reply(3000))
    assert memory.get(b"a") is None


def test_a_reply_is_kept_as_it_was() -> None:
    """The buffer that it came in is used again."""
    memory, given = Remembered(), reply(3)
    memory.put(b"a", given)
    given[1][0][:] = b"new"
    assert memory.get(b"a") == (messages.Reply(None), [bytes(3)], 0.5)
