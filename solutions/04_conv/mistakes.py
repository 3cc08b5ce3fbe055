"""What students get wrong in 04_conv."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

BACK = load_module(
    Path(__file__).with_name("mistakes_backward.py"), "solutions.04_conv.mistakes_backward"
)
SIZES, START, PAD, ASSIGN = BACK.SIZES, "i * stride, j * stride", "    xp = np.zeros", BACK.ASSIGN
OUT = ("(H + 2 * padding - KH) // stride + 1", "(W + 2 * padding - KW) // stride + 1")
WINDOW = "np.sum(window * w[f]) + b[f]"

# Hints that several have.
MOVES, DTYPE, OUTDENT, OWN, EARLY = BACK.MOVES, BACK.DTYPE, BACK.OUTDENT, BACK.OWN, BACK.EARLY
DOWN = "round down: rows and columns left over are not used"
REFUSE = "raise ValueError"
AGREE = "raise ValueError unless x and w have the same number of channels"
EITHER = "raise ValueError where it is larger, for either axis"
EACH = "b[f] belongs to output channel f: b[:, None, None]"
WHOLE = "y is made for whole numbers and drops what follows the point"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BOTH = (
    ("stride ignored", {START: "i, j"},
     "the stride is ignored: window (i, j) starts at row i and column j", MOVES),
    ("stride on rows only", {START: "i * stride, j"},
     "the stride is used for rows and ignored for columns", MOVES),
    ("stride on columns only", {START: "i, j * stride"},
     "the stride is used for columns and ignored for rows", MOVES),
    ("stride added", {START: "i + stride - 1, j + stride - 1"},
     "the stride is added to the window's start", MOVES),
    ("edge values", {ASSIGN: f"{ASSIGN}\n    xp = np.pad(x, ((0, 0), (0, 0)) + "
                             "((padding, padding),) * 2, mode='edge')"},
     "the padding repeats the image's edge in place of zeros", "padding is zeros"),
    ("padding at the end only", {ASSIGN: "    xp[:, :, :H, :W] = x"},
     "all of the padding is at the bottom and to the right",
     "x goes into rows padding to padding + H, columns alike"),
    ("padding by 1", {"    N, C, H": "    padding = min(padding, 1)\n    N, C, H"},
     "never more than one row or column is padded", "pad by `padding` on every side"),
    ("stride at most 3", {START: "i * min(stride, 3), j * min(stride, 3)"},
     "windows never move by more than 3", MOVES),
)
CONV2D = (
    ("bias per window entry", {WINDOW: "np.sum(window * w[f] + b[f])"},
     "the bias is added once per entry of the window, inside the sum",
     "add b[f] once, after the sum"),
    ("bias left out", {" + b[f]": ""},
     "the bias is left out", "add b[f] to every output of filter f"),
    ("bias shadowed", {"    N, C, H": "    b = np.full(len(b), float(len(x)))\n    N, C, H"},
     "the batch size is added in place of the bias: two things have the name b",
     "give the batch size another name"),
    ("first bias for all", {"b[f]": "b[0]"},
     "every filter gets the first filter's bias", "use b[f]"),
    ("true convolution", {"w[f])": "w[f, :, ::-1, ::-1])"},
     "the filters are turned round, as in the mathematician's convolution",
     "slide them as they are: a cross-correlation"),
    ("first channel only", {"window * w[f]": "window[0] * w[f, 0]"},
     "only the first channel is used", "sum over all C channels of the window"),
    ("first filter only", {"range(F)": "range(1)"},
     "only the first filter is used", "y has a channel for each of the F filters"),
    ("matrix product", {"window * w[f]": "window @ w[f]"},
     "window and filter are multiplied as matrices", "multiply entry by entry: window * w[f]"),
    ("mean", {"np.sum": "np.mean"},
     "the window is averaged", "add up window * w[f]"),
    ("product in place", {"window * w[f]": "np.multiply(window, w[f], out=window)"},
     "the product overwrites the padded image, so that the next window sees it",
     "keep window * w[f] apart from the image"),
    ("first sample only", {"window = xp[n,": "window = xp[0,"},
     "every sample's answer is the first sample's", "use xp[n]"),
    ("size // stride", {
         OUT[0]: "(H + 2 * padding) // stride", OUT[1]: "(W + 2 * padding) // stride"},
     "the output has size // stride rows", "OH = (H + 2 * padding - KH) // stride + 1"),
    ("last row of windows forgotten", {OUT[0]: "max((H + 2 * padding - KH) // stride, 1)"},
     "the last row of windows is missing", "OH = (H + 2 * padding - KH) // stride + 1"),
    ("stride must divide", {
         PAD: "    if (H + 2 * padding - KH) % stride or (W + 2 * padding - KW) % stride:\n"
         f"        raise ValueError\n{PAD}"},
     "a stride that does not divide is refused", DOWN),
    ("kernel height for both axes", {SIZES.format("CW"): "F, CW, KH = w.shape[:3]; KW = KH"},
     "the kernel's height is used for its width too", "w is (F, C, KH, KW)"),
    ("height and width swapped", {"N, C, H, W = ": "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "x.shape is (N, C, H, W)"),
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
    ("channels unchecked", {"if C != CW": "if False"},
     "x and w may disagree about channels where one has 1: numpy repeats it", AGREE),
    ("too many channels", {"C != CW": "C < CW", "window * w[f]": "window[:CW] * w[f]"},
     "x may have more channels than the filters", AGREE),
    ("too few channels", {"C != CW": "C > CW", "window * w[f]": "window * w[f, :C]"},
     "x may have fewer channels than the filters", AGREE),
    ("rows turned round", {"w[f])": "w[f, :, ::-1])"},
     "the filters are turned upside down", "slide them as they are"),
    ("columns turned round", {"w[f])": "w[f, :, :, ::-1])"},
     "the filters' left and right are swapped", "slide them as they are"),
    ("filters and channels swapped", {"window * w[f]": "window * (w[:, f] if C == F else w[f])"},
     "w is read as (C, F, KH, KW) where C and F are equal", "w is (F, C, KH, KW)"),
    ("as wide as high", {OUT[1]: OUT[0]},
     "the output has as many columns as rows", "work out OW from W and KW"),
    ("bias along the columns", {
         " + b[f]": "", "return y": "return y + (b if OW == F else b[:, None, None])"},
     "b goes along the columns of y where there are F of them", EACH),
    ("whole numbers", {"np.zeros((N, F, OH, OW))": "np.zeros((N, F, OH, OW), dtype=int)"},
     WHOLE, DTYPE),
    ("returns inside the loop", {"\n    return": "\n        return"}, EARLY, OUTDENT),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"return y": "x[:] = 0\n    return y"}, "the caller's x is overwritten", OWN),
)
DENSE = (
    ("channels last", {"(c * H + i) * W + j": "(i * W + j) * C + c"},
     "the columns are read as if channels came last",
     "C order of (C, H, W): channel by channel, row by row"),
    ("columns first", {"(c * H + i) * W + j": "(c * W + j) * H + i"},
     "each channel is read column by column", "C order: row by row"),
    ("upside down", {"w[d, c, i, j]": "w[d, c, H - 1 - i, W - 1 - j]"},
     "the filters are turned round", "leave them as they are: conv2d does not turn them"),
    ("height and width swapped", {"C, H, W = shape": "C, W, H = shape"},
     "height and width are swapped", "shape is (C, H, W)"),
    ("first output only", {"range(D)": "range(1)"},
     "only the first output's weights are copied", "there is a filter for each row of weight"),
    ("outputs last", {"return w": "return w.transpose(1, 2, 3, 0)"},
     "the outputs are the last axis", "w is (D, C, H, W)"),
    ("any number of columns", {"columns != C * H * W": "columns < C * H * W"},
     "too many columns go unnoticed", "raise ValueError unless there are C * H * W of them"),
    ("a multiple of columns", {"columns != C * H * W": "columns % (C * H * W)"},
     "twice as many columns go unnoticed", "raise ValueError unless there are C * H * W of them"),
    ("too few columns", {
         "columns != C * H * W": "columns > C * H * W",
         "(c * H + i) * W + j": "((c * H + i) * W + j) % columns"},
     "too few columns go unnoticed", "raise ValueError unless there are C * H * W of them"),
    ("float32", {"return w": "return w.astype(np.float32)"},
     "the weights are rounded to float32", DTYPE),
    ("clears weight", {"return w": "weight[:] = 0\n    return w"},
     "the caller's weight is overwritten", OWN),
)
CONV1X1 = (
    ("bias per channel", {"w[f]) + b[f]": "w[f] + b[f])"},
     "the bias is added once per channel, inside the sum", "add b[f] once, after the sum"),
    ("bias left out", {" + b[f]": ""}, "the bias is left out", "add b[f] to every pixel"),
    ("first channel only", {"x[n, :, i, j] * w[f]": "x[n, 0, i, j] * w[f, 0]"},
     "only the first channel is used", "sum over all C channels"),
    ("weights transposed", {"* w[f]": "* w[:, f]"},
     "w is read as (C, F)", "w is (F, C): a row for every output channel"),
    ("mean", {"np.sum": "np.mean"}, "channels are averaged", "add up w[f, c] * x[n, c]"),
    ("first sample only", {"x[n, :, i, j]": "x[0, :, i, j]"},
     "every sample's answer is the first sample's", "use x[n]"),
    ("returns inside the loop", {"\n    return": "\n        return"}, EARLY, OUTDENT),
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
)
KNOWN = {"conv2d": (*CONV2D, *BOTH), "conv2d_backward": (*BACK.MISTAKES, *BOTH),
         "dense_as_conv": DENSE, "conv1x1": CONV1X1}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
