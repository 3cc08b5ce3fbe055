"""Hidden checks of 07_residual: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    assert_array,
    assert_same_answers,
    assert_unchanged,
    assert_value_error,
    every,
    points,
)
from autograder.checks.cases.residual import assert_some_grads, bottleneck_case, residual_case


def kind(*, seed=1, **dimensions):
    """Say what a case is like, for either block. Seeds are such that no relu blocks everything."""
    return dimensions | {"seed": seed}


# From the plain case, one thing changes at a time, so that feedback can say which.
SHORTCUTS = (
    kind(),
    kind(size=(3, 5)),
    kind(size=(5, 3)),
    kind(n=1),
    kind(n=3),
    kind(c=1, m=1),
    kind(c=2, m=2),
)
PROJECTED = (
    kind(projection=3),
    kind(projection=1),
    kind(c=2, m=2, projection=2),
    kind(c=1, m=2, projection=1),
    kind(projection=3, stride=2),
    kind(projection=3, stride=2, size=(5, 5)),
    kind(projection=3, stride=2, size=(5, 4)),
    kind(projection=2, stride=3),
)
# What separates most wrong answers from right ones: several things at once.
MIXED_X = (
    kind(n=2, c=3, m=3, size=(4, 5), rough=True, seed=1),
    kind(n=3, c=1, m=2, size=(2, 6), seed=2),
    kind(n=1, c=4, m=1, size=(1, 4), seed=40),
    kind(n=2, c=2, m=4, size=(1, 1), rough=True, seed=7),
    kind(n=3, c=2, m=2, size=(1, 1), stride=2, seed=2),  # one pixel stays one, whatever the stride
)
MIXED_W = (
    kind(n=2, c=3, m=2, size=(4, 7), projection=4, stride=3, rough=True, seed=2),
    kind(n=3, c=2, m=2, size=(7, 4), projection=2, stride=2, seed=3),
    kind(n=1, c=1, m=3, size=(3, 6), projection=1, stride=2, rough=True, seed=7),
    kind(n=2, c=2, m=1, size=(5, 6), projection=2, stride=4, seed=4),
    kind(n=2, c=3, m=3, size=(3, 3), projection=3, stride=1, rough=True, seed=2),
    kind(n=2, c=3, m=1, size=(6, 5), projection=2, stride=2, seed=5),
)
MAKERS = {"residual_block": residual_case, "bottleneck_block": bottleneck_case}
ALONE = "without a projection, one thing changed at a time"
PROJECTING = "with a projection, one thing changed at a time"
EITHER = "with and without a projection, one thing changed at a time"
UNFIT = "for channels, sizes and strides that do not fit evenly"
UNFIT_WS = f"{UNFIT}, with a projection"
KEEPS = "leaves its inputs as they were, in whatever order params has its keys"
AGAIN = "gives the same answer to the same question"
RAISES = "raises ValueError where channels disagree or stride < 1, and only there"


def cases(of, kinds):
    """Make a case of each kind for a block or its backward."""
    return [MAKERS[of.removesuffix("_backward")](**kind) for kind in kinds]


def forward(worth, of, title, kinds):
    """Make a check of a block's answers."""

    def test(student, reference, case):
        assert_array(case.call(getattr(student, of)), case.call(getattr(reference, of)))

    test.__doc__ = f"{of} is right {title}"
    return points(worth, of=of)(every(*cases(of, kinds))(test))


def backward(worth, of, only, title, kinds):
    """Make a check of some gradients: a slip in one of them costs no points of the others."""

    def test(student, reference, case):
        answer, right = (case.backward(getattr(who, of)) for who in (student, reference))
        assert_some_grads(answer, right, case, only)

    which = " and ".join(only.replace(" ", ", ").rsplit(", ", 1))
    test.__doc__ = f"{of}: {which} {'are' if ' ' in only else 'is'} right {title}"
    return points(worth, of=of)(every(*cases(of, kinds))(test))


def keeps(of, *kinds):
    """Make a check of unchanged inputs, with the keys of params the other way round."""
    back = of.endswith("_backward")

    def test(student, reference, case):
        turned = dict(reversed(case.params.items()))
        asked = [case.dy, case.arrays[0], turned] if back else [case.arrays[0], turned]
        answer = assert_unchanged(getattr(student, of), *asked, **case.settings)
        right = getattr(reference, of)(*asked, **case.settings)
        if back:
            return assert_some_grads(answer, right, case, "dx")
        return assert_array(answer, right)

    test.__doc__ = f"{of} {KEEPS}"
    return points(1, of=of)(every(*cases(of, kinds))(test))


def again(of, kind):
    """Make a check that a second, equal call is answered alike."""
    (case,) = cases(of, [kind])
    back = of.endswith("_backward")

    def test(student, reference):
        ask = case.backward if back else case.call
        first, right = ask(getattr(student, of)), ask(getattr(reference, of))
        assert_same_answers(first, ask(getattr(student, of)))
        if back:
            return assert_some_grads(first, right, case, "dx")
        return assert_array(first, right)

    test.__doc__ = f"{of} {AGAIN}"
    return points(1, of=of)(test)


def disagreeing():
    """Yield what disagrees, alone: in words, channels of x, and (filters, channels) by name.

    Not asked for: the two paths where one has a single channel, which numpy adds to all others.
    """
    for a, b in ((2, 3), (1, 3), (3, 1)):
        yield f"x with {a} channels and w1 for {b}", a, {"w1": (2, b), "w2": (a, 2)}
        yield f"{a} filters and then some for {b} channels", 2, {"w1": (a, 2), "w2": (2, b)}
        yield f"x with {a} channels and ws for {b}", a, {"w1": (2, a), "w2": (4, 2), "ws": (4, b)}
    for a, b in ((2, 3), (4, 2)):
        yield f"x with {a} channels added to {b}", a, {"w1": (2, a), "w2": (b, 2)}
        yield f"ws giving {a} channels to {b}", 2, {"w1": (2, 2), "w2": (b, 2), "ws": (a, 2)}


def ones(channels, filters, middle):
    """Return x and params of ones, with a 3x3 convolution of `middle` channels for a bottleneck."""
    sides = {"w1": 3, "w2": 3, "ws": 1}
    if middle:
        filters = {"w3" if name == "w2" else name: pair for name, pair in filters.items()}
        filters, sides = filters | {"w2": (middle, middle)}, {"w1": 1, "w2": 3, "w3": 1, "ws": 1}
    params = {name: np.ones((*pair, sides[name], sides[name])) for name, pair in filters.items()}
    biases = {f"b{name[1]}": np.zeros(pair[0]) for name, pair in filters.items()}
    return np.ones((1, channels, 4, 4)), params | biases


def middles(of, filters):
    """Return what channels the middle may have: where its neighbours differ, either disagrees."""
    return {filters["w1"][0], filters["w2"][1]} if of == "bottleneck_block" else {0}


def raises(worth, of):
    """Make a check of what must raise ValueError, and of what just must not."""
    fits = {"w1": (2, 2), "w2": (3, 2), "ws": (3, 2)}

    def test(student, reference):
        block, right = getattr(student, of), getattr(reference, of)
        for filters, stride in ((fits, 5), ({"w1": (3, 2), "w2": (2, 3)}, 1)):
            asked = ones(2, filters, max(middles(of, filters)))
            assert_array(block(*asked, stride=stride), right(*asked, stride=stride))
        for said, channels, filters in disagreeing():
            for middle in sorted(middles(of, filters)):
                asked = ones(channels, filters, middle)
                assert_value_error(lambda a=asked: block(*a, stride=1), said)
        asked = ones(2, fits, max(middles(of, fits)))
        for stride in (0, -1, -2):
            assert_value_error(lambda s=stride: block(*asked, stride=s), f"stride {stride}")

    test.__doc__ = f"{of} {RAISES}"
    return points(worth, of=of)(test)


BLOCK, BACK = "residual_block", "residual_block_backward"
EVERY, MIXED = (*SHORTCUTS, *PROJECTED), (*MIXED_X, *MIXED_W)
test_residual_block_identity = forward(3, BLOCK, ALONE, SHORTCUTS)
test_residual_block_projected = forward(3, BLOCK, PROJECTING, PROJECTED)
test_residual_block_combined = forward(3, BLOCK, UNFIT, MIXED)
test_residual_block_value_errors = raises(2, BLOCK)
test_residual_block_inputs = keeps(BLOCK, kind(), kind(projection=3))
test_residual_block_twice = again(BLOCK, kind(projection=2, seed=2))

test_residual_block_backward_dx_identity = backward(2, BACK, "dx", ALONE, SHORTCUTS)
test_residual_block_backward_dx_projected = backward(2, BACK, "dx", PROJECTING, PROJECTED)
test_residual_block_backward_first_identity = backward(1, BACK, "w1 b1", ALONE, SHORTCUTS)
test_residual_block_backward_first_projected = backward(1, BACK, "w1 b1", PROJECTING, PROJECTED)
test_residual_block_backward_second_identity = backward(1, BACK, "w2 b2", ALONE, SHORTCUTS)
test_residual_block_backward_second_projected = backward(1, BACK, "w2 b2", PROJECTING, PROJECTED)
test_residual_block_backward_projection = backward(2, BACK, "ws bs", PROJECTING, PROJECTED)
test_residual_block_backward_dx_uneven = backward(1, BACK, "dx", UNFIT, MIXED_X)
test_residual_block_backward_dx_combined = backward(1, BACK, "dx", UNFIT_WS, MIXED_W)
test_residual_block_backward_first_combined = backward(1, BACK, "w1 b1", UNFIT, MIXED)
test_residual_block_backward_second_combined = backward(1, BACK, "w2 b2", UNFIT, MIXED)
test_residual_block_backward_shortcut_combined = backward(1, BACK, "ws bs", UNFIT_WS, MIXED_W)
test_residual_block_backward_inputs = keeps(BACK, kind(), kind(projection=3))
test_residual_block_backward_twice = again(BACK, kind(projection=2, seed=2))

NECK, BACK_N = "bottleneck_block", "bottleneck_block_backward"
test_bottleneck_block_identity = forward(1, NECK, ALONE, SHORTCUTS)
test_bottleneck_block_projected = forward(2, NECK, PROJECTING, PROJECTED)
test_bottleneck_block_combined = forward(2, NECK, UNFIT, MIXED)
test_bottleneck_block_value_errors = raises(1, NECK)
test_bottleneck_block_inputs = keeps(NECK, kind(), kind(projection=2))
test_bottleneck_block_twice = again(NECK, kind(projection=2, seed=2))

test_bottleneck_block_backward_dx_identity = backward(1, BACK_N, "dx", ALONE, SHORTCUTS)
test_bottleneck_block_backward_dx_projected = backward(1, BACK_N, "dx", PROJECTING, PROJECTED)
test_bottleneck_block_backward_first_one_factor = backward(1, BACK_N, "w1 b1", EITHER, EVERY)
test_bottleneck_block_backward_second_one_factor = backward(1, BACK_N, "w2 b2", EITHER, EVERY)
test_bottleneck_block_backward_third_one_factor = backward(1, BACK_N, "w3 b3", EITHER, EVERY)
test_bottleneck_block_backward_projection = backward(1, BACK_N, "ws bs", PROJECTING, PROJECTED)
test_bottleneck_block_backward_dx_combined = backward(1, BACK_N, "dx", UNFIT, MIXED)
test_bottleneck_block_backward_first_combined = backward(1, BACK_N, "w1 b1", UNFIT, MIXED)
test_bottleneck_block_backward_second_combined = backward(1, BACK_N, "w2 b2", UNFIT, MIXED)
test_bottleneck_block_backward_rest_combined = backward(1, BACK_N, "w3 b3 ws bs", UNFIT_WS, MIXED_W)
test_bottleneck_block_backward_inputs = keeps(BACK_N, kind(), kind(projection=2))
test_bottleneck_block_backward_twice = again(BACK_N, kind(projection=2, seed=2))
