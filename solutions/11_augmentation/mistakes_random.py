"""What students get wrong in 11_augmentation about new sizes and about chance."""

# Hints that several have.
OWN = "write into an array of your own"
DTYPE = "leave dtype out: numpy's own float64 is right"
ANEW = "work it out anew in every call"
MIDDLE = "the middle of new pixel i is at (i + 1/2) · H / OH; cut off what follows the point"
SIZE = "size is (rows, columns)"
EVERY = "every image has a place of its own: draw as many as there are images"
ENDS = "rows start at 0, 1, …, H - OH: H - OH + 1 places; integers() leaves its end out"
SEED = "make a generator inside the function: np.random.default_rng(seed)"
WHOLE = "cut all channels at one place"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
R, S = "math.floor((i + 0.5) * H / OH)", "math.floor((j + 0.5) * W / OW)"
TAKE = "y[:, :, i, j] = x[:, :, r, s]"


def both(text):
    """Return the patch that computes rows and columns so, from i, H and OH."""
    columns = text.replace("OH", "OW").replace("H", "W").replace("(i", "(j").replace("[i", "[j")
    return {R: text, S: columns}


RESIZE = (
    ("corner", both("int((i) * H / OH)"),
     "the corner of the new pixel decides, not its middle: the 1/2 is missing", MIDDLE),
    ("rounded", both("min(H - 1, round((i) * H / OH))"),
     "i · H / OH is rounded", MIDDLE),
    ("rounded middle", both("min(H - 1, round((i + 0.5) * H / OH))"),
     "the place of the middle is rounded up or down", "cut off what follows the point"),
    ("other pixel at ties", both("math.ceil((i + 0.5) * H / OH) - 1"),
     "a middle between two pixels gets the one before, not the one behind", MIDDLE),
    ("banker", both("round((i + 0.5) * H / OH - 0.5)"),
     "a middle between two pixels gets the even one: Python's round() does that",
     "cut off what follows the point: math.floor or //"),
    ("ends on ends", both("round((i) * (H - 1) / max(OH - 1, 1))"),
     "the first and last pixels are put on the first and last", MIDDLE),
    ("whole step", both("min(H - 1, (i) * max(1, H // OH))"),
     "the step between pixels is a whole number", "divide at the end: (i + 1/2) · H / OH"),
    ("upside down", {R: f"H - 1 - {R}"}, "pictures are upside down", MIDDLE),
    ("last pixel repeated", both("min(H - 1, (i) + 0)"),
     "pixels are copied one by one and the last is repeated", MIDDLE),
    ("comes in again", both("((i) + 0) % H"),
     "the picture is repeated, not resized", MIDDLE),
    ("ratio upside down", both("min(H - 1, math.floor((i + 0.5) * OH / H))"),
     "the ratio is the wrong way round", "a smaller picture makes larger steps: H / OH"),
    ("rows for columns", {S: "min(W - 1, math.floor((j + 0.5) * H / OH))"},
     "the columns are scaled as the rows are", SIZE),
    ("size swapped", {"OH, OW = size": "OW, OH = size"}, "rows and columns of size are swapped",
     SIZE),
    ("averaged", {TAKE: "y[:, :, i, j] = (x[:, :, r, s] + x[:, :, r, min(s + 1, W - 1)]) / 2"},
     "neighbours are averaged", "every new pixel is a copy of one old pixel"),
    ("first channel only", {TAKE: "y[:, 0, i, j] = x[:, 0, r, s]"},
     "only the first channel is there", "index channels with ':'"),
    ("cut out", {R: "min(i, H - 1) + 0 * OH", S: "min(j, W - 1) + (W - OW) // 2 * (OW < W)"},
     "the picture is cut, not resized", MIDDLE),
    ("nothing done", {"    return y": "    return x"}, "the picture keeps its size", SIZE),
    ("nested list", {"    return y": "    return y.tolist()"},
     "a nested list is returned", "return an array"),
    ("caller's picture", {"    return y": "    x[:, :, 0] = 0\n    return y"},
     "the caller's pictures are changed too", OWN),
    ("kept between calls", {"    return y":
                            "    return globals().setdefault(('s', x.shape, size), y)"},
     "the first answer for each shape is given again", ANEW),
    ("float32", {"    return y": "    return y.astype(np.float32)"},
     "pixels are rounded to float32", DTYPE),
)
RNG, CUT = "np.random.default_rng(seed)", "x[n, :, i : i + OH, j : j + OW]"
CALL = "next(globals().setdefault('calls', iter(range(1, 9999))))"  # as random as a test may be
TOPS = "rng.integers(0, H - OH + 1, N)"
LEFTS = "rng.integers(0, W - OW + 1, N)"
CROP = (
    ("one place for all", {TOPS: "[rng.integers(0, H - OH + 1)] * N",
                           LEFTS: "[rng.integers(0, W - OW + 1)] * N"},
     "all images are cut at one place", EVERY),
    ("one row for all", {TOPS: "[rng.integers(0, H - OH + 1)] * N"},
     "all images are cut at the same row", EVERY),
    ("middle", {"i = tops[n]": "i = (H - OH) // 2", "j = lefts[n]": "j = (W - OW) // 2"},
     "the middle is cut out, always", "draw a random place for every image"),
    ("corner", {"i = tops[n]": "i = 0", "j = lefts[n]": "j = 0"},
     "the upper left corner is cut out, always", "draw a random place for every image"),
    ("last row left out", {TOPS: "rng.integers(0, max(1, H - OH), N)"},
     "the last place is never taken along the rows", ENDS),
    ("last place left out", {TOPS: "rng.integers(0, max(1, H - OH), N)",
                             LEFTS: "rng.integers(0, max(1, W - OW), N)"},
     "the last places are never taken", ENDS),
    ("first place left out", {TOPS: "rng.integers(min(1, H - OH), H - OH + 1, N)",
                              LEFTS: "rng.integers(min(1, W - OW), W - OW + 1, N)"},
     "the first places are never taken", ENDS),
    ("rounded", {TOPS: "np.round(rng.random(N) * (H - OH)).astype(int)",
                 LEFTS: "np.round(rng.random(N) * (W - OW)).astype(int)"},
     "rounding gives the first and the last place half of what the others get", ENDS),
    ("diagonal", {"j = lefts[n]": "j = min(i, W - OW)"},
     "the column follows the row: one random number stands for both",
     "draw rows and columns, each by a chance of its own"),
    ("beyond the edge", {TOPS: "rng.integers(0, H, N)", LEFTS: "rng.integers(0, W, N)",
                         CUT: "np.pad(x[n], ((0, 0), (0, OH), (0, OW)))"
                              "[:, i : i + OH, j : j + OW]"},
     "windows reach over the edge, where there is nothing", ENDS),
    ("one after another", {"i = tops[n]": "i = (n + seed) % (H - OH + 1)",
                           "j = lefts[n]": "j = (n + seed) // 2 % (W - OW + 1)"},
     "the places follow each other in order", "let a random generator decide"),
    ("half again", {"i = tops[n]": "i = tops[n % max(1, N // 2)]",
                    "j = lefts[n]": "j = lefts[n % max(1, N // 2)]"},
     "the second half of the batch is cut where the first half was", EVERY),
    ("seed 0 is none", {RNG: f"np.random.default_rng(seed or {CALL})"},
     "seed 0 gives random crops: 0 is taken for no seed", SEED),
    ("random each time", {RNG: f"np.random.default_rng({CALL})"},
     "the seed is ignored: every call is random", SEED),
    ("rows always the same", {TOPS: "np.random.default_rng(7).integers(0, H - OH + 1, N)"},
     "the rows do not depend on the seed", SEED),
    ("always the same", {RNG: "np.random.default_rng(0)"},
     "the seed is ignored: every seed gives the same crops", SEED),
    ("random state kept between calls", {RNG: "globals().setdefault('rng', "
                                              "np.random.default_rng(seed))"},
     "one generator is kept for all calls", SEED),
    ("channels apart", {CUT: "np.stack([x[n, c, (i + c) % (H - OH + 1) :][:OH, j : j + OW] "
                             "for c in range(C)])"},
     "each channel is cut at another place", WHOLE),
    ("first channel everywhere", {CUT: "x[n, :1, i : i + OH, j : j + OW]"},
     "every channel is the first one", WHOLE),
    ("first image everywhere", {CUT: "x[0, :, i : i + OH, j : j + OW]"},
     "every crop comes from the first image", "cut image n at place n"),
    ("images mixed", {CUT: "x[rng.integers(0, N), :, i : i + OH, j : j + OW]"},
     "crops come from random images", "cut image n at place n"),
    ("size swapped", {"OH, OW = size": "OW, OH = size"},
     "rows and columns of size are swapped", SIZE),
    ("rows and columns", {TOPS: "rng.integers(0, min(H - OH, W - OW) + 1, N)",
                          LEFTS: "rng.integers(0, min(H - OH, W - OW) + 1, N)"},
     "rows and columns have the same number of places", ENDS),
    ("resized", {"np.zeros((N, C, OH, OW))": "np.zeros(x.shape)",
                 "y[n] =": "y[n, :, :OH, :OW] ="},
     "crops lie in pictures of the old size", "return (N, C, OH, OW)"),
    ("by the normal distribution", {TOPS: "np.clip(rng.normal((H - OH) / 2, (H - OH) / 4, N)"
                                          ".round(), 0, H - OH).astype(int)",
                                    LEFTS: "np.clip(rng.normal((W - OW) / 2, (W - OW) / 4, N)"
                                           ".round(), 0, W - OW).astype(int)"},
     "places in the middle come up more often", "all places are equally likely: integers()"),
    ("flipped besides", {CUT: "x[n, :, i : i + OH, j : j + OW][:, :, :: (-1) ** (n % 2)]"},
     "some crops are flipped", "cut, and change nothing"),
    ("caller's picture", {"    return y": "    x[:, :, 0] = 0\n    return y"},
     "the caller's pictures are changed too", OWN),
    ("shuffled", {"    return y": "    rng.shuffle(y)\n    return y"},
     "crops come back in another order", "crop n comes from image n"),
)
# fmt: on
