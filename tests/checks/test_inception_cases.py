"""Cases of an inception module keep away from kinks, and messages say which branch is wrong."""

import numpy as np
import pytest
from hypothesis import given, settings

from autograder.checks import CheckFailed
from autograder.checks.cases.images import conv_case
from autograder.checks.cases.inception import (
    BRANCHES,
    assert_branches,
    auxiliary_case,
    branch_sizes,
    inception_case,
    inception_cases,
    upstream,
)
from autograder.exam.pattern import FACTORS, holds

SIZES = (2, 1, 3, 1)
RIGHT = np.arange(2.0 * 7 * 2 * 3).reshape(2, 7, 2, 3)


def convolved(x, w, b, padding=0):
    H, W = x.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    y = b[:, None, None] + np.zeros((len(x), len(w), H, W))
    for k, l in np.ndindex(w.shape[2:]):
        y += np.einsum("nchw,fc->nfhw", xp[:, :, k : k + H, l : l + W], w[:, :, k, l])
    return y


@settings(max_examples=60, deadline=None)
@given(case=inception_cases())
def test_no_relu_of_a_drawn_case_gets_anything_within_a_quarter_of_its_kink(case):
    x, p = case.arrays[0], case.params
    assert len(np.unique(x)) == x.size
    assert x.size <= 72
    framed = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    pooled = np.lib.stride_tricks.sliding_window_view(framed, (3, 3), (2, 3)).max((4, 5))
    before = [convolved(x, p[f"w{key}"], p[f"b{key}"]) for key in ("1", "3r", "5r")]
    before.append(convolved(pooled, p["wp"], p["bp"]))
    before.append(convolved(np.maximum(before[1], 0), p["w3"], p["b3"], 1))
    before.append(convolved(np.maximum(before[2], 0), p["w5"], p["b5"], 2))
    assert all(np.abs(z).min() >= 0.25 for z in before)


def said(answer, **only):
    with pytest.raises(CheckFailed) as error:
        assert_branches(answer, RIGHT, SIZES, **only)
    return " | ".join(f"{row.label}: {row.text}" for row in error.value.rows)


def test_the_wrong_branch_is_named_and_the_others_are_said_to_be_right():
    assert_branches(RIGHT, RIGHT, SIZES)
    wrong = RIGHT.copy()
    wrong[:, 4] += 1
    assert "the 5×5 branch is wrong, the other three are right" in said(wrong)
    assert "y[:, 3:6]: has the right shape" in said(wrong)
    wrong[:, 0] += 1
    assert "the 1×1 and 5×5 branches are wrong, the other two are right" in said(wrong)
    wrong[:, 6] += 1
    assert "branches are wrong, the other is right" in said(wrong)
    assert "all four are wrong" in said(RIGHT + 1)
    assert "you returned shape" in said(RIGHT[:, 1:])


def test_only_the_branch_asked_for_is_judged():
    wrong = RIGHT.copy()
    wrong[:, 4] += 1
    for branch in BRANCHES:
        if branch != "5×5":
            assert_branches(wrong, RIGHT, SIZES, only=branch)
    assert "the 5×5 branch is wrong" in said(wrong, only="5×5")


def test_an_upstream_gradient_for_one_branch_is_0_elsewhere():
    case = inception_case(channels=(1, 2, 3, 2, 2, 4))
    parts = [upstream(case, branch) for branch in BRANCHES]
    np.testing.assert_array_equal(sum(parts), upstream(case))
    counts = [int(np.any(part, axis=(0, 2, 3)).sum()) for part in parts]
    assert tuple(counts) == branch_sizes(case) == (1, 3, 2, 4)


def test_a_matrix_of_weights_is_no_kernel():
    """Or a mistake that shows where K is not C would be put down to "the kernel"."""
    kernel = [one for one in FACTORS if "kernel" in one[0] or "windows" in one[0]]
    assert not any(holds(one, auxiliary_case(k=5, c=2)) for one in kernel)
    assert any(holds(one, conv_case(kernel=(3, 2))) for one in kernel)
