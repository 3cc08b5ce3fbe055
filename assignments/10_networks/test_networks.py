"""Public checks of 10_networks. Run them with `pytest` here, as often as you like."""

import numpy as np

from autograder.checks import assert_array, assert_shape, every, points
from autograder.checks.cases.architectures import anything, assert_follows, flat, slope
from autograder.checks.cases.following import relu
from autograder.checks.cases.image_networks import (
    alexnet_case,
    fashion_case,
    googlenet_case,
    lenet_case,
    mobilenet_case,
    resnet_case,
)
from autograder.checks.cases.networks import policy_case, sequence_case, text_case
from autograder.checks.cases.stages import assert_stage_shapes, assert_stages, assert_table

# Tables at full size: the handout's numbers.
# fmt: off
LENET = [("conv", 6, 5, 1, 0), ("pool", 2, 2, 0), ("conv", 16, 5, 1, 0), ("pool", 2, 2, 0),
         ("conv", 120, 5, 1, 0), ("dense", 84)]
LENET_ROWS = [((6, 28, 28), 156), ((6, 14, 14), 0), ((16, 10, 10), 2_416), ((16, 5, 5), 0),
              ((120, 1, 1), 48_120), ((84,), 10_164)]
ALEXNET = [("conv", 96, 11, 4, 0), ("pool", 3, 2, 0), ("conv", 256, 5, 1, 2), ("pool", 3, 2, 0),
           ("conv", 384, 3, 1, 1), ("conv", 384, 3, 1, 1), ("conv", 256, 3, 1, 1),
           ("pool", 3, 2, 0), ("dense", 4096), ("dense", 4096), ("dense", 1000)]
ALEXNET_ROWS = [((96, 55, 55), 34_944), ((96, 27, 27), 0), ((256, 27, 27), 614_656),
                ((256, 13, 13), 0), ((384, 13, 13), 885_120), ((384, 13, 13), 1_327_488),
                ((256, 13, 13), 884_992), ((256, 6, 6), 0), ((4096,), 37_752_832),
                ((4096,), 16_781_312), ((1000,), 4_097_000)]
FASHION = [("conv", 64, 7, 1, 3), ("pool", 2, 2, 0), ("conv", 128, 3, 1, 1), ("conv", 128, 3, 1, 1),
           ("pool", 2, 2, 0), ("conv", 256, 3, 1, 1), ("conv", 256, 3, 1, 1), ("pool", 2, 2, 0),
           ("dense", 128), ("dense", 64), ("dense", 10)]
FASHION_ROWS = [((64, 28, 28), 3_200), ((64, 14, 14), 0), ((128, 14, 14), 73_856),
                ((128, 14, 14), 147_584), ((128, 7, 7), 0), ((256, 7, 7), 295_168),
                ((256, 7, 7), 590_080), ((256, 3, 3), 0), ((128,), 295_040), ((64,), 8_256),
                ((10,), 650)]
BASIC = [("residual", 64, 1), ("residual", 128, 2), ("global_pool",), ("dense", 1000)]
BASIC_ROWS = [((64, 56, 56), 73_856), ((128, 28, 28), 229_760), ((128,), 0), ((1000,), 129_000)]
NECKS = [("bottleneck", 64, 256, 1), ("bottleneck", 64, 256, 1)]
NECK_ROWS = [((256, 56, 56), 74_368), ((256, 56, 56), 70_016)]
MOBILE = [("conv", 32, 3, 2, 1), ("inverted", 1, 16, 1), ("inverted", 6, 24, 2)]
MOBILE_ROWS = [((32, 112, 112), 896), ((16, 112, 112), 1_904), ((24, 56, 56), 4_920)]
MODULES = [("inception", 64, 96, 128, 16, 32, 32), ("inception", 128, 128, 192, 32, 96, 64)]
MODULE_ROWS = [((256, 28, 28), 163_696), ((480, 28, 28), 388_736)]
TEXT = [("embedding", 5000, 300), ("text", 100, 3, 4, 5), ("dense", 2)]
TEXT_ROWS = [((300, 40), 1_500_000), ((300,), 360_300), ((2,), 602)]
POLICY = [("conv", 192, 5, 1, 2), *[("conv", 192, 3, 1, 1)] * 11, ("board",)]
POLICY_ROWS = [((192, 19, 19), 230_592), *[((192, 19, 19), 331_968)] * 11, ((361,), 553)]
# fmt: on


def table(title, hint, *several, part=""):
    """Make a check of tables: the layers, the shape of the input, and the right rows."""

    def test(student):
        for layers, shape, rows in several:
            assert_table(student.layer_table(layers, shape), rows, layers, part)

    test.__doc__ = f"layer_table {title}"
    return points(1, of="layer_table", hint=hint)(test)


FIVE, EIGHT = (LENET, (1, 32, 32), LENET_ROWS), (ALEXNET, (3, 227, 227), ALEXNET_ROWS)
SIZES, COUNTS = "what comes out of a layer goes into the next", "F·(C·K·K + 1), M·(D + 1)"
test_layer_table_lenet_shapes = table("gives LeNet-5's shapes", SIZES, FIVE, part="shape")
test_layer_table_lenet_parameters = table(
    "gives LeNet-5's 60,856 parameters", COUNTS, FIVE, part="parameters"
)
test_layer_table_alexnet_shapes = table("gives AlexNet's shapes", SIZES, EIGHT, part="shape")
test_layer_table_alexnet_parameters = table(
    "gives AlexNet's 62,378,344 parameters", COUNTS, EIGHT, part="parameters"
)
test_layer_table_fashion = table(
    "gives the Fashion CNN's 1,413,834 parameters",
    "a dense layer sees all numbers of all maps",
    (FASHION, (1, 28, 28), FASHION_ROWS),
)
test_layer_table_residual = table(
    "gives residual blocks, with a projection exactly where x does not fit",
    "a 1×1 in the shortcut where the stride is not 1 or the channels change",
    (BASIC, (64, 56, 56), BASIC_ROWS),
    (NECKS, (64, 56, 56), NECK_ROWS),
)
test_layer_table_inverted = table(
    "gives the first layers of MobileNetV2",
    "1×1 to t·C channels, one 3×3 filter for each of them, 1×1 to F channels",
    (MOBILE, (3, 224, 224), MOBILE_ROWS),
)
test_layer_table_inception = table(
    "gives GoogLeNet's first two inception modules",
    "six convolutions are learned; the ends of four branches come out",
    (MODULES, (192, 28, 28), MODULE_ROWS),
)
test_layer_table_text_and_board = table(
    "gives Kim's text CNN and AlphaGo's policy network",
    "a filter over words is as high as the embedding; a board has a bias for each point",
    (TEXT, (40,), TEXT_ROWS),
    (POLICY, (48, 19, 19), POLICY_ROWS),
)


def shapes(network, *cases):
    """Make a check of the shapes of all stages."""

    def test(student, case):
        assert_stage_shapes(case.call(getattr(student, network)), dict(case.stages))

    test.__doc__ = f"{network} returns all of its stages, each of the right shape"
    hint = "return every stage, in order; windows, strides and paddings are in the handout"
    return points(1, of=network, hint=hint)(every(*cases)(test))


def follows(network, of, only, hint, *cases, looks=(slope, flat)):
    """Make a check of some stages, on images of one colour and on such that rise to one corner."""

    def test(student, case):
        for look in looks:
            assert_follows(getattr(student, network), case, look, only)

    test.__doc__ = f"{network}'s {of} right, with filters that have weights in their middle only"
    return points(1, of=network, hint=hint)(every(*cases)(test))


def tall(*values):
    """Make a matrix of one column."""
    return np.array(values, dtype=np.float64)[:, None]


def weight(value, size=1):
    """Make one filter with one weight, in its middle."""
    w = np.zeros((1, 1, size, size))
    w[0, 0, size // 2, size // 2] = value
    return w


def params(**layers):
    """Make params, `params(r3_1=(w, b))` being r3.w1 and r3.b1."""
    found = {}
    for key, (w, b) in layers.items():
        block, _, name = key.rpartition("_")
        dot = f"{block}." if block[1:] else ""
        found |= {f"{dot}w{name}": w, f"{dot}b{name}": np.atleast_1d(np.array(b, np.float64))}
    return found


def worked(network, case, pixel, given, hint, *values):
    """Make a check of a worked example: an image of one colour, for each stage its numbers."""

    def test(student):
        image = np.full(case.shapes["x"], float(pixel))
        right = [
            np.broadcast_to(np.reshape(value, (1, -1) + (1,) * (len(shape) - 2)), shape)
            for value, shape in zip(values, case.stages.values())
        ]
        assert_stages(getattr(student, network)(image, given), list(case.stages), right)

    test.__doc__ = f"{network} gives the stages of the worked example"
    return points(1, of=network, hint=hint)(test)


CONVS, POOLS = "convolutions are", "pools are"
T1 = np.tanh(1.0)
T3 = np.tanh(T1)
T5 = np.tanh(T3)
T6 = np.tanh(2 * T5 - 1)
test_lenet5_worked_example = worked(
    "lenet5",
    lenet_case(1, 1, (14, 14), (1, 1, 1), kernel=(3, 3), units=1, classes=2),
    1,
    params(_1=(weight(2, 3), -1), _3=(weight(1, 3), 0), _6=(tall(2), -1))
    | {"w5": np.eye(4)[:1].reshape(1, 1, 2, 2), "b5": np.zeros(1), "prototypes": tall(1, -1)},
    "tanh after C1, C3, C5 and F6, distances at the end",
    *(T1, T1, T3, T3, T5, T6, (1 - T6, 1 + T6)),
)
LENETS = (
    lenet_case(1, 1, (14, 14), (2, 2, 3), kernel=(3, 3), seed=1),
    lenet_case(2, 2, (15, 18), (3, 2, 4), kernel=(3, 3), seed=2),
)
test_lenet5_shapes = shapes("lenet5", *LENETS, lenet_case(1, seed=3))
test_lenet5_convs = follows(
    "lenet5", CONVS, "C1 C3 C5", "no padding, and tanh after each", *LENETS, looks=(anything,)
)
test_lenet5_pools = follows(
    "lenet5", POOLS, "S2 S4", "the average of 2×2, stride 2", *LENETS, looks=(anything,)
)

ALEXNETS = alexnet_case(seed=16), alexnet_case(2, 1, (71, 99), (1, 3, 2, 3, 2), seed=45)
N1 = 100 / 1.2**0.75
N3 = (2 * N1 - 74) / (1 + 0.00002 * (2 * N1 - 74) ** 2) ** 0.75
A5 = 100 - N3
test_alexnet_worked_example = worked(
    "alexnet",
    alexnet_case(1, 1, (67, 67), (1, 1, 1, 1, 1), units=(2, 1), classes=2),
    110,
    params(
        _1=(weight(1, 11), -10),
        _3=(weight(2, 5), -74),
        _5=(weight(-1, 3), 100),
        _6=(weight(2, 3), 0),
        _7=(weight(1, 3), 1),
        _9=(tall(1, -1), (0, 0)),
        _10=(np.array([[1.0, 5]]), 1),
        _11=(tall(1, -1), (0, 1)),
    ),
    "relu, then local response norm, then the pool; no relu at the very end",
    *(100, N1, N1, 2 * N1 - 74, N3, N3, A5, 2 * A5, 2 * A5 + 1, 2 * A5 + 1),
    *((2 * A5 + 1, 0), 2 * A5 + 2, (2 * A5 + 2, -2 * A5 - 1)),
)
test_alexnet_shapes = shapes("alexnet", *ALEXNETS)
test_alexnet_convs = follows(
    "alexnet", CONVS, "C1 C3 C5 C6 C7", "stride 4, then padding 2, 1, 1, 1; relu", *ALEXNETS
)
test_alexnet_pools = follows(
    "alexnet", POOLS, "S2 S4 S8", "the largest of 3×3, stride 2: windows overlap", *ALEXNETS
)
test_alexnet_norms = follows(
    "alexnet",
    "local response norms and dense layers are",
    "N1 N3 F9 F10 y",
    "the norm comes after the relu and before the pool",
    *ALEXNETS,
)

FASHIONS = fashion_case(seed=25), fashion_case(1, 2, (9, 18), (1, 2, 3, 2, 3), seed=28)
test_fashion_cnn_worked_example = worked(
    "fashion_cnn",
    fashion_case(1, 1, (8, 8), (1, 1, 1, 1, 1), units=(2, 1), classes=2),
    1,
    params(
        _1=(weight(2, 7), 1),
        _3=(weight(2, 3), -1),
        _4=(weight(-1, 3), 6),
        _6=(weight(3, 3), 0),
        _7=(weight(1, 3), -1),
        _9=(tall(1, -1), (0, 0)),
        _10=(np.array([[1.0, 5]]), 1),
        _11=(tall(1, 2), (0, -2)),
    ),
    "relu after all but the last dense layer, which softmax follows",
    *(3, 3, 5, 1, 1, 3, 2, 2, (2, 0), 3, (1 / (1 + np.e), np.e / (1 + np.e))),
)
test_fashion_cnn_shapes = shapes("fashion_cnn", *FASHIONS)
test_fashion_cnn_convs = follows(
    "fashion_cnn", CONVS, "C1 C3 C4 C6 C7", "padding 3, then 1; relu after each", *FASHIONS
)
test_fashion_cnn_rest = follows(
    "fashion_cnn",
    "pools and dense layers are",
    "S2 S5 S8 F9 F10 y",
    "the largest of 2×2, stride 2; C, H and W in this order make a row",
    *FASHIONS,
)

RESNETS = resnet_case(seed=1), resnet_case(1, 1, (18, 21), (3, 2, 3), projected=True, seed=2)
test_resnet_worked_example = worked(
    "resnet",
    resnet_case(1, 1, (17, 17), (1, 1, 1), classes=2),
    2,
    params(
        _1=(weight(1, 7), 1),
        r3_1=(weight(1, 3), -1),
        r3_2=(weight(2, 3), -3),
        r4_1=(weight(-1, 3), 5),
        r4_2=(weight(1, 3), 0),
        r4_s=(weight(2), -6),
        r5_1=(weight(1, 3), -4),
        r5_2=(weight(1, 3), 1),
        r5_s=(weight(-1), 6),
        _7=(tall(1, -1), (0, 1)),
    ),
    "r3's shortcut is S2 itself, r4's and r5's are projections",
    *(3, 3, 4, 3, 4, 4, (4, -3)),
)
test_resnet_shapes = shapes("resnet", *RESNETS)
test_resnet_stem = follows(
    "resnet", "C1, S2, G6 and y are", "C1 S2 G6 y", "stride 2 twice, no relu at the end", *RESNETS
)
test_resnet_blocks = follows(
    "resnet", "blocks are", "R3 R4 R5", "stride 1, 2, 2: hand each block its own part", *RESNETS
)

MOBILES = mobilenet_case(seed=1), mobilenet_case(1, 1, (8, 11), (3, 2, 2, 2, 3), seed=2)
test_mobilenet_v2_worked_example = worked(
    "mobilenet_v2",
    mobilenet_case(1, 1, (9, 9), (1, 1, 1, 1, 1), expanded=1, classes=2),
    2,
    params(
        _1=(weight(4, 3), 1),
        m2_e=(tall(1), -4),
        m2_d=(weight(2, 3)[0], 1),
        m2_p=(tall(1), -3),
        m3_e=(tall(1), 0),
        m3_d=(weight(1, 3)[0], -2),
        m3_p=(tall(-1), 1),
        m4_e=(tall(-1), 0),
        m4_d=(weight(1, 3)[0], 0),
        m4_p=(tall(2), 0),
        _5=(tall(2), 1),
        _7=(tall(1, -1), (0, 1)),
    ),
    "relu6 after C1 and C5; M3 may be below 0",
    *(6, 8, -3, 3, 6, 6, (6, -5)),
)
test_mobilenet_v2_shapes = shapes("mobilenet_v2", *MOBILES)
test_mobilenet_v2_stem = follows(
    "mobilenet_v2", "C1, C5, G6 and y are", "C1 C5 G6 y", "relu6 after C1 and C5", *MOBILES
)
test_mobilenet_v2_blocks = follows(
    "mobilenet_v2", "blocks are", "M2 M3 M4", "stride 1, 2, 1: each its own part", *MOBILES
)

GOOGLES = (
    googlenet_case(seed=1),
    googlenet_case(1, 1, (18, 25), 3, ((2, 1, 1, 2, 2, 1), (1, 2, 1, 1, 2, 3)), seed=2),
)
test_googlenet_worked_example = worked(
    "googlenet",
    googlenet_case(1, 1, (17, 17), 1, ((1,) * 6, (1,) * 6), classes=2),
    2,
    params(
        _1=(weight(1, 7), 1),
        i3_1=(weight(1), -1),
        i3_3r=(weight(-1), 4),
        i3_3=(weight(3, 3), 0),
        i3_5r=(weight(1), -3),
        i3_5=(weight(1, 5), 1),
        i3_p=(weight(-1), 2),
        i5_1=(np.reshape([1.0, 1, 0, 0], (1, 4, 1, 1)), 0),
        i5_3r=(np.reshape([0.0, 1, 0, 0], (1, 4, 1, 1)), -1),
        i5_3=(weight(1, 3), 0),
        i5_5r=(np.reshape([0.0, 0, 1, 0], (1, 4, 1, 1)), 0),
        i5_5=(weight(-1, 5), 0),
        i5_p=(np.reshape([1.0, 0, 0, 0], (1, 4, 1, 1)), 1),
        _7=(np.array([[1.0, 0, 0, 1], [0, 1, 1, 0]]), (0, 0)),
    ),
    "i5 sees the four branches of i3 on top of each other",
    *(3, 3, (2, 3, 1, 0), (2, 3, 1, 0), (5, 2, 0, 3), (5, 2, 0, 3), (8, 2)),
)
test_googlenet_shapes = shapes("googlenet", *GOOGLES)
test_googlenet_stem = follows(
    "googlenet", "C1, pools and y are", "C1 S2 S4 G6 y", "3×3, stride 2, framed", *GOOGLES
)
test_googlenet_modules = follows(
    "googlenet", "modules are", "I3 I5", "hand each module its own part of params", *GOOGLES
)


@points(2, of="conv1d", hint="for every place: the sum over channels and window, plus the bias")
def test_conv1d_worked_example(student):
    """conv1d gives the numbers of the worked example"""
    x = np.array([[[1.0, 2, 3, 4], [0, 1, 0, -1]]])
    w = np.array([[[1.0, -1], [2, 0]]])
    y = student.conv1d(x, w, np.array([0.5]))
    assert_array(y, np.array([[[-0.5, 1.5, -0.5]]]))


SEQUENCES = (
    sequence_case(seed=1),
    sequence_case(1, 1, 1, 3, 3),
    sequence_case(3, 4, 2, 5, 1, seed=2),
)


@points(1, of="conv1d", hint="a window of K fits L - K + 1 times")
@every(*SEQUENCES)
def test_conv1d_shape(student, case):
    """conv1d has a place for every window that fits"""
    assert_shape(case.call(student.conv1d), case.output)


@points(1, of="conv1d", hint="w[f, c, k] meets x[n, c, i + k]: no flip")
@every(*SEQUENCES)
def test_conv1d_picks(student, case):
    """conv1d with a single 1 in every filter moves a channel, and adds the bias"""
    x, w, b = case.arrays
    (F, C, K), count = w.shape, case.output[2]
    picks, right = np.zeros_like(w), np.zeros(case.output)
    for f in range(F):
        c, k = f % C, (K - 1 - f) % K
        picks[f, c, k] = 1
        right[:, f] = x[:, c, k : k + count] + b[f]
    assert_array(case.call(student.conv1d, x, picks, b), right)


@points(1, of="max_over_time", hint="one number for each map, whatever its length")
def test_max_over_time_worked_example(student):
    """max_over_time gives the numbers of the worked example"""
    x = np.array([[[-1.0, 3, 2], [-4, -2, -3]]])
    assert_array(student.max_over_time(x), np.array([[3.0, -2]]))


@points(1, of="max_over_time", hint="the largest along the last axis alone")
def test_max_over_time_moves(student):
    """max_over_time is the same wherever the largest number stands"""
    at = np.arange(6).reshape(2, 3) % 4
    x = np.where(np.arange(4) == at[..., None], 2.0 + at[..., None], -5.0)
    assert_array(student.max_over_time(x), 2.0 + at)
    assert_array(student.max_over_time(x[..., ::-1]), 2.0 + at)


SENTENCE = np.array([[0, 2, 1, 1, 2]])
WORDS = {
    "embedding": tall(1, -1, 2),
    "w3": np.array([[[1.0, 0, 1]]]),
    "b3": np.zeros(1),
    "w4": np.array([[[1.0, 1, 0, 0]]]),
    "b4": np.zeros(1),
    "w5": np.array([[[0.0, 0, 0, 0, 1]]]),
    "b5": np.ones(1),
    "w": np.array([[1.0, 0, -1], [0, 1, 1]]),
    "b": np.array([0.5, -1]),
}
TEXT_STAGES = [
    np.array([[[1.0, 2, -1, -1, 2]]]),
    np.array([[[0.0, 1, 1]]]),
    np.array([[[3.0, 1]]]),
    np.array([[[3.0]]]),
    np.array([[1.0, 3, 3]]),
    np.array([[-1.5, 5]]),
]
TEXT_NAMES = ["E", "C3", "C4", "C5", "M", "y"]


@points(1, of="text_cnn", hint="a row of embedding for each word; conv1d, relu, the largest")
def test_text_cnn_worked_example(student):
    """text_cnn gives the stages E to M of the worked example"""
    assert_stages(student.text_cnn(SENTENCE, WORDS), TEXT_NAMES, TEXT_STAGES, "E C3 C4 C5 M")


@points(1, of="text_cnn", hint="a dense layer on M, no relu and no softmax behind it")
def test_text_cnn_worked_answer(student):
    """text_cnn gives the scores of the worked example"""
    assert_stages(student.text_cnn(SENTENCE, WORDS), TEXT_NAMES, TEXT_STAGES, "y")


TEXTS = text_case(seed=1), text_case(3, 5, 2, (1, 3, 2), 3, seed=2)
test_text_cnn_shapes = shapes("text_cnn", *TEXTS)


@points(1, of="text_cnn", hint="E is (N, D, L); maps are ordered by width: 3, 4, 5")
@every(*TEXTS)
def test_text_cnn_repeats(student, case):
    """text_cnn gives a sentence of one word said again and again what that word deserves"""
    given = case.params
    tokens = np.arange(len(case.arrays[0]))[:, None] + np.zeros(case.shapes["tokens"], dtype=int)
    word = given["embedding"][: len(tokens)]
    c = [relu(word @ given[f"w{k}"].sum(axis=2).T + given[f"b{k}"]) for k in (3, 4, 5)]
    m = np.concatenate(c, axis=1)
    flat_ones = [word, *c, m, m @ given["w"].T + given["b"]]
    right = [
        np.broadcast_to(a[..., None] if len(shape) == 3 else a, shape)
        for a, shape in zip(flat_ones, case.stages.values())
    ]
    assert_stages(student.text_cnn(tokens, given), TEXT_NAMES, right)


BOARD = np.array([[[[1.0, 0, 2], [0, 3, 1]]]])
LOOK = np.zeros((1, 1, 5, 5))
LOOK[0, 0, 2, 2:4] = 1, -1
ABOVE = np.zeros((1, 1, 3, 3))
ABOVE[0, 0, :2, 1] = 1
MOVES = {"w1": LOOK, "b1": np.zeros(1), "w2": ABOVE, "b2": -np.ones(1)}
MOVES |= {"w": np.ones((1, 1, 1, 1)), "b": np.array([[0.0, 1, -1], [0, -1, -2]])}


BOARD_STAGES = [
    np.array([[[[1.0, 0, 2], [0, 2, 1]]]]),
    np.array([[[[0.0, 0, 1], [0, 1, 2]]]]),
    np.array([[0.0, 1, 0, 0, 0, 0]]),
    np.array([[1, np.e, 1, 1, 1, 1]]) / (5 + np.e),
]


@points(1, of="policy_network", hint="padding 2 for 5×5, padding 1 for 3×3, relu after both")
def test_policy_network_worked_example(student):
    """policy_network gives C1 and C2 of the worked example"""
    got = student.policy_network(BOARD, MOVES)
    assert_stages(got, ["C1", "C2", "S", "y"], BOARD_STAGES, "C1 C2")


@points(1, of="policy_network", hint="a bias for each point, then one softmax over the whole board")
def test_policy_network_worked_answer(student):
    """policy_network gives the scores and probabilities of the worked example"""
    got = student.policy_network(BOARD, MOVES)
    assert_stages(got, ["C1", "C2", "S", "y"], BOARD_STAGES, "S y")


BOARDS = policy_case(seed=1), policy_case(1, 3, (3, 4), 1, seed=2), policy_case(1, 1, layers=4)
test_policy_network_shapes = shapes(
    "policy_network", policy_case(board=(4, 4), seed=1), policy_case(1, 3, (3, 3), seed=3)
)


@points(1, of="policy_network", hint="as many layers as params has: w1, w2, … until there is none")
@every(*BOARDS)
def test_policy_network_follows(student, case):
    """policy_network has a layer for each w1, w2, …, with weights in the filters' middle only"""
    assert_follows(student.policy_network, case, anything)


@points(1, of="ensemble", hint="add up what the networks say, divide by how many there are")
def test_ensemble_worked_example(student):
    """ensemble gives the average of the seven networks of the worked example"""
    sure = np.array([0.9, 0.8, 0.7, 0.6, 0.9, 0.2, 0.8])
    seven = [np.array([[p, 1 - p]]) for p in sure]
    assert_array(student.ensemble(seven), np.array([[0.7, 0.3]]), "probabilities")


@points(1, of="ensemble", hint="the average is over the networks: it has the shape of one answer")
def test_ensemble_one(student):
    """ensemble of one network, or of equal ones, says what that one says"""
    p = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
    assert_array(student.ensemble([p]), p, "probabilities")
    assert_array(student.ensemble([p, p, p]), p, "probabilities")
