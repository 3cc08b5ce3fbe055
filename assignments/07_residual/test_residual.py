"""Public checks of 07_residual. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import (
    KINK_STEP,
    Case,
    assert_array,
    assert_gradient,
    assert_shape,
    every,
    points,
)
from autograder.checks.cases.residual import (
    assert_keys,
    assert_shortcut,
    assert_shortcut_backward,
    assert_some_grads,
    assert_vanishes,
    bottleneck_case,
    bottleneck_cases,
    known_keys,
    residual_case,
    residual_cases,
)


def image(*channels):
    """Make a batch of one image."""
    return np.array([channels], dtype=np.float64)


# The worked examples of the handout: a residual block on one image of 3x4, as it is and with a
# projection, and a bottleneck block on one image of two channels.
X = image([[1, -1, 4, 4], [-1, 2, 4, 2], [-2, 4, 4, 3]])
PLAIN = {
    "w1": image([[0, 0, 0], [0, 1, -1], [0, 0, 0]]),
    "b1": np.array([1.0]),
    "w2": image([[0, 1, 0], [0, -1, 0], [0, 0, 0]]),
    "b2": np.array([-1.0]),
}
PROJECTED = PLAIN | {"ws": image([[2]]), "bs": np.array([-1.0])}
DY = image([[1, 1, 2, 1], [2, 3, 1, -1], [1, -2, 1, 2]])
DY2 = image([[1, 2], [3, 4]])

XB = image([[3, -2, 4], [3, -2, 3]], [[-2, 4, 2], [3, 4, 0]])
NECK = {
    "w1": image([[1]], [[-1]]),
    "b1": np.array([1.0]),
    "w2": image([[0, 0, 0], [0, 1, 1], [0, 0, 0]]),
    "b2": np.array([-2.0]),
    "w3": np.array([[[[1.0]]], [[[-2.0]]]]),
    "b3": np.array([-1.0, 1.0]),
}
SWAPPED = NECK | {"ws": np.eye(2)[::-1].reshape(2, 2, 1, 1), "bs": np.array([1.0, -1.0])}
DYB = image([[1, 2, 1], [3, 1, 2]], [[2, 1, 3], [1, -1, 1]])

BLOCKS = (
    residual_case(1, 1, 1, (3, 4), seed=1),
    residual_case(2, 2, 3, (4, 3), seed=1),
    residual_case(1, 2, 1, (3, 4), projection=2, seed=1),
    residual_case(1, 1, 2, (2, 3), projection=2, seed=1),
    residual_case(2, 2, 2, (4, 2), projection=1, stride=2, seed=1),
    residual_case(2, 2, 1, (4, 5), projection=3, stride=2, seed=1),
)
NECKS = (
    bottleneck_case(1, 1, 1, (3, 4), seed=1),
    bottleneck_case(2, 3, 2, (4, 3), seed=1),
    bottleneck_case(1, 2, 1, (3, 4), projection=2, seed=1),
    bottleneck_case(1, 1, 2, (2, 3), projection=2, seed=1),
    bottleneck_case(2, 2, 2, (4, 2), projection=1, stride=2, seed=2),
    bottleneck_case(2, 2, 1, (4, 5), projection=3, stride=2, seed=1),
)
BLOCK, NECK_BLOCK = "residual_block", "bottleneck_block"
BACK, NECK_BACK = "residual_block_backward", "bottleneck_block_backward"
LISTED = {BLOCK: BLOCKS, NECK_BLOCK: NECKS}  # those from 2 on have a projection
DRAWN = {BLOCK: residual_cases, NECK_BLOCK: bottleneck_cases}

PENCIL = "work through the handout's example with pencil and paper"
MASKS = "each relu lets a gradient through where what went into it was above 0"
READ = "a filter's gradient is made of what its convolution read and of what comes back to it"
LAST = "x is added as it is, and the last relu comes after that"
SUM = "a sum passes its gradient on to both of its terms, as it is"
PROJECTS = "the shortcut is a projection exactly where ws is in params"
BRINGS = "the shortcut is added before the last relu, a projection exactly where ws is there"
STRIDES = "of the main path one convolution has the stride, and the projection has it too"
SHAPE = "returns an array of the right shape for every size and stride"
VANISH = "with weights and biases of 0 gives back its input, but for the last relu"
SHORT = "without filters in its last convolution gives what the shortcut brings"
RETURN = "without filters in its last convolution brings dy back by the shortcut"
BY_WS = "without filters in its last convolution brings dy back by the projection"
KEYS = "gives a gradient for each key of params, and for no other"


def keys(function, case):
    """Demand the keys of params."""
    assert_keys(case.backward(function), case)


def shape(function, case):
    """Demand the right shape."""
    assert_shape(case.call(function), case.output)


def check(worth, of, body, title, *cases, hint):
    """Make a check of the function `of`: `body` asks it about these cases, or about drawn ones."""

    def test(student, case):
        body(getattr(student, of), case)

    test.__doc__ = f"{of} {title}"
    each = every(*cases) if cases else given(case=DRAWN[of]())
    return points(worth, of=of, hint=hint)(each(test))


def listed(names):
    """Write names as a list in words."""
    return " and ".join(names.replace(" ", ", ").rsplit(", ", 1))


def by_hand(worth, of, only, hint, dy, x, params, right):
    """Make a check of some gradients of a worked example: a slip in one costs that one."""
    shapes = {"x": x.shape} | {name: array.shape for name, array in params.items()}
    stride = {"stride": 2} if "ws" in params else {}
    case = Case(shapes, stride, dy.shape, packed=True)

    def test(student):
        answer = getattr(student, of)(dy, x, params, **stride)
        assert_some_grads(answer, right, case, only)

    which = only if only == "dx" else f"gradients of {listed(only)}"
    about = "example with a projection" if "ws" in params else "worked example"
    test.__doc__ = f"{of} gives the {which} of the {about}"
    return points(worth, of=of, hint=hint)(test)


def gradients(worth, block, only, hint, draws=4):
    """Make a check of some gradients, on the listed cases and on drawn ones.

    They are compared with finite differences, at values that keep away from relu's kink.
    """
    projected = "ws" in only

    @settings(max_examples=draws)
    @given(case=DRAWN[block](projected=projected))
    def test(student, case):
        def backward(*arguments, **stride):
            answer = getattr(student, f"{block}_backward")(*arguments, **stride)
            return known_keys(answer, case)

        assert_gradient(case, getattr(student, block), backward, only=only, step=KINK_STEP)

    for case in reversed(LISTED[block][2 * projected :]):
        test = example(case=case)(test)
    agree = f"{listed(only)} {'agrees' if only == 'dx' else 'agree'}"
    test.__doc__ = f"{block}_backward's {agree} with finite differences of {block}"
    return points(worth, of=f"{block}_backward", hint=hint)(test)


@points(4, of="residual_block", hint=PENCIL)
def test_residual_block_worked_example(student):
    """residual_block gives the numbers of the worked example"""
    y = image([[0, 0, 2, 0], [1, 1, 1, 3], [0, 2, 4, 1]])
    assert_array(student.residual_block(X, PLAIN), y)


@points(3, of="residual_block", hint="the projection reads every second row and column of x")
def test_residual_block_projection_example(student):
    """residual_block gives the numbers of the example with a projection and stride 2"""
    assert_array(student.residual_block(X, PROJECTED, stride=2), image([[0, 5], [0, 5]]))


test_residual_block_shape = check(2, BLOCK, shape, SHAPE, hint=STRIDES)
test_residual_block_vanishing = check(3, BLOCK, assert_vanishes, VANISH, *BLOCKS[:2], hint=LAST)
test_residual_block_shortcut = check(2, BLOCK, assert_shortcut, SHORT, *BLOCKS, hint=BRINGS)

DX = image([[2, -2, 1, 0], [2, 3, 1, 2], [0, 0, -2, 1]])
GRADS = {
    "w1": image([[0, 8, 6], [-7, -2, -1], [6, 1, 2]]),
    "b1": np.array([2.0]),
    "w2": image([[14, 11, 5], [2, 10, 22], [-1, 7, 18]]),
    "b2": np.array([8.0]),
}
DX2 = image([[0, 0, 6, -2], [0, 0, 0, 0], [0, 0, 4, 4]])
GRADS2 = {
    "w1": image([[-8, -16, -8], [-18, -8, -4], [4, 8, 4]]),
    "b1": np.array([-2.0]),
    "w2": image([[12, 4, 0], [6, 10, 0], [0, 4, 0]]),
    "b2": np.array([6.0]),
    "ws": image([[24]]),
    "bs": np.array([6.0]),
}
HAND, HAND2 = (DY, X, PLAIN, (DX, GRADS)), (DY2, X, PROJECTED, (DX2, GRADS2))
test_residual_block_backward_dx = by_hand(2, BACK, "dx", SUM, *HAND)
test_residual_block_backward_first = by_hand(1, BACK, "w1 b1", READ, *HAND)
test_residual_block_backward_second = by_hand(1, BACK, "w2 b2", READ, *HAND)
test_residual_block_backward_dx_projected = by_hand(2, BACK, "dx", SUM, *HAND2)
test_residual_block_backward_projection = by_hand(1, BACK, "ws bs", PROJECTS, *HAND2)
test_residual_block_backward_keys = check(
    1, BACK, keys, KEYS, BLOCKS[0], BLOCKS[2], hint="ws and bs exactly where params has them"
)
test_residual_block_backward_shortcut = check(
    1, BACK, assert_shortcut_backward, RETURN, *BLOCKS[:2], hint=SUM
)
test_residual_block_backward_projected = check(
    1, BACK, assert_shortcut_backward, BY_WS, *BLOCKS[2:], hint=SUM
)
test_residual_block_backward_gradient_dx = gradients(2, BLOCK, "dx", MASKS, draws=6)
test_residual_block_backward_gradient_first = gradients(2, BLOCK, "w1 b1", MASKS)
test_residual_block_backward_gradient_second = gradients(1, BLOCK, "w2 b2", MASKS)
test_residual_block_backward_gradient_projection = gradients(1, BLOCK, "ws bs", PROJECTS)


@points(3, of="bottleneck_block", hint=PENCIL)
def test_bottleneck_block_worked_example(student):
    """bottleneck_block gives the numbers of the worked example"""
    y = image([[6, 0, 4], [2, 0, 4]], [[0, 3, 1], [4, 1, 0]])
    assert_array(student.bottleneck_block(XB, NECK), y)


@points(1, of="bottleneck_block", hint="the 3x3 convolution has the stride, and the projection")
def test_bottleneck_block_projection_example(student):
    """bottleneck_block gives the numbers of the example with a projection and stride 2"""
    assert_array(student.bottleneck_block(XB, SWAPPED, stride=2), image([[2, 3]], [[0, 2]]))


test_bottleneck_block_shape = check(1, NECK_BLOCK, shape, SHAPE, hint=STRIDES)
test_bottleneck_block_vanishing = check(
    2, NECK_BLOCK, assert_vanishes, VANISH, *NECKS[:2], hint=LAST
)
test_bottleneck_block_shortcut = check(2, NECK_BLOCK, assert_shortcut, SHORT, *NECKS, hint=BRINGS)

DXB = image([[2, 0, -6], [3, 0, 6]], [[-1, 1, 10], [1, -1, -4]])
GRADSB = {
    "w1": image([[-13]], [[-16]]),
    "b1": np.array([-2.0]),
    "w2": image([[12, 6, 6], [-10, -1, 2], [-2, -19, -8]]),
    "b2": np.array([-2.0]),
    "w3": np.array([[[[9.0]]], [[[2.0]]]]),
    "b3": np.array([7.0, 4.0]),
}
HANDB = (DYB, XB, NECK, (DXB, GRADSB))
test_bottleneck_block_backward_dx = by_hand(2, NECK_BACK, "dx", SUM, *HANDB)
test_bottleneck_block_backward_weights = by_hand(1, NECK_BACK, "w1 w2 w3", READ, *HANDB)
test_bottleneck_block_backward_keys = check(
    1, NECK_BACK, keys, KEYS, NECKS[0], NECKS[2], hint="ws and bs exactly where params has them"
)
test_bottleneck_block_backward_shortcut = check(
    1, NECK_BACK, assert_shortcut_backward, RETURN, *NECKS, hint=SUM
)
test_bottleneck_block_backward_gradient_dx = gradients(2, NECK_BLOCK, "dx", MASKS, draws=6)
test_bottleneck_block_backward_gradient_first = gradients(1, NECK_BLOCK, "w1 b1", MASKS)
test_bottleneck_block_backward_gradient_second = gradients(1, NECK_BLOCK, "w2 b2", MASKS)
test_bottleneck_block_backward_gradient_third = gradients(1, NECK_BLOCK, "w3 b3", MASKS)
test_bottleneck_block_backward_gradient_projection = gradients(1, NECK_BLOCK, "ws bs", PROJECTS)
