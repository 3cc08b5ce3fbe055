"""Checks of costs in an exam: asked live, never recorded, and worth a share of their points."""

from dataclasses import replace

import pytest

from autograder.answers import Loops, Lost, Memory, Returned
from autograder.exam.mark import Marker
from autograder.fingerprint import fixed_calls
from autograder.grading.report import check_result


@pytest.fixture(scope="module")
def exam(exam_of):
    return exam_of("12_fast_conv")


def live(exam, *, speed, memory=0.0):
    """Answer rightly, at this cost."""

    def answer(call):
        right = exam.ask_reference(replace(call, measure=None))
        return replace(right, cost=speed if isinstance(call.measure, Loops) else memory)

    return answer


def judged(exam, function, answer):
    return Marker(exam).mark(function, exam.right[function], answer, costs=True)


def test_measured_calls_are_no_questions_of_the_exam(exam):
    """They are made one by one, each in a process of its own."""
    assert not any(call.measure for calls in exam.questions.values() for call in calls)
    papers = [paper for paper in exam.papers if paper.measures]
    assert {paper.check.function for paper in papers} == {"conv2d_fast", "conv2d_fast_backward"}
    steps = [step.call.measure for paper in papers for step in paper.trials[0].steps]
    assert any(isinstance(measure, Loops) for measure in steps)
    assert Memory() in steps


def test_fingerprints_leave_them_out(exam):
    """What is slow is no wrong answer, and hashing it for each mistake would take long."""
    assert not any(call.measure for calls in fixed_calls(exam).values() for call in calls)


@pytest.mark.parametrize(("speed", "share"), [(300, 1), (8, 0.5), (1, 0)])
@pytest.mark.parametrize("function", ["conv2d_fast", "conv2d_fast_backward"])
def test_a_speed_earns_its_share(exam, function, speed, share):
    for verdict in judged(exam, function, live(exam, speed=speed)):
        of_speed = "speed" in verdict.check.id
        assert verdict.points == verdict.check.points * (share if of_speed else 1)
        assert verdict.passed == (verdict.points == verdict.check.points)
        report = check_result(exam, verdict, next(iter(verdict.failures), None), None)
        assert report.points == verdict.points
        assert report.status == ("passed" if verdict.passed else "failed")
        assert "times as fast" not in report.message.replace("20 times as fast is", "")


def test_memory_is_a_check_of_its_own(exam):
    for function in ("conv2d_fast", "conv2d_fast_backward"):
        for verdict in judged(exam, function, live(exam, speed=300, memory=1e9)):
            assert verdict.passed == ("memory" not in verdict.check.id)
            assert verdict.points == (verdict.check.points if verdict.passed else 0)


def test_other_checks_are_marked_apart_from_them(exam):
    """So that costs can be left out where an answer is wrong anyway."""
    for function in exam.questions:
        plain = Marker(exam).mark(function, exam.right[function], no_live_calls)
        costly = judged(exam, function, live(exam, speed=300))
        ids = {verdict.check.id for verdict in (*plain, *costly)}
        assert ids == {paper.check.id for paper in exam.papers if paper.check.function == function}
        assert all(verdict.passed for verdict in plain)
        assert bool(costly) == (function not in {"im2col", "col2im"})


def no_live_calls(call):
    raise AssertionError(f"{call.function} was asked live")


def test_a_call_that_is_lost_fails_its_check_and_no_other(exam):
    def answer(call):
        if call.args[0].shape[-1] == 16:
            return Lost("crashed (segmentation fault)")
        return live(exam, speed=300)(call)

    verdicts = judged(exam, "conv2d_fast", answer)
    failed = {verdict.check.id for verdict in verdicts if not verdict.passed}
    assert 0 < len(failed) < len(verdicts)
    assert not any(verdict.fault for verdict in verdicts)


def test_nonsense_in_a_measured_answer_is_a_failure_and_no_fault(exam):
    for value in (None, [1, 2], "fast", 3.0):
        for verdict in judged(
            exam, "conv2d_fast_backward", lambda _, v=value: Returned(v, (), 9.0)
        ):
            assert not verdict.fault
            assert verdict.points == 0
