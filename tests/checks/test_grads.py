"""Blocks: arrays in a dict, gradients in a dict, and messages that say which of them is wrong."""

import numpy as np
import pytest

from autograder.checks import (
    KINK_STEP,
    Case,
    CheckFailed,
    assert_gradient,
    assert_grads,
    assert_same_answers,
)
from autograder.where import region

CASE = Case(
    {"x": (4, 3), "w1": (3, 5), "b1": (5,), "w2": (5, 2), "b2": (2,)},
    {},
    (4, 2),
    values={"x": "small", "w1": "small", "b1": "halves", "w2": "small", "b2": "quarters"},
    packed=True,
)


def forward(x, params):
    hidden = np.maximum(x @ params["w1"] + params["b1"], 0)
    return np.maximum(hidden @ params["w2"] + params["b2"], 0)


def backward(dy, x, params):
    before = x @ params["w1"] + params["b1"]
    hidden = np.maximum(before, 0)
    d2 = dy * (hidden @ params["w2"] + params["b2"] > 0)
    d1 = d2 @ params["w2"].T * (before > 0)
    grads = {"w2": hidden.T @ d2, "b2": d2.sum(0), "w1": x.T @ d1, "b1": d1.sum(0)}
    return d1 @ params["w1"].T, grads


def but(**changed):
    """Return the right gradients with some changed."""

    def wrong(dy, x, params):
        dx, grads = backward(dy, x, params)
        return changed.get("dx", lambda a: a)(dx), {
            key: changed.get(key, lambda a: a)(value) for key, value in grads.items()
        }

    return wrong


def said(error):
    return " | ".join(f"{row.label}: {row.text}" for row in error.value.rows)


def test_a_packed_case_calls_with_a_dict():
    seen = CASE.call(lambda x, params: (x.shape, list(params)))
    assert seen == ((4, 3), ["w1", "b1", "w2", "b2"])
    assert CASE.backward(lambda dy, x, params: (dy.shape, x.shape, len(params))) == (
        (4, 2),
        (4, 3),
        4,
    )


def test_right_gradients_pass_whatever_the_order_of_the_keys():
    assert_gradient(CASE, forward, backward, step=KINK_STEP)
    assert_grads(CASE.backward(backward), CASE.backward(backward), CASE)


def test_one_wrong_gradient_is_named_and_the_others_are_said_to_be_right():
    right = CASE.backward(backward)
    with pytest.raises(CheckFailed) as error:
        assert_grads(CASE.backward(but(w1=lambda a: 2 * a)), right, CASE)
    assert "grads['w1'] is wrong, the other four are right" in said(error)
    with pytest.raises(CheckFailed) as error:
        assert_grads(CASE.backward(but(dx=lambda a: -a, b2=lambda a: a + 1)), right, CASE)
    assert "dx and grads['b2'] are wrong, the other three are right" in said(error)
    everything = dict.fromkeys(("dx", "w1", "b1", "w2", "b2"), lambda a: a + 1)
    with pytest.raises(CheckFailed) as error:
        assert_grads(CASE.backward(but(**everything)), right, CASE)
    assert "all five are wrong" in said(error)


def test_only_what_is_asked_for_is_judged():
    right = CASE.backward(backward)
    wrong = CASE.backward(but(w1=lambda a: 2 * a))
    assert_grads(wrong, right, CASE, only="dx w2 b2")
    with pytest.raises(CheckFailed):
        assert_grads(wrong, right, CASE, only="w1 b1")
    assert_gradient(CASE, forward, but(w1=lambda a: 2 * a), only="w2 b2", step=KINK_STEP)


def test_a_missing_gradient_costs_itself_and_one_too_many_costs_the_first():
    right = CASE.backward(backward)
    dx, grads = right
    without = dx, {key: value for key, value in grads.items() if key != "b1"}
    assert_grads(without, right, CASE, only="dx w2 b2")
    assert_gradient(CASE, forward, lambda *_: without, only="w2", step=KINK_STEP)
    with pytest.raises(CheckFailed) as error:
        assert_grads(without, right, CASE, only="w1 b1")
    assert "grads: has no 'b1'" in said(error)
    more = dx, grads | {"x": dx}
    assert_grads(more, right, CASE, only="dx b1 w2 b2")
    with pytest.raises(CheckFailed) as error:
        assert_grads(more, right, CASE, only="w1 b1")
    assert "one key that params has not" in said(error)


def test_gradients_in_another_order_are_the_same_answer():
    dx, grads = CASE.backward(backward)
    turned = dict(reversed(list(grads.items())))
    assert_same_answers((dx, grads), [dx, turned])
    with pytest.raises(CheckFailed, match="different answers"):
        assert_same_answers((dx, grads), (dx, turned | {"b1": grads["b1"] + 1}))


def test_a_filter_s_gradient_has_filters_and_no_samples():
    wrong = np.zeros((3, 2, 2, 2), bool)
    wrong[0] = True
    assert "the first filter" in region(wrong, "grads['w1']")
    assert "the first sample" in region(wrong, "dx")


@pytest.mark.parametrize("name", ["dx", "w1", "b1", "w2", "b2"])
def test_differences_find_the_entry_that_is_wrong(name):
    def off(array):
        array.flat[-1] += 1e-3
        return array

    with pytest.raises(CheckFailed) as error:
        assert_gradient(CASE, forward, but(**{name: off}), step=KINK_STEP)
    label = "dx" if name == "dx" else f"grads['{name}']"
    assert f"{label}: has the right shape, but 1 of" in said(error)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda *_: None, "is a `return` missing?"),
        (lambda *_: (1, [2]), "grads: you returned a list of 1, expected a dict"),
        (lambda *_: (1, {"w1": 1}), "grads: has no 'b1', 'w2' and 'b2'"),
        (
            lambda *a: (1, {**backward(*a)[1], "x": 1}),
            "grads: has one key that params has not",
        ),
        (
            lambda *a: (1, {**backward(*a)[1], "<script>": 1, "y": 2}),
            "grads: has two keys that params has not",
        ),
    ],
)
def test_what_is_no_dict_of_gradients_is_said(answer, words):
    with pytest.raises(CheckFailed) as error:
        assert_grads(CASE.backward(answer), CASE.backward(backward), CASE)
    assert words in said(error)
