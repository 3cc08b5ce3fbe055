"""What students get wrong in 09_inception."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

BACK, SMALL = (
    load_module(
        Path(__file__).with_name(f"mistakes_{part}.py"), f"solutions.09_inception.mistakes_{part}"
    )
    for part in ("grads", "small")
)
CONVOLUTIONS = BACK.CONVOLUTIONS
RELU = {of: f"np.maximum(z{of}, 0)" for of in CONVOLUTIONS}
BARE = {relu: f"z{of}" for of, relu in RELU.items()}
TOGETHER = "np.concatenate([a1, a3, a5, ap], axis=1)"
POOL = "max_pool2d(framed, kernel=(3, 3), stride=1)"
FRAME = "constant_values=-np.inf"
Z3R, Z5R = "conv2d(x, w3r, b3r)", "conv2d(x, w5r, b5r)"
Z3, Z5 = "conv2d(a3r, w3, b3, padding=1)", "conv2d(a5r, w5, b5, padding=2)"
WINDOWS = "np.lib.stride_tricks.sliding_window_view(framed, (3, 3), axis=(2, 3))"

# Hints that several have.
EVERY = "a relu follows every one of the six convolutions"
ORDER = "1×1, 3×3, 5×5, pool"
AXIS = "channels are axis 1"
NEVER = "pad with -np.inf, which is never the largest"
AROUND = "pad what goes into the larger filter, after the 1×1 and its relu"
CHECK = "compare each line with the one that it was copied from"
OWN, DTYPE, ZEROS = BACK.OWN, BACK.DTYPE, BACK.ZEROS
SIDES = "the same padding goes on all four sides"
MAX = "the pool keeps the largest number of each window"


def no_relu(after):
    """Return the patch that takes the relu away from these convolutions."""
    return {RELU[of]: BARE[RELU[of]] for of in after}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
MODULE = (
    ("no relu after the 1×1", no_relu(["1"]), "the 1×1 branch has no relu", EVERY),
    ("no relu after the 3×3's 1×1", no_relu(["3r"]),
     "there is no relu between the 1×1 and the 3×3", EVERY),
    ("no relu after the 3×3", no_relu(["3"]), "the 3×3 is not followed by a relu", EVERY),
    ("no relu after the 5×5's 1×1", no_relu(["5r"]),
     "there is no relu between the 1×1 and the 5×5", EVERY),
    ("no relu after the 5×5", no_relu(["5"]), "the 5×5 is not followed by a relu", EVERY),
    ("no relu after the pool's 1×1", no_relu(["p"]), "the pool branch has no relu", EVERY),
    ("relu at the end only", no_relu(["3r", "5r"]),
     "the 1×1 reductions have no relu of their own", EVERY),
    ("no relu at the end", no_relu(["1", "3", "5", "p"]),
     "only the reductions have a relu, the four branches end without one", EVERY),
    ("no relu", BARE, "there is no relu anywhere", EVERY),
    ("leaky relu", {relu: f"np.maximum(z{of}, 0.01 * z{of})" for of, relu in RELU.items()},
     "what is below 0 is made smaller in place of 0", "relu gives 0 for what is below 0"),
    ("relu of x", {"    z1 =": "    x = np.maximum(x, 0)\n    z1 ="},
     "x itself goes through relu before anything else", "relu comes after a convolution"),
    ("bias after relu", {
         f"conv2d({x}, w{of}, b{of}": f"conv2d({x}, w{of}, 0 * b{of}" for of, x in
         CONVOLUTIONS.items()} | {relu: f"{relu} + b{of}[:, None, None]" for of, relu in
                                  RELU.items()},
     "the biases are added after relu", "convolution, then bias, then relu"),
    ("5×5 before 3×3", {TOGETHER: "np.concatenate([a1, a5, a3, ap], axis=1)"},
     "the 5×5 branch comes before the 3×3 branch", ORDER),
    ("pool first", {TOGETHER: "np.concatenate([ap, a1, a3, a5], axis=1)"},
     "the pool branch comes first", ORDER),
    ("pool before the 3×3", {TOGETHER: "np.concatenate([a1, ap, a3, a5], axis=1)"},
     "the pool branch comes second", ORDER),
    ("backwards", {TOGETHER: "np.concatenate([ap, a5, a3, a1], axis=1)"},
     "the branches come in the opposite order", ORDER),
    ("along the batch", {TOGETHER: "np.concatenate([a1, a3, a5, ap])"},
     "the branches are put together along the batch, axis 0", AXIS),
    ("along the rows", {TOGETHER: "np.concatenate([a1, a3, a5, ap], axis=2)"},
     "the branches are put below each other, along axis 2", AXIS),
    ("along the columns", {TOGETHER: "np.concatenate([a1, a3, a5, ap], axis=-1)"},
     "the branches are put side by side, along the last axis", AXIS),
    ("summed", {TOGETHER: "a1 + a3 + a5 + ap"},
     "the branches are added up", "keep all of them: concatenate along the channels"),
    ("stacked", {TOGETHER: "np.stack([a1, a3, a5, ap], axis=1)"},
     "np.stack makes a new axis", "np.concatenate goes along one that is there"),
    ("3×3 padded at the end", {
         Z3: "conv2d(np.pad(a3r, ((0, 0), (0, 0), (0, 2), (0, 2))), w3, b3)"},
     "all of the 3×3's padding is at the bottom and to the right", SIDES),
    ("5×5 padded at the end", {
         Z5: "conv2d(np.pad(a5r, ((0, 0), (0, 0), (0, 4), (0, 4))), w5, b5)"},
     "all of the 5×5's padding is at the bottom and to the right", SIDES),
    ("pool padded at the end", {"(1, 1), (1, 1)": "(0, 2), (0, 2)"},
     "all of the pool's padding is at the bottom and to the right", SIDES),
    ("3×3 padded too early", {
         Z3R: "conv2d(x, w3r, b3r, padding=1)", Z3: "conv2d(a3r, w3, b3)"},
     "x is padded before the 1×1, so that round the 3×3's input is relu(b3r) in place of 0",
     AROUND),
    ("5×5 padded too early", {
         Z5R: "conv2d(x, w5r, b5r, padding=2)", Z5: "conv2d(a5r, w5, b5)"},
     "x is padded before the 1×1, so that round the 5×5's input is relu(b5r) in place of 0",
     AROUND),
    ("both padded too early", {
         Z3R: "conv2d(x, w3r, b3r, padding=1)", Z3: "conv2d(a3r, w3, b3)",
         Z5R: "conv2d(x, w5r, b5r, padding=2)", Z5: "conv2d(a5r, w5, b5)"},
     "x is padded before the 1×1 reductions, so that relu of their biases stands in the frames",
     AROUND),
    ("3×3 padded with its edge", {
         Z3: "conv2d(np.pad(a3r, ((0, 0), (0, 0), (1, 1), (1, 1)), mode='edge'), w3, b3)"},
     "the 3×3's input is padded with its own edge", "a convolution is padded with zeros"),
    ("pool padded with zeros", {FRAME: "constant_values=0"},
     "the pool is padded with zeros, which beat whatever is below 0", NEVER),
    ("pool padded with -1", {FRAME: "constant_values=-1"},
     "the pool is padded with -1, which beats whatever is below -1", NEVER),
    ("pool padded with -1000", {FRAME: "constant_values=-1000"},
     "the pool is padded with -1000, which beats whatever is below that", NEVER),
    ("pool padded with inf", {FRAME: "constant_values=99"},
     "the pool is padded with something large, which wins at every edge", NEVER),
    ("pool of 5×5", {"(1, 1), (1, 1)": "(2, 2), (2, 2)", "kernel=(3, 3)": "kernel=(5, 5)"},
     "the pool's windows are 5×5", "3×3 windows, padding 1"),
    ("average pool", {POOL: f"np.where(np.isinf({WINDOWS}), 0, {WINDOWS}).mean((4, 5))"},
     "windows are averaged, zeros beyond the edge included", MAX),
    ("average of what is there", {
         FRAME: "constant_values=np.nan", POOL: f"np.nanmean({WINDOWS}, axis=(4, 5))"},
     "windows are averaged", MAX),
    ("min pool", {FRAME: "constant_values=np.inf", POOL: f"{WINDOWS}.min((4, 5))"},
     "the smallest number of each window is kept", MAX),
    ("no pool", {"conv2d(pooled, wp, bp)": "conv2d(x, wp, bp)"},
     "the fourth branch has no pool: its 1×1 works on x", "its 1×1 works on what the pool gave"),
    ("1×1 before the pool", {
         "conv2d(pooled, wp, bp)": POOL, "np.pad(x,": "np.pad(conv2d(x, wp, bp),",
         f"    pooled = {POOL}\n": ""},
     "the 1×1 comes before the pool", "3×3 max-pool first, then the 1×1"),
    ("bias of the 3×3's 1×1 left out", {Z3R: "conv2d(x, w3r, 0 * b3r)"},
     "b3r is left out", "every convolution has a bias"),
    ("bias of the 5×5's 1×1 left out", {Z5R: "conv2d(x, w5r, 0 * b5r)"},
     "b5r is left out", "every convolution has a bias"),
    ("3×3's reduction for both", {Z5R: Z3R},
     "the 5×5 works on the 3×3's reduction", CHECK),
    ("3×3's bias for both reductions", {Z5R: "conv2d(x, w5r, b3r)"},
     "the 5×5's 1×1 gets b3r in place of b5r", CHECK),
    ("biases of the ends swapped", {
         "conv2d(x, w1, b1)": "conv2d(x, w1, bp)", "conv2d(pooled, wp, bp)":
         "conv2d(pooled, wp, b1)"}, "b1 and bp are swapped", CHECK),
    ("filters turned round", {
         "(a3r, w3,": "(a3r, w3[..., ::-1, ::-1],", "(a5r, w5,": "(a5r, w5[..., ::-1, ::-1],"},
     "the 3×3 and 5×5 filters are turned round", "slide them as they are: a cross-correlation"),
    ("filters on their side", {
         "(a3r, w3,": "(a3r, w3.swapaxes(2, 3),", "(a5r, w5,": "(a5r, w5.swapaxes(2, 3),"},
     "rows and columns of the 3×3 and 5×5 filters are swapped", "w is (F, C, KH, KW)"),
    ("first sample only", {TOGETHER: f"np.repeat({TOGETHER}[:1], len(x), axis=0)"},
     "every sample's answer is the first sample's", "keep the whole batch: all of axis 0"),
    ("random start", {TOGETHER: f"{TOGETHER} + {BACK.RANDOM}(x.shape[2:])"},
     "y starts from whatever was in memory, another answer on every call", ZEROS),
    ("whole numbers", {TOGETHER: f"{TOGETHER}.astype(int)"},
     "y is made for whole numbers and drops what follows the point", DTYPE),
    ("float32", {TOGETHER: f"{TOGETHER}.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"    return": "    x[:] = 0\n    return"}, "the caller's x is overwritten", OWN),
    ("empties params", {'params["w1"]': 'params.pop("w1")'},
     "the caller's params are changed", "read from params, write into arrays of your own"),
)
KNOWN = {"concat_channels": SMALL.CONCAT, "split_channels": SMALL.SPLIT,
         "inception_module": MODULE, "inception_module_backward": BACK.MISTAKES,
         "auxiliary_classifier": SMALL.AUXILIARY, "total_loss": SMALL.LOSS}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
