"""What students get wrong in 04_conv."""

from autograder.mistakes import Mistake

SIZES = "F, {}, KH, KW = w.shape"
START = "i * stride, j * stride"
OUT = ("(H + 2 * padding - KH) // stride + 1", "(W + 2 * padding - KW) // stride + 1")
PAD = "    xp = np.zeros"
ASSIGN = "    xp[:, :, padding : padding + H, padding : padding + W] = x"
WINDOW = "np.sum(window * w[f]) + b[f]"
READ = "window = xp[n, :, top : top + KH, left : left + KW]"
REACH = "dxp[n, :, top : top + KH, left : left + KW] +="
CROP = "dx = dxp[:, :, padding : padding + H, padding : padding + W]"
DY = " * dy[n, f, i, j]"
RETURN = "return dx, dw, db"

# Hints that several have.
MOVES = "window (i, j) starts at row i * stride and column j * stride"
DOWN = "round down: rows and columns left over are not used"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
ZEROS = "start from np.zeros, on every call"
DTYPE = "leave dtype out: numpy's own float64 is right"
OUTDENT = "move `return` left, out of all loops"
OWN = "work on a copy"
EARLY = "`return` stands inside the loop over samples, so only the first sample is done"

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
    ("returns inside the loop", {"\n    return": "\n        return"}, EARLY, OUTDENT),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"return y": "x[:] = 0\n    return y"}, "the caller's x is overwritten", OWN),
)
BACKWARD = (
    ("un-padding by p:-p", {CROP: "dx = dxp[:, :, padding:-padding, padding:-padding]"},
     "dx = dxp[:, :, p:-p, p:-p], which is empty when p is 0",
     "slice from p to p + H, and from p to p + W"),
    ("un-padding by 1", {CROP: "dx = dxp[:, :, 1:-1, 1:-1]"},
     "one row and column is cut off on every side, whatever the padding",
     "slice from p to p + H, and from p to p + W"),
    ("dx only where padded", {CROP: f"dx = np.zeros(x.shape)\n    if padding:\n        {CROP}"},
     "dx is set only where padding > 0", "with padding 0, dx is all of dxp"),
    ("padding left on", {CROP: "dx = dxp"},
     "dx still has the padding on", "cut it off: dx has the shape of x"),
    ("un-padding swapped", {CROP: "dx = dxp[:, :, padding : padding + W, padding : padding + H]"},
     "the padding is cut off with height and width swapped",
     "slice rows from p to p + H, columns from p to p + W"),
    ("stride ignored in dw", {READ: "window = xp[n, :, i : i + KH, j : j + KW]"},
     "dw ignores the stride: its windows start at row i and column j", MOVES),
    ("stride ignored in dx", {REACH: "dxp[n, :, i : i + KH, j : j + KW] +="},
     "dx ignores the stride: its windows start at row i and column j", MOVES),
    ("= in place of += in dx", {REACH: REACH.replace("+=", "=")},
     "windows that overlap overwrite each other in dx: = in place of +=",
     "a pixel gets something from every window and every filter: +="),
    ("= in place of += in dw", {"dw[f] +=": "dw[f] ="},
     "dw holds the last window's part only: = in place of +=", "dw is a sum over all windows: +="),
    ("db of the last sample", {"db[f] += dy[n, f, i, j]": "db[f] = dy[n, f].sum()"},
     "db holds the last sample's part only", "db is a sum over samples, rows and columns"),
    ("db left out", {"db[f] += dy[n, f, i, j]": "pass"},
     "db is never filled in", "b[f] is added to every output of filter f: add up its dy"),
    ("db is a mean", {RETURN: "return dx, dw, db / N"},
     "db is divided by the number of samples", SUMS),
    ("dw is a mean", {RETURN: "return dx, dw / N, db"},
     "dw is divided by the number of samples", SUMS),
    ("dw and db are means", {RETURN: "return dx, dw / N, db / N"},
     "dw and db are divided by the number of samples", SUMS),
    ("filters turned round", {f"w[f]{DY}": f"w[f, :, ::-1, ::-1]{DY}"},
     "dx uses the filters turned round, window by window",
     "a window's pixel gets the weight that it was multiplied by"),
    ("window and filter swapped", {
         f"w[f]{DY}": f"window{DY}", f"dw[f] += window{DY}": f"dw[f] += w[f]{DY}"},
     "dx is made from the window and dw from the filter",
     "dx gets w[f] * dy, and dw gets window * dy"),
    ("dx without dy", {f"w[f]{DY}": "w[f]"},
     "dx is not multiplied by dy", "every window sends back w[f] * dy[n, f, i, j]"),
    ("first channel only", {f"w[f]{DY}": f"w[f, 0]{DY}"},
     "every channel of dx uses the filter's first channel", "use w[f], channel by channel"),
    ("last row of dy unused", {"range(OH)": "range(max(OH - 1, 1))"},
     "the last row of windows sends nothing back", "go through all of dy: i in range(OH)"),
    ("kernel height for both axes", {SIZES.format("_"): "F, _, KH = w.shape[:3]; KW = KH"},
     "the kernel's height is used for its width too", "w is (F, C, KH, KW)"),
    ("order", {RETURN: "return dw, dx, db"},
     "the gradients are not returned in the order dx, dw, db", "return dx, dw, db"),
    ("returns inside the loop", {
         f"    {CROP}": f"        {CROP}", "\n    return": "\n        return"}, EARLY, OUTDENT),
    ("random start", {"np.zeros(xp.shape)": "np.random.default_rng().standard_normal(xp.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("kept between calls", {
         "np.zeros(w.shape)": "conv2d_backward.__dict__.setdefault(w.shape, np.zeros(w.shape))",
         RETURN: "return dx, dw.copy(), db"},
     "what earlier calls found is added to dw", ZEROS),
    ("float32", {RETURN: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"}, "the caller's dy is overwritten", OWN),
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
)
KNOWN = {"conv2d": (*CONV2D, *BOTH), "conv2d_backward": (*BACKWARD, *BOTH),
         "dense_as_conv": DENSE, "conv1x1": CONV1X1}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
