"""What students get wrong in the networks that are made of blocks."""

from pathlib import Path

from autograder.course import load_module

USUAL = load_module(
    Path(__file__).with_name("mistakes_usual.py"), "solutions.10_networks.mistakes_usual"
)
usual = USUAL.usual

STEM = "7×7, stride 2, padding 3, then relu"
POOL = "3×3, stride 2, the largest number, in a frame of one row and column on every side"
STRIDES = "the strides are in the handout's table"
WHOLE = "G6 is the average of each map, (N, F)"
END = "y are the scores of the dense layer themselves"
CHAIN = "each stage is made from the one before it"
SIX = "relu6 follows C1 and C5, and nothing else that you write here"
BIAS = "every layer adds its bias"
TURN = "slide them as they are: a cross-correlation"
ROUND = "((0, 0), (0, 0), (1, 1), (1, 1))"
S2 = "max_pool2d(framed(c1), kernel=(3, 3), stride=2)"
S4 = "max_pool2d(framed(i3), kernel=(3, 3), stride=2)"


# fmt: off
def stem():
    """Return what goes wrong in a first convolution of 7×7 and the pool behind it."""
    return (
        ("no relu after C1", {"c1 = relu(": "c1 = ("}, "there is no relu after C1", STEM),
        ("C1 at stride 1", {'b1"], stride=2,': 'b1"],'}, "C1 has stride 1", STEM),
        ("C1 without padding", {"padding=3": "padding=0"}, "C1 has no padding", STEM),
        ("no bias in C1", {'params["b1"]': '0 * params["b1"]'}, "C1 has no bias", BIAS),
        ("filters turned", {'params["w1"]': 'params["w1"][..., ::-1, ::-1]'},
         "C1's filters are turned round", TURN),
        ("no pool", {S2: "c1"}, "S2 is C1 itself", POOL),
        ("pool without a frame", {S2: S2.replace("framed(c1)", "c1")},
         "the pool has no frame, so that there is one row and column too few", POOL),
        ("pool at stride 1", {S2: S2.replace("stride=2", "stride=1")},
         "the pool has stride 1", POOL),
        ("pool of 2×2", {S2: S2.replace("framed(c1), kernel=(3, 3)", "c1, kernel=(2, 2)")},
         "S2's windows are 2×2", POOL),
        ("average pool", {S2: f"avg_pool2d(np.pad(c1, {ROUND}), kernel=(3, 3), stride=2)"},
         "S2 averages", POOL),
    )


def head(last):
    """Return what goes wrong at the end, behind the last stage that has rows and columns."""
    mean = f"{last}.mean(axis=(2, 3))"
    dense = 'dense(g6, params["w7"], params["b7"])'
    return (
        ("largest of each map", {mean: f"{last}.max(axis=(2, 3))"},
         "G6 is the largest number of each map", WHOLE),
        ("G6 with rows and columns", {"g6, y": "g6[:, :, None, None], y"},
         "G6 is returned as (N, F, 1, 1)", WHOLE),
        ("relu at the end", {dense: f"relu({dense})"}, "y goes through relu", END),
        ("softmax", {dense: f"softmax({dense})"}, "y goes through softmax", END),
        ("no bias at the end", {'params["b7"]': '0 * params["b7"]'},
         "the dense layer has no bias", BIAS),
    )
# fmt: on


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
R3 = 'r3 = residual_block(s2, part(params, "r3"))'
RESNET = (
    *stem(),
    ("r4 at stride 1", {'"r4"), stride=2': '"r4")'}, "R4 has stride 1", STRIDES),
    ("r5 at stride 1", {'"r5"), stride=2': '"r5")'}, "R5 has stride 1", STRIDES),
    ("another shortcut", {R3: f"{R3} + s2"},
     "S2 is added once more after the block", "residual_block has its shortcut inside"),
    ("shortcut without filters", {'part(params, "r3")':
         "{k: v for k, v in part(params, \"r3\").items() if k[1] != 's'}"},
     "r3's projection is left out", "the shortcut is a projection exactly when ws is there"),
    ("R4 of S2", {"residual_block(r3,": "residual_block(s2,"},
     "R4 is made from S2, not from R3", CHAIN),
    ("no relu inside", {R3: "r3 = conv2d(relu(conv2d(s2, params['r3.w1'], params['r3.b1'], "
         "padding=1)), params['r3.w2'], params['r3.b2'], padding=1)"},
     "R3 has no shortcut and no relu at its end", "residual_block from 07 does both"),
    ("mean over a square", {"r5.mean(axis=(2, 3))": "r5.sum(axis=(2, 3)) / r5.shape[2] ** 2"},
     "G6 divides by H·H: pictures are taken to be square", "the mean is over H·W numbers"),
    ("padding from the filter", {"padding=3": 'padding=params["w1"].shape[2] // 2'},
     "the padding depends on the filter", "the stem's padding is 3, whatever the filter's size"),
    *head("r5"),
    *usual("resnet", "c1, s2, r3, r4, r5, g6, y"),
)
MOBILE = (
    ("relu", {"c1 = relu6(": "c1 = relu(", "c5 = relu6(": "c5 = relu("},
     "relu stands where relu6 belongs", SIX),
    ("no relu6 after C1", {"c1 = relu6(": "c1 = ("}, "there is no relu6 after C1", SIX),
    ("no relu6 after C5", {"c5 = relu6(": "c5 = ("}, "there is no relu6 after C5", SIX),
    ("relu6 after the blocks", {"m2 = inverted": "m2 = relu6(1 * inverted",
         'part(params, "m2"))': 'part(params, "m2")))'},
     "M2 goes through relu6", "a block ends linear: its answer may be below 0"),
    ("C1 at stride 1", {'b1"], stride=2,': 'b1"],'}, "C1 has stride 1", STRIDES),
    ("C1 without padding", {"padding=1": "padding=0"}, "C1 has no padding", STRIDES),
    ("m2 at stride 2", {'"m2"))': '"m2"), stride=2)'}, "M2 has stride 2", STRIDES),
    ("m3 at stride 1", {'"m3"), stride=2': '"m3")'}, "M3 has stride 1", STRIDES),
    ("m4 at stride 2", {'"m4"))': '"m4"), stride=2)'}, "M4 has stride 2", STRIDES),
    ("another skip", {"    c5 =": "    m4 = m4 + m3 if m4.shape == m3.shape else m4\n    c5 ="},
     "M3 is added to M4 once more", "inverted_residual has its skip inside"),
    ("no skip in m4", {"    c5 =": "    m4 = m4 - m3 if m4.shape == m3.shape else m4\n    c5 ="},
     "M4 has no skip", "x is added where the stride is 1 and channels agree"),
    ("C5 of M3", {"pointwise_conv2d(m4,": "pointwise_conv2d(m4 if m3.shape[1] != m4.shape[1] "
                                          "else m3,"},
     "C5 is made from M3 where that fits", CHAIN),
    ("no bias in C1", {'params["b1"]': '0 * params["b1"]'}, "C1 has no bias",
     "every layer adds its bias"),
    ("filters turned", {'params["w1"]': 'params["w1"][..., ::-1, ::-1]'},
     "C1's filters are turned round", "slide them as they are: a cross-correlation"),
    *head("c5"),
    *usual("mobilenet_v2", "c1, m2, m3, m4, c5, g6, y"),
)
GOOGLE = (
    *stem(),
    ("no pool between the modules", {S4: "i3"}, "S4 is I3 itself", POOL),
    ("S4 at stride 1", {S4: S4.replace("stride=2", "stride=1")}, "S4 has stride 1", POOL),
    ("S4 averages", {S4: "avg_pool2d(np.pad(i3, ((0, 0), (0, 0), (1, 1), (1, 1))), "
                         "kernel=(3, 3), stride=2)"}, "S4 averages", POOL),
    ("i5 of I3", {"inception_module(s4,": "inception_module(i3,"},
     "I5 is made from I3 and not from S4", CHAIN),
    ("branches backwards", {"    s4 =": "    i3 = i3[:, ::-1]\n    s4 ="},
     "I3's channels are in the opposite order", "leave them as inception_module has them"),
    *head("i5"),
    *usual("googlenet", "c1, s2, i3, s4, i5, g6, y"),
)
# fmt: on
KNOWN = {"resnet": RESNET, "mobilenet_v2": MOBILE, "googlenet": GOOGLE}
