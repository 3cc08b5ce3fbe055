"""What an answer costs earns all of the points, half of them or none, and only if it is right."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from autograder.answers import Call, Loops, Memory, Raised, Returned
from autograder.checks import (
    CheckFailed,
    assert_fast,
    assert_lean,
    judge_alike,
    judge_by,
    judge_gradients,
    judge_mixture,
    judge_picks,
)
from autograder.checks.cases.images import conv_case
from autograder.checks.cost import FEW, FULL, HALF, MOST
from autograder.checks.failure import Row, earned
from autograder.checks.message import compose, wants_hint
from autograder.checks.student import Student
from autograder.course import load_module
from autograder.in_process import asker
from autograder.measured import warm_up
from autograder.pace import COUNT, walk

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
CONV = load_module(SOLUTIONS / "04_conv" / "conv.py", "tests.conv")
LOOPS = load_module(SOLUTIONS / "04_conv" / "loops.py", "tests.loops")
CASE = conv_case(2, 2, 3, (4, 5))


class Costing:
    """A function whose answers cost what is said, and which remembers what it was asked."""

    def __init__(self, function, *costs):
        self.function, self.costs, self.asked = function, costs, []

    def measured(self, measure, *args, **kwargs):
        self.asked.append((measure, args))
        return self.function(*args, **kwargs), self.costs[len(self.asked) - 1]


def share(*speeds, function=CONV.conv2d):
    """Return what speeds earn, and how many of them were asked for."""
    costing = Costing(function, *speeds)
    try:
        assert_fast(costing, CASE, judge_by(CONV.conv2d))
    except CheckFailed as fault:
        return fault.share, len(costing.asked)
    return 1.0, len(costing.asked)


@pytest.mark.parametrize("speed", [2.001 * FULL, 60, 500, float("inf")])
def test_what_is_far_beyond_is_tried_once(speed):
    assert share(speed) == (1, 1)


@pytest.mark.parametrize("speed", [0.0, 0.5, 1.0, HALF / 2.001])
def test_what_is_as_slow_as_loops_is_tried_twice(speed):
    assert share(speed, speed) == (0, 2)


def test_one_slow_try_is_no_verdict():
    assert share(1.0, 60, 60, 70, 60, 60, 60) == (1, MOST)
    assert share(1.0, 8, 8, 8, 8, 8, 8) == (0.5, MOST)


@pytest.mark.parametrize(
    ("speed", "earns"), [(3, 0), (HALF - 0.1, 0), (HALF, 0.5), (8, 0.5), (19.9, 0.5), (FULL, 1)]
)
def test_between_a_few_tries_must_agree(speed, earns):
    assert share(*[speed] * FEW) == (earns, FEW)


def test_where_they_disagree_the_middle_of_many_counts():
    assert share(21, 19, 22, 21, 23, 12, 25) == (1, MOST)
    assert share(19, 21, 18, 17, 60, 12, 16) == (0.5, MOST)
    assert share(5, 4, 4, 4, 5, 4, 90) == (0, MOST)


def test_one_try_that_was_disturbed_changes_nothing():
    assert share(8, 2, 8, 8, 8, 8, 8) == (0.5, MOST)
    assert share(8, 70, 8, 8, 8, 8, 8) == (0.5, MOST)


def test_every_try_has_numbers_of_its_own():
    costing = Costing(CONV.conv2d, *[8.0] * FEW)
    with pytest.raises(CheckFailed):
        assert_fast(costing, CASE, judge_by(CONV.conv2d))
    (_, first), (_, second), (_, third) = costing.asked
    for one, other in ((first, second), (second, third), (first, third)):
        assert not any(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert {measure for measure, _ in costing.asked} == {Loops(2 * 3 * 4 * 5, (2, 3, 3), False)}


def test_a_wrong_answer_earns_nothing_however_fast():
    def wrong(*args, **kwargs):
        return CONV.conv2d(*args, **kwargs) + 1

    assert share(500, function=wrong) == (0, 1)


def test_only_a_share_of_the_points_is_lost_and_in_whole_points():
    assert [earned(worth, 0.5) for worth in (2, 4, 6)] == [1, 2, 3]
    assert (earned(4, 0.0), earned(4, 1.0)) == (0, 4)


def test_a_message_has_the_hint_and_no_number_that_another_grading_would_change():
    with pytest.raises(CheckFailed) as half:
        assert_fast(Costing(CONV.conv2d, 8.1, 8.2, 8.3), CASE, judge_by(CONV.conv2d))
    with pytest.raises(CheckFailed) as none:
        assert_fast(Costing(CONV.conv2d, 1.1, 1.2), CASE, judge_by(CONV.conv2d))
    assert "faster than plain loops: 20 times" in compose(half.value.rows, reveal=False)
    assert "as slow as plain loops: 20 times" in compose(none.value.rows, reveal=False)
    assert "8.2" not in compose(half.value.rows, reveal=True)
    assert "it is 8.2 times as fast" in compose(half.value.rows, reveal=True, varying=True)
    assert wants_hint(half.value.rows)
    assert wants_hint([Row("stopped", "f takes many times as long as plain loops")])
    assert not wants_hint([Row("stopped", "f ran out of time (10 s)")])


def test_memory_is_counted_in_columns():
    columns = 2 * 2 * 9 * 4 * 5 * 8  # samples, channels, entries of a window, positions, bytes
    assert_lean(Costing(CONV.conv2d, 4.0 * columns), CASE, judge_by(CONV.conv2d), 4)
    with pytest.raises(CheckFailed) as fault:
        assert_lean(Costing(CONV.conv2d, 4.0 * columns + 1), CASE, judge_by(CONV.conv2d), 4)
    assert "more than 4 times the columns' memory" in compose(fault.value.rows, reveal=False)
    assert fault.value.share == 0
    with pytest.raises(CheckFailed, match="None"):
        assert_lean(Costing(lambda *_, **__: None, 0.0), CASE, judge_by(CONV.conv2d), 4)


def test_a_slip_in_one_gradient_is_not_a_matter_of_speed():
    dx, dw, db = CASE.backward(CONV.conv2d_backward)
    for slips in ((1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 1)):

        def slipping(*args, slips=slips, **kwargs):
            answer = CONV.conv2d_backward(*args, **kwargs)
            return tuple(one + slip for one, slip in zip(answer, slips, strict=True))

        for found in judges_of(slipping):
            found(CASE.backward(slipping), CASE)
            with pytest.raises(CheckFailed, match="dx"):
                found((dx + 1, dw + 1, db), CASE)
            with pytest.raises(CheckFailed, match="expected"):
                found(dx, CASE)


def test_a_gradient_that_is_left_out_where_time_counts_is_missed():
    """It is right on small images: that is no slip."""
    dx, dw, db = CASE.backward(CONV.conv2d_backward)
    for found in judges_of(CONV.conv2d_backward):
        for answer in ((0 * dx, dw, db), (dx, 0 * dw, db)):
            with pytest.raises(CheckFailed):
                found(answer, CASE)


def judges_of(backward):
    """Return both judges of a student's backward function."""
    small = conv_case(2, 3, 4, (4, 5), (3, 3), padding=1)
    by = partial(judge_by, CONV.conv2d_backward)
    yield judge_alike(backward, small, by)
    yield judge_gradients(CONV.conv2d, backward, small)


@pytest.mark.parametrize("changes", [{}, {"stride": 2}, {"padding": 0, "kernel": (2, 3)}])
def test_filters_that_pick_are_judged_without_a_reference(changes):
    case = conv_case(3, 2, 5, (6, 7), values={"x": "distinct", "w": "picks", "b": "integers"})
    case = replace(conv_case(3, 2, 5, (6, 7), **changes), values=case.values, seed=4)
    right = case.call(CONV.conv2d)
    assert (case.arrays[1].reshape(5, -1).sum(axis=1) == 1).all()
    judge_picks(right, case)
    for wrong in (right + 1, right[:, ::-1], right.swapaxes(2, 3), right[:1]):
        with pytest.raises(CheckFailed):
            judge_picks(wrong, case)


@pytest.mark.parametrize("changes", [{}, {"stride": 2, "padding": 0}, {"padding": 2}])
@pytest.mark.parametrize("values", ["integers", "normal"])
def test_any_filters_can_be_judged_by_their_mixture(changes, values):
    """One wrong entry in one output shows, and so does what is right for filters that pick."""
    case = replace(conv_case(3, 2, 5, (6, 7), **changes), values=values, seed=4)
    right = case.call(CONV.conv2d)
    judge_mixture(right, case)
    off, undefined = right.copy(), right.copy()
    off[2, 4, 1, 2] += 1e-3
    undefined[0, 1, 0, 0] = np.nan
    for wrong in (off, undefined, right[:, ::-1], right[::-1], right[:1], right * 0):
        with pytest.raises(CheckFailed):
            judge_mixture(wrong, case)


def test_a_warm_up_asks_with_other_numbers_of_the_same_shapes():
    call = Call("f", (np.ones((2, 3)), (2, 2), np.zeros(4)), {"stride": 2})
    other = warm_up(call)
    assert [getattr(a, "shape", a) for a in other.args] == [(2, 3), (2, 2), (4,)]
    assert not (other.args[0] == 1).any()
    assert other.kwargs == call.kwargs


@pytest.mark.parametrize("backward", [False, True])
def test_the_pace_is_that_of_plain_loops(backward):
    """Within 30 %: the middle of many, each beside a walk of its own."""
    case = conv_case(1, 16, 8, (8, 8))
    windows, window = 8 * 8 * 8, (16, 3, 3)

    def seconds(work):
        start = time.process_time()
        work()
        return time.process_time() - start

    ratios = []
    for _ in range(15):
        walked = seconds(lambda: walk(window, COUNT, backward=backward)) / COUNT
        loops = (
            (lambda: case.backward(LOOPS.conv2d_backward))
            if backward
            else (lambda: case.call(LOOPS.conv2d))
        )
        ratios.append(seconds(loops) / windows / walked)
    assert 0.7 < median(ratios) < 1.3


def home(**functions):
    """Return functions as a student has them at home."""
    return Student(asker(functions, "topic.py"))


def test_at_home_the_pace_of_loops_is_1_and_a_matrix_product_is_far_beyond():
    student = home(loops=LOOPS.conv2d, fast=CONV.conv2d)
    case, work = conv_case(2, 16, 8, (8, 8)), Loops(2 * 8 * 64, (16, 3, 3))
    speeds = [case.call(lambda *a, **k: student.loops.measured(work, *a, **k))[1] for _ in range(7)]
    assert 0.7 < median(speeds) < 1.3
    instant = home(instant=lambda *_, **__: 0.0)
    value, speed = case.call(lambda *a, **k: instant.instant.measured(work, *a, **k))
    assert value == 0.0
    assert speed > 100


@pytest.mark.parametrize("megabytes", [2, 20])
def test_at_home_memory_is_what_a_call_allocates_at_its_peak(megabytes):
    def twice(x):
        first = np.ones(megabytes * (1 << 17))
        second = first + x[0]
        return second[0]

    _, grown = home(twice=twice).twice.measured(Memory(), np.ones(3))
    assert abs(grown / (2 * megabytes * (1 << 20)) - 1) < 0.2


def test_at_home_a_measured_call_that_raises_is_an_answer_too():
    def broken(key):
        raise KeyError(key)

    for measure in (Memory(), Loops(10, (1, 2, 2))):
        answer = asker({"broken": broken}, "topic.py")(Call("broken", (1,), measure=measure))
        assert isinstance(answer, Raised)
        assert answer.kind == "KeyError"


def test_whoever_measures_nothing_is_told_so():
    student = Student(lambda _: Returned(1.0))
    with pytest.raises(TypeError, match="measures nothing"):
        student.conv2d.measured(Memory(), 1)
