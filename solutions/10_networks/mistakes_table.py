"""What students get wrong in layer_table of 10_networks."""

CONV = "F filters of C·K·K weights and a bias each: F·(C·K·K + 1)"
DENSE = "M·(D + 1), with D all numbers that come in"
SIZE = "(H + 2·padding - K) // stride + 1, columns alike"
SKIP = "a 1×1 in the shortcut exactly where the stride is not 1 or the channels change"
TWO = "F·(9·C + 1) and F·(9·F + 1)"
THREE = "M·(C + 1), M·(9·M + 1) and F·(M + 1)"
INVERTED = "with T = t·C: T·(C + 1), T·(9 + 1) and F·(T + 1)"
SIX = "count all six convolutions, each with its biases"
TEXT = "F·(C·K + 1) for each width K"
BOARD = "C weights and a bias for each of H·W points"
ROW = "a row is (output_shape, parameters), one for each layer"
# Each of these occurs once in the function.
CONV_SHAPE = "shape = (F, (H + 2 * p - K) // s + 1, (W + 2 * p - K) // s + 1)"
POOL_SHAPE = "shape = (C, (H + 2 * p - K) // s + 1, (W + 2 * p - K) // s + 1)"
CONV_LEARNED, DENSE_LEARNED = "F * (C * K * K + 1)", "n[0] * (D + 1)"
FIRST, EXPAND = "F * (C * 9 + 1)", "T * (C + 1)"
APPEND = "table.append((shape, learned))"
RESIDUAL, BOTTLENECK = "learned = first + second + skip", "learned = down + across + up + skip"


def basic(*new):
    """Return a patch of the residual block's second convolution, shortcut and shape."""
    old = (
        "second = F * (C * 9 + 1), F * (F * 9 + 1)\n"
        "            skip = F * (C + 1) if s != 1 or C != F else 0\n"
        "            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)"
    )
    return {old: old.replace(*new)}


def necks(*new):
    """Return a patch of the bottleneck's shortcut and shape."""
    old = (
        "up = M * (C + 1), M * (M * 9 + 1), F * (M + 1)\n"
        "            skip = F * (C + 1) if s != 1 or C != F else 0\n"
        "            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)"
    )
    return {old: old.replace(*new)}


def inverted(*new):
    """Return a patch of the inverted residual's counts and shape."""
    old = (
        "project = T * (C + 1), T * (9 + 1), F * (T + 1)\n"
        "            shape = (F, (H - 1) // s + 1, (W - 1) // s + 1)"
    )
    return {old: old.replace(*new)}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
TABLE = (
    ("no biases", {CONV_LEARNED: "F * C * K * K"}, "convolutions have no biases", CONV),
    ("one bias", {CONV_LEARNED: "F * C * K * K + 1"},
     "a convolution has one bias for all filters", CONV),
    ("bias per channel", {CONV_LEARNED: "F * C * (K * K + 1)"},
     "a filter has a bias for every channel", CONV),
    ("one channel", {CONV_LEARNED: "F * (K * K + 1)"}, "filters have one channel", CONV),
    ("no padding", {CONV_SHAPE: CONV_SHAPE.replace(" + 2 * p", "")},
     "a convolution's padding is ignored", SIZE),
    ("padding once", {CONV_SHAPE: CONV_SHAPE.replace("2 * p", "p")},
     "padding is added on one side only", SIZE),
    ("conv without stride", {CONV_SHAPE: CONV_SHAPE.replace("// s", "// 1")},
     "a convolution's stride is ignored", SIZE),
    ("rounded up", {CONV_SHAPE: CONV_SHAPE.replace("(H +", "-(-(H +").replace("(W +", "-(-(W +")
                    .replace("// s", "// s)")},
     "sizes are rounded up", SIZE),
    ("square", {CONV_SHAPE: CONV_SHAPE.replace("W +", "H +")},
     "the width is taken from the height", SIZE),
    ("size over stride", {CONV_SHAPE: "shape = (F, H // s, W // s)"},
     "the output's size is the input's, divided by the stride", SIZE),
    ("channels last", {CONV_SHAPE: CONV_SHAPE.replace("(F, ", "(").replace("1)", "1, F)")},
     "shapes have their channels last", "shapes are (C, H, W)"),
    ("pool halves", {POOL_SHAPE: "shape = (C, H // 2, W // 2)"},
     "every pool halves rows and columns", SIZE),
    ("pool without padding", {POOL_SHAPE: POOL_SHAPE.replace(" + 2 * p", "")},
     "a pool's padding is ignored", SIZE),
    ("pool learns", {"learned = 0\n        elif": "learned = 2 * C\n        elif"},
     "pools learn two numbers for each map", "a pool learns nothing"),
    ("global pool keeps sizes", {"shape, learned = (C,), 0": "shape, learned = (C, 1, 1), 0"},
     "a global pool leaves (C, 1, 1)", "a global average pool gives (C,)"),
    ("dense sees channels", {"D = int(np.prod(shape))": "D = shape[0]"},
     "a dense layer sees one number of each map", DENSE),
    ("dense sees only words", {"D = int(np.prod(shape))":
                               "D = int(np.prod(shape)) if len(shape) != 2 else shape[0]"},
     "a dense layer behind an embedding sees one number of each word", DENSE),
    ("dense without biases", {DENSE_LEARNED: "n[0] * D"}, "dense layers have no biases", DENSE),
    ("residual never projected", {RESIDUAL: "learned = first + second"},
     "residual blocks have no projection", SKIP),
    ("residual always projected", {RESIDUAL: "learned = first + second + F * (C + 1)"},
     "every residual block has a projection", SKIP),
    ("projected where the stride is not 1", basic("s != 1 or C != F", "s != 1"),
     "residual blocks have a projection only where the stride is not 1", SKIP),
    ("projected where channels grow", basic("C != F", "C < F"),
     "residual blocks have no projection where channels become fewer", SKIP),
    ("projected where channels change", basic("s != 1 or C != F", "C != F"),
     "residual blocks have a projection only where channels change", SKIP),
    ("projection without biases", basic("F * (C + 1)", "F * C"),
     "projections have no biases", SKIP),
    ("second like first", basic("F * (F * 9 + 1)", "F * (C * 9 + 1)"),
     "a residual block's second convolution sees the input's channels", TWO),
    ("residual without stride", basic("(H - 1) // s + 1, (W - 1) // s + 1", "H, W"),
     "a residual block's stride is ignored", "the first 3×3 and the shortcut have the stride"),
    ("bottleneck never projected", {BOTTLENECK: "learned = down + across + up"},
     "bottlenecks have no projection", SKIP),
    ("bottleneck of 3×3", necks("M * (C + 1),", "M * (C * 9 + 1),"),
     "the bottleneck's first convolution is 3×3", THREE),
    ("bottleneck projected where channels grow", necks("C != F", "C < F"),
     "bottleneck blocks have no projection where channels become fewer", SKIP),
    ("bottleneck of stride 2", necks("(H - 1) // s + 1, (W - 1) // s + 1",
                                     "(H - 1) // min(s, 2) + 1, (W - 1) // min(s, 2) + 1"),
     "a bottleneck's stride is taken to be 2 at most", "the 3×3 has the stride, whatever it is"),
    ("bottleneck ends with M", necks("shape = (F", "shape = (M"),
     "a bottleneck gives M maps", "its last 1×1 makes F maps"),
    ("bottleneck without stride", necks("(H - 1) // s + 1, (W - 1) // s + 1", "H, W"),
     "a bottleneck's stride is ignored", "the 3×3 and the shortcut have the stride"),
    ("no expansion", {"T = t * C": "T = C"}, "the factor t is ignored", INVERTED),
    ("dense depthwise", inverted("T * (9 + 1)", "T * (T * 9 + 1)"),
     "the 3×3 mixes channels", INVERTED),
    ("no expansion for t 1", {"learned = expand + depthwise + project":
         "learned = (expand if t > 1 else 0) + depthwise + project"},
     "a block with t = 1 has no first 1×1", "ours has it always"),
    ("skip learns", {"learned = expand + depthwise + project":
         "learned = expand + depthwise + project + (F * (C + 1) if s != 1 or C != F else 0)"},
     "an inverted residual has a projection in its skip", "the skip is x itself, or there is none"),
    ("inverted without stride", inverted("(H - 1) // s + 1, (W - 1) // s + 1", "H, W"),
     "an inverted residual's stride is ignored", "the depthwise 3×3 has the stride"),
    ("inception without reductions", {
         "three = r3 * (C + 1) + f3 * (r3 * 9 + 1)": "three = f3 * (C * 9 + 1)",
         "five = r5 * (C + 1) + f5 * (r5 * 25 + 1)": "five = f5 * (C * 25 + 1)"},
     "the 3×3 and the 5×5 see all channels", SIX),
    ("pool branch not counted", {"learned = one + three + five + pool":
                                 "learned = one + three + five"},
     "the pool branch's 1×1 is not counted", SIX),
    ("inception gives all", {"shape = (f1 +": "shape = (f1 + r3 + r5 +"},
     "the reductions' maps are counted among the result's", "four branches' ends come out"),
    ("5×5 counted as 3×3", {"r5 * 25": "r5 * 9"}, "the 5×5 has 9 weights for a channel", SIX),
    ("embedding on its side", {"(D, shape[0])": "(shape[0], D)"},
     "an embedding gives (L, D)", "a column for each word: (D, L)"),
    ("filters one number high", {"F * (C * K + 1)": "F * (K + 1)"},
     "a filter has one row", TEXT),
    ("text of F", {"shape = (F * len(widths),)": "shape = (F,)"},
     "F maps come out, whatever the widths", "F maps for each width"),
    ("dense board", {"(H * W,), C + H * W": "(H * W,), H * W * (C * H * W + 1)"},
     "the board is a dense layer", BOARD),
    ("board of weights", {"(H * W,), C + H * W": "(H * W,), H * W * (C + 1)"},
     "every point has weights of its own", BOARD),
    ("board stays a board", {"(H * W,), C": "(1, H, W), C"},
     "the board's shape is (1, H, W)", "one number for each point: (H·W,)"),
    ("input not updated", {f"        {APPEND}": f"        {APPEND}\n        if word == 'conv':\n"
                           "            shape = tuple(input_shape)"},
     "what follows a convolution sees the table's input", "what comes out goes into the next"),
    ("running total", {APPEND: "table.append((shape, learned + (table[-1][1] if table else 0)))"},
     "parameters are added up from row to row", ROW),
    ("input as a row", {"table = []": "table = [(tuple(input_shape), 0)]"},
     "the input has a row of its own", ROW),
    ("swapped", {APPEND: "table.append((learned, shape))"},
     "a row is (parameters, output_shape)", ROW),
    ("floats", {APPEND: "table.append((tuple(float(n) for n in shape), learned))"},
     "sizes are floats", "// gives an int, / a float"),
    ("layers taken off", {"for word, *n in layers:": "while layers:\n"
                          "        word, *n = layers.pop(0)"},
     "the caller's list of layers is changed", "go through it, take nothing off"),
    ("kept between calls", {"table = []": "table = layer_table.__dict__.setdefault('kept', [])"},
     "rows of earlier calls are still there", "start from an empty list on every call"),
    ("returns inside the loop", {
         f"{APPEND}\n    return": f"{APPEND}\n        return"},
     "`return` stands inside the loop, so that there is one row", "move `return` left"),
)
# fmt: on
KNOWN = {"layer_table": TABLE}
