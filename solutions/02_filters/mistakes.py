"""What students get wrong in 02_filters."""

from pathlib import Path

from autograder.course import load_module
from autograder.mistakes import Mistake

SLIDING = load_module(
    Path(__file__).with_name("mistakes_sliding.py"), "solutions.02_filters.mistakes_sliding"
)
PRODUCTS, ANSWER, ROW = "w * window", "return float(total + b)", "[1.0, 0.0, -1.0]"
STACK, PUT = "np.array([row, row, row])", "w[channel] = kernel"

# Hints that several have.
OWN, DTYPE, AS_IT_IS = SLIDING.OWN, SLIDING.DTYPE, SLIDING.AS_IT_IS
ALL = "add up the products of all entries, whatever the shape: np.sum(w * window)"
ONCE = "add b once, after the sum"
ENTRY = "multiply entry by entry: w * window"
ONE_CHANNEL = "use image[channel]: 0 is red, 1 green, 2 blue"
ONE_MAP = "return one feature map, (H - KH + 1, W - KW + 1)"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
RESPONSE = (
    ("bias per entry", {PRODUCTS: "w * window + b", "total + b": "total"},
     "the bias is added once per entry of the window, inside the sum", ONCE),
    ("bias left out", {"total + b": "total"}, "the bias is left out", ONCE),
    ("bias subtracted", {"total + b": "total - b"}, "the bias is subtracted", ONCE),
    ("bias multiplied", {"total + b": "total * b"}, "the sum is multiplied with the bias", ONCE),
    ("matrix product", {PRODUCTS: "w @ window"},
     "window and filter are multiplied as matrices", ENTRY),
    ("product of sums", {"np.sum(products)": "np.sum(w) * np.sum(window)"},
     "filter and window are added up first and multiplied then", ENTRY),
    ("mean", {"np.sum": "np.mean"}, "the products are averaged", ALL),
    ("largest product", {"np.sum": "np.max"}, "the largest product is kept", ALL),
    ("turned round", {PRODUCTS: "w[..., ::-1, ::-1] * window"},
     "the filter is turned round", "entry (k, l) of the window meets entry (k, l) of w"),
    ("transposed", {PRODUCTS: "np.swapaxes(w, -1, -2) * window"},
     "rows and columns of the filter are swapped", ENTRY),
    ("one number per column", {"np.sum(products)": "sum(products)",
                               "float(total + b)": "total + b"},
     "Python's own sum() adds up the rows and leaves a number for every column", ALL),
    ("negative numbers cut off", {ANSWER: "return float(max(0.0, total + b))"},
     "negative numbers are replaced by 0", "that is relu's work, one layer further"),
    ("whole number", {ANSWER: "return int(total + b)"},
     "what follows the point is cut off", "leave int() out"),
    ("array of one", {ANSWER: "return np.array([total + b])"},
     "an array of one number is returned", "return the number itself"),
    ("nothing returned", {ANSWER: "float(total + b)"}, "nothing is returned", "end with return"),
    ("float32", {ANSWER: "return np.float32(total + b)"},
     "the number is rounded to float32", DTYPE),
    ("product in place", {PRODUCTS: "np.multiply(w, window, out=window)"},
     "the caller's window is overwritten", OWN),
    ("filter in place", {PRODUCTS: "np.multiply(w, window, out=w)"},
     "the caller's filter is overwritten", OWN),
    ("kept between calls", {ANSWER: "return globals().setdefault(w.shape, float(total + b))"},
     "the first answer for each shape is given again", "work it out anew in every call"),
)
def edges(rows, other, other_hint):
    """Return what can be wrong about an edge kernel that is made as `rows`."""
    signs = "globals().setdefault('signs', [1.0])"
    return (
        ("sign", {ROW: "[-1.0, 0.0, 1.0]"}, "the signs are swapped", "start with the 1s"),
        ("the other one", {rows: other}, "vertical and horizontal are swapped", other_hint),
        ("divided by 3", {ROW: "[1 / 3, 0.0, -1 / 3]"},
         "the kernel is divided by 3", "leave the 1s as they are"),
        ("Sobel", {STACK: "np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])"},
         "that is Sobel's kernel, with a 2 in the middle", "there are only 1, 0 and -1 in it"),
        ("once only", {STACK: "np.array([row])"},
         "1, 0, -1 stands there once", "the kernel is (3, 3)"),
        ("flat", {rows: f"{rows}.ravel()"}, "the kernel is one long row", "the kernel is (3, 3)"),
        ("four axes", {rows: f"{rows}[None, None]"},
         "the kernel has axes for filters and channels", "the kernel is (3, 3)"),
        ("nested list", {rows: f"{rows}.tolist()"},
         "a nested list is returned", "return an array"),
        ("Laplace", {STACK: "np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])"},
         "that is Laplace's kernel, which finds edges of all directions",
         "one side is 1, the other -1"),
        ("1 in the middle", {ROW: "[1.0, 1.0, -1.0]"}, "the middle is 1", "the middle is 0"),
        ("kept between calls", {"    return": f"    {signs}.append(-{signs}[-1])\n    return",
                                rows: f"{rows} * {signs}[-2]"},
         "the sign depends on how often it was called", "make the kernel anew in every call"),
    )


VERTICAL = edges(STACK, f"{STACK}.T", "a vertical edge has its bright side left or right")
HORIZONTAL = edges(f"{STACK}.T", STACK, "a horizontal edge has its bright side above or below")
EDGES = (
    ("always red", {"w[channel]": "w[0]"}, "the red channel is used, whatever is asked",
     ONE_CHANNEL),
    ("from the back", {"w[channel]": "w[-1 - channel]"},
     "the channels are counted from the back, blue first", ONE_CHANNEL),
    ("counted from 1", {"w[channel]": "w[channel - 1]"},
     "the channels are counted from 1", ONE_CHANNEL),
    ("all channels", {"w[channel]": "w[:]"}, "all channels are added up", ONE_CHANNEL),
    ("last channel only", {"np.sum(window * w)": "np.sum(window[-1] * w[-1])"},
     "only the last channel counts: is there = in place of +=?", "add up over all channels"),
    ("grey", {PUT: "w[:] = kernel / 3"}, "the channels are averaged to grey", ONE_CHANNEL),
    ("the other two", {PUT: "w[:] = kernel\n    w[channel] = 0"},
     "the kernel is on the other two channels", ONE_CHANNEL),
    ("channels last", {"C, H, W = image.shape":
                       "image = image.transpose(2, 0, 1)\n    C, H, W = image.shape"},
     "the channels are taken from the last axis", "image is (3, H, W)"),
    ("turned round", {PUT: "w[channel] = kernel[::-1, ::-1]"},
     "the kernel is turned round", AS_IT_IS),
    ("rows turned round", {PUT: "w[channel] = kernel[::-1]"},
     "the kernel is turned upside down", AS_IT_IS),
    ("columns turned round", {PUT: "w[channel] = kernel[:, ::-1]"},
     "the kernel's left and right are swapped", AS_IT_IS),
    ("three maps", {"np.zeros((OH, OW))": "np.zeros((C, OH, OW))", "y[i, j]": "y[:, i, j]",
                    "np.sum(window * w)": "np.sum(window * w, axis=(1, 2))"},
     "there is a feature map for each channel", ONE_MAP),
    ("an axis too many", {"return y": "return y[None]"},
     "the feature map has an axis for the channel still", ONE_MAP),
    ("blackens the others", {PUT: f"{PUT}\n    image[np.arange(C) != channel] = 0"},
     "the other channels of the caller's image are set to 0", OWN),
    *(one for one in SLIDING.sliding("w") if one[0] != "clears the image"),
)
KNOWN = {"window_response": RESPONSE, "correlate2d": SLIDING.CORRELATE,
         "convolve2d": SLIDING.CONVOLVE, "vertical_edge_kernel": VERTICAL,
         "horizontal_edge_kernel": HORIZONTAL, "channel_edges": EDGES}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
