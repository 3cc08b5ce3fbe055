"""Public checks of 08_depthwise. Run them with `pytest` here, as often as you like."""

import numpy as np
from hypothesis import example, given, settings

from autograder.checks import (
    KINK_STEP,
    assert_array,
    assert_arrays,
    assert_gradient,
    assert_grads,
    assert_number,
    assert_several,
    assert_shape,
    every,
    points,
)
from autograder.checks.cases.depthwise import (
    depthwise_case,
    depthwise_cases,
    inverted_case,
    inverted_cases,
    pointwise_case,
    pointwise_cases,
    separable_case,
    separable_cases,
)

# The handout's first example: a filter for each of two channels, then three that mix them.
X = np.array([[np.arange(1.0, 13.0).reshape(3, 4), [[2, 0, 1, 3], [1, 1, 0, 2], [0, 2, 4, 1]]]])
WD, BD = np.array([[[1.0, 2], [0, -1]], [[-1, 1], [2, 0]]]), np.array([0.5, 1])
WP, BP = np.array([[1.0, 0], [1, 1], [2, -1]]), np.array([0.0, 1, 0])
STEPS = {"wd": WD, "bd": BD, "wp": WP, "bp": BP}
Z = np.array([[[[-0.5, 1.5, 3.5], [7.5, 9.5, 11.5]], [[1, 4, 3], [1, 4, 11]]]])
Y = np.array([[Z[0, 0], [[1.5, 6.5, 7.5], [9.5, 14.5, 23.5]], [[-2, -1, 4], [14, 15, 12]]]])
DY = np.array([[[[0.0, 2, 1], [4, 1, 6]], [[1, 0, 0], [0, 2, 0]], [[0, 0, 1], [0, 1, 0]]]])
DWP, DBP = np.array([[115.0, 85], [18.5, 9], [13, 7]]), np.array([14.0, 3, 2])
DZ = np.array([[[[1.0, 2, 3], [4, 5, 6]], [[1, 0, -1], [0, 1, 0]]]])
DWD, DBD = np.array([[[106.0, 127], [190, 211]], [[2, -3], [3, 3]]]), np.array([21.0, 1])
DX = [[1.0, 4, 7, 6], [4, 12, 14, 9], [0, -4, -5, -6]]
DX = np.array([[DX, [[-1, 1, 1, -1], [2, -1, -1, 0], [0, 2, 0, 0]]]])
STEPS_BACK = DX, {"wd": DWD, "bd": DBD, "wp": DWP, "bp": DBP}
# The same with stride 2 and padding 1.
TWO = {"stride": 2, "padding": 1}
Z_TWO = np.array([[[[-0.5, -2.5, 0.5], [1.5, 9.5, 8.5]], [[1, 1, 7], [2, 4, 1]]]])
Y_TWO = [[1.5, -0.5, 8.5], [4.5, 14.5, 10.5]], [[-2, -6, -6], [1, 15, 16]]
Y_TWO = np.array([[Z_TWO[0, 0], *Y_TWO]])
DZ_TWO = np.array([[[[1.0, 0, 2], [0, 3, 0]], [[0, 1, 0], [2, 0, -1]]]])
DX_TWO = [[-1.0, 0, 0, 0], [0, 3, 6, 0], [0, 0, -3, 0]]
DX_TWO = np.array([[DX_TWO, [[0, 2, 0, 0], [2, 0, 0, 1], [0, 0, 0, -2]]]])

# The second example: MobileNet's block, one channel expanded to two and back.
IMAGE, UPSTREAM = np.array([[[[1.0, 2, 3], [0, -1, 2]]]]), np.array([[[[1.0, 2, -1], [0, 1, 3]]]])
RIGHT, BELOW = [[0.0, 0, 0], [0, 1, 1], [0, 0, 0]], [[0.0, 0, 0], [0, 1, 0], [0, 1, 0]]
DRIGHT, DBELOW = [[17.0, 23, 6], [-5, 11, 10], [0, -5, 0]], [[-1, 0, 0], [-5, -6, 0], [-6, -13, -5]]
KEYS = ("we", "be", "wd", "bd", "wp", "bp")
BLOCK = [[3.0], [-2]], [-1.0, 3], [RIGHT, BELOW], [-2.0, -1], [[1.0, -1]], [1.0]
BLOCK = dict(zip(KEYS, map(np.array, BLOCK)))
BLOCK_Y, BLOCK_Y_TWO = np.array([[[[4.0, 5, 8], [-1, -1, 6]]]]), np.array([[[[3.0, 5]]]])
BLOCK_BACK = [[11.0], [2]], [6.0, -5], [DRIGHT, DBELOW], [4.0, -4], [[25.0, 15]], [6.0]
BLOCK_BACK = np.array([[[[6.0, 5, -1], [2, 7, 15]]]]), dict(zip(KEYS, map(np.array, BLOCK_BACK)))
# Where x is added at the end, and where not: one pixel keeps its shape at stride 2.
ADDED = inverted_case(1, 1, 2, 1, (2, 3)), inverted_case(2, 2, 3, 2, (1, 1))
NOT_ADDED = (
    inverted_case(1, 1, 2, 3, (2, 3)),
    inverted_case(2, 3, 3, 1, (2, 3)),
    inverted_case(2, 2, 3, 2, (3, 4), stride=2),
    inverted_case(2, 2, 3, 2, (1, 1), stride=2),
)

PENCIL = "work through the handout's example with pencil and paper"
ODD = "window (i, j) starts at row 2i - 1 and column 2j - 1"
STEP = "go back through the steps, the last one first"
UNEVEN = "a stride that skips rows, padding 0, and H other than W"
WHERE = "x is added exactly where stride is 1 and channels agree, whatever the shapes"


def worked(worth, of, asked, right, name="", hint=PENCIL, **settings):
    """Make a check of the handout's numbers: of y, or of the gradients in `name`."""

    def test(student):
        got = getattr(student, of)(*asked, **settings)
        if not name:
            assert_array(got, right)
        elif isinstance(right, tuple):
            keys = inverted_case() if "we" in right[1] else separable_case()
            assert_grads(got, right, keys, name)
        else:
            judged = [right if name == one else None for one in ("dx", "dw", "db")]
            assert_arrays(got, judged, "dx dw db")

    what = ", ".join(name.split()) or "numbers"
    strided = " and ".join(f"{key} {value}" for key, value in settings.items())
    test.__doc__ = f"{of} gives the {what} of the worked example{strided and f' with {strided}'}"
    return points(worth, of=of, hint=hint)(test)


def shape(worth, of, drawn, hint):
    """Make a check of the answer's shape."""

    @given(case=drawn)
    def test(student, case):
        assert_shape(case.call(getattr(student, of)), case.output)

    test.__doc__ = f"{of} returns an array of the right shape for every size and stride"
    return points(worth, of=of, hint=hint)(test)


def gradient(worth, of, name, drawn, *cases, hint=STEP, step=1.0):
    """Make a check of some of the gradients of `of` against differences of its forward."""
    forward = of.removesuffix("_backward")

    @settings(max_examples=8)
    @given(case=drawn)
    def test(student, case):
        functions = getattr(student, forward), getattr(student, of)
        assert_gradient(case, *functions, "dx dw db", only=name, step=step)

    for case in reversed(cases):
        test = example(case=case)(test)
    which = f"{' and '.join(name.split())} {'agree' if ' ' in name else 'agrees'}"
    test.__doc__ = f"{of}: {which} with finite differences of {forward}"
    return points(worth, of=of, hint=hint)(test)


OF = "depthwise_conv2d"
test_depthwise_worked_example = worked(2, OF, (X, WD, BD), Z)
test_depthwise_worked_example_strided = worked(1, OF, (X, WD, BD), Z_TWO, hint=ODD, **TWO)
test_depthwise_shape = shape(1, OF, depthwise_cases("integers"), "y has as many channels as x")


@points(1, of=OF, hint="y[n, c, i, j] is the sum over one window, plus b[c] once")
@every(
    depthwise_case(1, 2, (3, 3), (2, 2), padding=0, values="integers"),
    depthwise_case(2, 3, (3, 4), (3, 2), stride=2, values="integers"),
)
def test_depthwise_bias(student, case):
    """depthwise_conv2d adds each channel's bias once to every output of that channel"""
    x, w, b = case.arrays
    expected = np.broadcast_to(b[:, None, None], case.output)
    assert_array(case.call(student.depthwise_conv2d, x, 0 * w, b), expected)


@points(2, of=OF, hint="output channel c is made of input channel c and w[c] alone")
@every(
    depthwise_case(1, 2, (3, 4), (2, 3), padding=0, values="distinct"),
    depthwise_case(2, 3, (4, 5), values="distinct"),
    depthwise_case(2, 2, (4, 5), (2, 3), stride=2, padding=2, values="distinct"),
)
def test_depthwise_apart(student, case):
    """depthwise_conv2d keeps channels apart: each filter picks pixels of its own channel"""
    x, w, b = case.arrays
    stride, padding = case.settings["stride"], case.settings["padding"]
    around = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    pickers, expected = np.zeros(w.shape), np.zeros(case.output)
    for c, (k, l) in enumerate([(0, 2), (1, 0), (1, 1)][: len(w)]):
        pickers[c, k, l] = c + 1
        picked = around[:, c, k::stride, l::stride]
        expected[:, c] = (c + 1) * picked[:, : case.output[2], : case.output[3]]
    assert_array(case.call(student.depthwise_conv2d, x, pickers, 0 * b), expected)


OF, ASKED, ASKED_TWO = "depthwise_conv2d_backward", (DZ, X, WD), (DZ_TWO, X, WD)
PLANES = (
    depthwise_case(1, 1, (3, 4), (2, 3), padding=0, values="integers"),
    depthwise_case(2, 3, (4, 5), (3, 2), stride=2, values="integers"),
)
test_depthwise_backward_worked_example_dx = worked(1, OF, ASKED, DX, "dx")
test_depthwise_backward_worked_example_strided = worked(1, OF, ASKED_TWO, DX_TWO, "dx", ODD, **TWO)
test_depthwise_backward_worked_example_dw = worked(1, OF, ASKED, DWD, "dw")
test_depthwise_backward_worked_example_db = worked(1, OF, ASKED, DBD, "db")
test_depthwise_backward_gradient_dx = gradient(2, OF, "dx", depthwise_cases(), *PLANES, hint=UNEVEN)
test_depthwise_backward_gradient_dw = gradient(2, OF, "dw", depthwise_cases(), *PLANES, hint=UNEVEN)
test_depthwise_backward_gradient_db = gradient(1, OF, "db", depthwise_cases(), *PLANES)

OF = "pointwise_conv2d"
test_pointwise_worked_example = worked(3, OF, (Z, WP, BP), Y)


@points(2, of=OF, hint="it looks at one pixel at a time: H and W stay")
def test_pointwise_reorders(student):
    """pointwise_conv2d with single 1s as filters reorders the channels of every sample"""
    x = np.arange(48.0).reshape(2, 3, 4, 2)
    picks = np.array([[0.0, 0, 1], [1, 0, 0], [0, 0, 1]])
    assert_array(student.pointwise_conv2d(x, picks, np.zeros(3)), x[:, [2, 0, 2]])


OF, ASKED = "pointwise_conv2d_backward", (DY, Z, WP)
MIXES = (
    pointwise_case(2, 3, 3, (2, 3), values="integers"),
    pointwise_case(3, 2, 4, (3, 2), values="integers"),
)
test_pointwise_backward_worked_example_dx = worked(1, OF, ASKED, DZ, "dx")
test_pointwise_backward_worked_example_dw = worked(1, OF, ASKED, DWP, "dw")
test_pointwise_backward_worked_example_db = worked(1, OF, ASKED, DBP, "db")
test_pointwise_backward_gradient_dx = gradient(1, OF, "dx", pointwise_cases(), *MIXES)
test_pointwise_backward_gradient_dw = gradient(1, OF, "dw", pointwise_cases(), *MIXES)

OF = "separable_conv2d"
PAIRS = (
    separable_case(1, 2, 2, (3, 4), (2, 3), padding=0, values="small"),
    separable_case(2, 2, 2, (2, 3), values="small"),
    separable_case(2, 2, 3, (4, 5), (3, 2), stride=2, values="small"),
)
test_separable_worked_example = worked(2, OF, (X, STEPS), Y)
test_separable_worked_example_strided = worked(1, OF, (X, STEPS), Y_TWO, hint=ODD, **TWO)
test_separable_shape = shape(
    1, OF, separable_cases("small"), "only depthwise has stride and padding"
)


@points(1, of=OF, hint="there is nothing between the two steps, and nothing after them")
@every(*PAIRS)
def test_separable_straight(student, case):
    """separable_conv2d cuts nothing off: x and -x change y equally far, one up, one down"""
    x, *steps = case.arrays
    asked = [case.call(student.separable_conv2d, a * x, *steps) for a in (-1, 0, 1)]
    down, still, up = (assert_shape(y, case.output) for y in asked)
    assert_array(up, still + (still - down))


OF, ASKED = "separable_conv2d_backward", (DY, X, STEPS)
test_separable_backward_worked_example_dx = worked(1, OF, ASKED, STEPS_BACK, "dx")
test_separable_backward_worked_example_grads = worked(1, OF, ASKED, STEPS_BACK, "wd bd wp bp")
test_separable_backward_gradient_dx = gradient(1, OF, "dx", separable_cases(), *PAIRS)
test_separable_backward_gradient_depthwise = gradient(1, OF, "wd bd", separable_cases(), *PAIRS)
test_separable_backward_gradient_pointwise = gradient(1, OF, "wp bp", separable_cases(), *PAIRS)

OF = "inverted_residual"
test_inverted_worked_example = worked(2, OF, (IMAGE, BLOCK), BLOCK_Y)
test_inverted_worked_example_strided = worked(1, OF, (IMAGE, BLOCK), BLOCK_Y_TWO, stride=2)
test_inverted_shape = shape(1, OF, inverted_cases(), "with padding 1, OH = (H - 1) // stride + 1")


@points(1, of=OF, hint=WHERE)
@every(*ADDED, *NOT_ADDED)
def test_inverted_skip(student, case):
    """inverted_residual adds x where stride is 1 and channels agree, and nowhere else"""
    x, we, be, wd, bd, wp, bp = case.arrays
    expected = x if case in ADDED else np.zeros(case.output)
    got = case.call(student.inverted_residual, x, we, be, wd, bd, 0 * wp, 0 * bp)
    assert_array(got, expected)


@points(1, of=OF, hint="relu6 follows the expansion and the depthwise step, not the projection")
def test_inverted_cuts(student):
    """inverted_residual cuts off below 0 and above 6, twice, and not at the end"""
    x = np.arange(-9.0, 9.0).reshape(1, 3, 3, 2).transpose(0, 3, 1, 2)
    middle = np.zeros((2, 3, 3))
    middle[:, 1, 1] = [2, -1]  # with no neighbours, every pixel goes its own way
    params = {"we": np.array([[1.0, 1], [0, 1]]), "be": np.zeros(2), "wd": middle, "bd": np.ones(2)}
    params |= {"wp": np.array([[0.0, -2], [1, 0], [1, 1]]), "bp": np.array([5.0, 3, 0])}
    first, second = np.clip([x[0, 0] + x[0, 1], x[0, 1]], 0, 6)
    first, second = np.clip([2 * first + 1, 1 - second], 0, 6)
    y = np.array([[5 - 2 * second, first + 3, first + second]])
    assert_array(student.inverted_residual(x, params), y)


OF, ASKED = "inverted_residual_backward", (UPSTREAM, IMAGE, BLOCK)
BLOCKS = (
    inverted_case(1, 1, 2, 1, (2, 3), seed=155),  # in these, all parts of relu6 are at work
    inverted_case(2, 2, 2, 2, (3, 4), seed=42),
    inverted_case(2, 3, 3, 2, (4, 3), stride=2, seed=272),
)
DRAWN, FINE = inverted_cases(), {"step": KINK_STEP}  # a quarter away from where relu6 bends
test_inverted_backward_worked_example_dx = worked(1, OF, ASKED, BLOCK_BACK, "dx")
test_inverted_backward_worked_example_grads = worked(1, OF, ASKED, BLOCK_BACK, " ".join(BLOCK))
test_inverted_backward_gradient_dx = gradient(1, OF, "dx", DRAWN, *BLOCKS, **FINE)
test_inverted_backward_gradient_expansion = gradient(1, OF, "we be", DRAWN, *BLOCKS, **FINE)
test_inverted_backward_gradient_depthwise = gradient(1, OF, "wd bd", DRAWN, *BLOCKS, **FINE)
test_inverted_backward_gradient_projection = gradient(1, OF, "wp bp", DRAWN, *BLOCKS, **FINE)


@points(1, of=OF, hint=WHERE)
@every(*ADDED, *NOT_ADDED)
def test_inverted_backward_skip(student, case):
    """inverted_residual_backward adds dy to dx where x was added to y, and nowhere else"""
    x, params = case.arrays[0], case.params | {"wp": 0 * case.params["wp"]}
    got = student.inverted_residual_backward(case.dy, x, params, **case.settings)
    dx, _ = assert_several(got, ("dx", "grads"))
    assert_array(dx, case.dy if case in ADDED else np.zeros(x.shape), "dx")


@points(1, of="separable_cost_ratio", hint="1/F + 1/(KH*KW)")
def test_separable_cost_ratio_worked_example(student):
    """separable_cost_ratio gives the numbers of the worked example"""
    assert_number(student.separable_cost_ratio(32, (5, 5)), 8_580_096 / 120_422_400)
    assert_number(student.separable_cost_ratio(128, (3, 3)), 137 / 1152)


@points(1, of="separable_cost_ratio", hint="kernel = (KH, KW)")
def test_separable_cost_ratio_not_square(student):
    """separable_cost_ratio is right for a kernel that is not square"""
    assert_number(student.separable_cost_ratio(4, (1, 2)), 0.75)
