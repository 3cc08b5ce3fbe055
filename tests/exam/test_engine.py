"""The exam is drawn once, judges one function at a time, and never breaks on an answer."""

import numpy as np
import pytest

from autograder.answers import Absent, Lost, Raised, Refused, Returned
from autograder.checks.drawing import seed_for
from autograder.course import load_module
from autograder.exam.collect import collect
from autograder.exam.diagnose import Diagnostics
from autograder.exam.draw import draw
from autograder.exam.keys import call_key
from autograder.exam.mark import Marker
from autograder.exam.replay import same_call
from autograder.grading.report import check_result

ASSIGNMENTS = ("03_padding", "04_conv", "05_pooling")


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def exam(request, exam_of):
    return exam_of(request.param)


@pytest.fixture(scope="module")
def diagnostics(exam):
    return Diagnostics(exam, Marker(exam))


def no_live_calls(call):
    raise AssertionError(f"{call.function} was called live")


def points(verdicts):
    return {v.check.id: v.check.points * v.passed for v in verdicts}


def test_the_recorded_right_answers_earn_full_marks_without_a_live_call(exam, mark):
    verdicts = mark(exam, exam.right, no_live_calls)
    assert all(v.passed for v in verdicts)


def test_each_function_is_asked_at_least_a_dozen_times(exam):
    assert {f: len(q) for f, q in exam.questions.items() if len(q) < 12} == {}


def test_no_question_is_asked_twice_without_need(exam):
    """Only a check that compares two calls may ask the same twice."""
    for function, questions in exam.questions.items():
        keys = [call_key(call) for call in questions]
        assert max(keys.count(key) for key in keys) <= 2, function


def test_a_wrong_function_costs_only_its_own_points(exam, mark):
    for broken in exam.questions:
        answers = dict(exam.right) | {broken: [Returned(None)] * len(exam.questions[broken])}
        lost = {v.check.function for v in mark(exam, answers, no_live_calls) if not v.passed}
        assert lost == {broken}


JUNK = {
    "None": Returned(None),
    "a string": Returned("all tests passed"),
    "a number": Returned(0.5),
    "an empty list": Returned([]),
    "a list": Returned([1.0, 2.0, 3.0]),
    "a ragged list": Returned([[1.0], [2.0, 3.0]]),
    "a tuple of None": Returned((None, None, None)),
    "a tuple of strings": Returned(("a", "b", "c")),
    "a dict": Returned({"y": np.ones(3)}),
    "an empty array": Returned(np.zeros((1, 1, 0, 0))),
    "a scalar array": Returned(np.array(1.0)),
    "a flat array": Returned(np.ones(7)),
    "complex numbers": Returned(np.ones((2, 3), dtype=complex)),
    "nan": Returned(np.full((2, 2), np.nan)),
    "infinity": Returned(np.full((2, 2, 2, 2), np.inf)),
    "five dimensions": Returned(np.ones((1, 1, 1, 1, 1))),
    "three gradients of nothing": Returned((np.zeros(0), np.zeros(0), np.zeros(0))),
    "booleans": Returned(np.ones((2, 2), dtype=bool)),
    "raised": Raised("IndexError", "IndexError", "index 7 is out of bounds", 3),
    "unwritten": Raised("NotImplementedError", "NotImplementedError", ""),
    "an exit": Raised("SystemExit", "SystemExit", "0"),
    "of no known kind": Raised("Nonsense", "Nonsense", ""),
    "refused": Refused("a generator"),
    "lost": Lost("ran out of time"),
    "absent": Absent("no such function"),
}


@pytest.mark.parametrize("junk", JUNK)
def test_junk_fails_checks_and_breaks_none(exam, mark, diagnostics, junk):
    answers = {f: [JUNK[junk]] * len(q) for f, q in exam.questions.items()}
    verdicts = mark(exam, answers, no_live_calls)
    assert [v.fault for v in verdicts if v.fault] == []
    assert {v.check.function for v in verdicts if not v.passed} == set(exam.questions)
    for function in exam.questions:
        assert diagnostics.name(function, answers, verdicts) == {}
        assert all(isinstance(failure_text(exam, v), str) for v in verdicts)


def failure_text(exam, verdict):
    return check_result(
        exam, verdict, verdict.failures[0] if verdict.failures else None, None
    ).message


@pytest.mark.parametrize("junk", ["None", "an empty list", "a flat array", "a tuple of strings"])
def test_junk_among_right_answers_breaks_no_check(exam, junk):
    """A check may compute with one answer after it has seen that another is fine."""
    function, right = next(iter(exam.right.items()))
    marker = Marker(exam)
    for place in range(len(right)):
        answers = [*right[:place], JUNK[junk], *right[place + 1 :]]
        verdicts = marker.mark(function, answers, no_live_calls)
        assert [v.fault for v in verdicts if v.fault] == []
        assert not all(v.passed for v in verdicts)


def test_right_answers_that_are_arrays_of_another_rank_break_no_check(exam, mark):
    """A right shape with one axis more or less is where careless checks fail themselves."""

    def deeper(answer):
        value = answer.value
        if isinstance(value, tuple):
            return Returned(tuple(np.asarray(v)[None] for v in value))
        return Returned(np.asarray(value)[None])

    answers = {
        f: [deeper(a) if isinstance(a, Returned) else a for a in right]
        for f, right in exam.right.items()
    }
    assert [v.fault for v in mark(exam, answers, no_live_calls) if v.fault] == []


def test_missing_answers_fail_and_break_nothing(exam, mark):
    verdicts = mark(exam, {}, no_live_calls)
    assert not any(v.passed or v.fault for v in verdicts)


def test_draws_depend_on_the_seed_and_the_check_alone(course):
    check = next(c for c in collect(course.find("04_conv")) if c.id.endswith("conv2d_shape"))
    first, again, other = draw(check, 0), draw(check, 0), draw(check, 1)

    def sizes(drawn):
        return [(e["case"].shapes, e["case"].settings, e["case"].seed) for e in drawn]

    assert sizes(first) == sizes(again)
    assert sizes(first) != sizes(other)
    assert seed_for("a", 0) != seed_for("b", 0)


def test_draws_do_not_depend_on_what_else_is_imported(course, tmp_path):
    """Hypothesis would mix in the constants of any local module, such as the student's."""
    check = next(c for c in collect(course.find("04_conv")) if "gradient" in c.id)
    before = [e["case"].seed for seed in range(20) for e in draw(check, seed)]
    module = tmp_path / "local_numbers.py"
    module.write_text("\n".join(f"X{i} = {2**31 + i}" for i in range(200)))
    load_module(module, "local_numbers")
    assert [e["case"].seed for seed in range(20) for e in draw(check, seed)] == before


def test_drawing_leaves_the_test_s_own_hypothesis_settings_alone(course):
    check = next(c for c in collect(course.find("04_conv")) if c.id.endswith("conv2d_shape"))

    def state():
        own = vars(check.test)
        seed, said = "_hypothesis_internal_use_seed", "_hypothesis_internal_use_settings"
        return own.get(seed), own.get(said), check.test.hypothesis.inner_test

    before = state()
    draw(check, 3)
    assert state() == before


def test_calls_are_equal_only_if_all_that_is_asked_is(conv_exam):
    questions = conv_exam.questions["conv2d"]
    for i, one in enumerate(questions):
        for j, other in enumerate(questions):
            if call_key(one) != call_key(other):
                assert not same_call(one, other), (i, j)
    assert same_call(questions[0], questions[0])


def test_a_call_that_was_not_foreseen_goes_to_the_submission_live(conv_exam):
    """With no recorded steps left, the replay has to ask."""
    asked = []

    def live(call):
        asked.append(call.function)
        return conv_exam.ask_reference(call)

    from autograder.exam.rehearse import Trial
    from autograder.exam.replay import Replay

    replay = Replay(Trial({}, ()), [], live, conv_exam.ask_reference)
    replay.judged(conv_exam.questions["conv2d"][0])
    assert asked == ["conv2d"]


def test_public_checks_come_before_hidden_ones_and_ids_are_unique(exam):
    hidden = [paper.check.hidden for paper in exam.papers]
    assert hidden == sorted(hidden)
    ids = [paper.check.id for paper in exam.papers]
    assert len(ids) == len(set(ids))
