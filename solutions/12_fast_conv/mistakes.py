"""What students get wrong in 12_fast_conv."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

CONV = load_module(
    Path(__file__).with_name("mistakes_conv.py"), "solutions.12_fast_conv.mistakes_conv"
)
START, ASSIGN, PAD, OUT, SIZES = (
    "i * stride, j * stride",
    CONV.ASSIGN,
    CONV.PAD,
    CONV.OUT,
    "KH, KW = kernel",
)
COLUMN, FLAT, WINDOW = "i * OW + j", "window.reshape(-1)", ".reshape(C, KH, KW)"
CROP = "return xp[:, :, padding : padding + H, padding : padding + W]"
ADD, DIMENSIONS = "left : left + KW] += window", "N, C, H, W = "

# Hints that several have.
BACK, REFUSE, EITHER = CONV.BACK, CONV.REFUSE, CONV.EITHER
MOVES, DTYPE, OWN, ZEROS, FRAME = BACK.MOVES, BACK.DTYPE, BACK.OWN, BACK.ZEROS, BACK.FRAME
OUTDENT = "move `return` left, out of all loops"
EARLY = "`return` stands inside the loop over samples, so only the first sample is done"
ORDER = "row (c*KH + k)*KW + l: channel by channel, and in each row by row"
NUMBER = "column i*OW + j: the windows of the first row of positions come first"

# The last entry of a window wins.
BY_SLICES = """xp = np.zeros(xp.shape)
    six = cols.reshape(N, C, KH, KW, OH, OW)
    for k in range(KH):
        for l in range(KW):
            bottom, right = k + stride * OH, l + stride * OW
            xp[:, :, k:bottom:stride, l:right:stride] = six[:, :, k, l]
    """

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BOTH = (
    ("stride ignored", {START: "i, j"},
     "the stride is ignored: window (i, j) starts at row i and column j", MOVES),
    ("stride on rows only", {START: "i * stride, j"},
     "the stride is used for rows and ignored for columns", MOVES),
    ("stride on columns only", {START: "i, j * stride"},
     "the stride is used for columns and ignored for rows", MOVES),
    ("positions column by column", {COLUMN: "j * OH + i"},
     "the positions are counted down the columns of the image", NUMBER),
    ("kernel height for both axes", {SIZES: "KH = KW = kernel[0]"},
     "the kernel's height is used for its width too", "kernel is (KH, KW)"),
    ("as wide as high", {COLUMN: "(i * OH + j) % (OH * OW)"},
     "OH is taken for OW when positions are counted", NUMBER),
)
IM2COL = (
    ("channels last", {FLAT: "window.transpose(1, 2, 0).reshape(-1)"},
     "the channels of a pixel stand together: they are flattened last", ORDER),
    ("kernel column by column", {FLAT: "window.swapaxes(1, 2).reshape(-1)"},
     "windows are flattened column by column", ORDER),
    ("windows turned round", {FLAT: "window[:, ::-1, ::-1].reshape(-1)"},
     "windows are turned round, as for the mathematician's convolution", "leave them as they are"),
    ("windows as rows", {"return cols": "return cols.transpose(0, 2, 1)"},
     "every window is a row: the result is (N, OH*OW, C*KH*KW)", "a window is a column of cols[n]"),
    ("one matrix for the batch", {
         "return cols": "return cols.transpose(1, 2, 0).reshape(C * KH * KW, -1)"},
     "all samples are in one matrix", "cols has an axis for the samples: (N, C*KH*KW, OH*OW)"),
    ("kernel and positions apart", {"return cols": "return cols.reshape(N, C, KH * KW, OH, OW)"},
     "the axes are not merged", "reshape to (N, C*KH*KW, OH*OW)"),
    ("padding at the end only", {ASSIGN: "    xp[:, :, :H, :W] = x"},
     "all of the padding is at the bottom and to the right",
     "x goes into rows padding to padding + H, columns alike"),
    ("edge values", {ASSIGN: f"{ASSIGN}\n    xp = np.pad(x, ((0, 0), (0, 0)) + "
                             "((padding, padding),) * 2, mode='edge')"},
     "the padding repeats the image's edge in place of zeros", "padding is zeros"),
    ("padding by 1", {"    xp = np.zeros": "    padding = min(padding, 1)\n    xp = np.zeros"},
     "never more than one row or column is padded", "pad by `padding` on every side"),
    ("height and width swapped", {DIMENSIONS: "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "x.shape is (N, C, H, W)"),
    ("size // stride", {
         OUT[0]: "(H + 2 * padding) // stride", OUT[1]: "(W + 2 * padding) // stride",
         f"= {FLAT}": f"= np.resize({FLAT}, C * KH * KW)"},
     "there are size // stride positions along each axis", CONV.ROUND),
    ("last row of windows forgotten", {OUT[0]: "max((H + 2 * padding - KH) // stride, 1)"},
     "the last row of windows is missing", CONV.ROUND),
    ("stride must divide", {
         PAD: "    if (H + 2 * padding - KH) % stride or (W + 2 * padding - KW) % stride:\n"
         f"        raise ValueError\n{PAD}"},
     "a stride that does not divide is refused", "round down: what is left over is not used"),
    ("returns inside the loop", {"\n    return": "\n        return"}, EARLY, OUTDENT),
    ("float32", {"return cols": "return cols.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears x", {"return cols": "x[:] = 0\n    return cols"},
     "the caller's x is overwritten", OWN),
    ("random padding", {"np.zeros((N, C, H": f"{BACK.RANDOM}((N, C, H"},
     "the padding is whatever was in memory, another answer on every call", ZEROS),
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
    ("negative padding", {
         " or padding < 0": "", PAD: f"    padding = max(padding, 0)\n{PAD}"},
     "negative padding goes unnoticed", REFUSE),
)
COL2IM = (
    ("= in place of +=", {ADD: ADD.replace("+=", "=")},
     "windows that overlap overwrite each other: = in place of +=, or += with arrays of indices",
     "a pixel gets something from every window that it lies in: +="),
    ("= in place of +=, by slices", {CROP: f"{BY_SLICES}{CROP}"},
     "windows that overlap overwrite each other: = in place of +=, or += with arrays of indices",
     "a pixel gets something from every window that it lies in: +="),
    ("averaged", {
         CROP: f"{BACK.COUNT}xp = xp / np.maximum(times, 1)\n    {CROP}"},
     "each pixel is divided by the number of its windows, as if col2im undid im2col",
     "add up and divide by nothing: it is the adjoint, not the inverse"),
    ("un-padding by p:-p", {CROP: "return xp[:, :, padding:-padding, padding:-padding]"},
     "xp[:, :, p:-p, p:-p], which is empty when p is 0", FRAME),
    ("un-padding by 1", {CROP: "return xp[:, :, 1:-1, 1:-1]"},
     "one row and column is cut off on every side, whatever the padding", FRAME),
    ("padding left on", {CROP: "return xp"},
     "the padding is still on", "cut it off: the result has the shape that was asked for"),
    ("un-padding swapped", {CROP: "return xp[:, :, padding : padding + W, padding : padding + H]"},
     "the padding is cut off with height and width swapped", FRAME),
    ("un-padding at the end only", {CROP: "return xp[:, :, :H, :W]"},
     "the padding is cut off at the bottom and to the right only", FRAME),
    ("channels last", {WINDOW: ".reshape(KH, KW, C).transpose(2, 0, 1)"},
     "columns are read as if the channels of a pixel stood together", ORDER),
    ("kernel column by column", {WINDOW: ".reshape(C, KW, KH).swapaxes(1, 2)"},
     "columns are read as windows flattened column by column", ORDER),
    ("windows turned round", {WINDOW: f"{WINDOW}[:, ::-1, ::-1]"},
     "windows are turned round", "put every entry back where im2col took it from"),
    ("height and width swapped", {DIMENSIONS: "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "shape is (N, C, H, W)"),
    ("padding forgotten in the count", {
         OUT[0]: "(H - KH) // stride + 1", OUT[1]: "(W - KW) // stride + 1"},
     "OH and OW are worked out without the padding", CONV.ROUND),
    ("last window forgotten", {"range(OW)": "range(max(OW - 1, 1))"},
     "the last column of windows adds nothing", "go through all OH*OW columns"),
    ("random start", {"np.zeros((N": f"{BACK.RANDOM}((N"},
     "x starts from whatever was in memory, another answer on every call", ZEROS),
    ("samples added up", {"xp[n, :, top": "xp[:, :, top"},
     "every sample gets the sum of all samples", "xp[n] gets what stands in cols[n]"),
    ("returns inside the loop", {"\n    return": "\n        return"}, EARLY, OUTDENT),
    ("float32", {CROP: f"{CROP}.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("clears cols", {CROP: f"cols[:] = 0\n    {CROP}"}, "the caller's cols are overwritten", OWN),
)
# fmt: on
KNOWN = {"im2col": (*IM2COL, *BOTH), "col2im": (*COL2IM, *BOTH), **CONV.KNOWN}
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
