"""Hidden checks of 10_networks: agreement with the reference, and what the contract promises."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from autograder.checks import (
    assert_array,
    assert_same_answers,
    assert_unchanged,
    every,
    points,
)
from autograder.checks.cases.image_networks import (
    alexnet_case,
    fashion_case,
    googlenet_case,
    lenet_case,
    mobilenet_case,
    resnet_case,
)
from autograder.checks.cases.networks import policy_case, sequence_case, text_case
from autograder.checks.cases.stages import assert_ints, assert_stages, assert_table
from autograder.course import load_module

STAGES = load_module(
    Path(__file__).with_name("hidden_stages.py"), "solutions.10_networks.hidden_stages"
)


def agrees(network, worth, of, only, *cases):
    """Make a check of some stages: as the reference has them, or as they follow from those before.

    The convolutions of a policy network are C1, C2, … as far as there are any.
    """

    def test(student, reference, case):
        right = case.call(getattr(reference, network))
        got = case.call(getattr(student, network))
        assert_stages(got, list(case.stages), right, only, STAGES.again(reference, case))

    test.__doc__ = f"{network}'s {of} right with any filters, on any input"
    return points(worth, of=network)(every(*cases)(test))


def keeps(network, case):
    """Make a check that inputs stay as they were, and that nothing is kept between calls."""

    def test(student, reference):
        asked, names = (case.arrays[0], case.params), list(case.stages)
        function, right = getattr(student, network), getattr(reference, network)(*asked)
        assert_stages(assert_unchanged(function, *asked), names, right, names[0])
        first, second = function(*asked), function(*asked)
        assert_same_answers(first, second, "the stages")

    test.__doc__ = f"{network} leaves its inputs as they were, and repeats itself"
    return points(1, of=network)(test)


# Each varies a plain case in one thing, the last ones in many.
LENETS = (
    lenet_case(seed=1),
    lenet_case(1, 1, (14, 14), (2, 2, 2), kernel=(3, 3), seed=2),
    lenet_case(2, 1, (14, 14), (2, 3, 2), kernel=(3, 3), seed=3),
    lenet_case(1, 3, (14, 14), (1, 2, 2), kernel=(3, 3), seed=4),
    lenet_case(1, 1, (15, 14), (2, 2, 2), kernel=(3, 3), seed=5),
    lenet_case(1, 1, (14, 20), (2, 2, 2), kernel=(3, 3), units=4, seed=6),
    lenet_case(3, 2, (19, 17), (3, 2, 4), kernel=(3, 2), units=3, classes=5, seed=7),
)
CONVS, POOLS, HEAD, BLOCKS = "convolutions are", "pools are", "head is", "blocks are"
test_lenet5_convs = agrees("lenet5", 1, CONVS, "C1 C3 C5", *LENETS)
test_lenet5_pools = agrees("lenet5", 1, POOLS, "S2 S4", *LENETS)
test_lenet5_dense = agrees("lenet5", 1, "F6 is", "F6", *LENETS)
test_lenet5_answer = agrees("lenet5", 1, "distances are", "y", *LENETS)
test_lenet5_inputs = keeps("lenet5", LENETS[6])

ALEXNETS = (
    alexnet_case(seed=1),
    alexnet_case(2, seed=2),
    alexnet_case(c=1, seed=3),
    alexnet_case(maps=(4, 2, 2, 3, 3), seed=4),
    alexnet_case(c=1, size=(99, 103), seed=5),
    alexnet_case(size=(70, 67), seed=6),
    alexnet_case(2, 1, (72, 101), (2, 4, 1, 3, 2), sides=(3, 1), units=(3, 6), classes=4, seed=7),
)
test_alexnet_convs = agrees("alexnet", 1, CONVS, "C1 C3 C5 C6 C7", *ALEXNETS)
test_alexnet_norms = agrees("alexnet", 1, "local response norms are", "N1 N3", *ALEXNETS)
test_alexnet_pools = agrees("alexnet", 1, POOLS, "S2 S4 S8", *ALEXNETS)
test_alexnet_dense = agrees("alexnet", 1, "dense layers are", "F9 F10 y", *ALEXNETS)
test_alexnet_inputs = keeps("alexnet", ALEXNETS[2])

FASHIONS = (
    fashion_case(seed=1),
    fashion_case(1, seed=2),
    fashion_case(c=2, seed=3),
    fashion_case(size=(9, 8), seed=4),
    fashion_case(size=(16, 24), seed=5),
    fashion_case(units=(4, 5), seed=7),
    fashion_case(3, 2, (11, 17), (1, 2, 3, 1, 3), units=(6, 3), classes=4, seed=8),
)
test_fashion_cnn_convs = agrees("fashion_cnn", 1, CONVS, "C1 C3 C4 C6 C7", *FASHIONS)
test_fashion_cnn_pools = agrees("fashion_cnn", 1, POOLS, "S2 S5 S8", *FASHIONS)
LOUD = 1e4  # e^x of such scores is more than a float holds
test_fashion_cnn_dense = agrees(
    "fashion_cnn", 1, "dense layers are", "F9 F10 y", *FASHIONS, replace(FASHIONS[0], loud=LOUD)
)
test_fashion_cnn_inputs = keeps("fashion_cnn", FASHIONS[0])

RESNETS = (
    resnet_case(seed=1),
    resnet_case(1, seed=2),
    resnet_case(c=1, seed=3),
    resnet_case(projected=True, seed=4),
    resnet_case(size=(18, 17), seed=5),
    resnet_case(size=(17, 33), seed=6),
    resnet_case(maps=(2, 2, 2), seed=7),
    resnet_case(3, 3, (22, 35), (3, 1, 4), side=5, projected=True, classes=4, seed=8),
)
STEM = "stem is"
test_resnet_stem = agrees("resnet", 1, STEM, "C1 S2", *RESNETS)
test_resnet_blocks = agrees("resnet", 1, BLOCKS, "R3 R4 R5", *RESNETS)
test_resnet_head = agrees("resnet", 1, HEAD, "G6 y", *RESNETS)
test_resnet_inputs = keeps("resnet", RESNETS[0])

MOBILES = (
    mobilenet_case(seed=1),
    mobilenet_case(1, seed=2),
    mobilenet_case(c=1, seed=3),
    mobilenet_case(maps=(2, 3, 3, 2, 3), seed=4),
    mobilenet_case(size=(10, 9), seed=5),
    mobilenet_case(size=(9, 16), seed=6),
    mobilenet_case(maps=(3, 3, 2, 2, 4), expanded=3, seed=7),
    mobilenet_case(3, 3, (11, 14), (1, 2, 3, 4, 2), side=5, expanded=5, classes=4, seed=8),
    mobilenet_case(size=(2, 2), maps=(2, 3, 3, 2, 2), seed=9),
)
test_mobilenet_v2_stem = agrees("mobilenet_v2", 1, "C1 and C5 are", "C1 C5", *MOBILES)
test_mobilenet_v2_blocks = agrees("mobilenet_v2", 1, BLOCKS, "M2 M3 M4", *MOBILES)
test_mobilenet_v2_head = agrees("mobilenet_v2", 1, HEAD, "G6 y", *MOBILES)
test_mobilenet_v2_inputs = keeps("mobilenet_v2", MOBILES[0])

GOOGLES = (
    googlenet_case(seed=1),
    googlenet_case(1, seed=2),
    googlenet_case(c=1, seed=3),
    googlenet_case(size=(18, 17), seed=4),
    googlenet_case(size=(17, 30), seed=5),
    googlenet_case(modules=((2, 2, 2, 2, 2, 2), (2, 2, 2, 2, 2, 2)), seed=6),
    googlenet_case(3, 3, (22, 27), 3, ((3, 1, 2, 2, 1, 2), (1, 2, 3, 1, 2, 1)), side=5, seed=7),
)
test_googlenet_stem = agrees("googlenet", 1, "stem and pools are", "C1 S2 S4", *GOOGLES)
test_googlenet_modules = agrees("googlenet", 1, "modules are", "I3 I5", *GOOGLES)
test_googlenet_head = agrees("googlenet", 1, HEAD, "G6 y", *GOOGLES)
test_googlenet_inputs = keeps("googlenet", GOOGLES[0])

TEXTS = (
    text_case(seed=1),
    text_case(1, seed=2),
    text_case(length=5, seed=3),
    text_case(d=1, seed=4),
    text_case(d=7, seed=5),
    text_case(maps=(1, 2, 3), seed=6),
    text_case(classes=3, seed=7),
    text_case(4, 9, 2, (3, 1, 2), 4, seed=8),
)
test_text_cnn_convs = agrees("text_cnn", 1, "embedding and convolutions are", "E C3 C4 C5", *TEXTS)
test_text_cnn_strongest = agrees("text_cnn", 1, "maxima over time are", "M", *TEXTS)
test_text_cnn_answer = agrees("text_cnn", 1, "scores are", "y", *TEXTS)
test_text_cnn_inputs = keeps("text_cnn", TEXTS[7])

SQUARE = (
    policy_case(board=(4, 4), seed=1),
    policy_case(1, board=(4, 4), seed=2),
    policy_case(planes=1, board=(5, 5), seed=3),
    policy_case(3, 4, (3, 3), maps=1, seed=4),
)
DEEP = (
    policy_case(layers=1, seed=5),
    policy_case(layers=2, seed=6),
    policy_case(layers=4, seed=7),
    policy_case(3, 1, (6, 3), 6, seed=8),
    policy_case(1, 1, (3, 3), 13, maps=1, backwards=True, seed=13),
)
BOARDS = (
    policy_case(seed=9),
    policy_case(1, seed=10),
    policy_case(board=(4, 4), seed=11),
    policy_case(3, 4, (6, 3), maps=3, seed=12),
)
FEW, MANY = "C1 C2 C3", " ".join(f"C{number}" for number in range(1, 14)) + " S y"
test_policy_network_convs = agrees("policy_network", 1, CONVS, FEW, *SQUARE)
test_policy_network_depth = agrees(
    "policy_network", 1, "layers, however many params has, are", MANY, *DEEP
)
test_policy_network_answer = agrees(
    *("policy_network", 1, "scores and probabilities are", "S y"),
    *(*BOARDS, replace(BOARDS[0], loud=LOUD)),
)
test_policy_network_inputs = keeps("policy_network", SQUARE[0])


def sequences(worth, when, *cases):
    """Make a check of conv1d."""

    def test(student, reference, case):
        assert_array(case.call(student.conv1d), case.call(reference.conv1d))

    test.__doc__ = f"conv1d is right {when}"
    return points(worth, of="conv1d")(every(*cases)(test))


test_conv1d_one_factor = sequences(
    1,
    "when one setting changes at a time",
    sequence_case(),
    sequence_case(1),
    sequence_case(c=1),
    sequence_case(f=1),
    sequence_case(f=4),
    sequence_case(c=4),
    sequence_case(width=1),
    sequence_case(width=2),
    sequence_case(length=3),
    sequence_case(length=9),
)
test_conv1d_combined = sequences(
    1,
    "on sizes that are all different",
    sequence_case(3, 4, 2, 8, 5, seed=1),
    sequence_case(1, 5, 1, 4, 4, seed=2),
    sequence_case(4, 1, 3, 7, 2, seed=3),
    sequence_case(2, 3, 4, 5, 1, seed=4),
)


@points(1, of="conv1d")
@every(sequence_case(seed=5))
def test_conv1d_inputs(student, reference, case):
    """conv1d leaves its inputs as they were, and repeats itself"""
    y = assert_unchanged(student.conv1d, *case.arrays)
    assert_array(y, case.call(reference.conv1d))
    assert_same_answers(case.call(student.conv1d), case.call(student.conv1d))


MAPS = [
    np.random.default_rng(seed).standard_normal(shape) - (0, 2, 1e6)[seed % 3]
    for seed, shape in enumerate(
        ((2, 3, 4), (1, 1, 1), (3, 1, 5), (1, 4, 2), (2, 2, 2), (4, 4, 4), (3, 2, 7), (5, 3, 1))
    )
]


@points(1, of="max_over_time")
def test_max_over_time_agrees(student, reference):
    """max_over_time is right for any number of samples, maps and places"""
    for maps in MAPS:
        assert_array(student.max_over_time(maps), reference.max_over_time(maps))


@points(1, of="max_over_time")
def test_max_over_time_inputs(student, reference):
    """max_over_time leaves its input as it was, and repeats itself"""
    y = assert_unchanged(student.max_over_time, MAPS[0])
    assert_array(y, reference.max_over_time(MAPS[0]))
    assert_same_answers(student.max_over_time(MAPS[6]), student.max_over_time(MAPS[6]))


def opinions(models, n, k, seed):
    """Make what several networks say."""
    p = np.random.default_rng(seed).uniform(0.1, 1, (models, n, k))
    return list(p / p.sum(axis=2, keepdims=True))


OPINIONS = [
    opinions(*how)
    for how in (
        (7, 2, 3, 0),
        (1, 3, 2, 1),
        (2, 1, 4, 2),
        (3, 3, 3, 3),
        (5, 2, 2, 4),
        (4, 5, 1, 5),
        (2, 2, 2, 6),
        (6, 1, 5, 7),
    )
]


@points(1, of="ensemble")
def test_ensemble_agrees(student, reference):
    """ensemble is right for any number of networks, samples and classes"""
    for several in OPINIONS:
        assert_array(student.ensemble(several), reference.ensemble(several), "probabilities")


@points(1, of="ensemble")
def test_ensemble_inputs(student, reference):
    """ensemble leaves its inputs as they were, and repeats itself"""
    p = assert_unchanged(student.ensemble, OPINIONS[0])
    assert_array(p, reference.ensemble(OPINIONS[0]), "probabilities")
    assert_same_answers(student.ensemble(OPINIONS[3]), student.ensemble(OPINIONS[3]))


def tables(title, part, *questions):
    """Make a check of layer_table, the plainest questions first."""

    def test(student, reference):
        for layers, shape in questions:
            right = reference.layer_table(layers, shape)
            assert_table(student.layer_table(layers, shape), right, layers, part)

    test.__doc__ = f"layer_table {title}"
    return points(1, of="layer_table")(test)


# fmt: off
PLAIN = (
    ([("conv", 4, 3, 1, 0)], (2, 6, 6)),
    ([("conv", 4, 3, 1, 1)], (2, 6, 6)),
    ([("conv", 4, 3, 2, 0)], (2, 6, 6)),
    ([("conv", 4, 1, 1, 0), ("conv", 3, 2, 1, 0)], (1, 5, 5)),
    ([("conv", 4, 3, 1, 0), ("dense", 5)], (2, 6, 9)),
    ([("pool", 2, 2, 0)], (3, 7, 6)),
    ([("pool", 3, 2, 1), ("conv", 2, 2, 3, 2)], (3, 8, 11)),
    ([("dense", 4), ("dense", 1)], (7,)),
    ([("dense", 3)], (4, 1, 2)),
    ([("conv", 5, 4, 3, 2), ("pool", 2, 1, 0), ("dense", 9)], (3, 13, 10)),
)
# The whole of ResNet-18 and ResNet-50, MobileNetV2 and GoogLeNet. Their totals, 11,684,712,
# 25,530,472, 3,488,872 and 6,998,552, were counted with Flax as well, layer by layer; the first
# three are what torchvision counts, with a bias for each channel in place of batch norm's two
# numbers and, in MobileNetV2, a first expansion (32·33) that theirs leaves out.
STEMS = [("conv", 64, 7, 2, 3), ("pool", 3, 2, 1)]
ENDS = [("global_pool",), ("dense", 1000)]
BASIC = [("residual", f, s) for f, s in ((64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1),
                                         (512, 2), (512, 1))]
NECKS = [("bottleneck", m, 4 * m, s if i == 0 else 1)
         for m, s, count in ((64, 1, 3), (128, 2, 4), (256, 2, 6), (512, 2, 3))
         for i in range(count)]
MOBILE = [("inverted", t, c, s if i == 0 else 1)
          for t, c, count, s in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2),
                                 (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
          for i in range(count)]
MODULES = [("inception", 64, 96, 128, 16, 32, 32), ("inception", 128, 128, 192, 32, 96, 64),
           ("pool", 3, 2, 1), ("inception", 192, 96, 208, 16, 48, 64),
           ("inception", 160, 112, 224, 24, 64, 64), ("inception", 128, 128, 256, 24, 64, 64),
           ("inception", 112, 144, 288, 32, 64, 64), ("inception", 256, 160, 320, 32, 128, 128),
           ("pool", 3, 2, 1), ("inception", 256, 160, 320, 32, 128, 128),
           ("inception", 384, 192, 384, 48, 128, 128)]
IMAGE = (3, 224, 224)
# fmt: on
test_layer_table_shapes = tables("has the right shapes, whatever divides", "shape", *PLAIN)
test_layer_table_parameters = tables("counts what layers learn", "parameters", *PLAIN)
test_layer_table_residual = tables(
    "is right for residual blocks, and for ResNet-18 whole",
    "",
    ([("residual", 3, 1)], (3, 5, 5)),
    ([("residual", 3, 1)], (2, 5, 5)),
    ([("residual", 3, 2)], (3, 5, 5)),
    ([("residual", 4, 2), ("dense", 2)], (2, 6, 9)),
    ([("residual", 2, 3)], (2, 8, 7)),
    ([("residual", 1, 1)], (2, 3, 3)),
    (STEMS + BASIC + ENDS, IMAGE),
)
test_layer_table_bottleneck = tables(
    "is right for bottleneck blocks, and for ResNet-50 whole",
    "",
    ([("bottleneck", 2, 3, 1)], (3, 5, 5)),
    ([("bottleneck", 2, 4, 1)], (3, 5, 5)),
    ([("bottleneck", 2, 3, 2)], (3, 5, 5)),
    ([("bottleneck", 4, 2, 2), ("dense", 2)], (3, 6, 9)),
    ([("bottleneck", 1, 1, 1)], (2, 3, 3)),
    ([("bottleneck", 1, 1, 3)], (1, 8, 7)),
    (STEMS + NECKS + ENDS, IMAGE),
)
test_layer_table_inverted = tables(
    "is right for inverted residuals, and for MobileNetV2 whole",
    "",
    ([("inverted", 1, 3, 1)], (3, 5, 5)),
    ([("inverted", 6, 3, 1)], (3, 5, 5)),
    ([("inverted", 2, 4, 2)], (3, 5, 6)),
    ([("inverted", 3, 2, 3), ("dense", 2)], (4, 8, 7)),
    ([("conv", 32, 3, 2, 1), *MOBILE, ("conv", 1280, 1, 1, 0), *ENDS], IMAGE),
)
test_layer_table_inception = tables(
    "is right for inception modules, and for GoogLeNet whole",
    "",
    ([("inception", 1, 1, 1, 1, 1, 1)], (1, 4, 4)),
    ([("inception", 2, 3, 4, 5, 6, 7)], (8, 3, 5)),
    (
        [*STEMS, ("conv", 64, 1, 1, 0), ("conv", 192, 3, 1, 1), ("pool", 3, 2, 1), *MODULES, *ENDS],
        IMAGE,
    ),
)
test_layer_table_text_and_board = tables(
    "is right for sentences and boards of any size",
    "",
    ([("embedding", 9, 4)], (6,)),
    ([("embedding", 9, 4), ("text", 5, 3)], (6,)),
    ([("embedding", 5, 3), ("dense", 2)], (4,)),
    ([("embedding", 8, 3), ("text", 2, 2, 3), ("dense", 4)], (5,)),
    ([("text", 2, 1, 2, 3, 4)], (7, 9)),
    ([("board",)], (3, 4, 4)),
    ([("conv", 5, 3, 1, 1), ("board",)], (2, 9, 13)),
)
SMALL = [("conv", 4, 3, 2, 1), ("inverted", 2, 4, 1), ("global_pool",), ("dense", 3)]


@points(1, of="layer_table")
def test_layer_table_whole(student, reference):
    """layer_table gives ints, which the shapes of arrays can be made of"""
    for layers, shape in ((SMALL, (3, 9, 8)), (PLAIN[6][0], PLAIN[6][1])):
        assert_ints(student.layer_table(layers, shape), reference.layer_table(layers, shape))


@points(1, of="layer_table")
def test_layer_table_inputs(student, reference):
    """layer_table leaves the list of layers as it was, and repeats itself"""
    right = reference.layer_table(SMALL, (3, 9, 8))
    assert_table(assert_unchanged(student.layer_table, SMALL, (3, 9, 8)), right, SMALL)
    for _ in range(2):
        assert_table(student.layer_table(SMALL, (3, 9, 8)), right, SMALL)
