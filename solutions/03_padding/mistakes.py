"""What students get wrong in 03_padding."""

from autograder.mistakes import Mistake

MAKE, BEGIN, END = "    y = np.zeros", "    N, C, ", "    return "
SHAPE = "(N, C, top + H + bottom, left + W + right)"
PADDED = "    return np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)), mode="
SIDES = "(top, bottom, left, right)"
LAST = ("(OH - 1) * stride + KH - H", "(OW - 1) * stride + KW - W")
HALVES = "rows // 2, columns // 2"
DTYPE = "leave dtype out: numpy's own float64 is right"
REFUSE = "raise ValueError"
FOUR = "look at each of the four amounts"
REST = "rows - top, columns - left"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
EVERYWHERE = (
    ("first channel only", {"for c in range(C)": "for c in range(1)"},
     "only the first channel's pixels are copied", "copy every channel, x[:, :]"),
    ("returns inside the loop", {"\n    return ": "\n        return "},
     "`return` stands inside the loop over samples, so only the first sample is done",
     "move `return` left, out of all loops"),
)
FRAMES = (
    ("edge values", {MAKE: f"{PADDED}'edge')\n{MAKE}"},
     "the frame repeats the image's edge in place of zeros", "every added cell is 0"),
    ("wraps around", {MAKE: f"{PADDED}'wrap')\n{MAKE}"},
     "the frame continues with the image's other side in place of zeros", "every added cell is 0"),
    ("ones", {"np.zeros": "np.ones"},
     "the frame is filled with ones", "start from np.zeros"),
    ("float32", {"return y": "return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("random frame", {"np.zeros(": f"{RANDOM}("},
     "the frame holds whatever was in memory, another answer on every call",
     "start from np.zeros, not from np.empty"),
    ("whole numbers", {SHAPE: f"{SHAPE}, dtype=int"},
     "y is made for whole numbers and drops what follows the point", DTYPE),
)
ZERO_PAD = (
    ("left and right swapped", {"left + j": "right + j"},
     "the image starts at column `right`: left and right are swapped",
     "what is added before the first column is `left`"),
    ("top and bottom swapped", {"top + i": "bottom + i"},
     "the image starts at row `bottom`: top and bottom are swapped",
     "what is added before the first row is `top`"),
    ("rows and columns swapped", {
         BEGIN: f"    top, bottom, left, right = left, right, top, bottom\n{BEGIN}"},
     "top and bottom are added to the columns, left and right to the rows",
     "axis 2 is the rows (top, bottom), axis 3 the columns (left, right)"),
    ("every axis", {"return y": "return np.pad(y, ((top, bottom), (left, right), (0, 0), (0, 0)))"},
     "samples and channels are padded too",
     "np.pad wants a pair per axis: (0, 0) for the first two"),
    ("one amount", {BEGIN: f"    bottom = left = right = top\n{BEGIN}"},
     "`top` is used for all four sides", "use top, bottom, left and right where each belongs"),
    ("in the middle", {"top + i, left + j": "(top + bottom) // 2 + i, (left + right) // 2 + j"},
     "the image is put in the middle, whatever the four amounts say",
     "the image starts at row `top` and column `left`"),
    ("nothing when a side is 0", {BEGIN: f"    if 0 in {SIDES}:\n        return x\n{BEGIN}"},
     "nothing is padded as soon as one of the four amounts is 0",
     "0 on one side says nothing about the others"),
    ("padded with the amount", {"np.zeros(": "float(top) + np.zeros("},
     "the frame is filled with the number `top`", "the frame's value is 0, however wide it is"),
    ("never more than one", {
         BEGIN: f"    top, bottom, left, right = (min(side, 1) for side in {SIDES})\n{BEGIN}"},
     "never more than one row or column is added", "add as many as the arguments say"),
    ("bottom and right may be negative", {f"min{SIDES}": "min(top, left)"},
     "a negative bottom or right goes unnoticed", FOUR),
    ("right may be negative", {f"min{SIDES}": "min(top, bottom, left)"},
     "a negative right goes unnoticed", FOUR),
    ("amounts unchecked", {f"min{SIDES} < 0": "False"},
     "negative amounts go unnoticed", FOUR),
    ("sum of the amounts", {f"min{SIDES}": "top + bottom + left + right"},
     "a negative amount goes unnoticed where the sum of all four is not negative", FOUR),
    ("sum along each axis", {f"min{SIDES}": "min(top + bottom, left + right)"},
     "a negative amount goes unnoticed where the opposite side makes up for it", FOUR),
    ("sum of rows, each column", {f"min{SIDES}": "min(top + bottom, left, right)"},
     "a negative top or bottom goes unnoticed where the other makes up for it", FOUR),
    ("each row, sum of columns", {f"min{SIDES}": "min(top, bottom, left + right)"},
     "a negative left or right goes unnoticed where the other makes up for it", FOUR),
    ("clears its input", {END: f"    x[:] = 0\n{END}"},
     "the caller's x is overwritten", "write into an array of your own"),
)
BACKWARD = (
    ("negative slices", {BEGIN: f"    return dy[:, :, top:-bottom, left:-right]\n{BEGIN}"},
     "dx = dy[:, :, top:-bottom, left:-right], which is empty when bottom or right is 0",
     "slice up to top + H and left + W"),
    ("not cut", {BEGIN: f"    return dy\n{BEGIN}"},
     "dy is handed back with its frame on", "dx has the shape of x: cut the frame off"),
    ("cut from the first cell", {"top + i, left + j": "i, j"},
     "the frame is cut off at the bottom and to the right only",
     "the image starts at row `top` and column `left`"),
    ("left and right swapped", {"left + j": "right + j"},
     "the cut starts at column `right`: left and right are swapped",
     "the image starts at column `left`"),
    ("top and bottom swapped", {"top + i": "bottom + i"},
     "the cut starts at row `bottom`: top and bottom are swapped", "the image starts at row `top`"),
    ("rows and columns swapped", {
         BEGIN: f"    top, bottom, left, right = left, right, top, bottom\n{BEGIN}"},
     "top and bottom are cut from the columns, left and right from the rows",
     "axis 2 is the rows (top, bottom), axis 3 the columns (left, right)"),
    ("one amount", {BEGIN: f"    bottom = left = right = top\n{BEGIN}"},
     "`top` is cut from all four sides", "use top, bottom, left and right where each belongs"),
    ("uncut when a side is 0", {BEGIN: f"    if 0 in {SIDES}:\n        return dy\n{BEGIN}"},
     "nothing is cut as soon as one of the four amounts is 0",
     "0 on one side says nothing about the others"),
    ("clears its input", {END: f"    dy[:] = 0\n{END}"},
     "the caller's dy is overwritten", "write into an array of your own"),
    ("whole numbers", {"(N, C, H, W)": "(N, C, H, W), dtype=int"},
     "dx is made for whole numbers and drops what follows the point", DTYPE),
    ("kept between calls", {
         "dx = np.zeros": "dx = zero_pad2d_backward.__dict__.setdefault(dy.shape, np.zeros",
      "(N, C, H, W)": "(N, C, H, W))", "] = dy[": "] += dy[", "return dx": "return dx.copy()"},
     "what earlier calls found is added in", "start from new zeros on every call"),
)
SAME = (
    ("k // 2 on each side", {HALVES: "KH // 2, KW // 2", REST: "KH // 2, KW // 2"},
     "kernel // 2 goes on every side, which is right for odd kernels at stride 1 only",
     "work out first how many rows and columns there must be"),
    ("halves rounded down", {REST: "top, left"},
     "the same amount goes on both sides, so that an odd cell is left out",
     "after = total - before"),
    ("halves rounded up", {HALVES: "(rows + 1) // 2, (columns + 1) // 2", REST: "top, left"},
     "the same amount goes on both sides, one cell too many where the total is odd",
     "before = total // 2, after = total - before"),
    ("odd cell first", {HALVES: "(rows + 1) // 2, (columns + 1) // 2"},
     "the odd row goes to the top and the odd column to the left",
     "round down what goes before, and put the rest after"),
    ("all of it after", {HALVES: "0, 0"},
     "everything is added at the bottom and to the right",
     "half of it, rounded down, goes to the top and to the left"),
    ("stride ignored", {LAST[0]: "KH - 1", LAST[1]: "KW - 1"},
     "kernel - 1 is added, which is right at stride 1 only",
     "the last window starts at (positions - 1) * stride"),
    ("remainder 0 forgotten", {LAST[0]: "KH - H % stride", LAST[1]: "KW - W % stride"},
     "kernel - size % stride is added, also where the stride divides and the remainder is 0",
     "where stride divides size, kernel - stride is missing"),
    ("as if the stride divided", {LAST[0]: "KH - stride", LAST[1]: "KW - stride"},
     "kernel - stride is added, which is right only where the stride divides the size",
     "the last window starts at (positions - 1) * stride"),
    ("stride unchecked", {"stride < 1": "False"}, "a stride below 1 goes unnoticed", REFUSE),
    ("negative strides", {"stride < 1": "stride == 0"},
     "a negative stride goes unnoticed", REFUSE),
    ("stride at most 3", {"    N, C, ": "    stride = min(stride, 3)\n    N, C, "},
     "a stride above 3 is taken for 3", "use stride as it is"),
    ("as many positions as pixels", {
         LAST[0]: "(H - 1) * stride + KH - H", LAST[1]: "(W - 1) * stride + KW - W"},
     "there is a position for every pixel, whatever the stride",
     "SAME has ceil(size / stride) positions"),
    ("positions rounded down", {
         "(H + stride - 1) // stride": "H // stride", "(W + stride - 1) // stride": "W // stride"},
     "positions are size // stride, rounded down", "SAME has ceil(size / stride) positions"),
    ("kernel height for both axes", {"KH, KW = kernel": "KH = KW = kernel[0]"},
     "the kernel's height is used for the columns too", "kernel = (KH, KW)"),
    ("kernel swapped", {"KH, KW = kernel": "KW, KH = kernel"},
     "the kernel's height is used for the columns and its width for the rows", "kernel = (KH, KW)"),
    ("columns from the height", {f"max({LAST[1]}, 0)": "rows"},
     "as many columns are added as rows", "work out the columns from W, KW and stride"),
    ("negative totals", {
         HALVES: f"{HALVES}\n    if stride > max(kernel):\n"
         "        return x[:, :, : (OH - 1) * stride + KH, : (OW - 1) * stride + KW]"},
     "cells are cut off where the total is negative", "a negative total means: add nothing"),
    ("clears its input", {END: f"    x[:] = 0\n{END}"},
     "the caller's x is overwritten", "write into an array of your own"),
)
# fmt: on
KNOWN = {
    "zero_pad2d": (*FRAMES, *EVERYWHERE, *ZERO_PAD),
    "zero_pad2d_backward": (*EVERYWHERE, *BACKWARD),
    "same_pad2d": (*FRAMES, *EVERYWHERE, *SAME),
}
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *rest) for of, known in KNOWN.items() for name, *rest in known
)
