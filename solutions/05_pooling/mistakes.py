"""What students get wrong in 05_pooling."""

from autograder.mistakes import Mistake

KERNEL, START = "KH, KW = kernel", "i * stride, j * stride"
OUT = ("(H - KH) // stride + 1", "(W - KW) // stride + 1")
CELL = "dx[n, c, top + row, left + column]"
ALL = "dx[n, c, top : top + KH, left : left + KW]"
DY, SUM = "dy[n, c, i, j]", " / (KH * KW)"

# Hints that several have.
SIZE = "OH = (H - KH) // stride + 1"
PAIR = "kernel = (KH, KW)"
CELLS = "divide by the number of its cells, KH * KW"
FIRST = "the first of them in row-major order takes it all: np.argmax, np.argmin"
DOWN = "round down: rows and columns left over are not used"
ZEROS = "start from np.zeros, on every call"
SIGNED = "compare the numbers themselves"
PIXELS = "divide by H * W"
AXES = "average over rows and columns, axes 2 and 3"


def last_line(result):
    """Return what can be wrong about the line that returns `result`."""
    line, moved = f"\n    return {result}", f"\n        return {result}"
    return (
        ("returns inside the loop", {line: moved},
         "`return` stands inside the loop over samples, so only the first sample is done",
         "move `return` left, out of all loops"),
        ("float32", {line: f"{line}.astype(np.float32)"},
         "the numbers are rounded to float32", "leave dtype out: numpy's own float64 is right"),
        ("clears x", {line: f"\n    x[:] = 0{line}"},
         "the caller's x is overwritten", "write into an array of your own"),
    )


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
WINDOWS = (
    ("stride ignored", {START: "i, j"},
     "the stride is ignored: window (i, j) starts at row i and column j",
     "window (i, j) starts at row i * stride and column j * stride"),
    ("stride on rows only", {START: "i * stride, j"},
     "the stride is used for rows and ignored for columns",
     "window (i, j) starts at column j * stride"),
    ("stride on columns only", {START: "i, j * stride"},
     "the stride is used for columns and ignored for rows",
     "window (i, j) starts at row i * stride"),
    ("moved by the kernel", {START: "i * KH, j * KW"},
     "windows start every kernel cells in place of every stride cells",
     "a window starts `stride` after the one before, however large it is"),
    ("kernel height for both axes", {KERNEL: "KH = KW = kernel[0]"},
     "the window's height is used for its width too", PAIR),
    ("kernel swapped", {KERNEL: "KW, KH = kernel"},
     "the window's height and width are swapped", PAIR),
    ("always 2x2", {KERNEL: "KH, KW = 2, 2"},
     "windows are 2x2, whatever kernel says", "use KH, KW = kernel"),
    ("first channel only", {"for c in range(C)": "for c in range(1)"},
     "only the first channel is computed", "every channel is pooled by itself"),
)
FORWARD = (
    ("size // stride", {OUT[0]: "H // stride", OUT[1]: "W // stride"},
     "the output has H // stride rows", SIZE),
    ("size rounded up", {
         OUT[0]: "-(-(H - KH) // stride) + 1", OUT[1]: "-(-(W - KW) // stride) + 1"},
     "there is a window that hangs over the edge", DOWN),
    ("last row of windows forgotten", {OUT[0]: "max((H - KH) // stride, 1)"},
     "the last row of windows is missing", SIZE),
    ("height and width swapped", {"N, C, H, W = ": "N, C, W, H = "},
     "height and width are swapped, which shows where images are not square",
     "x.shape is (N, C, H, W)"),
    ("stride must divide", {
         OUT[0]: f"{OUT[0]}\n    if (H - KH) % stride or (W - KW) % stride:\n"
         "        raise ValueError"},
     "a stride that does not divide is refused", DOWN),
)
BACKWARD = (
    ("= in place of +=", {" += ": " = "},
     "windows that overlap overwrite each other: = in place of +=",
     "a pixel gets something from every window that it is in: +="),
    ("first sample's dy", {DY: "dy[0, c, i, j]"},
     "every sample gets the first sample's upstream gradient", "use dy[n, c, i, j]"),
    ("mean over the batch", {DY: f"{DY} / N"},
     "the gradient is divided by the number of samples",
     "the gradient of sum(dy * y) is a sum: divide by nothing"),
    ("last row of dy unused", {"for i in range(OH)": "for i in range(max(OH - 1, 1))"},
     "the last row of windows sends nothing back", "go through all of dy: i in range(OH)"),
    ("random start", {"np.zeros(x.shape)": "np.random.default_rng().standard_normal(x.shape)"},
     "dx starts from whatever was in memory, another answer on every call", ZEROS),
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
MAX = (
    ("starts at 0", {"np.max(window)": "np.max(window, initial=0.0)"},
     "the search starts at 0, which beats every pixel of some windows",
     "start from the window's first pixel, or from -np.inf"),
    ("largest magnitude", {"np.max(window)": "window.flat[np.argmax(np.abs(window))]"},
     "the sign is ignored: the largest magnitude is kept", SIGNED),
    ("smallest", {"np.max(window)": "np.min(window)"},
     "the smallest number of each window is kept", "max is the largest, min the smallest"),
)
MIN = (
    ("starts at 0", {"np.min(window)": "np.min(window, initial=0.0)"},
     "the search starts at 0, which beats every pixel of some windows",
     "start from the window's first pixel, or from np.inf"),
    ("smallest magnitude", {"np.min(window)": "window.flat[np.argmin(np.abs(window))]"},
     "the sign is ignored: the smallest magnitude is kept", SIGNED),
    ("largest", {"np.min(window)": "np.max(window)"},
     "the largest number of each window is kept", "max is the largest, min the smallest"),
    ("sign forgotten", {"np.min(window)": "np.max(-window)"},
     "the sign is turned round: the smallest number is minus the largest of -x",
     "turn the sign back at the end"),
)
MAX_BACK = (
    ("last of tied cells", {
         "int(np.argmax(window))": "KH * KW - 1 - int(np.argmax(window[::-1, ::-1]))"},
     "the last of several equal cells gets the gradient", FIRST),
    ("largest magnitude", {"np.argmax(window)": "np.argmax(np.abs(window))"},
     "the sign is ignored: the largest magnitude gets the gradient", SIGNED),
)
MIN_BACK = (
    ("last of tied cells", {
         "int(np.argmin(window))": "KH * KW - 1 - int(np.argmin(window[::-1, ::-1]))"},
     "the last of several equal cells gets the gradient", FIRST),
    ("smallest magnitude", {"np.argmin(window)": "np.argmin(np.abs(window))"},
     "the sign is ignored: the smallest magnitude gets the gradient", SIGNED),
)
AVG = (
    ("sum", {SUM: ""},
     "nothing is divided by the number of cells in a window", CELLS),
    ("divided by KH squared", {SUM: " / (KH * KH)"},
     "it is divided by KH * KH", CELLS),
    ("divided by the stride squared", {SUM: " / stride**2"},
     "it is divided by stride * stride", CELLS),
)
AVG_BACK = (
    ("first cell only", {ALL: "dx[n, c, top, left]"},
     "only the first cell of each window gets something",
     "all cells of a window share its gradient"),
)
GLOBAL = (
    ("sum", {" / (H * W)": ""},
     "nothing is divided by the number of pixels", PIXELS),
    ("divided by H squared", {"(H * W)": "(H * H)"},
     "it is divided by H * H", PIXELS),
)
GLOBAL_FORWARD = (
    ("over channels", {"np.sum(x[n, c]) / (H * W)": "np.mean(x[n])"},
     "channels are averaged together", AXES),
    ("axes kept", {"return y": "return y[:, :, None, None]"},
     "y still has a row and a column axis", "y is (N, C): leave keepdims out"),
)
GLOBAL_BACK = (
    ("one pixel", {"dx[n, c, :, :]": "dx[n, c, 0, 0]"},
     "only the first pixel of each channel gets something", "all H * W pixels share the gradient"),
    ("times the input", {"dy[n, c] /": "x[n, c] * dy[n, c] /"},
     "the gradient is multiplied by the image",
     "the derivative of an average does not depend on x"),
    ("first sample's dy", {"dy[n, c]": "dy[0, c]"},
     "every sample gets the first sample's dy", "use dy[n, c]"),
)
# fmt: on
KNOWN = {
    "max_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *MAX),
    "max_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACKWARD, *PICK, *MAX_BACK),
    "avg_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *AVG),
    "avg_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACKWARD, *AVG, *AVG_BACK),
    "min_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *MIN),
    "min_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACKWARD, *PICK, *MIN_BACK),
    "global_avg_pool2d": (*GLOBAL, *last_line("y"), *GLOBAL_FORWARD),
    "global_avg_pool2d_backward": (*GLOBAL, *last_line("dx"), *GLOBAL_BACK),
}
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, {a: b.replace("FUNCTION", of) for a, b in patch.items()}, *said)
    for of, known in KNOWN.items()
    for name, patch, *said in known
)
