"""What students get wrong in 12_fast_conv's conv2d_fast_backward, and words that others share."""

ASSIGN = "    xp[:, :, padding : padding + H, padding : padding + W] = x"
SIZES = "F, {}, KH, KW = w.shape"
TAKE = "windows[:, :, k, l] = xp[:, :, k:bottom:stride, l:right:stride]"
ADD, PART = "dxp[:, :, k:bottom:stride, l:right:stride] +=", "dwindows[:, :, k, l]"
CROP = "dx = dxp[:, :, padding : padding + H, padding : padding + W]"
DW = "dw = np.sum(flat @ cols.transpose(0, 2, 1), axis=0).reshape(w.shape)"
DB, RETURN = "np.sum(dy, axis=(0, 2, 3))", "return dx, dw, db"
PRODUCT, START = "(rows.T @ flat)", "dxp = np.zeros(xp.shape)"

# Hints that several have.
MOVES = "window (i, j) starts at row i * stride and column j * stride"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
ZEROS = "start from np.zeros, on every call"
DTYPE = "leave dtype out: numpy's own float64 is right"
OWN = "work on a copy"
ONE = "one matrix product for all windows and filters"
FRAME = "slice from p to p + H, and from p to p + W"
LIKE_W = "dw is (F, C, KH, KW), as w is"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

# In how many windows each pixel is.
COUNT = """times = np.zeros(xp.shape)
    for k in range(KH):
        for l in range(KW):
            times[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride] += 1
    """

# The last window wins.
WINDOW_BY_WINDOW = """dxp = np.zeros(xp.shape)
    for i in range(OH):
        for j in range(OW):
            top, left = i * stride, j * stride
            dxp[:, :, top : top + KH, left : left + KW] = dwindows[:, :, :, :, i, j]
    """

# One sum for every output, in loops; and all products before any sum.
LOOPS = """dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    window = xp[n, :, top : top + KH, left : left + KW]
                    dxp[n, :, top : top + KH, left : left + KW] += w[f] * dy[n, f, i, j]
                    dw[f] += window * dy[n, f, i, j]"""
WHOLE = """dwindows = (rows[None, :, :, None] * flat[:, :, None]).sum(axis=1)
    dwindows = dwindows.reshape(windows.shape)"""

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
MISTAKES = (
    ("un-padding by p:-p", {CROP: "dx = dxp[:, :, padding:-padding, padding:-padding]"},
     "dx = dxp[:, :, p:-p, p:-p], which is empty when p is 0", FRAME),
    ("un-padding by 1", {CROP: "dx = dxp[:, :, 1:-1, 1:-1]"},
     "one row and column is cut off on every side, whatever the padding", FRAME),
    ("padding left on", {CROP: "dx = dxp"},
     "dx still has the padding on", "cut it off: dx has the shape of x"),
    ("un-padding swapped", {CROP: "dx = dxp[:, :, padding : padding + W, padding : padding + H]"},
     "the padding is cut off with height and width swapped", FRAME),
    ("= in place of += in dx", {ADD: ADD.replace("+=", "=")},
     "windows that overlap overwrite each other in dx: = in place of +=",
     "a pixel gets something from every window that it lies in: +="),
    ("= in place of += in dx, window by window", {CROP: f"{WINDOW_BY_WINDOW}{CROP}"},
     "windows that overlap overwrite each other in dx: = in place of +=",
     "a pixel gets something from every window that it lies in: +="),
    ("dx averaged over overlaps", {
         CROP: f"{COUNT}dxp = dxp / np.maximum(times, 1)\n    {CROP}"},
     "each pixel's gradient is divided by the number of its windows",
     "add up and divide by nothing: col2im is the adjoint of im2col, not its inverse"),
    ("stride ignored in dx", {
         ADD: "dxp[:, :, k : k + OH, l : l + OW] +="},
     "dx ignores the stride: its windows start at row i and column j", MOVES),
    ("stride ignored in dw", {TAKE: "windows[:, :, k, l] = xp[:, :, k : k + OH, l : l + OW]"},
     "dw ignores the stride: its windows start at row i and column j", MOVES),
    ("filters turned round in dx", {PART: "dwindows[:, :, KH - 1 - k, KW - 1 - l]"},
     "dx uses the filters turned round, window by window",
     "a window's pixel gets the weight that it was multiplied by"),
    ("kernel column by column in dx", {
         PART: "(dwindows if KH != KW else dwindows.swapaxes(2, 3))[:, :, k, l]"},
     "dx puts square windows back column by column", "row (c*KH + k)*KW + l is entry (c, k, l)"),
    ("filters cut across in dx", {PRODUCT: "(w.reshape(C * KH * KW, F) @ flat)"},
     "w is reshaped to (C*KH*KW, F) for dx, where it needs a transpose", "w.reshape(F, -1).T"),
    ("samples mixed up in dx", {
         PRODUCT: "(rows.T @ flat).transpose(1, 0, 2)"},
     "samples and columns are mixed up by a reshape that needs a transpose",
     "reshape never swaps axes"),
    ("dx of the last sample", {CROP: f"{CROP}\n    dx[:-1] = 0"},
     "only the last sample's dx is there", "every sample has a dx"),
    ("dw is a mean", {"dw = np.sum": "dw = np.mean"},
     "dw is divided by the number of samples", SUMS),
    ("dw of the last sample", {DW: "dw = (flat[-1] @ cols[-1].T).reshape(w.shape)"},
     "dw holds the last sample's part only", "dw is a sum over samples"),
    ("dw cut across", {DW: "dw = np.sum(cols @ flat.transpose(0, 2, 1), axis=0).reshape(w.shape)"},
     "dw is (C*KH*KW, F) reshaped to (F, C, KH, KW), where it needs a transpose", LIKE_W),
    ("dw flat", {DW: DW.replace(".reshape(w.shape)", "")}, "dw is left as (F, C*KH*KW)", LIKE_W),
    ("dw with channels last", {
         DW: f"{DW}\n    dw = dw.reshape(F, KH, KW, C).transpose(0, 3, 1, 2)"},
     "dw is read with the channels last", "row (c*KH + k)*KW + l is entry (c, k, l)"),
    ("dw for each sample", {
         DW: "dw = (flat @ cols.transpose(0, 2, 1)).reshape((N, *w.shape))"},
     "dw has an axis for the samples", "sum over the batch: dw has the shape of w"),
    ("dw and db are means", {RETURN: "return dx, dw / N, db / N"},
     "dw and db are divided by the number of samples", SUMS),
    ("db is a mean", {RETURN: "return dx, dw, db / N"},
     "db is divided by the number of samples", SUMS),
    ("db as a column", {RETURN: "return dx, dw, db[:, None]"},
     "db is (F, 1)", "db is (F,), as b is"),
    ("db over the wrong axes", {DB: "np.sum(dy, axis=(0, 1, 3))"},
     "db is summed over filters, with rows left over", "sum over axes 0, 2 and 3"),
    ("db of the first sample", {DB: "np.sum(dy[0], axis=(1, 2))"},
     "db holds the first sample's part only", "db is a sum over samples, rows and columns"),
    ("order", {RETURN: "return dw, dx, db"},
     "the gradients are not returned in the order dx, dw, db", RETURN),
    ("random start", {START: f"dxp = {RANDOM}(xp.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("kept between calls", {
         START:
         "dxp = conv2d_fast_backward.__dict__.setdefault(xp.shape, np.zeros(xp.shape))",
         RETURN: "return dx.copy(), dw, db"},
     "what earlier calls found is added to dx", ZEROS),
    ("float32", {RETURN: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", DTYPE),
    ("clears dy", {RETURN: f"dy[:] = 0\n    {RETURN}"}, "the caller's dy is overwritten", OWN),
    ("plain loops", {DB: f"{DB}\n    {LOOPS}"},
     "it loops over samples, filters and positions", ONE),
    ("every product at once", {f"dwindows = {PRODUCT}.reshape(windows.shape)": WHOLE},
     "the product of every weight with every dy is kept", ONE),
)
# fmt: on
