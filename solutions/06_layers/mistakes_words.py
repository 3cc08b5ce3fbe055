"""Mistakes and words that several functions of 06_layers share."""

OWN = "write into an array of your own"
DTYPE = "leave dtype out: numpy's own float64 is right"
OUTDENT = "move `return` left, out of all loops"
ZEROS = "start from np.zeros, on every call"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
WHOLE = "y is made for whole numbers and drops what follows the point", DTYPE

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

IMAGES_ONLY = (
    "images only",
    {"np.zeros(x.shape)\n": "np.zeros(x.shape)\n    N, C, H, W = x.shape\n"},
    "x is taken apart into N, C, H, W: rows (N, D) raise an exception",
    "numpy's functions work on arrays of any shape",
)


def last_line(result, argument=""):
    """Return what can be wrong about the line that returns `result`, and clears `argument`."""
    line = f"\n    return {result}"
    moved = f"\n        return {result}"
    clears = (
        f"clears {argument}",
        {line: f"\n    {argument}[:] = 0{line}"},
        f"the caller's {argument} is overwritten",
        OWN,
    )
    return (
        (
            "returns inside the loop",
            {line: moved},
            "`return` stands inside the loop, so only the first turn is done",
            OUTDENT,
        ),
        (
            "float32",
            {line: f"{line}.astype(np.float32)"},
            "the numbers are rounded to float32",
            DTYPE,
        ),
        (
            "a list",
            {line: f"{line}.tolist()"},
            "a nested list comes back",
            "return the array itself",
        ),
        *([clears] if argument else []),
    )
