"""Hidden checks of 06_layers: agreement with the reference, and what the contract promises."""

from dataclasses import replace

import numpy as np

from autograder.checks import (
    assert_array,
    assert_arrays,
    assert_number,
    assert_same_answers,
    assert_shape,
    assert_unchanged,
    every,
    points,
)
from autograder.checks.cases.layers import (
    class_case,
    dense_case,
    dropout_case,
    entry_case,
    lrn_case,
    norm_case,
    rbf_case,
)
from autograder.checks.cases.masks import assert_mask, assert_unlike

ENTRIES = (
    entry_case((2, 3)),
    entry_case((1, 1), seed=1),
    entry_case((4, 1), seed=2),
    entry_case((2, 2, 3, 4), seed=3),
    entry_case((1, 7, 2, 2), seed=4),
    entry_case((6, 6), values="normal", moved=(1, 0), seed=5),
    entry_case((2, 3), values="normal", moved=(4, 3), seed=6),
    entry_case((4, 4), moved=(1e-3, 5e-4), seed=7),
    entry_case((2, 1, 3, 2), moved=(1e6, 5e5), seed=8),
    entry_case((5,), seed=11),
    entry_case((2, 3, 2), seed=12),
)
KINKS = entry_case((5, 4), values="integers", moved=(1, 1), seed=13)  # 0 and 6 are among them
SQUASHED = (*ENTRIES[:7], *(entry_case((3, 4), moved=(s, 0), seed=9) for s in (0.01, 0.3, 20)))
FLAT = entry_case((3, 4), moved=(200, 0), seed=9)  # e^x is more than a float holds
DENSE = (
    dense_case(),
    dense_case(1, 1, 1),
    dense_case(5, 2, 3, seed=1),
    dense_case(1, 3, 4, seed=2),
    dense_case(2, 5, 1, seed=3),
    dense_case(4, 1, 2, seed=4),
    dense_case(2, 6, 6, seed=5),
    dense_case(seed=6),
)
EQUAL = dense_case(3, 3, 3), dense_case(4, 2, 4, seed=1), dense_case(3, 3, 2, seed=2)
# How many rows and classes; what all scores are multiplied by, and raised by.
SCORES = (
    ((3, 4), (1, 0)),
    ((1, 1), (1, 0)),
    ((4, 4), (0.01, 0)),
    ((5, 2), (30, 0)),
    ((1, 6), (1, 300)),
    ((6, 1), (1, -600)),
    ((3, 4), (2, 0)),
    ((2, 5), (20000, 0)),  # e^x is more than a float holds, however long
)
CLASSES = [class_case(*size, moved=m, seed=s) for s, (size, m) in enumerate(SCORES)]
LOSSES = [class_case(*size, moved=m, seed=s, loss=True) for s, (size, m) in enumerate(SCORES)]
MASKED = (
    dropout_case((3, 4)),
    dropout_case((1, 1), 0.1, seed=1),
    dropout_case((5, 2), 0.9, values="normal", seed=2),
    dropout_case((2, 3, 2, 4), 0.3, values="normal", seed=3),
    dropout_case((1, 4, 3, 1), 0.0, seed=4),
    dropout_case((4, 4), 0.75, seed=5),
    dropout_case((3, 4), seed=6),
    dropout_case((1, 6, 2, 3), 0.4, seed=7),
)
# From the plain case, one thing changes at a time, so that feedback can say which.
WINDOWS = (
    lrn_case(),
    lrn_case(1),
    lrn_case(c=1),
    lrn_case(c=2),
    lrn_case(c=9),
    lrn_case(size=(2, 4)),
    lrn_case(r=1),
    lrn_case(r=3),
    lrn_case(r=4),
    lrn_case(r=12),
    lrn_case(alpha=2.0),
    lrn_case(beta=0.5),
    lrn_case(beta=2.0),
    lrn_case(k=2),
    replace(lrn_case(), settings={"alpha": 0.5}),
    replace(lrn_case(c=6), moved=(400.0, 0.0), settings={}),
)
DEEP = (
    lrn_case(3, 7, (2, 4), r=5, alpha=1.5, beta=0.6, k=2, seed=1),
    lrn_case(1, 3, (4, 2), r=4, alpha=0.7, beta=1.25, k=0.5, seed=2),
    lrn_case(2, 2, (1, 1), r=6, alpha=0.3, beta=1, k=3, seed=3),
    lrn_case(2, 8, (5, 1), r=3, alpha=0.2, beta=0.4, k=1.5, values="integers", seed=4),
    lrn_case(4, 4, (4, 4), r=7, alpha=0.1, beta=2, k=4, seed=5),
    lrn_case(3, 6, (1, 3), r=2, alpha=3, beta=0.9, k=0.1, seed=6),
    lrn_case(2, 5, (2, 3), values="sparse", seed=7),
)
CHANNELS = (
    norm_case(),
    norm_case(1),
    norm_case(c=1),
    norm_case(c=5),
    norm_case(size=(2, 4)),
    norm_case(4, size=(1, 1)),
    norm_case(1, size=(1, 1)),
    norm_case(eps=0.5),
    norm_case(moved=(0.01, 0)),
    norm_case(moved=(1, 100)),
    norm_case(values="constant"),
    replace(norm_case(moved=(0.01, 0)), settings={}),
)
MIXED = (
    norm_case(3, 2, (4, 2), eps=0.3, moved=(0.5, -3), seed=1),
    norm_case(2, 4, (5, 4), eps=1.5, moved=(0.7, 0), seed=2),
    norm_case(4, 4, (4, 4), eps=0.01, moved=(0.1, 1), seed=3),
    norm_case(5, 3, (1, 2), eps=2, moved=(3, -20), seed=4),
    norm_case(1, 6, (2, 7), eps=0.2, values="distinct", seed=5),
    norm_case(2, 3, (1, 1), eps=0.7, values="integers", seed=6),
)
DISTANCES = (
    rbf_case(),
    rbf_case(1, 1, 1, seed=1),
    rbf_case(3, 3, 3, seed=2),
    rbf_case(4, 2, 5, seed=3),
    rbf_case(2, 6, 2, values="integers", seed=4),
    rbf_case(5, 5, 1, values="small", seed=5),  # many of them coincide
)


SEVERAL = {"dense_backward": "dx dw db", "batch_norm2d_backward": "dx dgamma dbeta"}
ANY = "is right for every size"
FITTING = "is right when one setting changes at a time"
UNFIT = "is right when several settings change together"
KEEPS = "leaves its inputs as they were, and repeats itself"
EVERYWHERE = f"{ANY}, {KEEPS}"


def ask(case, function, of):
    """Put a case's question to a forward or to a backward."""
    back = of.endswith("_backward") and of != "cross_entropy_backward"
    return (case.backward if back else case.call)(function)


def judge(of, got, right, part=""):
    """Demand the reference's answer; of several gradients, one."""
    if of in SEVERAL:
        only = [r if name == part else None for name, r in zip(SEVERAL[of].split(), right)]
        return assert_arrays(got, only, SEVERAL[of])
    if of == "cross_entropy":
        return assert_number(got, float(right), "loss")
    return assert_array(got, right, "dx" if of.endswith("_backward") else "y")


def agrees(worth, of, title, *cases, part="", hint=""):
    """Make a check of the function `of`: it agrees with the reference."""

    def test(student, reference, case):
        mine, right = (ask(case, getattr(who, of), of) for who in (student, reference))
        judge(of, mine, right, part)

    test.__doc__ = f"{of}{part and f': {part}'} {title}"
    return points(worth, of=of, hint=hint)(every(*cases)(test))


def keeps(worth, of, *cases, title=KEEPS, hint=""):
    """Make a check of the function `of`: right, inputs unchanged, the same answer twice."""

    def test(student, reference, case):
        function = getattr(student, of)
        first = ask(case, lambda *args, **kwargs: assert_unchanged(function, *args, **kwargs), of)
        again, right = ask(case, function, of), ask(case, getattr(reference, of), of)
        if of != "cross_entropy":
            assert_same_answers(first, again)
        else:  # one number, and a Python float is as good as any
            judge(of, again, right)
        judge(of, first, right, "dx")

    test.__doc__ = f"{of} {title}"
    return points(worth, of=of, hint=hint)(every(*cases)(test))


def apart(worth, of, *cases):
    """Make a check of the function `of` on rows whose scores are far from each other's."""

    def test(student, reference, case):
        (scores,) = case.arrays
        asked = scores + 1500.0 * (np.arange(len(scores)) - 1)[:, None], *case.extra
        judge(of, getattr(student, of)(*asked), getattr(reference, of)(*asked))

    test.__doc__ = f"{of} is right when scores are far apart, from row to row or in one"
    hint = "subtract from every row its own largest score"
    return points(worth, of=of, hint=hint)(every(*cases)(test))


test_relu_agrees = keeps(1, "relu", *ENTRIES, KINKS, title=EVERYWHERE)
test_relu_backward_agrees = keeps(1, "relu_backward", *ENTRIES, title=EVERYWHERE)
test_relu6_agrees = keeps(1, "relu6", *ENTRIES, KINKS, title=EVERYWHERE)
test_relu6_backward_agrees = keeps(1, "relu6_backward", *ENTRIES, title=EVERYWHERE)
test_tanh_agrees = keeps(1, "tanh", *SQUASHED, title=EVERYWHERE)
test_tanh_backward_agrees = keeps(1, "tanh_backward", *SQUASHED, FLAT, title=EVERYWHERE)

test_dense_agrees = agrees(1, "dense", ANY, *DENSE, *EQUAL)
test_dense_keeps = keeps(1, "dense", DENSE[2])
test_dense_backward_dx = agrees(1, "dense_backward", ANY, *DENSE, *EQUAL, part="dx")
test_dense_backward_dw = agrees(1, "dense_backward", ANY, *DENSE, part="dw")
test_dense_backward_db = agrees(1, "dense_backward", ANY, *DENSE, *EQUAL, part="db")
test_dense_backward_equal = agrees(
    1, "dense_backward", "is right where N, D and M are equal", *EQUAL, part="dw"
)
test_dense_backward_keeps = keeps(1, "dense_backward", DENSE[2])

test_softmax_agrees = agrees(1, "softmax", ANY, *CLASSES[:-1])
test_softmax_apart = apart(1, "softmax", *CLASSES[:4], CLASSES[-1])
test_softmax_keeps = keeps(1, "softmax", class_case(seed=9))
test_cross_entropy_agrees = agrees(1, "cross_entropy", ANY, *LOSSES[:-1])
test_cross_entropy_apart = apart(1, "cross_entropy", *LOSSES[:4], LOSSES[-1])
test_cross_entropy_keeps = keeps(1, "cross_entropy", class_case(loss=True, seed=9))
test_cross_entropy_backward_agrees = agrees(1, "cross_entropy_backward", ANY, *LOSSES[:-1])
test_cross_entropy_backward_apart = apart(1, "cross_entropy_backward", *LOSSES[:4], LOSSES[-1])
test_cross_entropy_backward_keeps = keeps(
    1, "cross_entropy_backward", class_case(loss=True, seed=9)
)

test_dropout_agrees = keeps(1, "dropout", *MASKED, title=EVERYWHERE)
test_dropout_backward_agrees = keeps(1, "dropout_backward", *MASKED, title=EVERYWHERE)


SEEDS = (0, 1, 2, 3, 10, 100, 1000, 31416)


@points(1, of="dropout_mask", hint="every entry is kept by a chance of its own, for every seed")
def test_dropout_mask_elsewhere(student):
    """dropout_mask is right for other shapes, rates and seeds"""
    shapes = (10, 11, 12, 9), (120, 90), (9, 12, 10, 11)
    for shape, rate, seed in zip(shapes, (0.1, 0.65, 0.9), (0, 12345, 7)):
        assert_mask(student.dropout_mask(shape, rate=rate, seed=seed), shape, rate)
    assert_mask(student.dropout_mask((700,), rate=0.3, seed=5), (700,), 0.3)
    masks = [student.dropout_mask((4, 5, 6, 7), rate=0.5, seed=seed) for seed in SEEDS]
    for mask in masks:
        assert_shape(mask, (4, 5, 6, 7), "mask")
    assert_unlike(np.array(masks, dtype=np.float64), "seeds")


@points(1, of="dropout_mask", hint="a seed decides everything: 0 is one like the others")
def test_dropout_mask_keeps_all(student):
    """dropout_mask keeps everything at rate 0, and depends on its arguments only"""
    for shape, seed in (((30, 40), 0), ((2, 3, 4, 5), 8)):
        assert_array(student.dropout_mask(shape, rate=0.0, seed=seed), np.ones(shape), "mask")
    first, _, again = (student.dropout_mask((80, 90), rate=0.3, seed=s) for s in (0, 5, 0))
    assert_array(again, assert_mask(first, (80, 90), 0.3), "mask")


LRN, LRN_BACK = "local_response_norm", "local_response_norm_backward"
test_local_response_norm_one_factor = agrees(2, LRN, FITTING, *WINDOWS)
test_local_response_norm_combined = agrees(1, LRN, UNFIT, *DEEP)
test_local_response_norm_keeps = keeps(1, LRN, lrn_case(seed=9))
test_local_response_norm_backward_one_factor = agrees(2, LRN_BACK, FITTING, *WINDOWS)
test_local_response_norm_backward_combined = agrees(2, LRN_BACK, UNFIT, *DEEP)
test_local_response_norm_backward_keeps = keeps(1, LRN_BACK, lrn_case(seed=9))

test_rbf_output_agrees = keeps(1, "rbf_output", *DISTANCES, title=EVERYWHERE)

NORM, NORM_BACK = "batch_norm2d", "batch_norm2d_backward"
test_batch_norm2d_one_factor = agrees(1, NORM, FITTING, *CHANNELS)
test_batch_norm2d_combined = agrees(1, NORM, UNFIT, *MIXED)
test_batch_norm2d_keeps = keeps(1, NORM, norm_case(seed=9))
test_batch_norm2d_backward_one_factor_dx = agrees(1, NORM_BACK, FITTING, *CHANNELS, part="dx")
test_batch_norm2d_backward_combined_dx = agrees(1, NORM_BACK, UNFIT, *MIXED, part="dx")
test_batch_norm2d_backward_dgamma = agrees(1, NORM_BACK, ANY, *CHANNELS, *MIXED, part="dgamma")
test_batch_norm2d_backward_dbeta = agrees(1, NORM_BACK, ANY, *CHANNELS, *MIXED, part="dbeta")
test_batch_norm2d_backward_keeps = keeps(1, NORM_BACK, norm_case(seed=9))
