"""What students get wrong in 08_depthwise."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake


def beside(name):
    """Load another file of this folder."""
    return load_module(Path(__file__).with_name(f"{name}.py"), f"solutions.08_depthwise.{name}")


BACK = beside("mistakes_backward")
PAIR, BLOCK = beside("mistakes_separable"), beside("mistakes_inverted")
START, PAD = BACK.START, "    xp = np.zeros"
OUT = ("(H + 2 * padding - KH) // stride + 1", "(W + 2 * padding - KW) // stride + 1")
WINDOW = "np.sum(window * w[c]) + b[c]"
ALL = "xp[n, :, top : top + KH, left : left + KW]"

# Hints that several have.
MOVES, DTYPE, OUTDENT, OWN, EARLY = BACK.MOVES, BACK.DTYPE, BACK.OUTDENT, BACK.OWN, BACK.EARLY
APART = "channel c of y is made of channel c of x and w[c] alone"
REFUSE = "raise ValueError"
AGREE = "raise ValueError unless x and w have the same number of channels"
EITHER = "raise ValueError where it is larger, for either axis"
EACH = "b belongs to the channels: b[:, None, None]"
WHOLE = "y is made for whole numbers and drops what follows the point"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
DEPTHWISE = (
    ("channels added up", {"window * w[c]": f"{ALL} * w[c]"},
     "every filter sees all channels and adds them up", APART),
    ("channels and filters added up", {"window * w[c]": f"{ALL} * w"},
     "all channels are added up, each with its filter, as in an ordinary convolution", APART),
    ("a single output channel", {"return y": "return y.sum(axis=1, keepdims=True)"},
     "the channels are added up at the end: y has one channel",
     "y has as many channels as x: they stay apart"),
    ("first filter for every channel", {"w[c])": "w[0])"},
     "every channel gets the first channel's filter", "use w[c]"),
    ("first channel for every filter", {"xp[n, c,": "xp[n, 0,"},
     "every filter sees the first channel of x", "use xp[n, c]"),
    ("filters in the opposite order", {"w[c])": "w[C - 1 - c])"},
     "the filters are used from the last to the first", "channel c meets w[c]"),
    ("filters transposed", {"w[c])": "(w[c].T if KH == KW else w[c]))"},
     "the filters have rows and columns swapped, where they are square", "w is (C, KH, KW)"),
    ("bias per window entry", {WINDOW: "np.sum(window * w[c] + b[c])"},
     "the bias is added once per entry of the window, inside the sum",
     "add b[c] once, after the sum"),
    ("bias left out", {" + b[c]": ""},
     "the bias is left out", "add b[c] to every output of channel c"),
    ("bias shadowed", {"    N, C, H": "    b = np.full(len(b), float(len(x)))\n    N, C, H"},
     "the batch size is added in place of the bias: two things have the name b",
     "give the batch size another name"),
    ("first bias for all", {"b[c]": "b[0]"},
     "every channel gets the first channel's bias", "use b[c]"),
    ("bias along the columns", {
         " + b[c]": "", "return y": "return y + (b if OW == C else b[:, None, None])"},
     "b goes along the columns of y where there are C of them", EACH),
    ("true convolution", {"w[c])": "w[c, ::-1, ::-1])"},
     "the filters are turned round, as in the mathematician's convolution",
     "slide them as they are: a cross-correlation"),
    ("rows turned round", {"w[c])": "w[c, ::-1])"},
     "the filters are turned upside down", "slide them as they are"),
    ("columns turned round", {"w[c])": "w[c, :, ::-1])"},
     "the filters' left and right are swapped", "slide them as they are"),
    ("matrix product", {"window * w[c]": "window @ w[c]"},
     "window and filter are multiplied as matrices", "multiply entry by entry: window * w[c]"),
    ("mean", {"np.sum": "np.mean"},
     "the window is averaged", "add up window * w[c]"),
    ("first sample only", {"window = xp[n,": "window = xp[0,"},
     "every sample's answer is the first sample's", "use xp[n]"),
    ("size // stride", {
         OUT[0]: "(H + 2 * padding) // stride", OUT[1]: "(W + 2 * padding) // stride"},
     "the output has size // stride rows", "OH = (H + 2 * padding - KH) // stride + 1"),
    ("size rounded up", {
         OUT[0]: "-(-(H + 2 * padding - KH) // stride) + 1",
         OUT[1]: "-(-(W + 2 * padding - KW) // stride) + 1",
         "window * w[c]": "window * w[c, : window.shape[0], : window.shape[1]]"},
     "there is a window that hangs over the edge",
     "round down: rows and columns left over are not used"),
    ("last row of windows forgotten", {OUT[0]: "max((H + 2 * padding - KH) // stride, 1)"},
     "the last row of windows is missing", "OH = (H + 2 * padding - KH) // stride + 1"),
    ("stride must divide", {
         PAD: "    if (H + 2 * padding - KH) % stride or (W + 2 * padding - KW) % stride:\n"
         f"        raise ValueError\n{PAD}"},
     "a stride that does not divide is refused",
     "round down: rows and columns left over are not used"),
    ("kernel height for both axes", {BACK.SIZES.format("CW"): "CW, KH = w.shape[:2]; KW = KH"},
     "the kernel's height is used for its width too", "w is (C, KH, KW)"),
    ("height and width swapped", {"N, C, H, W = ": "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "x.shape is (N, C, H, W)"),
    ("as wide as high", {OUT[1]: OUT[0]},
     "the output has as many columns as rows", "work out OW from W and KW"),
    ("kernel may be too large", {"if KH > H + 2 * padding or KW > W + 2 * padding": "if False"},
     "a kernel larger than the padded input goes unnoticed", "raise ValueError, for either axis"),
    ("truncated towards 0", {"KH > H + 2 * padding or KW > W + 2 * padding":
         "min(int((n + 2 * padding - k) / stride) for n, k in ((H, KH), (W, KW))) < 0"},
     "a kernel that is a little too large for a stride of 2 or more goes unnoticed: int(-0.5) is 0",
     "compare the kernel with the padded size, before you divide"),
    ("kernel may be too high", {"KH > H + 2 * padding or ": ""},
     "a kernel higher than the padded input goes unnoticed", EITHER),
    ("kernel may be too wide", {" or KW > W + 2 * padding": ""},
     "a kernel wider than the padded input goes unnoticed", EITHER),
    ("kernel against the bare image", {
         "KH > H + 2 * padding or KW > W + 2 * padding": "KH > H or KW > W"},
     "a kernel larger than the image is refused, although the padding makes room for it",
     "compare with the padded size"),
    ("stride unchecked", {"stride < 1 or ": ""}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("negative padding", {
         " or padding < 0": "", PAD: f"    padding = max(padding, 0)\n{PAD}"},
     "negative padding goes unnoticed", REFUSE),
    ("channels unchecked", {
         "if C != CW": "if False",
         PAD: f"    w = np.resize(w, (C, KH, KW)); b = np.resize(b, C)\n{PAD}"},
     "x and w may disagree about channels: filters are repeated or left over", AGREE),
    ("one filter for many channels", {
         "C != CW": "CW not in (1, C)", "w[c]) + b[c]": "w[c % CW]) + b[c % CW]"},
     "a single filter is used for all channels: numpy repeats it", AGREE),
    ("too many filters", {"C != CW": "C > CW"},
     "there may be more filters than channels", AGREE),
    ("whole numbers", {"np.zeros((N, C, OH, OW))": "np.zeros((N, C, OH, OW), dtype=int)"},
     WHOLE, DTYPE),
    ("returns inside the loop", {BACK.INSIDE: BACK.MOVED}, EARLY, OUTDENT),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"return y": "x[:] = 0\n    return y"}, "the caller's x is overwritten", OWN),
)
POINTWISE = (
    ("bias per channel", {"w[f]) + b[f]": "w[f] + b[f])"},
     "the bias is added once per channel, inside the sum", "add b[f] once, after the sum"),
    ("bias left out", {" + b[f]": ""}, "the bias is left out", "add b[f] to every pixel"),
    ("first channel only", {"x[n, :, i, j] * w[f]": "x[n, 0, i, j] * w[f, 0]"},
     "only the first channel is used", "sum over all C channels"),
    ("weights transposed", {"* w[f]": "* (w[:, f] if C == F else w[f])"},
     "w is read as (C, F) where C and F are equal", "w is (F, C): a row for every output channel"),
    ("mean", {"np.sum": "np.mean"}, "channels are averaged", "add up w[f, c] * x[n, c]"),
    ("relu at the end", {"return y": "return np.maximum(y, 0)"},
     "what is negative is set to 0", "return the sums as they are: relu is a layer of its own"),
    ("first sample only", {"x[n, :, i, j]": "x[0, :, i, j]"},
     "every sample's answer is the first sample's", "use x[n]"),
    ("returns inside the loop", {BACK.INSIDE: BACK.MOVED}, EARLY, OUTDENT),
    ("rows and columns swapped", {"return y": "return y.swapaxes(2, 3)"},
     "rows and columns are swapped", "y is (N, F, H, W)"),
    ("channels last", {"return y": "return y.transpose(0, 2, 3, 1)"},
     "the channels are the last axis", "y is (N, F, H, W)"),
    ("bias along the columns", {
         " + b[f]": "", "return y": "return y + (b if W == F else b[:, None, None])"},
     "b goes along the columns of y where there are F of them", EACH),
    ("whole numbers", {"np.zeros((N, F, H, W))": "np.zeros((N, F, H, W), dtype=int)"},
     WHOLE, DTYPE),
    ("channels unchecked", {"if C != CW": "if False"},
     "x and w may disagree about channels where one has 1: numpy repeats it", AGREE),
    ("too many channels", {"C != CW": "C < CW", "x[n, :, i, j] *": "x[n, :CW, i, j] *"},
     "x may have more channels than w", AGREE),
    ("too few channels", {"C != CW": "C > CW", "* w[f]": "* w[f, :C]"},
     "x may have fewer channels than w", AGREE),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"return y": "x[:] = 0\n    return y"}, "the caller's x is overwritten", OWN),
)
RATIO = "1 / out_channels + 1 / (KH * KW)"
SUM = "the ratio is 1/F + 1/(KH*KW)"
COST = (
    ("product", {RATIO: "1 / (out_channels * KH * KW)"},
     "1/F and 1/(KH*KW) are multiplied in place of added", SUM),
    ("turned round", {RATIO: f"1 / ({RATIO})"},
     "it is how many times cheaper, in place of the part that is left", SUM),
    ("height only", {"(KH * KW)": "KH"}, "it counts the kernel's height alone", SUM),
    ("height squared", {"(KH * KW)": "(KH * KH)"},
     "the kernel's height is used for its width too", SUM),
    ("whole division", {RATIO: "1 // out_channels + 1 // (KH * KW)"},
     "// drops what follows the point", "divide with /"),
    ("height and width added", {"(KH * KW)": "(KH + KW)"},
     "the kernel's height and width are added up", "a window has KH * KW entries"),
    ("one over the sum", {RATIO: "1 / (out_channels + KH * KW)"},
     "it is 1 over the sum, in place of the sum of 1/F and 1/(KH*KW)", SUM),
    ("in percent", {RATIO: f"100 * ({RATIO})"}, "it is in percent", SUM),
    ("always 3x3", {"(KH * KW)": "9"}, "the kernel is taken for 3x3", "kernel = (KH, KW)"),
    ("pointwise only", {" + 1 / (KH * KW)": ""},
     "the pointwise step's part is missing", SUM),
    ("rounded", {RATIO: f"round({RATIO}, 4)"}, "it is rounded", "return it as it is"),
)
KNOWN = {"depthwise_conv2d": (*DEPTHWISE, *BACK.WINDOWS),
         "depthwise_conv2d_backward": (*BACK.DEPTHWISE, *BACK.WINDOWS),
         "pointwise_conv2d": POINTWISE, "pointwise_conv2d_backward": BACK.POINTWISE,
         "separable_conv2d": PAIR.FORWARD, "separable_conv2d_backward": PAIR.BACKWARD,
         "inverted_residual": BLOCK.FORWARD, "inverted_residual_backward": BLOCK.BACKWARD,
         "separable_cost_ratio": COST}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
