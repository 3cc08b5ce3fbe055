"""What students get wrong in 08_depthwise's backwards of one step, and words that others share."""

SIZES = "{}, KH, KW = w.shape"
ASSIGN = "    xp[:, :, padding : padding + H, padding : padding + W] = x"
START = "i * stride, j * stride"
READ = "window = xp[n, c, top : top + KH, left : left + KW]"
REACH = "dxp[n, c, top : top + KH, left : left + KW] +="
CROP = "dx = dxp[:, :, padding : padding + H, padding : padding + W]"
DY = " * dy[n, c, i, j]"
RETURN = "return dx, dw, db"
INSIDE, MOVED = "\n    return", "\n        return"

# Hints that several have.
MOVES = "window (i, j) starts at row i * stride and column j * stride"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
ZEROS = "start from np.zeros, on every call"
DTYPE = "leave dtype out: numpy's own float64 is right"
OUTDENT = "move `return` left, out of all loops"
OWN = "work on a copy"
EARLY = "`return` stands inside the loop over samples, so only the first sample is done"
LIKE_B = "db has the shape of b: one number per channel"
APART = "channel c of y is made of channel c of x and w[c], so its dy goes back to these alone"
SLICE = "slice from p to p + H, and from p to p + W"
LIKE_W = "dw is (F, C), as w is"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"


def kept(function):
    """Return what makes `function` add to the gradients that earlier calls found."""
    start = f"{function}.__dict__.setdefault(w.shape, np.zeros(w.shape))"
    return {"np.zeros(w.shape)": start, RETURN: "return dx, dw.copy(), db"}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
WINDOWS = (
    ("stride ignored", {START: "i, j"},
     "the stride is ignored: window (i, j) starts at row i and column j", MOVES),
    ("stride on rows only", {START: "i * stride, j"},
     "the stride is used for rows and ignored for columns", MOVES),
    ("stride on columns only", {START: "i, j * stride"},
     "the stride is used for columns and ignored for rows", MOVES),
    ("stride added", {START: "i + stride - 1, j + stride - 1"},
     "the stride is added to the window's start", MOVES),
    ("stride at most 3", {START: "i * min(stride, 3), j * min(stride, 3)"},
     "windows never move by more than 3", MOVES),
    ("edge values", {ASSIGN: f"{ASSIGN}\n    xp = np.pad(x, ((0, 0), (0, 0)) + "
                             "((padding, padding),) * 2, mode='edge')"},
     "the padding repeats the image's edge in place of zeros", "padding is zeros"),
    ("padding at the end only", {ASSIGN: "    xp[:, :, :H, :W] = x"},
     "all of the padding is at the bottom and to the right",
     "x goes into rows padding to padding + H, columns alike"),
    ("padding by 1", {"    N, C, H": "    padding = min(padding, 1)\n    N, C, H"},
     "never more than one row or column is padded", "pad by `padding` on every side"),
)
DEPTHWISE = (
    ("un-padding by p:-p", {CROP: "dx = dxp[:, :, padding:-padding, padding:-padding]"},
     "dx = dxp[:, :, p:-p, p:-p], which is empty when p is 0", SLICE),
    ("un-padding by 1", {CROP: "dx = dxp[:, :, 1:-1, 1:-1]"},
     "one row and column is cut off on every side, whatever the padding", SLICE),
    ("dx only where padded", {CROP: f"dx = np.zeros(x.shape)\n    if padding:\n        {CROP}"},
     "dx is set only where padding > 0", "with padding 0, dx is all of dxp"),
    ("padding left on", {CROP: "dx = dxp"},
     "dx still has the padding on", "cut it off: dx has the shape of x"),
    ("un-padding swapped", {CROP: "dx = dxp[:, :, padding : padding + W, padding : padding + H]"},
     "the padding is cut off with height and width swapped",
     "slice rows from p to p + H, columns from p to p + W"),
    ("stride ignored in dw", {READ: "window = xp[n, c, i : i + KH, j : j + KW]"},
     "dw ignores the stride: its windows start at row i and column j", MOVES),
    ("stride ignored in dx", {REACH: "dxp[n, c, i : i + KH, j : j + KW] +="},
     "dx ignores the stride: its windows start at row i and column j", MOVES),
    ("= in place of += in dx", {REACH: REACH.replace("+=", "=")},
     "windows that overlap overwrite each other in dx: = in place of +=",
     "a pixel gets something from every window: +="),
    ("= in place of += in dw", {"dw[c] +=": "dw[c] ="},
     "dw holds the last window's part only: = in place of +=", "dw is a sum over all windows: +="),
    ("db of the last sample", {"db[c] += dy[n, c, i, j]": "db[c] = dy[n, c].sum()"},
     "db holds the last sample's part only", "db is a sum over samples, rows and columns"),
    ("db left out", {"db[c] += dy[n, c, i, j]": "pass"},
     "db is never filled in", "b[c] is added to every output of channel c: add up its dy"),
    ("db is a mean", {RETURN: "return dx, dw, db / N"},
     "db is divided by the number of samples", SUMS),
    ("db with axes kept", {RETURN: "return dx, dw, db[None, :, None, None]"},
     "db is (1, C, 1, 1)", f"{LIKE_B}: leave keepdims out"),
    ("db over the wrong axes", {RETURN: "return dx, dw, dy.sum(axis=(0, 1, 3))"},
     "db is summed over channels, with rows left over", "sum over axes 0, 2 and 3"),
    ("db a single number", {RETURN: "return dx, dw, np.full(C, db.sum())"},
     "every channel's db is the sum over all channels", APART),
    ("db in float32", {RETURN: "return dx, dw, db.astype(np.float32)"},
     "db is rounded to float32", DTYPE),
    ("dw is a mean", {RETURN: "return dx, dw / N, db"},
     "dw is divided by the number of samples", SUMS),
    ("dw and db are means", {RETURN: "return dx, dw / N, db / N"},
     "dw and db are divided by the number of samples", SUMS),
    ("filters turned round", {f"w[c]{DY}": f"w[c, ::-1, ::-1]{DY}"},
     "dx uses the filters turned round, window by window",
     "a window's pixel gets the weight that it was multiplied by"),
    ("window and filter swapped", {
         f"w[c]{DY}": f"window{DY}", f"dw[c] += window{DY}": f"dw[c] += w[c]{DY}"},
     "dx is made from the window and dw from the filter",
     "dx gets w[c] * dy, and dw gets window * dy"),
    ("channels mixed in dx", {"dxp[n, c, top": "dxp[n, :, top"},
     "every channel of dx gets something from every channel of dy", APART),
    ("channels mixed in dw", {
         f"window{DY}": f"xp[n, :, top : top + KH, left : left + KW].sum(0){DY}"},
     "dw[c] sees the windows of all channels", APART),
    ("dw sees every dy", {f"window{DY}": "window * dy[n, :, i, j].sum()"},
     "dw[c] adds up the dy of all channels", APART),
    ("first filter for all", {f"w[c]{DY}": f"w[0]{DY}"},
     "every channel of dx uses the first channel's filter", "use w[c]"),
    ("first channel for all", {f"window{DY}": f"xp[n, 0, top : top + KH, left : left + KW]{DY}"},
     "every dw[c] is made of the first channel of x", "channel c meets w[c]: use xp[n, c]"),
    ("dw with an axis of 1", {RETURN: "return dx, dw[:, None], db"},
     "dw is (C, 1, KH, KW), as some frameworks have it", "dw is (C, KH, KW), as w is"),
    ("dw transposed", {RETURN: "return dx, dw.swapaxes(1, 2) if KH == KW else dw, db"},
     "dw has rows and columns swapped, which shows no difference of shape where KH is KW",
     "dw[c, k, l] belongs to w[c, k, l]"),
    ("dx of the last sample", {CROP: f"{CROP}\n    dx[:-1] = 0"},
     "only the last sample's dx is there", "fill dx[n] inside the loop over samples"),
    ("size // stride", {"OH, OW = dy.shape[2:]": "OH, OW = H // stride, W // stride"},
     "it goes through H // stride rows of dy", "OH, OW = dy.shape[2:]"),
    ("as many columns as rows", {"range(OW)": "range(OH)"},
     "it goes through as many columns of dy as rows", "j goes through range(OW)"),
    ("dx without dy", {f"w[c]{DY}": "w[c]"},
     "dx is not multiplied by dy", "every window sends back w[c] * dy[n, c, i, j]"),
    ("last row of dy unused", {"range(OH)": "range(max(OH - 1, 1))"},
     "the last row of windows sends nothing back", "go through all of dy: i in range(OH)"),
    ("kernel height for both axes", {SIZES.format("_"): "KH = w.shape[1]; KW = KH"},
     "the kernel's height is used for its width too", "w is (C, KH, KW)"),
    ("order", {RETURN: "return dw, dx, db"},
     "the gradients are not returned in the order dx, dw, db", "return dx, dw, db"),
    ("returns inside the loop", {f"    {CROP}": f"        {CROP}", INSIDE: MOVED}, EARLY, OUTDENT),
    ("random start", {"np.zeros(xp.shape)": f"{RANDOM}(xp.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("kept between calls", kept("depthwise_conv2d_backward"),
     "what earlier calls found is added to dw", ZEROS),
    ("float32", {RETURN: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"}, "the caller's dy is overwritten", OWN),
)
POINT_DY = " * dy[n, f, i, j]"
POINTWISE = (
    ("w transposed in dx", {f"w[f]{POINT_DY}": f"(w[:, f] if F == w.shape[1] else w[f]){POINT_DY}"},
     "dx reads w as (C, F) where C and F are equal", "w is (F, C): filter f sends w[f] back"),
    ("dw transposed", {RETURN: "return dx, dw.T, db"},
     "dw is (C, F)", LIKE_W),
    ("dw transposed where square", {RETURN: "return dx, dw.T if F == dw.shape[1] else dw, db"},
     "dw is (C, F), which shows no difference of shape where C and F are equal", LIKE_W),
    ("dw with axes of 1", {RETURN: "return dx, dw[:, :, None, None], db"},
     "dw is (F, C, 1, 1)", LIKE_W),
    ("= in place of += in dx", {"dx[n, :, i, j] +=": "dx[n, :, i, j] ="},
     "the last filter overwrites what the others sent to dx: = in place of +=",
     "a pixel gets something from every filter: +="),
    ("= in place of += in dw", {"dw[f] +=": "dw[f] ="},
     "dw holds the last pixel's part only: = in place of +=", "dw is a sum over all pixels: +="),
    ("dw of the last sample", {"dw[f] +=": "dw[f] = (i + j > 0) * dw[f] +"},
     "dw holds the last sample's part only", "dw is a sum over samples, rows and columns"),
    ("dw is a mean", {RETURN: "return dx, dw / N, db"},
     "dw is divided by the number of samples", SUMS),
    ("dw and db are means over pixels", {RETURN: "return dx, dw / (H * W), db / (H * W)"},
     "dw and db are divided by the number of pixels", SUMS),
    ("db is a mean", {RETURN: "return dx, dw, db / N"},
     "db is divided by the number of samples", SUMS),
    ("db left out", {"db[f] += dy[n, f, i, j]": "pass"},
     "db is never filled in", "b[f] is added to every pixel of channel f: add up its dy"),
    ("db with axes kept", {RETURN: "return dx, dw, db[None, :, None, None]"},
     "db is (1, F, 1, 1)", f"{LIKE_B}: leave keepdims out"),
    ("db over the wrong axes", {RETURN: "return dx, dw, dy.sum(axis=(0, 1, 3))"},
     "db is summed over channels, with rows left over", "sum over axes 0, 2 and 3"),
    ("dx of the last sample", {RETURN: f"dx[:-1] = 0\n    {RETURN}"},
     "only the last sample's dx is there", "fill dx[n] inside the loop over samples"),
    ("as many columns as rows", {"range(W)": "range(min(H, W))"},
     "it goes through as many columns as rows", "j goes through range(W)"),
    ("order", {RETURN: "return dw, dx, db"},
     "the gradients are not returned in the order dx, dw, db", "return dx, dw, db"),
    ("returns inside the loop", {INSIDE: MOVED}, EARLY, OUTDENT),
    ("kept between calls", kept("pointwise_conv2d_backward"),
     "what earlier calls found is added to dw", ZEROS),
    ("float32", {RETURN: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"}, "the caller's dy is overwritten", OWN),
)
# fmt: on
