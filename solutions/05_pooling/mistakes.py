"""What students get wrong in 05_pooling."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

BACK = load_module(
    Path(__file__).with_name("mistakes_backward.py"), "solutions.05_pooling.mistakes_backward"
)
KERNEL, START = "KH, KW = kernel", "i * stride, j * stride"
OUT = ("(H - KH) // stride + 1", "(W - KW) // stride + 1")
SUM = BACK.SUM

# Hints that several have.
SIZE = "OH = (H - KH) // stride + 1"
PAIR = "kernel = (KH, KW)"
CELLS = "divide by the number of its cells, KH * KW"
DOWN = "round down: rows and columns left over are not used"
FIRST_PIXEL, SIGNED, PIXELS = BACK.FIRST_PIXEL, BACK.SIGNED, BACK.PIXELS
DTYPE = "leave dtype out: numpy's own float64 is right"
WHOLE = "y is made for whole numbers and drops what follows the point"
FITS = "raise ValueError where the window is larger, for either axis"
REFUSE = "raise ValueError"
MOVES = "window (i, j) starts at row i * stride and column j * stride"
AXES = "average over rows and columns, axes 2 and 3"


def last_line(result):
    """Return what can be wrong about the line that returns `result`."""
    line, moved = f"\n    return {result}", f"\n        return {result}"
    return (
        (
            "returns inside the loop",
            {line: moved},
            "`return` stands inside the loop over samples, so only the first sample is done",
            "move `return` left, out of all loops",
        ),
        (
            "float32",
            {line: f"{line}.astype(np.float32)"},
            "the numbers are rounded to float32",
            DTYPE,
        ),
        (
            "clears x",
            {line: f"\n    x[:] = 0{line}"},
            "the caller's x is overwritten",
            "write into an array of your own",
        ),
    )


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
WINDOWS = (
    ("stride ignored", {START: "i, j"},
     "the stride is ignored: window (i, j) starts at row i and column j",
     MOVES),
    ("stride at most 3", {START: "i * min(stride, 3), j * min(stride, 3)"},
     "windows never move by more than 3", MOVES),
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
    ("as wide as high", {OUT[1]: OUT[0]},
     "the output has as many columns as rows", "work out OW from W and KW"),
    ("whole numbers", {"np.zeros((N, C, OH, OW))": "np.zeros((N, C, OH, OW), dtype=int)"},
     WHOLE, DTYPE),
    ("window may be too large", {"KH > H or KW > W": "False"},
     "a window larger than the image goes unnoticed", FITS),
    ("window may be too high", {"KH > H or ": ""},
     "a window higher than the image goes unnoticed", FITS),
    ("window may be too wide", {" or KW > W": ""},
     "a window wider than the image goes unnoticed", FITS),
    ("stride unchecked", {"stride < 1": "False"}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("stride must divide", {
         OUT[0]: f"{OUT[0]}\n    if (H - KH) % stride or (W - KW) % stride:\n"
         "        raise ValueError"},
     "a stride that does not divide is refused", DOWN),
)
MAX = (
    ("starts at 0", {"np.max(window)": "np.max(window, initial=0.0)"},
     "the search starts at 0, which beats every pixel of some windows",
     "start from the window's first pixel, or from -np.inf"),
    ("starts at -1000", {"np.max(window)": "np.max(window, initial=-1000.0)"},
     "the search starts at a number which beats every pixel of some windows", FIRST_PIXEL),
    ("largest magnitude", {"np.max(window)": "window.flat[np.argmax(np.abs(window))]"},
     "the sign is ignored: the largest magnitude is kept", SIGNED),
    ("smallest", {"np.max(window)": "np.min(window)"},
     "the smallest number of each window is kept", "max is the largest, min the smallest"),
)
MIN = (
    ("starts at 0", {"np.min(window)": "np.min(window, initial=0.0)"},
     "the search starts at 0, which beats every pixel of some windows",
     "start from the window's first pixel, or from np.inf"),
    ("starts at 9999", {"np.min(window)": "np.min(window, initial=9999.0)"},
     "the search starts at a number which beats every pixel of some windows", FIRST_PIXEL),
    ("smallest magnitude", {"np.min(window)": "window.flat[np.argmin(np.abs(window))]"},
     "the sign is ignored: the smallest magnitude is kept", SIGNED),
    ("largest", {"np.min(window)": "np.max(window)"},
     "the largest number of each window is kept", "max is the largest, min the smallest"),
    ("sign forgotten", {"np.min(window)": "np.max(-window)"},
     "the sign is turned round: the smallest number is minus the largest of -x",
     "turn the sign back at the end"),
)
AVG = (
    ("sum", {SUM: ""},
     "nothing is divided by the number of cells in a window", CELLS),
    ("divided by KH squared", {SUM: " / (KH * KH)"},
     "it is divided by KH * KH", CELLS),
    ("divided by the stride squared", {SUM: " / stride**2"},
     "it is divided by stride * stride", CELLS),
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
    ("whole numbers", {"np.zeros((N, C))": "np.zeros((N, C), dtype=int)"}, WHOLE, DTYPE),
)
# fmt: on
KNOWN = {
    "max_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *MAX),
    "max_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACK.BACKWARD, *BACK.PICK, *BACK.MAX_BACK),
    "avg_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *AVG),
    "avg_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACK.BACKWARD, *AVG, *BACK.AVG_BACK),
    "min_pool2d": (*WINDOWS, *last_line("y"), *FORWARD, *MIN),
    "min_pool2d_backward": (*WINDOWS, *last_line("dx"), *BACK.BACKWARD, *BACK.PICK, *BACK.MIN_BACK),
    "global_avg_pool2d": (*GLOBAL, *last_line("y"), *GLOBAL_FORWARD),
    "global_avg_pool2d_backward": (*GLOBAL, *last_line("dx"), *BACK.GLOBAL_BACK),
}
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, {a: b.replace("FUNCTION", of) for a, b in patch.items()}, *said)
    for of, known in KNOWN.items()
    for name, patch, *said in known
)
