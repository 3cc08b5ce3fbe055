"""What a check may say. A check is a plain pytest test; these are its words."""

from autograder.checks.case import Case, every
from autograder.checks.cases import (
    conv_case,
    conv_cases,
    image_case,
    image_cases,
    pad_case,
    pad_cases,
    pool_case,
    pool_cases,
)
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
from autograder.checks.cost import assert_fast, assert_lean, judge_by
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.gradient import KINK_STEP, assert_adjoint, assert_gradient
from autograder.checks.grads import assert_grads
from autograder.checks.inception_cases import (
    BRANCHES,
    arrays_with,
    assert_branches,
    assert_first_channel,
    auxiliary_case,
    branch_sizes,
    inception_case,
    inception_cases,
    upstream,
)
from autograder.checks.marks import points

__all__ = [
    "BRANCHES",
    "KINK_STEP",
    "Case",
    "CheckFailed",
    "Row",
    "arrays_with",
    "assert_adjoint",
    "assert_array",
    "assert_arrays",
    "assert_branches",
    "assert_fast",
    "assert_first_channel",
    "assert_gradient",
    "assert_grads",
    "assert_lean",
    "assert_number",
    "assert_same_answers",
    "assert_several",
    "assert_shape",
    "assert_unchanged",
    "assert_value_error",
    "auxiliary_case",
    "branch_sizes",
    "conv_case",
    "conv_cases",
    "every",
    "image_case",
    "image_cases",
    "inception_case",
    "inception_cases",
    "judge_by",
    "pad_case",
    "pad_cases",
    "points",
    "pool_case",
    "pool_cases",
    "upstream",
]
