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
from autograder.checks.filters_cases import filter_case, filter_cases
from autograder.checks.geometry_cases import (
    AxisCase,
    axis_case,
    axis_cases,
    same_axis_case,
    same_axis_cases,
)
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
from autograder.checks.numbers import assert_bool, assert_count, assert_truth, assert_whole

__all__ = [
    "BRANCHES",
    "KINK_STEP",
    "AxisCase",
    "Case",
    "CheckFailed",
    "Row",
    "arrays_with",
    "assert_adjoint",
    "assert_array",
    "assert_arrays",
    "assert_bool",
    "assert_branches",
    "assert_count",
    "assert_fast",
    "assert_first_channel",
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
    "auxiliary_case",
    "axis_case",
    "axis_cases",
    "branch_sizes",
    "conv_case",
    "conv_cases",
    "depthwise_case",
    "depthwise_cases",
    "every",
    "filter_case",
    "filter_cases",
    "image_case",
    "image_cases",
    "inception_case",
    "inception_cases",
    "inverted_case",
    "inverted_cases",
    "judge_by",
    "pad_case",
    "pad_cases",
    "points",
    "pointwise_case",
    "pointwise_cases",
    "pool_case",
    "pool_cases",
    "same_axis_case",
    "same_axis_cases",
    "separable_case",
    "separable_cases",
    "upstream",
]
