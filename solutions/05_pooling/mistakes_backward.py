"""What students get wrong in 05_pooling's backwards, and words that the forwards share."""

CELL = "dx[n, c, top + row, left + column]"
ALL = "dx[n, c, top : top + KH, left : left + KW]"
DY, SUM = "dy[n, c, i, j]", " / (KH * KW)"

# Hints that several have.
FIRST = "the first of them in row-major order takes it all: np.argmax, np.argmin"
FIRST_PIXEL = "start from the window's first pixel"
ZEROS = "start from np.zeros, on every call"
SIGNED = "compare the numbers themselves"
PIXELS = "divide by H * W"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BACKWARD = (
    ("= in place of +=", {" += ": " = "},
     "windows that overlap overwrite each other: = in place of +=, or += with arrays of indices",
     "add window by window: += with arrays of indices adds once to a pixel, np.add.at each time"),
    ("first sample's dy", {DY: "dy[0, c, i, j]"},
     "every sample gets the first sample's upstream gradient", "use dy[n, c, i, j]"),
    ("mean over the batch", {DY: f"{DY} / N"},
     "the gradient is divided by the number of samples",
     "the gradient of sum(dy * y) is a sum: divide by nothing"),
    ("last row of dy unused", {"for i in range(OH)": "for i in range(max(OH - 1, 1))"},
     "the last row of windows sends nothing back", "go through all of dy: i in range(OH)"),
    ("random start", {"np.zeros(x.shape)": f"{RANDOM}(x.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
    ("size // stride", {"N, C, OH, OW = dy.shape": "N, C, OH, OW = *x.shape[:2], "
                        "x.shape[2] // stride, x.shape[3] // stride"},
     "it goes through H // stride rows of dy", "N, C, OH, OW = dy.shape"),
    ("as many columns as rows", {"range(OW)": "range(OH)"},
     "it goes through as many columns of dy as rows", "j goes through range(OW)"),
    ("last sample only", {"return dx": "dx[:-1] = 0\n    return dx"},
     "only the last sample's dx is there", "fill dx[n] inside the loop over samples"),
    ("kept between calls", {
         "np.zeros(x.shape)": "FUNCTION.__dict__.setdefault(x.shape, np.zeros(x.shape))",
         "return dx": "return dx.copy()"},
     "what earlier calls found is added in", ZEROS),
)
PICK = (
    ("all tied cells", {
         f"{CELL} += {DY}": f"{ALL} += (window == window[row, column]) * {DY}"},
     "every one of several equal cells gets the whole gradient", FIRST),
    ("tied cells share", {
         f"{CELL} += {DY}": f"m = window == window[row, column]; {ALL} += m / m.sum() * {DY}"},
     "several equal cells share the gradient", FIRST),
    ("times the input", {DY: f"{DY} * window[row, column]"},
     "the gradient is multiplied by the pixel",
     "the derivative of a kept pixel is 1: send dy on as it is"),
    ("divided by KH", {"(window)), KW)": "(window)), KH)"},
     "the place in the window is worked out with KH where KW belongs",
     "row, column = divmod(place, KW): a row has KW cells"),
    ("shared by the window", {
         f"{CELL} += {DY}": f"{ALL} += {DY}{SUM}"},
     "every cell of the window gets a share, as in average pooling",
     "only the cell that was kept changes the output"),
    ("start of the window forgotten", {"top + row, left + column": "row, column"},
     "the place in the window is taken for the place in the image",
     "add where the window starts: top + row, left + column"),
)
MAX_BACK = (
    ("last of tied cells", {
         "int(np.argmax(window))": "KH * KW - 1 - int(np.argmax(window[::-1, ::-1]))"},
     "the last of several equal cells gets the gradient", FIRST),
    ("starts at -1000", {"np.argmax(window)": "np.argmax(np.maximum(window, -1000.0))"},
     "the search starts at a number which beats every pixel of some windows", FIRST_PIXEL),
    ("largest magnitude", {"np.argmax(window)": "np.argmax(np.abs(window))"},
     "the sign is ignored: the largest magnitude gets the gradient", SIGNED),
)
MIN_BACK = (
    ("last of tied cells", {
         "int(np.argmin(window))": "KH * KW - 1 - int(np.argmin(window[::-1, ::-1]))"},
     "the last of several equal cells gets the gradient", FIRST),
    ("starts at 9999", {"np.argmin(window)": "np.argmin(np.minimum(window, 9999.0))"},
     "the search starts at a number which beats every pixel of some windows", FIRST_PIXEL),
    ("wrong sign", {f"+= {DY}": f"-= {DY}"},
     "the sign is turned round", "raising the smallest pixel raises the minimum: add dy"),
    ("smallest magnitude", {"np.argmin(window)": "np.argmin(np.abs(window))"},
     "the sign is ignored: the smallest magnitude gets the gradient", SIGNED),
)
AVG_BACK = (
    ("first cell only", {ALL: "dx[n, c, top, left]"},
     "only the first cell of each window gets something",
     "all cells of a window share its gradient"),
)
GLOBAL_BACK = (
    ("one pixel", {"dx[n, c, :, :]": "dx[n, c, 0, 0]"},
     "only the first pixel of each channel gets something", "all H * W pixels share the gradient"),
    ("times the input", {"dy[n, c] /": "x[n, c] * dy[n, c] /"},
     "the gradient is multiplied by the image",
     "the derivative of an average does not depend on x"),
    ("mean over the batch", {" / (H * W)": " / (H * W * N)"},
     "the gradient is divided by the number of samples too", PIXELS),
    ("first sample's dy", {"dy[n, c]": "dy[0, c]"},
     "every sample gets the first sample's dy", "use dy[n, c]"),
)
# fmt: on
