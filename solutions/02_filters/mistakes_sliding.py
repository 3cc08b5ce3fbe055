"""What students get wrong in 02_filters where a kernel slides over an image."""

ROOM, BEFORE = "KH > H or KW > W", "    OH ="
OUT = ("OH = H - KH + 1", "OW = W - KW + 1")
REFUSAL = 'raise ValueError("kernel larger than the image")'

# Hints that several have.
SIZE = "there are H - KH + 1 rows of windows and W - KW + 1 columns"
PLACE = "window (i, j) is image[i : i + KH, j : j + KW]"
AS_IT_IS = "multiply the window with the kernel as it is"
TURN = "turn the kernel by 180 degrees: kernel[::-1, ::-1]"
ADD_UP = "add up all products of a window: one number"
VALID = "only windows that lie inside the image count; nothing is padded"
SHAPES = "image.shape ends in (H, W), kernel.shape in (KH, KW)"
SIGN = "keep the sign: it tells on which side the edge is bright"
DTYPE = "leave dtype out: numpy's own float64 is right"
OWN = "write into an array of your own"
EITHER = "raise ValueError where it is larger, for either axis"


def padded(rows, columns):
    """Return a patch that puts zeros around the image first."""
    wider = f"((0, 0),) * (image.ndim - 2) + (({rows}), ({columns}))"
    return {BEFORE: f"    image = np.pad(image, {wider})\n    H, W = image.shape[-2:]\n{BEFORE}"}


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
def sliding(k):
    """Return what can be wrong about a loop that multiplies windows with `k`."""
    product = f"window * {k}"
    return (
        ("mean", {f"np.sum({product})": f"np.mean({product})"}, "windows are averaged", ADD_UP),
        ("largest product", {f"np.sum({product})": f"np.max({product})"},
         "the largest product of a window is kept", ADD_UP),
        ("matrix product", {product: f"window @ {k}"},
         "window and kernel are multiplied as matrices", "multiply entry by entry"),
        ("transposed where square", {product: f"window * (np.swapaxes({k}, -1, -2) if KH == KW "
                                              f"else {k})"},
         "rows and columns of the kernel are swapped", AS_IT_IS),
        ("last row missing", {"range(OH)": "range(OH - 1)"},
         "the last row of windows is left out", "range(n) ends before n already"),
        ("last column missing", {"range(OW)": "range(OW - 1)"},
         "the last column of windows is left out", "range(n) ends before n already"),
        ("one window short", {OUT[0]: "OH = max(H - KH, 1)", OUT[1]: "OW = max(W - KW, 1)"},
         "the feature map has H - KH rows, one too few", SIZE),
        ("zeros around the result", {"return y": "return np.pad(y, ((KH // 2, KH - 1 - KH // 2), "
                                                 "(KW // 2, KW - 1 - KW // 2)))"},
         "the feature map is made as large as the image, with zeros around it", SIZE),
        ("same size", padded("(KH - 1) // 2, KH // 2", "(KW - 1) // 2, KW // 2"),
         "the image is padded, so that the feature map is as large as it", VALID),
        ("full size", padded("KH - 1, KH - 1", "KW - 1, KW - 1"),
         "windows that hang over the edge count too, as in SciPy's mode 'full'", VALID),
        ("row and column swapped", {"i : i + KH, j : j + KW": "j : j + KH, i : i + KW"},
         "window (i, j) starts at row j and column i", PLACE),
        ("rows stay", {"i : i + KH": ":KH"}, "every window starts at row 0", PLACE),
        ("columns stay", {"j : j + KW": ":KW"}, "every window starts at column 0", PLACE),
        ("side by side", {OUT[0]: "OH = H // KH", OUT[1]: "OW = W // KW",
                          "i : i + KH, j : j + KW":
                          "i * KH : i * KH + KH, j * KW : j * KW + KW"},
         "windows lie side by side in place of one step apart", PLACE),
        ("kernel height for both axes", {"KH, KW = kernel.shape": "KH = KW = kernel.shape[0]"},
         "the kernel's height is used for its width too", SHAPES),
        ("height and width swapped", {"H, W = image.shape": "W, H = image.shape"},
         "height and width of the image are swapped", SHAPES),
        ("as wide as high", {OUT[1]: "OW = OH"},
         "the feature map has as many columns as rows", SIZE),
        ("result transposed", {"return y": "return y.T"},
         "rows and columns of the feature map are swapped", "y[i, j] belongs to window (i, j)"),
        ("negative numbers cut off", {"return y": "return np.maximum(y, 0)"},
         "negative numbers are replaced by 0", SIGN),
        ("absolute value", {"return y": "return np.abs(y)"}, "the sign is dropped", SIGN),
        ("cut to 255", {"return y": "return np.clip(y, 0, 255)"},
         "numbers are cut to 0 … 255, as for a picture on the screen", SIGN),
        ("whole numbers", {"np.zeros((OH, OW))": "np.zeros((OH, OW), dtype=int)"},
         "y is made for whole numbers and drops what follows the point", DTYPE),
        ("float32", {"return y": "return y.astype(np.float32)"},
         "the numbers are rounded to float32", DTYPE),
        ("nested list", {"return y": "return y.tolist()"},
         "a nested list is returned", "return an array"),
        ("returns inside the loop", {"\n    return y": "\n        return y"},
         "`return` stands inside the loop over rows, so only the first row is done",
         "move `return` left, out of all loops"),
        ("product in place", {product: f"np.multiply(window, {k}, out=window)"},
         "the product overwrites the image, so that the next window sees it", OWN),
        ("clears the image", {"return y": "image[:] = 0\n    return y"},
         "the caller's image is overwritten", OWN),
        ("kept between calls", {"return y": "return globals().setdefault((H, W, KH, KW), y)"},
         "the first answer for each size is given again", "work it out anew in every call"),
    )


ROOMS = (
    ("kernel may be too large", {ROOM: "False"},
     "a kernel larger than the image goes unnoticed", EITHER),
    ("kernel may be too high", {"KH > H or ": ""},
     "a kernel higher than the image goes unnoticed", EITHER),
    ("kernel may be too wide", {" or KW > W": ""},
     "a kernel wider than the image goes unnoticed", EITHER),
    ("kernel as large as the image", {ROOM: "KH >= H or KW >= W"},
     "a kernel as high or as wide as the image is refused", "refuse it only where it is larger"),
    ("None in place of an error", {REFUSAL: "return None"},
     "None is returned where ValueError must be raised", "raise ValueError(…)"),
)
CORRELATE = (
    ("true convolution", {"window * kernel": "window * kernel[::-1, ::-1]"},
     "the kernel is turned round: that is convolve2d", AS_IT_IS),
    ("rows turned round", {"window * kernel": "window * kernel[::-1]"},
     "the kernel is turned upside down", AS_IT_IS),
    ("columns turned round", {"window * kernel": "window * kernel[:, ::-1]"},
     "the kernel's left and right are swapped", AS_IT_IS),
    *sliding("kernel"), *ROOMS,
)
TURNED = "kernel[::-1, ::-1]"
CONVOLVE = (
    ("not turned round", {TURNED: "kernel"},
     "the kernel is used as it is: that is correlate2d", TURN),
    ("rows only", {TURNED: "kernel[::-1]"},
     "only the rows of the kernel are turned round", TURN),
    ("columns only", {TURNED: "kernel[:, ::-1]"},
     "only the columns of the kernel are turned round", TURN),
    ("transposed", {TURNED: "kernel.T", "KH, KW = kernel.shape": "KW, KH = kernel.shape"},
     "the kernel is transposed in place of rotated", TURN),
    ("a quarter turn", {TURNED: "np.rot90(kernel)",
                        "KH, KW = kernel.shape": "KW, KH = kernel.shape"},
     "the kernel is turned by 90 degrees: np.rot90 makes a quarter turn", TURN),
    ("image turned round", {TURNED: "kernel",
                            BEFORE: f"    image = image[::-1, ::-1]\n{BEFORE}"},
     "the image is turned round in place of the kernel, and so the result is too", TURN),
    ("result turned round", {TURNED: "kernel", "return y": "return y[::-1, ::-1]"},
     "the result is turned round in place of the kernel", TURN),
    ("circular", {"return y": "return np.fft.ifft2(np.fft.fft2(image) * "
                              "np.fft.fft2(kernel, image.shape)).real"},
     "the image goes on at its other side, as the Fourier transform makes it", VALID),
    ("turns the caller's kernel", {f"turned = {TURNED}": f"kernel[:] = {TURNED}.copy()\n"
                                                         "    turned = kernel"},
     "the caller's kernel is turned round", OWN),
    *sliding("turned"), *ROOMS,
)
# fmt: on
