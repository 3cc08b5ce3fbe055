"""What students get wrong in 12_fast_conv's conv2d_fast, and what its backward shares."""

from pathlib import Path

from autograder.course import load_module

BACK = load_module(
    Path(__file__).with_name("mistakes_backward.py"), "solutions.12_fast_conv.mistakes_backward"
)
ASSIGN, SIZES, PAD = BACK.ASSIGN, BACK.SIZES, "    xp = np.zeros"
OUT = ("(H + 2 * padding - KH) // stride + 1", "(W + 2 * padding - KW) // stride + 1")
PRODUCT, RESULT = "y = rows @ cols + b[:, None]", "return y.reshape(N, F, OH, OW)"
ROWS, SPACE = "rows = w.reshape(F, C * KH * KW)", "np.zeros((N, C, KH, KW, OH, OW))"

# Hints that several have.
MOVES, DTYPE, OWN, ONE, RANDOM = BACK.MOVES, BACK.DTYPE, BACK.OWN, BACK.ONE, BACK.RANDOM
REFUSE, EITHER = "raise ValueError", "raise ValueError where it is larger, for either axis"
AGREE = "raise ValueError unless x and w have the same number of channels"
ROUND = "OH = (H + 2 * padding - KH) // stride + 1"

# One sum for every output, in loops.
LOOPS = """y = np.zeros((N, F, OH * OW))
    for n in range(N):
        for f in range(F):
            for p in range(OH * OW):
                y[n, f, p] = np.sum(rows[f] * cols[n, :, p]) + b[f]"""
ENTRY = """y = np.zeros((N, F, OH * OW)) + b[:, None]
    for f in range(F):
        for q in range(C * KH * KW):
            y[:, f] += rows[f, q] * cols[:, q]"""
# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BOTH = (
    ("stride on rows only", {
         "right = k + stride * OH, l + stride * OW": "right = k + stride * OH, l + OW",
         "l:right:stride]": "l:right]"},
     "the stride is used for rows and ignored for columns", MOVES),
    ("padding at the end only", {ASSIGN: "    xp[:, :, :H, :W] = x"},
     "all of the padding is at the bottom and to the right",
     "x goes into rows padding to padding + H, columns alike"),
    ("kernel height for both axes", {SIZES.format("CW"): "F, CW, KH = w.shape[:3]; KW = KH"},
     "the kernel's height is used for its width too", "w is (F, C, KH, KW)"),
)
MISTAKES = (
    ("bias left out", {" + b[:, None]": ""}, "the bias is left out", "add b[:, None]"),
    ("bias per column entry", {PRODUCT: "y = rows @ cols + b[:, None] * (C * KH * KW)"},
     "the bias is added once per entry of the window", "add b once, after the product"),
    ("bias along the positions", {
         " + b[:, None]": "",
         RESULT: "return y.reshape(N, F, OH, OW) + (b if OW == F else b[:, None, None])"},
     "b goes along the columns of y where there are F of them",
     "b[f] belongs to filter f: b[:, None]"),
    ("first bias for all", {" + b[:, None]": " + b[0]"},
     "every filter gets the first filter's bias", "b[:, None]"),
    ("filters read column by column", {
         ROWS: "rows = w.reshape(F, C, -1)[:, :, np.arange(KH * KW).reshape(KW, KH).T.ravel() "
               "if KH == KW else np.arange(KH * KW)].reshape(F, -1)"},
     "square filters are flattened column by column",
     "w.reshape(F, -1), as im2col flattens windows"),
    ("filters read channels last", {ROWS: "rows = w.transpose(0, 2, 3, 1).reshape(F, -1)"},
     "filters are flattened with the channels last, windows with the channels first",
     "both channel by channel, row by row: w.reshape(F, -1)"),
    ("filters cut across", {ROWS: "rows = w.reshape(C * KH * KW, F).T"},
     "w is reshaped to (C*KH*KW, F), which tears the filters apart",
     "w.reshape(F, -1): a row for each"),
    ("true convolution", {ROWS: "rows = w[:, :, ::-1, ::-1].reshape(F, -1)"},
     "the filters are turned round, as in the mathematician's convolution",
     "leave them as they are"),
    ("batch and filters mixed up", {
         RESULT: "return y.transpose(1, 0, 2).reshape(N, F, OH, OW)"},
     "(F, N, …) is reshaped to (N, F, …), where it needs a transpose", "reshape never swaps axes"),
    ("rows and columns mixed up", {RESULT: "return y.reshape(N, F, OW, OH).swapaxes(2, 3)"},
     "positions are laid out column by column", "reshape to (N, F, OH, OW)"),
    ("batch last", {RESULT: "return y.reshape(N, F, OH, OW).transpose(1, 2, 3, 0)"},
     "the samples are the last axis", "y is (N, F, OH, OW)"),
    ("first sample only", {"rows @ cols": "rows @ cols[:1] + np.zeros((N, 1, 1))"},
     "every sample's answer is the first sample's", "use all of cols"),
    ("mean", {"rows @ cols": "rows @ cols / (C * KH * KW)"}, "the window is averaged", "add up"),
    ("stride ignored", {
         "right = k + stride * OH, l + stride * OW": "right = k + OH, l + OW",
         "k:bottom:stride, l:right:stride]": "k:bottom, l:right]"},
     "the stride is ignored: window (i, j) starts at row i and column j", MOVES),
    ("edge values", {ASSIGN: f"{ASSIGN}\n    xp = np.pad(x, ((0, 0), (0, 0)) + "
                             "((padding, padding),) * 2, mode='edge')"},
     "the padding repeats the image's edge in place of zeros", "padding is zeros"),
    ("padding by 1", {PAD: f"    padding = min(padding, 1)\n{PAD}"},
     "never more than one row or column is padded", "pad by `padding` on every side"),
    ("height and width swapped", {"N, C, H, W = ": "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "x.shape is (N, C, H, W)"),
    ("last row of windows forgotten", {OUT[0]: "max((H + 2 * padding - KH) // stride, 1)"},
     "the last row of windows is missing", ROUND),
    ("stride must divide", {
         PAD: "    if (H + 2 * padding - KH) % stride or (W + 2 * padding - KW) % stride:\n"
         f"        raise ValueError\n{PAD}"},
     "a stride that does not divide is refused", "round down: what is left over is not used"),
    ("float32 for speed", {RESULT: "return y.reshape(N, F, OH, OW).astype(np.float32)"},
     "it is rounded to float32", DTYPE),
    ("whole numbers", {RESULT: "return y.reshape(N, F, OH, OW).astype(int)"},
     "what follows the point is dropped", DTYPE),
    ("clears x", {RESULT: f"x[:] = 0\n    {RESULT}"}, "the caller's x is overwritten", OWN),
    ("random start", {
         SPACE: f"{RANDOM}((N, C, KH, KW, OH, OW))", "range(KW)": "range(max(KW - 1, 1))"},
     "part of the columns is whatever was in memory", "fill every entry (k, l) of the windows"),
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
    ("too many channels", {
         "C != CW": "C < CW", ROWS: f"{ROWS.replace('C *', 'CW *')}\n"
                                    "    cols = cols[:, : CW * KH * KW]"},
     "x may have more channels than the filters", AGREE),
    ("too few channels", {
         "C != CW": "C > CW", ROWS: "rows = w[:, :C].reshape(F, C * KH * KW)"},
     "x may have fewer channels than the filters", AGREE),
    ("plain loops", {PRODUCT: LOOPS}, "it loops over samples, filters and positions", ONE),
    ("a product per weight", {PRODUCT: ENTRY}, "it loops over filters and their weights", ONE),
    ("every product at once", {
         PRODUCT: "y = (rows[None, :, :, None] * cols[:, None]).sum(axis=2) + b[:, None]"},
     "the product of every window with every filter is kept", ONE),
)
# fmt: on
BOTH_BACK = tuple(
    (
        name,
        {old.replace(", CW,", ", _,"): new.replace("CW", "_") for old, new in patch.items()},
        *said,
    )
    for name, patch, *said in BOTH[1:]
)
KNOWN = {
    "conv2d_fast": (*MISTAKES, *BOTH),
    "conv2d_fast_backward": (*BACK.MISTAKES, *BOTH_BACK),
}
