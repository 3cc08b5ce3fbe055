"""Hidden checks of 09_inception: agreement with the reference, and what the contract promises."""

import numpy as np

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_grads,
    assert_number,
    assert_same_answers,
    assert_unchanged,
    every,
    points,
)
from autograder.checks.cases.inception import (
    BRANCHES,
    assert_branches,
    auxiliary_case,
    branch_sizes,
    inception_case,
    upstream,
)

# From the plain case, one thing changes at a time, so that feedback can say which.
ONE_FACTOR = (
    {},
    {"n": 1},
    {"c": 1},
    {"c": 3},
    {"size": (3, 5)},
    {"size": (6, 6)},
    {"size": (1, 1)},
    {"size": (2, 3)},
    {"x": "below", "seed": 2},
    {"channels": (3, 2, 2, 2, 2, 2)},
    {"channels": (2, 1, 2, 2, 2, 2)},
    {"channels": (2, 2, 3, 2, 2, 2)},
    {"channels": (2, 2, 2, 3, 2, 2)},
    {"channels": (2, 2, 2, 2, 1, 2)},
    {"channels": (2, 2, 2, 2, 2, 3)},
)
# What separates most wrong answers from right ones: several things at once.
COMBINED = (
    {"n": 3, "c": 3, "size": (3, 5), "channels": (1, 2, 4, 1, 2, 3), "seed": 1},
    {"n": 1, "c": 2, "size": (1, 1), "channels": (2, 1, 1, 3, 2, 4), "seed": 25},
    {"n": 2, "c": 1, "size": (2, 3), "channels": (3, 1, 2, 1, 1, 2), "seed": 3},
    {"n": 2, "c": 4, "size": (1, 6), "channels": (1, 2, 1, 3, 4, 2), "seed": 4},
    {"n": 1, "c": 3, "size": (6, 2), "channels": (2, 3, 1, 1, 3, 1), "seed": 5},
    {"n": 2, "c": 2, "size": (5, 4), "channels": (4, 1, 3, 2, 1, 2), "seed": 7},
)
FAR = (
    {"size": (1, 1), "seed": 4},
    {"n": 1, "c": 1, "size": (3, 3), "channels": (1, 1, 1, 1, 1, 3), "seed": 5},
    {"c": 3, "size": (2, 5), "channels": (1, 2, 3, 2, 1, 2), "seed": 0},
)
FORWARD, BACKWARD, DEPTH = "inception_module", "inception_module_backward", 1e5
FITTING = "when one setting changes at a time"
UNFIT = "on images and numbers of channels that are all different"
LOW = "on pixels far below 0"


def cases(several, **kinds):
    """Make cases; without `values` in `kinds`, all keep away from kinks."""
    return [inception_case(**{"seed": 1} | one | kinds) for one in several]


def forward(worth, when, several, branch="", depth=0.0):
    """Make a check of inception_module or one of its branches, on pixels moved down by `depth`."""

    def test(student, reference, case):
        x, *others = case.arrays
        answer, right = (
            case.call(asked.inception_module, x - depth, *others) for asked in (student, reference)
        )
        assert_branches(answer, right, branch_sizes(case), only=branch)

    part = f"{FORWARD}'s {branch} branch" if branch else FORWARD
    test.__doc__ = f"{part} is right {when}"
    return points(worth, of=FORWARD)(every(*several)(test))


def backward(worth, when, several, of="dx", through="", depth=0.0, hint=""):
    """Make a check of dx or of one branch's gradients; dy is for all branches or for one."""

    def test(student, reference, case):
        asked = upstream(case, through), case.arrays[0] - depth, case.params
        answer, right = (who.inception_module_backward(*asked) for who in (student, reference))
        assert_grads(answer, right, case, only=BRANCHES.get(of, "dx"))

    part = "dx is right" if of == "dx" else f"gradients of the {of} branch are right"
    path = f"through the {through} branch alone, " if through else ""
    test.__doc__ = f"{BACKWARD}'s {part} {path}{when}"
    return points(worth, of=BACKWARD, hint=hint)(every(*several)(test))


ANY, MIXED = cases(ONE_FACTOR, values="normal"), cases(COMBINED, values="normal")
test_inception_module_1x1 = forward(2, FITTING, ANY, "1×1")
test_inception_module_3x3 = forward(2, FITTING, ANY, "3×3")
test_inception_module_5x5 = forward(2, FITTING, ANY, "5×5")
test_inception_module_pool = forward(2, FITTING, ANY, "pool")
test_inception_module_combined = forward(4, UNFIT, MIXED)
test_inception_module_far = forward(2, LOW, cases(FAR), "pool", DEPTH)

EXACT, UNEVEN, FEW = cases(ONE_FACTOR), cases(COMBINED), cases(COMBINED[:3])
SUM = "dx is the sum of what comes back from four branches"
test_inception_module_backward_dx = backward(3, FITTING, EXACT, hint=SUM)
test_inception_module_backward_1x1 = backward(1, FITTING, EXACT, "1×1")
test_inception_module_backward_3x3 = backward(2, FITTING, EXACT, "3×3")
test_inception_module_backward_5x5 = backward(2, FITTING, EXACT, "5×5")
test_inception_module_backward_pool = backward(1, FITTING, EXACT, "pool")
test_inception_module_backward_path_1x1 = backward(1, UNFIT, FEW, through="1×1")
test_inception_module_backward_path_3x3 = backward(1, UNFIT, FEW, through="3×3")
test_inception_module_backward_path_5x5 = backward(1, UNFIT, FEW, through="5×5")
test_inception_module_backward_far = backward(1, LOW, cases(FAR), through="pool", depth=DEPTH)
test_inception_module_backward_combined_dx = backward(1, UNFIT, UNEVEN, hint=SUM)
test_inception_module_backward_combined_1x1 = backward(1, UNFIT, UNEVEN, "1×1")
test_inception_module_backward_combined_3x3 = backward(1, UNFIT, UNEVEN, "3×3")
test_inception_module_backward_combined_5x5 = backward(1, UNFIT, UNEVEN, "5×5")
test_inception_module_backward_combined_pool = backward(1, UNFIT, UNEVEN, "pool")

KEPT = inception_case(), inception_case(1, 3, (2, 3), (1, 2, 3, 2, 1, 2))


@points(1, of="inception_module")
@every(*KEPT)
def test_inception_module_inputs(student, reference, case):
    """inception_module leaves its inputs as they were"""
    y = assert_unchanged(student.inception_module, case.arrays[0], case.params)
    assert_branches(y, case.call(reference.inception_module), branch_sizes(case), only="1×1")


@points(1, of="inception_module")
def test_inception_module_twice(student, reference):
    """inception_module gives the same answer to the same question"""
    case = inception_case(seed=9)
    y = case.call(student.inception_module)
    assert_same_answers(y, case.call(student.inception_module))
    assert_branches(y, case.call(reference.inception_module), branch_sizes(case), only="1×1")


@points(1, of="inception_module_backward")
@every(*KEPT)
def test_inception_module_backward_inputs(student, reference, case):
    """inception_module_backward leaves its inputs as they were"""
    asked = case.dy, case.arrays[0], case.params
    got = assert_unchanged(student.inception_module_backward, *asked)
    assert_grads(got, reference.inception_module_backward(*asked), case, only="w1 b1")


@points(1, of="inception_module_backward")
def test_inception_module_backward_twice(student, reference):
    """inception_module_backward gives the same answer to the same question"""
    case = inception_case(seed=9)
    got = case.backward(student.inception_module_backward)
    assert_same_answers(got, case.backward(student.inception_module_backward), "the gradients")
    assert_grads(got, case.backward(reference.inception_module_backward), case, only="w1 b1")


SIZES = ([2, 2, 2, 2], [1, 3, 2, 4], [5], [3, 1], [1, 1, 2], [2, 1, 1, 3, 1], [4, 2, 3], [2, 4])


def pieces(sizes, seed):
    """Make a branch of each size, of another number of samples, rows and columns each time."""
    rng = np.random.default_rng(seed)
    return [rng.standard_normal((1 + seed % 3, size, 1 + seed % 4, 2 + seed % 3)) for size in sizes]


@points(2, of="concat_channels")
def test_concat_channels_agrees(student):
    """concat_channels is right for every number of branches, samples and channels"""
    for seed, sizes in enumerate(SIZES):
        branches = pieces(sizes, seed)
        assert_array(student.concat_channels(branches), np.concatenate(branches, axis=1))


@points(1, of="concat_channels")
def test_concat_channels_inputs(student):
    """concat_channels leaves its inputs as they were, and repeats itself"""
    branches = pieces([2, 1, 3], 4)
    y = assert_unchanged(student.concat_channels, branches)
    assert_array(y, np.concatenate(branches, axis=1))
    assert_same_answers(student.concat_channels(branches), student.concat_channels(branches))


@points(3, of="split_channels")
def test_split_channels_agrees(student):
    """split_channels is right for every number of parts, samples and channels"""
    for seed, sizes in enumerate(SIZES):
        parts = pieces(sizes, seed)
        names = " ".join(f"part{i}" for i in range(len(sizes)))
        assert_arrays(student.split_channels(np.concatenate(parts, axis=1), sizes), parts, names)


@points(1, of="split_channels")
def test_split_channels_inputs(student):
    """split_channels leaves its inputs as they were, and repeats itself"""
    parts, sizes = pieces([2, 1, 3], 4), [2, 1, 3]
    dy = np.concatenate(parts, axis=1)
    got = assert_unchanged(student.split_channels, dy, sizes)
    assert_arrays(got, parts, "part0 part1 part2")
    assert_same_answers(student.split_channels(dy, sizes), student.split_channels(dy, sizes))


@points(3, of="auxiliary_classifier")
@every(
    auxiliary_case(),
    auxiliary_case(1),
    auxiliary_case(c=1),
    auxiliary_case(k=1),
    auxiliary_case(k=3),
    auxiliary_case(size=(4, 4)),
    auxiliary_case(size=(1, 1)),
    auxiliary_case(4, 2, 3, (5, 2), seed=1),
    auxiliary_case(3, 3, 3, (2, 6), seed=2),
    auxiliary_case(2, 4, 2, (1, 7), seed=3),
)
def test_auxiliary_classifier_agrees(student, reference, case):
    """auxiliary_classifier is right for every batch, number of classes and size"""
    right = case.call(reference.auxiliary_classifier)
    assert_array(case.call(student.auxiliary_classifier), right, "logits")


@points(1, of="auxiliary_classifier")
@every(auxiliary_case(seed=4))
def test_auxiliary_classifier_inputs(student, reference, case):
    """auxiliary_classifier leaves its inputs as they were, and repeats itself"""
    logits = assert_unchanged(student.auxiliary_classifier, case.arrays[0], case.params)
    assert_array(logits, case.call(reference.auxiliary_classifier), "logits")
    again = case.call(student.auxiliary_classifier)
    assert_same_answers(again, case.call(student.auxiliary_classifier), "logits")


LOSSES = ([], [0.713], [1.12, 0.2], [0.9, 2.37, 0.4], [0.33, 0.33], [1.7, 0.61, 0.125, 2.9])


@points(2, of="total_loss")
def test_total_loss_agrees(student, reference):
    """total_loss is right for every number of auxiliary losses and every weight"""
    for i, auxiliaries in enumerate(LOSSES):
        main = (2304 - 300 * i) / 1000
        assert_number(
            student.total_loss(main, auxiliaries), reference.total_loss(main, auxiliaries)
        )
        for weight in (0.5, 0.0, 1.9):
            right = reference.total_loss(main, auxiliaries, weight=weight)
            assert_number(student.total_loss(main, auxiliaries, weight=weight), right)


@points(1, of="total_loss")
def test_total_loss_inputs(student, reference):
    """total_loss leaves its list as it was, and repeats itself"""
    asked = 1.3, [0.8, 0.1]
    right = reference.total_loss(*asked)
    assert_number(assert_unchanged(student.total_loss, *asked), right)
    for _ in range(2):
        assert_number(student.total_loss(*asked), right)
