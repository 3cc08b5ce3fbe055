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
from autograder.checks.cost import (
    assert_fast,
    assert_lean,
    judge_any,
    judge_by,
    judge_gradients,
    judge_picks,
)
from autograder.checks.failure import CheckFailed, Row
from autograder.checks.fast_conv_cases import col2im_case, im2col_case, im2col_cases
from autograder.checks.gradient import KINK_STEP, assert_adjoint, assert_gradient
from autograder.checks.grads import assert_grads
from autograder.checks.marks import points

__all__ = [
    "KINK_STEP",
    "Case",
    "CheckFailed",
    "Row",
    "assert_adjoint",
    "assert_array",
    "assert_arrays",
    "assert_fast",
    "assert_gradient",
    "assert_grads",
    "assert_lean",
    "assert_number",
    "assert_same_answers",
    "assert_several",
    "assert_shape",
    "assert_unchanged",
    "assert_value_error",
    "col2im_case",
    "conv_case",
    "conv_cases",
    "every",
    "im2col_case",
    "im2col_cases",
    "image_case",
    "image_cases",
    "judge_any",
    "judge_by",
    "judge_gradients",
    "judge_picks",
    "pad_case",
    "pad_cases",
    "points",
    "pool_case",
    "pool_cases",
]
