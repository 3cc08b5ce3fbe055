"""What students get wrong in 04_conv's conv2d_backward, and words that its forward shares."""

SIZES = "F, {}, KH, KW = w.shape"
ASSIGN = "    xp[:, :, padding : padding + H, padding : padding + W] = x"
READ = "window = xp[n, :, top : top + KH, left : left + KW]"
REACH = "dxp[n, :, top : top + KH, left : left + KW] +="
CROP = "dx = dxp[:, :, padding : padding + H, padding : padding + W]"
DY = " * dy[n, f, i, j]"
RETURN = "return dx, dw, db"

# Hints that several have.
MOVES = "window (i, j) starts at row i * stride and column j * stride"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
ZEROS = "start from np.zeros, on every call"
DTYPE = "leave dtype out: numpy's own float64 is right"
OUTDENT = "move `return` left, out of all loops"
OWN = "work on a copy"
EARLY = "`return` stands inside the loop over samples, so only the first sample is done"
LIKE_B = "db is (F,), as b is"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
MISTAKES = (
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
    ("db as a column", {RETURN: "return dx, dw, db[:, None]"},
     "db is (F, 1)", LIKE_B),
    ("db with axes kept", {RETURN: "return dx, dw, db[None, :, None, None]"},
     "db is (1, F, 1, 1)", f"{LIKE_B}: leave keepdims out"),
    ("db over the wrong axes", {RETURN: "return dx, dw, dy.sum(axis=(0, 1, 3))"},
     "db is summed over filters, with rows left over", "sum over axes 0, 2 and 3"),
    ("db in float32", {RETURN: "return dx, dw, db.astype(np.float32)"},
     "db is rounded to float32", DTYPE),
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
    ("filters and channels swapped in dx", {f"w[f]{DY}": f"(w[:, f] if C == F else w[f]){DY}"},
     "dx reads w as (C, F, KH, KW) where C and F are equal", "w is (F, C, KH, KW)"),
    ("filters and channels swapped in dw", {
         RETURN: "return dx, dw.swapaxes(0, 1) if C == F else dw, db"},
     "dw is (C, F, KH, KW), which shows no difference of shape where C and F are equal",
     "dw is (F, C, KH, KW), as w is"),
    ("dx of the last sample", {CROP: f"{CROP}\n    dx[:-1] = 0"},
     "only the last sample's dx is there", "fill dx[n] inside the loop over samples"),
    ("size // stride", {"OH, OW = dy.shape[2:]": "OH, OW = H // stride, W // stride"},
     "it goes through H // stride rows of dy", "OH, OW = dy.shape[2:]"),
    ("as many columns as rows", {"range(OW)": "range(OH)"},
     "it goes through as many columns of dy as rows", "j goes through range(OW)"),
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
    ("random start", {"np.zeros(xp.shape)": f"{RANDOM}(xp.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("kept between calls", {
         "np.zeros(w.shape)": "conv2d_backward.__dict__.setdefault(w.shape, np.zeros(w.shape))",
         RETURN: "return dx, dw.copy(), db"},
     "what earlier calls found is added to dw", ZEROS),
    ("float32", {RETURN: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"}, "the caller's dy is overwritten", OWN),
)
# fmt: on
