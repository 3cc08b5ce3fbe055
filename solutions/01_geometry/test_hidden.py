"""Hidden checks of 01_geometry: agreement with the reference, and what the contract promises."""

from autograder.checks import (
    assert_bool,
    assert_count,
    assert_several,
    assert_truth,
    assert_unchanged,
    assert_value_error,
    assert_whole,
    points,
)


def q(*arguments, **settings):
    """Write a question as it is called."""
    return arguments, settings


def ask(student, of, question):
    """Put a question."""
    arguments, settings = question
    return getattr(student, of)(*arguments, **settings)


def assert_pair(got, right):
    """Demand the pair (before, after)."""
    names = ("before", "after")
    for answer, number, name in zip(assert_several(got, names), right, names):
        assert_count(answer, number, name)


def check(worth, of, title, *questions, demand=assert_count):
    """Make a check that asks the same as the reference, the plainest questions first."""

    def test(student, reference):
        for question in questions:
            demand(ask(student, of, question), ask(reference, of, question))

    test.__doc__ = f"{of} {title}"
    return points(worth, of=of)(test)


def repeated(of, *questions, demand=assert_count):
    """Make a check that nothing is kept from one call to the next."""
    title = "gives the same answer to the same question"
    return check(1, of, title, *(questions * 3), demand=demand)


def whole(of, question):
    """Make a check of the type: 456.0 is the right number, but no shape can be made of it."""
    title = "returns an int, which a shape can be made of"
    return check(1, of, title, question, demand=assert_whole)


def refusals(of, fits, refused, demand):
    """Make a check that only impossible requests are refused, each of them for one thing."""

    def test(student, reference):
        for question in fits:
            demand(ask(student, of, question), ask(reference, of, question))
        for said, question in refused:
            assert_value_error(lambda asked=question: ask(student, of, asked), said)

    test.__doc__ = f"{of} raises ValueError for impossible requests, and only for those"
    return points(1, of=of)(test)


STRIDE_1 = "is right at stride 1, for any size and kernel"
ANY_STRIDE = "is right at any stride, whether it divides or not"
CHANNELS = "is right for any number of channels and any kernel, square or not"
UNBIASED = "is right without bias"

# fmt: off
KERNELS = (q(9, 3), q(10, 3), q(9, 2), q(9, 1), q(9, 4), q(9, 5), q(9, 9))
STRIDES = tuple(q(9, 3, stride=stride) for stride in (2, 3, 4, 5, 7))
FRAMES = (*(q(9, 3, padding=padding) for padding in (1, 2, 4)), q(5, 1, padding=1))
AXES = (
    q(10, 3, stride=2), q(11, 3, stride=3), q(8, 3, stride=2, padding=1),
    q(12, 5, stride=3, padding=2), q(10, 4, stride=4, padding=1), q(13, 5, stride=5, padding=1),
    q(3, 7, stride=2, padding=2), q(5, 8, padding=2), q(1, 1, stride=6),
    q(2, 3, stride=3, padding=5), q(96, 5, stride=4, padding=2), q(40, 8, stride=7),
    q(50, 4, stride=9, padding=1), q(224, 7, stride=2, padding=3),
)
SAME = (
    q(7, 2, stride=3), q(10, 1, stride=3), q(10, 2, stride=4), q(5, 3, stride=4),
    q(11, 2, stride=4), q(12, 1, stride=5), q(2, 9), q(1, 4, stride=2), q(6, 1, stride=6),
    q(13, 6, stride=5), q(224, 7, stride=2), q(4, 5, stride=2), q(2, 2, stride=2),
    q(5, 2, stride=2), q(8, 3, stride=2),
)
# fmt: on
FITS = (q(5, 5), q(5, 5, stride=9), q(3, 5, padding=1))
REFUSED = (
    ("a kernel of 5 on 4 cells", q(4, 5)),
    ("a kernel of 9 on 4 cells with padding 2", q(4, 9, padding=2)),
    ("a kernel of 7 on 4 cells with padding 1", q(4, 7, padding=1)),
    ("a kernel of 5 on 4 cells with stride 2", q(4, 5, stride=2)),
    ("a kernel of 9 on 4 cells with padding 2 and stride 3", q(4, 9, padding=2, stride=3)),
    ("stride 0", q(7, 3, stride=0)),
    ("stride -1", q(7, 3, stride=-1)),
    ("stride -2", q(7, 3, stride=-2, padding=1)),
    ("padding -1", q(9, 3, padding=-1)),
    ("padding -2", q(9, 3, padding=-2, stride=2)),
)

AGAIN = (q(9, 4, stride=2), q(9, 4))
test_output_size_stride_1 = check(3, "output_size", STRIDE_1, *KERNELS, *FRAMES)
test_output_size_any_stride = check(3, "output_size", ANY_STRIDE, *STRIDES, *AXES)
test_output_size_value_errors = refusals("output_size", FITS, REFUSED, assert_count)
test_output_size_repeated = repeated("output_size", *AGAIN)

# A stride larger than the kernel leaves gaps: whether such windows tile is open, and not asked.
GAPLESS = tuple(one for one in (*STRIDES, *AXES) if one[1].get("stride", 1) <= one[0][1])
CLOSED = (*KERNELS, *FRAMES, *GAPLESS)
test_tiles_exactly_agrees = check(4, "tiles_exactly", ANY_STRIDE, *CLOSED, demand=assert_truth)
test_tiles_exactly_value_errors = refusals(
    "tiles_exactly", (FITS[0], FITS[2]), REFUSED, assert_truth
)
test_tiles_exactly_repeated = repeated("tiles_exactly", *AGAIN, demand=assert_bool)

test_same_padding_stride_1 = check(3, "same_padding", STRIDE_1, *KERNELS, demand=assert_pair)
test_same_padding_any_stride = check(
    3, "same_padding", ANY_STRIDE, *STRIDES, *SAME, demand=assert_pair
)
test_same_padding_value_errors = refusals(
    "same_padding",
    (q(3, 5), q(1, 4, stride=5)),
    [(f"stride {stride}", q(7, 3, stride=stride)) for stride in (0, -1, -2, -3)],
    assert_pair,
)
test_same_padding_repeated = repeated("same_padding", *AGAIN, demand=assert_pair)

# Channels in and out, kernel.
FILTERS = (
    *((1, 1, (1, 1)), (3, 2, (1, 1)), (2, 3, (1, 1)), (4, 4, (3, 3)), (1, 1, (2, 4))),
    *((3, 5, (1, 3)), (7, 3, (5, 2)), (2, 11, (4, 3)), (64, 128, (3, 3))),
)
LARGE = (601, 511, (9, 7))  # without bias the count is odd, and beyond what float32 can tell apart
LAYERS = tuple(q(*one) for one in (*FILTERS, LARGE))
PLAIN = tuple(q(*one, bias=False) for one in (*FILTERS, LARGE))
test_conv_parameters_agrees = check(2, "conv_parameters", CHANNELS, *LAYERS)
test_conv_parameters_unbiased = check(2, "conv_parameters", UNBIASED, *PLAIN)
test_conv_parameters_whole = whole("conv_parameters", q(3, 6, (5, 5)))
test_conv_parameters_repeated = repeated("conv_parameters", LAYERS[5], PLAIN[5])

MAPS = ((1, 1), (1, 1), (3, 3), (5, 5), (1, 1), (2, 5), (4, 3), (6, 7), (14, 14))
COSTS = (
    *(q(*one, output) for one, output in zip(FILTERS, MAPS)),
    *(q(1, 1, (1, 1), (2, 3)), q(5, 1, (2, 1), (3, 1)), q(1, 5, (1, 2), (1, 3))),
    q(1, 4, (2, 3), (4, 5)),  # where the ratio in floats, rounded down, is one too few
    q(65, 33, (7, 5), (27, 31)),
    q(65, 335, (7, 5), (107, 31)),
)
COST = "conv_multiplications"
test_conv_multiplications_agrees = check(3, COST, CHANNELS, *COSTS)
test_conv_multiplications_whole = whole(COST, COSTS[6])
test_conv_multiplications_repeated = repeated(COST, *COSTS[5:7])
SEPARABLE = "separable_multiplications"
test_separable_multiplications_agrees = check(3, SEPARABLE, CHANNELS, *COSTS)
test_separable_multiplications_whole = whole(SEPARABLE, COSTS[6])
test_separable_multiplications_repeated = repeated(SEPARABLE, *COSTS[5:7])

SIZES = ((1, 1), (5, 1), (1, 5), (4, 4), (7, 3), (3, 7), (784, 10), (9216, 4096), (6001, 4001))
DENSE, BARE = (tuple(q(*one, bias=bias) for one in SIZES) for bias in (True, False))
NUMBERS = "is right for any number of inputs and outputs"
test_dense_parameters_agrees = check(2, "dense_parameters", NUMBERS, *DENSE)
test_dense_parameters_unbiased = check(1, "dense_parameters", UNBIASED, *BARE)
test_dense_parameters_whole = whole("dense_parameters", q(7, 3))
test_dense_parameters_repeated = repeated("dense_parameters", q(7, 3), q(7, 3, bias=False))

# Kernel and stride of each layer; in the last two, pixels between those that are seen count, too.
STACKS = (
    [(1, 1)],
    [(5, 1)],
    [(4, 2)],
    [(3, 1), (5, 1)],
    [(3, 2), (5, 1)],
    [(5, 1), (3, 2)],
    [(3, 1), (1, 4)],
    [(2, 2), (2, 2)],
    [(3, 2), (1, 1), (2, 1)],
    [(5, 3), (3, 2), (4, 2)],
    [(2, 1), (3, 3), (2, 2), (2, 1)],
    [(7, 2), (3, 2), (3, 1), (3, 1)],
    [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)],
    [(1, 2), (3, 1)],
    [(3, 1), (2, 3), (2, 1)],
)


@points(4, of="receptive_field")
def test_receptive_field_agrees(student, reference):
    """receptive_field is right for any stack of layers, in this order"""
    for layers in STACKS:
        assert_count(student.receptive_field(layers), reference.receptive_field(layers))


@points(1, of="receptive_field")
def test_receptive_field_inputs(student, reference):
    """receptive_field leaves the list of layers as it was, and repeats itself"""
    for layers in (*STACKS[-3:], *STACKS[-3:]):
        field = assert_unchanged(student.receptive_field, layers)
        assert_count(field, reference.receptive_field(layers))


test_receptive_field_whole = whole("receptive_field", q([(3, 2), (3, 1)]))
