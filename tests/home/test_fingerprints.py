"""At home a known mistake is named from hashes alone; what is right, or another mistake, is not."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from autograder.answers import Call, Raised, Returned
from autograder.course import Course, earlier_importable
from autograder.fingerprint import fixed_calls
from autograder.home.fingerprints import (
    FILE,
    RAISED,
    Fingerprints,
    answer_hash,
    question_hash,
)
from autograder.in_process import asker
from autograder.mistakes import catalogue, plain_loops

COURSE = Course(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="module", params=COURSE.assignments, ids=lambda a: a.name)
def known(request, exam_of):
    """An assignment, its fingerprints, and what it always asks."""
    assignment = request.param
    return assignment, Fingerprints(assignment.public), fixed_calls(exam_of(assignment.name))


@pytest.fixture(scope="module")
def mistaken(known):
    """The known mistakes, each with what it answers, as hashes."""
    assignment, _, questions = known
    loops = plain_loops(assignment)
    mistakes = catalogue(assignment)
    return [(m, hashes(assignment, m.apply(loops), questions[m.of])) for m in mistakes]


def hashes(assignment, source, calls):
    names = {"__name__": "answer"}
    with earlier_importable(assignment):
        exec(compile(source, "answer.py", "exec"), names)
    ask = asker(names, "answer.py")
    with np.errstate(all="ignore"):
        return {question_hash(call): answer_hash(ask(call)) for call in calls}


def test_every_mistake_that_shows_in_public_is_named_and_as_itself(known, mistaken):
    assignment, fingerprints, questions = known
    loops = plain_loops(assignment)
    right = {f: hashes(assignment, loops, calls) for f, calls in questions.items()}
    changing = re.compile("random|kept between calls")
    shown = 0
    for mistake, given in mistaken:
        named = fingerprints.name(mistake.of, given)
        if given == right[mistake.of] or RAISED.issuperset(given.values()):
            assert named is None
        elif not changing.search(mistake.name):
            assert named == (mistake.says, mistake.hint), mistake.name
            shown += 1
    assert shown >= 0.6 * len(mistaken)


def test_right_answers_are_never_named(known):
    assignment, fingerprints, questions = known
    for source in (plain_loops(assignment), assignment.reference.read_text("utf-8")):
        for function, calls in questions.items():
            given = hashes(assignment, source, calls)
            assert fingerprints.name(function, given) is None
            for question, answer in given.items():  # nor any part of them
                assert fingerprints.name(function, {question: answer}) is None


def test_a_function_that_always_crashes_is_not_named(known):
    _, fingerprints, questions = known
    for function, calls in questions.items():
        for kind in ("ValueError", "IndexError"):
            given = {question_hash(call): answer_hash(Raised(kind, kind, "")) for call in calls}
            assert fingerprints.name(function, given) is None


def test_a_mistake_with_another_slip_in_it_is_not_named(known, mistaken):
    _, fingerprints, _ = known
    for mistake, answers in mistaken:
        given = dict(answers)
        if len(given) > 1:
            given[next(reversed(given))] = answer_hash(Returned(np.ones(99)))
            assert fingerprints.name(mistake.of, given) is None


def test_the_file_holds_hashes_and_sentences_and_no_answer(known):
    assignment, _, _ = known
    table = json.loads((assignment.public / FILE).read_text("utf-8"))
    for function in table.values():
        every = [function["right"], *(mistake["answers"] for mistake in function["mistakes"])]
        for answers in every:
            for pair in answers.items():
                assert all(re.fullmatch("[0-9a-f]{16}", part) for part in pair)
        assert {key for mistake in function["mistakes"] for key in mistake} <= {
            "says",
            "hint",
            "answers",
        }


def test_equal_answers_of_any_layout_have_the_same_hash():
    x = np.arange(6.0).reshape(2, 3)
    same = [x, np.asfortranarray(x), x.astype(int), x + 1e-12, x.astype(">f8")]
    assert len({answer_hash(Returned(one)) for one in same}) == 1
    assert answer_hash(Returned(np.zeros(2))) == answer_hash(Returned(-np.zeros(2)))
    turned = [answer_hash(Returned(one)) for one in ({"a": x, "b": 0}, {"b": 0, "a": x})]
    assert turned[0] == turned[1]
    others = [x, x.T, x.ravel(), x + 1e-3, x.tolist(), None, "x", (x,), {"x": x}]
    assert len({answer_hash(Returned(one)) for one in others}) == len(others)
    assert answer_hash(Raised("IndexError", "A", "x")) == answer_hash(
        Raised("IndexError", "B", "y")
    )


def test_questions_differ_by_all_that_is_asked():
    x = np.ones((2, 2))
    calls = [
        Call("f", (x,)),
        Call("g", (x,)),
        Call("f", (x + 1,)),
        Call("f", (x, 1)),
        Call("f", (x,), {"stride": 1}),
        Call("f", (x,), {"stride": 2}),
    ]
    assert len({question_hash(call) for call in calls}) == len(calls)


def test_without_fingerprints_nothing_is_named(tmp_path):
    (tmp_path / FILE).write_text("{")
    assert Fingerprints(tmp_path).name("conv2d", {"a": "b"}) is None
    assert Fingerprints(tmp_path / "nowhere").name("conv2d", {"a": "b"}) is None
