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
from autograder.checks.depthwise_cases import (
    depthwise_case,
    depthwise_cases,
    inverted_case,
    inverted_cases,
    pointwise_case,
    pointwise_cases,
    separable_case,
    separable_cases,
)
from autograder.checks.failure import CheckFailed, Row
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
    "assert_gradient",
    "assert_grads",
    "assert_number",
    "assert_same_answers",
    "assert_several",
    "assert_shape",
    "assert_unchanged",
    "assert_value_error",
    "conv_case",
    "conv_cases",
    "depthwise_case",
    "depthwise_cases",
    "every",
    "image_case",
    "image_cases",
    "inverted_case",
    "inverted_cases",
    "pad_case",
    "pad_cases",
    "points",
    "pointwise_case",
    "pointwise_cases",
    "pool_case",
    "pool_cases",
    "separable_case",
    "separable_cases",
]
