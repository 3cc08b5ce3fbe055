"""What a check may say. A check is a plain pytest test; these are its words.

Cases of a topic are in `autograder.checks.cases`.
"""

from autograder.checks.case import Case, every
from autograder.checks.compare import (
    assert_array,
    assert_arrays,
    assert_number,
    assert_same_answers,
    assert_several,
    assert_shape,
    assert_unchanged,
    assert_value_error,
)
from autograder.checks.cost import (
    assert_fast,
    assert_lean,
    judge_alike,
    judge_by,
    judge_gradients,
    judge_mixture,
    judge_picks,
)
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.gradient import KINK_STEP, assert_adjoint, assert_gradient
from autograder.checks.grads import assert_grads
from autograder.checks.marks import points
from autograder.checks.numbers import assert_bool, assert_count, assert_truth, assert_whole

__all__ = [
    "KINK_STEP",
    "Case",
    "CheckFailed",
    "Row",
    "assert_adjoint",
    "assert_array",
    "assert_arrays",
    "assert_bool",
    "assert_count",
    "assert_fast",
    "assert_gradient",
    "assert_grads",
    "assert_lean",
    "assert_number",
    "assert_same_answers",
    "assert_several",
    "assert_shape",
    "assert_truth",
    "assert_unchanged",
    "assert_value_error",
    "assert_whole",
    "every",
    "judge_alike",
    "judge_by",
    "judge_gradients",
    "judge_mixture",
    "judge_picks",
    "points",
]
