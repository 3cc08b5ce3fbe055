"""Hidden checks of 08_depthwise: agreement with the reference, and what the contract promises."""

from pathlib import Path

import numpy as np

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_grads,
    assert_number,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.depthwise import (
    depthwise_case,
    inverted_case,
    pointwise_case,
    separable_case,
)
from autograder.course import load_module

CASES = load_module(
    Path(__file__).with_name("hidden_cases.py"), "solutions.08_depthwise.hidden_cases"
)
FITTING = "right when one setting changes at a time"
UNFIT = "right where several things differ"
ALL = "right for every batch, number of channels and size"
FAR = "right at strides above 2"


def ask(case, function):
    """Put a case's question to a forward or to a backward."""
    return (case.backward if function.__name__.endswith("_backward") else case.call)(function)


def agree(case, answer, right, name):
    """Demand the reference's answer, or those of its gradients that are in `name`."""
    if not name:
        assert_array(answer, right)
    elif case.packed:
        assert_grads(answer, right, case, name)
    else:
        judged = [r if one == name else None for one, r in zip(("dx", "dw", "db"), right)]
        assert_arrays(answer, judged, "dx dw db")


def keeps_from_kinks(case, reference):
    """Tell whether a block's inputs of relu6 stay away from where its derivative jumps."""
    x, params = case.arrays[0], case.params
    a = reference.pointwise_conv2d(x, params["we"], params["be"])
    inside = np.clip(a, 0, 6), params["wd"], params["bd"]
    d = reference.depthwise_conv2d(*inside, padding=1, **case.settings)
    return all(np.abs(value - kink).min() >= 0.25 for value in (a, d) for kink in (0, 6))


def check(worth, of, title, *cases, name="", hint=""):
    """Make a check of one function: of its answer, or of the gradients in `name` alone."""

    def test(student, reference, case):
        assert not name or "we" not in case.shapes or keeps_from_kinks(case, reference)
        agree(case, ask(case, getattr(student, of)), ask(case, getattr(reference, of)), name)

    *others, last = name.split() or [""]
    what = f": {', '.join(others)} and {last} are" if others else f"{name and f': {name}'} is"
    test.__doc__ = f"{of}{what} {title}"
    return points(worth, of=of, hint=hint)(every(*cases)(test))


def keep(of, case):
    """Make a check that a right answer changes none of its inputs and comes a second time."""
    name = "dx" if of.endswith("_backward") else ""

    def arrays(answer, right):
        agree(case, answer, right, name)
        every_one = [answer[0], *answer[1].values()] if name and case.packed else answer
        return [one for one in every_one if isinstance(one, np.ndarray)] if name else answer

    def test(student, reference):
        function, right = getattr(student, of), ask(case, getattr(reference, of))
        turned = dict(reversed(case.params.items()))  # by name, whatever their order
        inputs = (case.arrays[0], turned) if case.packed else case.arrays
        inputs = (case.dy, *inputs[:2]) if name else inputs
        agree(case, assert_unchanged(function, *inputs, **case.settings), right, name)
        first, second = ask(case, function), ask(case, function)
        assert_same_answers(arrays(first, right), arrays(second, right), name or "y")

    test.__doc__ = f"{of} leaves its inputs as they were, and repeats itself"
    return points(1, of=of)(test)


OF = "depthwise_conv2d"
test_depthwise_one_factor = check(3, OF, FITTING, *CASES.ONE_FACTOR)
test_depthwise_combined = check(2, OF, UNFIT, *CASES.COMBINED)
test_depthwise_inputs = keep(OF, depthwise_case(padding=0, seed=9))
OF = "depthwise_conv2d_backward"
test_depthwise_backward_dx = check(2, OF, FITTING, *CASES.ONE_FACTOR, name="dx")
test_depthwise_backward_dw = check(2, OF, FITTING, *CASES.ONE_FACTOR, name="dw")
test_depthwise_backward_db = check(1, OF, FITTING, *CASES.ONE_FACTOR, name="db")
test_depthwise_backward_combined_dx = check(1, OF, UNFIT, *CASES.COMBINED, name="dx")
test_depthwise_backward_combined_dw = check(1, OF, UNFIT, *CASES.COMBINED, name="dw")
test_depthwise_backward_combined_db = check(1, OF, UNFIT, *CASES.COMBINED, name="db")
test_depthwise_backward_inputs = keep(OF, depthwise_case(padding=0, seed=9))
OF = "pointwise_conv2d"
test_pointwise_agrees = check(3, OF, ALL, *CASES.MIXES)
test_pointwise_inputs = keep(OF, pointwise_case(seed=9))
OF = "pointwise_conv2d_backward"
test_pointwise_backward_dx = check(1, OF, ALL, *CASES.MIXES, name="dx")
test_pointwise_backward_dw = check(1, OF, ALL, *CASES.MIXES, name="dw")
test_pointwise_backward_db = check(1, OF, ALL, *CASES.MIXES, name="db")
test_pointwise_backward_inputs = keep(OF, pointwise_case(seed=9))
OF, PAIRS = "separable_conv2d", (*CASES.PAIRS_ONE_FACTOR, *CASES.PAIRS_COMBINED)
test_separable_one_factor = check(2, OF, FITTING, *CASES.PAIRS_ONE_FACTOR)
test_separable_combined = check(1, OF, UNFIT, *CASES.PAIRS_COMBINED)
test_separable_inputs = keep(OF, separable_case(padding=0, seed=9))
OF = "separable_conv2d_backward"
test_separable_backward_dx = check(2, OF, ALL, *PAIRS, name="dx")
test_separable_backward_depthwise = check(2, OF, ALL, *PAIRS, name="wd bd")
test_separable_backward_pointwise = check(1, OF, ALL, *PAIRS, name="wp bp")
test_separable_backward_inputs = keep(OF, separable_case(padding=0, seed=9))
OF = "inverted_residual"
BLOCKS = (*CASES.BLOCKS_ADDING, *CASES.BLOCKS_NOT_ADDING, *CASES.BLOCKS_COMBINED)
test_inverted_adding = check(1, OF, "right where x is added", *CASES.BLOCKS_ADDING)
test_inverted_not_adding = check(1, OF, "right where x is not added", *CASES.BLOCKS_NOT_ADDING)
test_inverted_combined = check(1, OF, UNFIT, *CASES.BLOCKS_COMBINED, *CASES.BLOCKS_FAR_APART)
test_inverted_inputs = keep(OF, inverted_case(seed=9))
OF = "inverted_residual_backward"
test_inverted_backward_dx = check(1, OF, ALL, *BLOCKS, name="dx")
test_inverted_backward_far = check(1, OF, FAR, *CASES.BLOCKS_FAR_APART, name="dx wd bd")
test_inverted_backward_expansion = check(1, OF, ALL, *BLOCKS, name="we be")
test_inverted_backward_depthwise = check(2, OF, ALL, *BLOCKS, name="wd bd")
test_inverted_backward_projection = check(1, OF, ALL, *BLOCKS, name="wp bp")
test_inverted_backward_inputs = keep(OF, inverted_case(seed=9))


@points(1, of="separable_cost_ratio")
def test_separable_cost_ratio_agrees(student, reference):
    """separable_cost_ratio is right for every number of filters and every kernel"""
    kernels = (1, 1), (1, 3), (3, 1), (3, 3), (3, 5), (7, 2)
    for asked in ((F, kernel) for F in (1, 7, 64) for kernel in kernels):
        right = reference.separable_cost_ratio(*asked)
        assert_number(student.separable_cost_ratio(*asked), right)


def refuse(function, right, fitting, refused):
    """Demand answers to what just fits, and ValueError for what does not."""
    for asked, settings in fitting:
        assert_array(function(*asked, **settings), right(*asked, **settings))
    for said, asked, settings in refused:
        assert_value_error(lambda a=asked, s=settings: function(*a, **s), said)


@points(1, of="depthwise_conv2d")
def test_depthwise_value_errors(student, reference):
    """depthwise_conv2d raises ValueError for impossible requests, and only for those"""

    def asked(x, w):
        return np.ones(x), np.ones(w), np.zeros(w[0])

    fit = (
        (asked((1, 2, 3, 4), (2, 3, 3)), {"stride": 5}),
        (asked((1, 2, 1, 2), (2, 3, 4)), {"padding": 1}),
    )
    refused = [(said, asked(x, w), settings) for said, x, w, settings in CASES.REFUSED]
    refuse(student.depthwise_conv2d, reference.depthwise_conv2d, fit, refused)


@points(1, of="pointwise_conv2d")
def test_pointwise_value_errors(student, reference):
    """pointwise_conv2d raises ValueError when x and w disagree about channels"""

    def asked(C, F, CW):
        return np.ones((1, C, 2, 2)), np.ones((F, CW)), np.zeros(F)

    refused = [(f"x with C={C}, w with C={CW}", asked(C, F, CW), {}) for C, F, CW in CASES.CHANNELS]
    refuse(student.pointwise_conv2d, reference.pointwise_conv2d, [(asked(3, 2, 3), {})], refused)


@points(1, of="separable_conv2d")
def test_separable_value_errors(student, reference):
    """separable_conv2d raises ValueError for impossible requests, and only for those"""

    def asked(x, wd, wp):
        return CASES.filters(x, ("d", wd), ("p", wp))

    fit = (
        (asked((1, 2, 3, 4), (2, 3, 3), (3, 2)), {"stride": 5}),
        (asked((1, 2, 1, 2), (2, 3, 4), (1, 2)), {"padding": 1}),
    )
    refused = [(said, asked(*shapes), settings) for said, *shapes, settings in CASES.PAIRS_REFUSED]
    refuse(student.separable_conv2d, reference.separable_conv2d, fit, refused)


@points(1, of="inverted_residual")
def test_inverted_value_errors(student, reference):
    """inverted_residual raises ValueError for impossible requests, and only for those"""

    def asked(x, we, T, wp):
        return CASES.filters(x, ("e", we), ("d", (T, 3, 3)), ("p", wp))

    fit = ((asked((1, 2, 1, 2), (3, 2), 3, (2, 3)), {"stride": 2}),)
    refused = [(said, asked(*shapes), settings) for said, *shapes, settings in CASES.BLOCKS_REFUSED]
    refuse(student.inverted_residual, reference.inverted_residual, fit, refused)
