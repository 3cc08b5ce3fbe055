"""Cases of whole networks, and messages that say at which stage or row an answer goes wrong."""

import numpy as np
import pytest

from autograder.checks import CheckFailed
from autograder.checks.cases.architectures import anything, assert_follows, flat, slope
from autograder.checks.cases.image_networks import (
    alexnet_case,
    fashion_case,
    googlenet_case,
    lenet_case,
    mobilenet_case,
    resnet_case,
)
from autograder.checks.cases.networks import policy_case, text_case
from autograder.checks.cases.stages import (
    assert_ints,
    assert_stage_shapes,
    assert_stages,
    assert_table,
)
from autograder.course import load_reference

NAMES = ["C1", "S2", "C3", "y"]
RIGHT = [np.full((2, 3), value) for value in (1.0, 2.0, 4.0, 8.0)]
LAYERS = [("conv", 4, 3, 1, 0), ("pool", 2, 2, 0), ("dense", 5)]
ROWS = [((4, 6, 6), 40), ((4, 3, 3), 0), ((5,), 185)]
CASES = (
    lenet_case(kernel=(3, 3), size=(15, 18)),
    alexnet_case(2, 1, (71, 99)),
    fashion_case(1, 2, (9, 18)),
    resnet_case(1, 1, (18, 21), projected=True),
    mobilenet_case(1, 3, (8, 11)),
    googlenet_case(1, 1, (18, 25)),
    policy_case(layers=4),
    text_case(3, 9),
)


@pytest.fixture(scope="module")
def networks(course):
    return load_reference(course.find("10_networks"))


def double(i, given):
    """Work out a stage of RIGHT from the one before it."""
    return 2 * given[i - 1] if i else RIGHT[0]


def said(check, *arguments):
    with pytest.raises(CheckFailed) as error:
        check(*arguments)
    return " | ".join(f"{row.label}: {row.text}" for row in error.value.rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.network)
def test_a_case_knows_the_shape_of_every_stage(networks, case):
    answer = case.call(getattr(networks, case.network))
    assert_stage_shapes(answer, dict(case.stages))
    assert [a.shape for a in answer] == list(case.stages.values())


@pytest.mark.parametrize("case", CASES[:-1], ids=lambda case: case.network)
def test_what_follows_on_plain_images_is_what_the_reference_gives(networks, case):
    function = getattr(networks, case.network)
    looks = (anything,) if case.network in {"lenet5", "policy_network"} else (slope, flat)
    for look in looks:
        assert_follows(function, case, look)
        with pytest.raises(CheckFailed):
            assert_follows(lambda *asked: [a + 1e-6 for a in function(*asked)], case, look)


def test_the_first_stage_that_is_wrong_is_named():
    assert_stages(RIGHT, NAMES, RIGHT)
    wrong = [RIGHT[0], RIGHT[1], RIGHT[2] + 1, RIGHT[3]]
    assert "stages: the first two stages agree, C3 doesn't" in said(
        assert_stages, wrong, NAMES, RIGHT
    )
    wrong[0] = wrong[0] + 1
    assert "stages: C1 doesn't agree, nor does C3" in said(assert_stages, wrong, NAMES, RIGHT)


def test_a_stage_that_follows_from_a_wrong_one_is_right():
    slipped = [RIGHT[0], RIGHT[1] + 1, 2 * RIGHT[1] + 2, 4 * RIGHT[1] + 4]
    assert_stages(slipped, NAMES, RIGHT, "C1 C3 y", double)
    told = said(assert_stages, slipped, NAMES, RIGHT, "S2", double)
    assert "C1 agrees, S2 doesn't; the rest follows from it" in told
    with pytest.raises(CheckFailed):
        assert_stages(slipped, NAMES, RIGHT, "C3")


def test_what_follows_from_a_dead_stage_says_nothing_of_the_next():
    """Zeros pooled are zeros: whoever returns only zeros has pooled nothing."""
    maps = [np.arange(8.0).reshape(1, 2, 2, 2), np.arange(8.0).reshape(1, 2, 2, 2) * 2]
    with pytest.raises(CheckFailed):
        assert_stages([0 * maps[0], 0 * maps[1]], NAMES[:2], maps, "S2", lambda i, g: 2 * g[i - 1])
    half = np.array(maps[0])
    half[:, 0] = 0
    assert_stages([half, 2 * half], NAMES[:2], maps, "S2", lambda i, g: 2 * g[i - 1])


def test_a_stage_whose_predecessors_are_of_no_use_is_compared_with_the_right_one():
    broken = [None, RIGHT[1], RIGHT[2], "y"]
    assert_stages(broken, NAMES, RIGHT, "S2 C3", double)
    with pytest.raises(CheckFailed):
        assert_stages(broken, NAMES, RIGHT, "y", double)


def test_an_answer_alone_keeps_what_is_the_answers():
    assert_stages(RIGHT[3], NAMES, RIGHT, "C3 y")
    assert_stages(RIGHT[1:], NAMES, RIGHT, "y")
    assert "you returned an array" in said(assert_stages, RIGHT[3], NAMES, RIGHT)
    assert "you returned an array" in said(assert_stages, RIGHT[3], NAMES, RIGHT, "C3")
    assert "you returned 3 results" in said(assert_stages, RIGHT[:3], NAMES, RIGHT, "y")
    assert "you returned None" in said(assert_stages, None, NAMES, RIGHT, "y")


def test_small_stages_are_drawn_and_large_ones_are_not():
    for size, drawn in ((4, True), (400, False)):
        right = [np.ones((1, size))]
        with pytest.raises(CheckFailed) as error:
            assert_stages([2 * right[0]], ["y"], right)
        assert any(row.compared for row in error.value.rows) is drawn


def test_a_table_is_right_in_any_kind_of_list_and_number():
    for kind in (tuple, list, np.array):
        assert_table([(kind(shape), np.int64(n)) for shape, n in ROWS], ROWS, LAYERS)
    assert_ints([[shape, np.array(n)] for shape, n in ROWS], ROWS)


def test_the_first_row_that_is_wrong_is_named_with_its_layer():
    wrong = [ROWS[0], ROWS[1], ((5,), 20)]
    told = said(assert_table, wrong, ROWS, LAYERS)
    assert "the first two rows agree, row 2, ('dense', 5), does not" in told
    assert "you returned 20, expected 185" in told
    assert_table(wrong, ROWS, LAYERS, "shape")
    turned = [((6, 6, 4), 40), *ROWS[1:]]
    assert "you returned (6, 6, 4), expected (4, 6, 6)" in said(assert_table, turned, ROWS, LAYERS)
    assert_table(turned, ROWS, LAYERS, "parameters")


@pytest.mark.parametrize("nonsense", [None, 7, ROWS[:2], [1, 2, 3], [(4, 5)] * 3, "table"])
def test_what_is_no_table_is_said_to_be_none(nonsense):
    with pytest.raises(CheckFailed):
        assert_table(nonsense, ROWS, LAYERS)


def test_a_float_in_a_table_is_no_int():
    assert_table([((4.0, 6, 6), 40.0), *ROWS[1:]], ROWS, LAYERS)
    assert "is a float" in said(assert_ints, [((4.0, 6, 6), 40), *ROWS[1:]], ROWS)
