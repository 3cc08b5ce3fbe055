"""Public checks of 09_inception. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import (
    KINK_STEP,
    assert_array,
    assert_arrays,
    assert_gradient,
    assert_grads,
    assert_number,
    assert_shape,
    every,
    points,
)
from autograder.checks.cases.inception import (
    BRANCHES,
    arrays_with,
    assert_branches,
    assert_first_channel,
    auxiliary_case,
    branch_sizes,
    inception_case,
    inception_cases,
)


def of(*rows):
    """Make one image, or one filter, of one channel."""
    return np.array(rows, dtype=np.float64)[None, None]


# The handout's worked example: one image of 2x3, one channel in every branch.
X, ZEROS = of([1, -2, -3], [2, -4, -1]), [0] * 5
W3 = of([0, 0, 0], [2, 1, 0], [0, 0, -1])
W5 = of(ZEROS, [0, 0, 1, 0, 0], [2, 0, -1, 0, 0], ZEROS, ZEROS)
Y1, Y3 = of([2.5, 0, 0], [4.5, 0, 0]), of([0, 1.25, 8.75], [0.25, 4.75, 10.75])
Y5, YP = of([0, 0.25, 5.25], [0, 0.25, 6.75]), of([0, 0, 1.5], [0, 0, 1.5])
Y = np.concatenate([Y1, Y3, Y5, YP], axis=1)
DY1, DY3 = of([1, 2, 0], [3, -1, 1]), of([2, 1, -1], [2, -1, 1])
DY5, DYP = of([3, 1, -1], [-2, 2, 1]), of([1, -1, 2], [0, 3, 1])
DY = np.concatenate([DY1, DY3, DY5, DYP], axis=1)
DX, DW3 = of([0, 1, 1], [8, -1, -4]), of([2.5, 1, 1.5], [2, -4, 11], [-4.5, 3, 1.5])
DW5 = of(ZEROS, [2.5, 5, 0, 0, 0], [1, 9.5, 0.5, 1, 0], [-3.5, 3.5, -0.5, 0.5, 0], ZEROS)
# fmt: off
PARAMS = {
    "w1": of([2]), "b1": np.array([0.5]),
    "w3r": of([-1]), "b3r": np.array([0.5]), "w3": W3, "b3": np.array([0.25]),
    "w5r": of([1]), "b5r": np.array([1.5]), "w5": W5, "b5": np.array([0.25]),
    "wp": of([-1]), "bp": np.array([0.5]),
}
GRADS = {
    "w1": of([7]), "b1": np.array([4.0]),
    "w3r": of([1]), "b3r": np.array([-1.0]), "w3": DW3, "b3": np.array([2.0]),
    "w5r": of([3]), "b5r": np.array([-1.0]), "w5": DW5, "b5": np.array([3.0]),
    "wp": of([-3]), "bp": np.array([3.0]),
}
# fmt: on
SMALLEST = inception_case(1, 1, (2, 3), (1, 1, 1, 1, 1, 1), seed=4)  # shapes as in the example
UNEVEN = inception_case(2, 2, (3, 4), (1, 2, 3, 3, 2, 1), seed=5)
BELOW = inception_case(1, 3, (1, 4), (3, 1, 2, 2, 1, 2), x="below", seed=22)


@points(2, of="concat_channels", hint="np.concatenate has an axis; channels are axis 1")
def test_concat_channels_worked_example(student):
    """concat_channels lays the branches of the worked example on top of each other"""
    assert_array(student.concat_channels([Y1, Y3, Y5, YP]), Y)
    assert_array(student.concat_channels([Y[:, :2], Y5]), Y[:, :3])


@points(1, of="concat_channels", hint="there may be one branch only, and it may be in a tuple")
def test_concat_channels_one(student):
    """concat_channels takes a tuple as well as a list, and a single branch too"""
    assert_array(student.concat_channels((Y5, YP)), Y[:, 2:])
    assert_array(student.concat_channels([DY]), DY)


@points(2, of="split_channels", hint="a part starts where the one before it ends")
def test_split_channels_worked_example(student):
    """split_channels takes the worked example apart into the four branches"""
    four, two = student.split_channels(DY, [1, 1, 1, 1]), student.split_channels(DY, [1, 3])
    assert_arrays(four, (DY1, DY3, DY5, DYP), "part0 part1 part2 part3")
    assert_arrays(two, (DY1, DY[:, 1:]), "part0 part1")


@points(2, of="split_channels", hint="sizes are numbers of channels, not places to cut")
def test_split_channels_undoes(student):
    """split_channels undoes a concatenation, whatever the sizes"""
    for sizes in ([3, 1, 2], [2], [1, 4], [1, 2, 1, 3, 1]):
        parts = [10 * i + np.arange(12.0 * s).reshape(2, s, 3, 2) for i, s in enumerate(sizes)]
        names = " ".join(f"part{i}" for i in range(len(sizes)))
        assert_arrays(student.split_channels(np.concatenate(parts, axis=1), sizes), parts, names)


FORWARD, BACKWARD = "inception_module", "inception_module_backward"


def worked_branch(branch, hint):
    """Make a check of one branch of the worked example."""

    def test(student):
        assert_branches(student.inception_module(X, PARAMS), Y, (1, 1, 1, 1), only=branch)

    test.__doc__ = f"{FORWARD} gives the {branch} branch of the worked example"
    return points(1, of=FORWARD, hint=hint)(test)


test_inception_module_worked_1x1 = worked_branch("1×1", "relu after the convolution")
test_inception_module_worked_3x3 = worked_branch("3×3", "relu after the 1×1 and after the 3×3")
test_inception_module_worked_5x5 = worked_branch("5×5", "relu after the 1×1 and after the 5×5")
test_inception_module_worked_pool = worked_branch("pool", "of -3, -1 and -inf, -1 is the largest")


@points(2, of="inception_module", hint="the channels of all branches; rows and columns stay")
@settings(max_examples=6)
@example(case=UNEVEN)
@given(case=inception_cases())
def test_inception_module_shape(student, case):
    """inception_module keeps rows and columns, and has the channels of all four branches"""
    assert_shape(case.call(student.inception_module), case.output)


@points(2, of=FORWARD, hint="1×1, 3×3, 5×5, pool, and a relu after each of them")
@every(
    inception_case(1, 2, (2, 3), (2, 1, 3, 2, 2, 4), seed=1),
    inception_case(2, 1, (3, 2), (3, 3, 2, 1, 5, 2), seed=2),
)
def test_inception_module_order(student, case):
    """inception_module with filters of 0 gives its biases after relu, branch by branch"""
    ends = np.cumsum(branch_sizes(case))
    biases = np.arange(1.0, ends[-1] + 1) * (-1) ** np.arange(ends[-1])  # 1, -2, 3, -4, …
    entries = {key: (..., 0) for key in case.params if key[0] == "w"}
    for key, part in zip(("b1", "b3", "b5", "bp"), np.split(biases, ends)):
        entries[key] = (..., part)
    y = case.call(student.inception_module, *arrays_with(case, case.arrays[0], **entries))
    assert_array(y, np.broadcast_to(np.maximum(biases, 0)[:, None, None], case.output))


def look(worth, name, reach, row, column):
    """Make a check of a branch whose filter has a single 1, so that it sees a single pixel."""
    key = name[0]

    def test(student, case):
        x = case.arrays[0] - case.arrays[0].min() + 1  # all above 0
        entries = {f"w{key}r": ((0, -1), 1), f"b{key}r": (0, 10)}  # the last channel plus 10
        entries |= {f"w{key}": ((0, 0, reach + row, reach + column), 1), f"b{key}": (0, 0)}
        y = case.call(student.inception_module, *arrays_with(case, x, **entries))
        framed = np.pad(x[:, -1:] + 10, ((0, 0), (0, 0), (2, 2), (2, 2)))
        H, W = x.shape[2:]
        seen = framed[:, :, 2 + row : 2 + row + H, 2 + column : 2 + column + W]
        assert_first_channel(y, seen, case, name)

    test.__doc__ = f"{FORWARD}'s {name} sees pixels up to {reach} away, and zeros beyond the edge"
    hint = f"padding {reach}, put round what the 1×1 and its relu gave"
    return points(worth, of=FORWARD, hint=hint)(every(SMALLEST, UNEVEN, BELOW)(test))


test_inception_module_looks_3x3 = look(2, "3×3", 1, -1, 1)
test_inception_module_looks_5x5 = look(3, "5×5", 2, 1, -2)


@points(3, of=FORWARD, hint="the frame is -inf, so that it is never the largest")
@every(SMALLEST, UNEVEN, BELOW)
def test_inception_module_slopes(student, case):
    """inception_module's pool takes the highest neighbour on a slope, and never the frame"""
    N, C, H, W = case.shapes["x"]
    rows, columns = np.indices((H, W))
    base = -100.0 * np.arange(1, N * C + 1).reshape(N, C, 1, 1)  # all below 0
    for step in (1, -1):  # uphill, then downhill
        x = base + step * (10 * rows + columns)
        i, j = np.clip(np.arange(H) + step, 0, H - 1), np.clip(np.arange(W) + step, 0, W - 1)
        arrays = arrays_with(case, x, wp=((0, -1), 1), bp=(0, 1000))
        y = case.call(student.inception_module, *arrays)
        assert_first_channel(y, 1000 + x[:, -1:, i][..., j], case, "pool")


PARTS = "dy's first channels are this branch's, as many as w1 has filters"
PATHS = "x goes into four branches: dx is the sum of what comes back from each"
MASKS = "two convolutions, two masks: 1 where that convolution gave more than 0"
POOLED = "its 1×1 saw what the pool gave, not x"


def worked(worth, hint, branch=""):
    """Make a check of dx, or of one branch's gradients, in the worked example."""

    def test(student):
        got = student.inception_module_backward(DY, X, PARAMS)
        assert_grads(got, (DX, GRADS), SMALLEST, only=BRANCHES.get(branch, "dx"))

    title = f"the gradients of the {branch} branch" if branch else "the dx"
    test.__doc__ = f"{BACKWARD} gives {title} of the worked example"
    return points(worth, of=BACKWARD, hint=hint)(test)


def gradient(worth, hint, branch=""):
    """Make a check by finite differences, of steps too small to cross a kink of a relu."""
    names = BRANCHES.get(branch, "dx")

    def test(student, case):
        forward, backward = student.inception_module, student.inception_module_backward
        assert_gradient(case, forward, backward, only=names, step=KINK_STEP)

    title = f"gradients of the {branch} branch agree" if branch else "dx agrees"
    test.__doc__ = f"{BACKWARD}'s {title} with finite differences of {FORWARD}"
    drawn = settings(max_examples=4)(given(case=inception_cases())(test))
    for case in (BELOW, UNEVEN, SMALLEST):
        drawn = example(case=case)(drawn)
    return points(worth, of=BACKWARD, hint=hint)(drawn)


test_inception_module_backward_worked_dx = worked(3, PATHS)
test_inception_module_backward_worked_1x1 = worked(1, PARTS, "1×1")
test_inception_module_backward_worked_3x3 = worked(2, MASKS, "3×3")
test_inception_module_backward_worked_5x5 = worked(2, MASKS, "5×5")
test_inception_module_backward_worked_pool = worked(1, POOLED, "pool")
test_inception_module_backward_gradient_dx = gradient(4, PATHS)
test_inception_module_backward_gradient_1x1 = gradient(1, PARTS, "1×1")
test_inception_module_backward_gradient_3x3 = gradient(2, MASKS, "3×3")
test_inception_module_backward_gradient_5x5 = gradient(2, MASKS, "5×5")
test_inception_module_backward_gradient_pool = gradient(2, POOLED, "pool")


@points(2, of="auxiliary_classifier", hint="average every channel, then one sum for each row of w")
def test_auxiliary_classifier_worked_example(student):
    """auxiliary_classifier gives the numbers of the worked example"""
    x = np.array([[[[1.0, 2, 3], [4, 5, 9]], [[0, -6, 0], [3, 0, 0]]]])
    params = {"w": np.array([[1.0, 2], [0, -4], [-1, 0]]), "b": np.array([0.5, 1, -1])}
    assert_array(student.auxiliary_classifier(x, params), np.array([[3.5, 3, -5]]), "logits")


@points(2, of="auxiliary_classifier", hint="the mean over rows and columns, of each sample alone")
@every(
    auxiliary_case(2, 3, 3, (2, 4), values="integers"),
    auxiliary_case(3, 2, 4, (3, 2), values="integers", seed=1),
)
def test_auxiliary_classifier_flat(student, case):
    """auxiliary_classifier gives images with one channel of ones its weights, plus b"""
    x, w, b = case.arrays
    channel = np.arange(len(x)) % x.shape[1]  # another one for each sample
    flat = np.zeros_like(x)
    flat[np.arange(len(x)), channel] = 1
    logits = case.call(student.auxiliary_classifier, flat, w, b)
    assert_array(logits, w[:, channel].T + b, "logits")


@points(2, of="total_loss", hint="the main loss once, each auxiliary loss times the weight")
def test_total_loss_worked_example(student):
    """total_loss gives the numbers of the worked example"""
    assert_number(student.total_loss(2.0, [1.0, 4.0]), 3.5)
    assert_number(student.total_loss(2.0, [1.0, 4.0], weight=0.5), 4.5)


@points(1, of="total_loss", hint="a sum of nothing is 0")
def test_total_loss_alone(student):
    """total_loss is the main loss where there are no auxiliary ones"""
    assert_number(student.total_loss(1.25, []), 1.25)
