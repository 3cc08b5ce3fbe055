"""What students get wrong in 06_layers: activations, dense layers, dropout."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

HERE = Path(__file__)
SAY = load_module(HERE.with_name("mistakes_words.py"), "solutions.06_layers.mistakes_words")
CLASSES = load_module(HERE.with_name("mistakes_classes.py"), "solutions.06_layers.mistakes_classes")
NORMS = load_module(HERE.with_name("mistakes_norms.py"), "solutions.06_layers.mistakes_norms")
BACK = load_module(HERE.with_name("mistakes_backward.py"), "solutions.06_layers.mistakes_backward")
BATCH = load_module(HERE.with_name("mistakes_batch.py"), "solutions.06_layers.mistakes_batch")

RELU, RELU6 = "max(x[at], 0.0)", "min(max(x[at], 0.0), 6.0)"
POSITIVE, BETWEEN = "if x[at] > 0:", "if x[at] > 0 and x[at] < 6:"
DX, NEW = "dx[at] = dy[at]", "np.zeros(x.shape)"
RATIO = "np.sign(x[at]) * (1 - small) / (1 + small)"
SLOPE = "dy[at] * (1 - y**2)"
WEIGHTED = "np.sum(w[m] * x[n]) + b[m]"
KEEP, SCALED = "if mask[at]:", " / (1 - rate)"

# Hints that several have.
STAYS = "what is above 0 stays as it is"
PASSES = "dy goes through where x is positive, as it is"
FORGOTTEN = "the mask is right, but dy is forgotten"
MIDDLE = "between 0 and 6 dy goes through, elsewhere nothing does"
DERIVATIVE = "dx = dy * (1 - tanh(x)**2)"
SCALE = "divide by 1 - rate"
GIVEN = "use the mask that is given"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
IN_PLACE = ("works in place", {NEW: "x"}, "the caller's x is overwritten on the way", SAY.OWN)
FORWARD = (
    *SAY.last_line("y"), SAY.IMAGES_ONLY, IN_PLACE,
    ("whole numbers", {NEW: "np.zeros(x.shape, dtype=int)"}, *SAY.WHOLE),
)
BACKWARD = (
    *SAY.last_line("dx"), SAY.IMAGES_ONLY,
    ("first entry's dy", {"dy[at]": "dy.flat[0]"},
     "every entry gets the first entry's dy", "use the dy of the same place"),
)
RELUS = (
    ("absolute value", {RELU: "abs(x[at])"}, "negative numbers lose their sign",
     "they become 0"),
    ("leaky", {RELU: f"{RELU} + 0.01 * min(x[at], 0.0)"},
     "a hundredth of what is negative comes through", "negative numbers become 0"),
    ("is positive", {RELU: "x[at] > 0"},
     "the answer is 1 where x is positive, in place of x", STAYS),
    ("smallest of x and 0", {RELU: "min(x[at], 0.0)"},
     "what is positive becomes 0, and the rest stays", "np.maximum, and not np.minimum"),
    ("np.max", {"return y": "return np.max(x, 0)"},
     "np.max(x, 0) takes the largest along axis 0", "np.maximum(x, 0) compares entry by entry"),
    ("never above 6", {RELU: RELU6}, "numbers above 6 become 6", "that is relu6"),
    ("softplus", {RELU: "np.logaddexp(0, x[at])"}, "it is a smoothed relu", STAYS),
)
RELU_BACK = (
    ("times x", {DX: f"{DX} * x[at]"}, "dy is multiplied by x", PASSES),
    ("relu of x", {DX: "dx[at] = x[at]"}, "it is the relu of x: dy is forgotten", PASSES),
    ("mask from dy", {POSITIVE: "if dy[at] > 0:"},
     "the mask is made from dy, and not from x", PASSES),
    ("masks from both", {POSITIVE: "if x[at] > 0 and dy[at] > 0:"},
     "negative dy are stopped as well", PASSES),
    ("no dy", {DX: "dx[at] = 1"}, FORGOTTEN, PASSES),
    ("no mask", {POSITIVE: "if True:"}, "all of dy goes through", PASSES),
    ("mask turned round", {POSITIVE: "if x[at] < 0:"},
     "dy goes through where x is negative", PASSES),
    ("leaky", {DX: f"{DX}\n        else:\n            {DX} * 0.01"},
     "a hundredth of dy comes through where x is negative", "there it is 0"),
    ("only up to 6", {POSITIVE: BETWEEN}, "nothing goes through above 6", "that is relu6"),
    ("works in place", {NEW: "dy", POSITIVE: "if x[at] <= 0:", DX: "dx[at] = 0"},
     "the caller's dy is overwritten on the way", SAY.OWN),
)
RELU6S = (
    ("no upper bound", {RELU6: RELU}, "numbers above 6 stay", "6 is the most"),
    ("no lower bound", {RELU6: "min(x[at], 6.0)"}, "negative numbers stay", "0 is the least"),
    ("nothing above 6", {RELU6: f"{RELU} * (x[at] <= 6)"},
     "numbers above 6 become 0", "they become 6"),
    ("bounds swapped", {RELU6: "min(max(x[at], 6.0), 0.0)"},
     "the bounds are swapped, so that everything is 0", "min(max(x, 0), 6)"),
    ("divided by 6", {RELU6: f"{RELU6} / 6"}, "it is divided by 6", STAYS),
    ("bounded by 1", {RELU6: "min(max(x[at], 0.0), 1.0)"}, "the upper bound is 1", "it is 6"),
)
RELU6_BACK = (
    ("times x", {DX: f"{DX} * x[at]"}, "dy is multiplied by x", MIDDLE),
    ("no upper bound", {BETWEEN: POSITIVE}, "dy goes through above 6 too", MIDDLE),
    ("no lower bound", {BETWEEN: "if x[at] < 6:"}, "dy goes through below 0 too", MIDDLE),
    ("or in place of and", {BETWEEN: "if x[at] > 0 or x[at] < 6:"},
     "every number is above 0 or below 6: all of dy goes through", "both must hold: and, &"),
    ("mask turned round", {BETWEEN: "if not (x[at] > 0 and x[at] < 6):"},
     "dy goes through where relu6 is flat", MIDDLE),
    ("mask from dy", {BETWEEN: "if dy[at] > 0 and dy[at] < 6:"},
     "the mask is made from dy, and not from x", MIDDLE),
    ("relu6 of dy", {BETWEEN: "if True:", DX: "dx[at] = min(max(dy[at], 0.0), 6.0)"},
     "it is the relu6 of dy", MIDDLE),
    ("bounded by 1", {BETWEEN: "if x[at] > 0 and x[at] < 1:"}, "the upper bound is 1", MIDDLE),
    ("no dy", {DX: "dx[at] = 1"}, FORGOTTEN, MIDDLE),
    ("works in place", {NEW: "dy", BETWEEN: "if x[at] <= 0 or x[at] >= 6:", DX: "dx[at] = 0"},
     "the caller's dy is overwritten on the way", SAY.OWN),
)
TANH = (
    ("overflows", {RATIO: "(np.exp(x[at]) - np.exp(-x[at])) / (np.exp(x[at]) + np.exp(-x[at]))"},
     "e^x is too large for a float where x is, and inf / inf is nan", "np.tanh does without it"),
    ("overflows above 0", {RATIO: "(np.exp(2 * x[at]) - 1) / (np.exp(2 * x[at]) + 1)"},
     "e^(2x) is too large for a float where x is, and inf / inf is nan",
     "np.tanh does without it"),
    ("sigmoid", {RATIO: "1 / (1 + np.exp(-x[at]))"}, "it is the sigmoid, from 0 to 1",
     "tanh goes from -1 to 1"),
    ("half as steep", {RATIO: "np.tanh(x[at] / 2)"}, "it is tanh of x / 2",
     "e^(2x) has a 2 in it"),
    ("tangent", {RATIO: "np.tan(x[at])"}, "it is the tangent", "the hyperbolic one: np.tanh"),
    ("sign lost", {"np.sign(x[at]) * ": ""}, "negative numbers lose their sign",
     "tanh(-x) is -tanh(x)"),
    ("clipped", {RATIO: "min(max(x[at], -1.0), 1.0)"}, "it is x cut off at -1 and 1",
     "tanh is a smooth curve"),
)
TANH_BACK = (
    ("x taken for tanh", {"np.tanh(x[at])": "x[at]"},
     "x is taken for what tanh gave: 1 - x**2", DERIVATIVE),
    ("square left out", {"y**2": "y"}, "it is 1 - tanh(x), without the square", DERIVATIVE),
    ("all squared", {"(1 - y**2)": "(1 - y) ** 2"}, "it is (1 - tanh(x))**2", DERIVATIVE),
    ("plus", {"1 - y**2": "1 + y**2"}, "it is 1 + tanh(x)**2", DERIVATIVE),
    ("sigmoid's", {"(1 - y**2)": "y * (1 - y)"}, "y * (1 - y) is for the sigmoid", DERIVATIVE),
    ("no dy", {"dy[at] * (1": "(1"}, "dy is forgotten", DERIVATIVE),
    ("clears dy", {"return dx": "dy[:] = 0; return dx"}, "the caller's dy is overwritten", SAY.OWN),
    ("tanh of dy", {"np.tanh(x[at])": "np.tanh(dy[at])"}, "tanh is taken of dy", DERIVATIVE),
    ("tanh of tanh", {"np.tanh(x[at])": "np.tanh(np.tanh(x[at]))"},
     "tanh is taken twice", DERIVATIVE),
    ("overflows", {"np.tanh(x[at])": "(np.exp(x[at]) - np.exp(-x[at])) "
     "/ (np.exp(x[at]) + np.exp(-x[at]))"},
     "e^x is too large for a float where x is, and inf / inf is nan", "np.tanh does without it"),
)
DENSE = (
    ("bias left out", {" + b[m]": ""}, "the bias is left out", "add b[m] to output m"),
    ("bias per input", {WEIGHTED: "np.sum(w[m] * x[n] + b[m])"},
     "the bias is added once per input, inside the sum", "add b[m] once, after the sum"),
    ("first bias for all", {"b[m]": "b[0]"}, "every output gets the first bias", "use b[m]"),
    ("bias per row", {"b[m]": "b[n % M]"}, "row n gets b[n]", "b[m] belongs to output m"),
    ("w transposed", {"w[m] *": "(w[:, m] if M == len(x[0]) else w[m]) *"},
     "w is read as (D, M), which fits where D and M are equal", "w is (M, D): x @ w.T"),
    ("mean", {"np.sum": "np.mean"}, "the products are averaged", "add them up"),
    ("relu too", {WEIGHTED: f"max(0.0, {WEIGHTED})"},
     "negative outputs become 0", "there is no activation in a dense layer"),
    ("first row only", {"x[n])": "x[0])"}, "every row's answer is the first row's", "use x[n]"),
    ("y transposed", {"return y": "return y.T"}, "rows and outputs are swapped",
     "y is (N, M)"),
    *SAY.last_line("y", "x"),
)
DROPOUTS = (
    ("not scaled", {SCALED: ""}, "what is kept is not scaled", SCALE),
    ("times 1 - rate", {SCALED: " * (1 - rate)"}, "what is kept is multiplied by 1 - rate", SCALE),
    ("divided by rate", {SCALED: " / rate"}, "what is kept is divided by the rate", SCALE),
    ("always twice", {SCALED: " * 2"}, "what is kept is doubled, whatever the rate", SCALE),
    ("scaled by the mask's share", {SCALED: " / max(np.mean(mask), 1e-9)"},
     "it is divided by the share that this mask keeps", SCALE),
    ("mask turned round", {KEEP: "if not mask[at]:"},
     "what the mask keeps becomes 0", "True = kept"),
    ("mask ignored", {KEEP: "if True:"}, "nothing becomes 0", GIVEN),
    ("random mask of its own", {KEEP: f"if {SAY.RANDOM}() > 0:"},
     "it draws a mask of its own, another one on every call", GIVEN),
)
DROP = (
    *DROPOUTS, *SAY.last_line("y", "x"), SAY.IMAGES_ONLY,
    ("dropped stays", {NEW: "x.copy()"}, "what is not kept stays as it was", "it becomes 0"),
    ("kept only", {"return y": "return y[mask]"},
     "what is not kept is left out, so that y is shorter", "it becomes 0, and y has x's shape"),
)
DROP_BACK = (
    *DROPOUTS, *SAY.last_line("dx", "dy"),
    ("dropped stays", {"np.zeros(dy.shape)": "dy.copy()"},
     "where nothing was kept, dy goes through", "there it is 0"),
    ("kept only", {"return dx": "return dx[mask]"},
     "what is not kept is left out, so that dx is shorter", "it is 0, and dx has x's shape"),
)
# fmt: on
KNOWN = {
    "relu": (*FORWARD, *RELUS),
    "relu_backward": (*BACKWARD, *RELU_BACK),
    "relu6": (*FORWARD, *RELU6S),
    "relu6_backward": (*BACKWARD, *RELU6_BACK),
    "tanh": (*FORWARD, *TANH),
    "tanh_backward": (*BACKWARD, *TANH_BACK),
    "dense": DENSE,
    "dropout": DROP,
    "dropout_backward": DROP_BACK,
    **CLASSES.KNOWN,
    **NORMS.KNOWN,
    **BACK.KNOWN,
    **BATCH.KNOWN,
}
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, {a: b.replace("FUNCTION", of) for a, b in patch.items()}, *said)
    for of, known in KNOWN.items()
    for name, patch, *said in known
)
