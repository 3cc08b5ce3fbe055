"""What students get wrong in 06_layers: local response norm, distances, batch norm."""

from pathlib import Path

from autograder.course import load_module

SAY = load_module(
    Path(__file__).with_name("mistakes_words.py"), "solutions.06_layers.mistakes_words"
)
ENDS = "max(0, i - r // 2), min(C - 1, i + r // 2)"
SLICE, SUM = "x[n, first : last + 1]", "np.sum(x[n, first : last + 1] ** 2, axis=0)"
NORMED = "x[n, i] * (k + alpha * total) ** (-beta)"
DIFFERENCE = "np.sqrt(np.sum((x[n] - prototypes[k]) ** 2))"
COUNT = "np.sum(x[:, c]) / (N * H * W)"
VARIANCE, ROOT = "np.sum(centred**2) / (N * H * W)", "np.sqrt(variance + eps)"
Y = "gamma[c] * centred / root + beta[c]"

# Hints that several have.
WINDOW = "from max(0, i - r // 2) to min(C - 1, i + r // 2), both included"
FORMULA = "x * (k + alpha * total) ** -beta"
ALL = "use the settings that are given"
FAR = "the root of the sum of squared differences"
AXES = "mean and variance over N, H and W: axis=(0, 2, 3), keepdims=True"
INSIDE = "divide by sqrt(variance + eps)"
CHANNEL = "gamma[c] and beta[c] belong to channel c: gamma[:, None, None]"


def over(axes):
    """Return the last line of a batch norm whose mean and variance are over other axes."""
    return (
        f"over = {axes}\n    mean, var = x.mean(over, keepdims=True), x.var(over, keepdims=True)\n"
        "    return gamma[:, None, None] * (x - mean) / np.sqrt(var + eps) + beta[:, None, None]"
    )


# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
WINDOWS = (
    ("last channel of a window left out", {SLICE: "x[n, first:last]"},
     "a window ends one channel early: a slice leaves out its end", "first : last + 1"),
    ("windows twice as wide", {ENDS: "max(0, i - r), min(C - 1, i + r)"},
     "a window reaches r channels to either side", WINDOW),
    ("nothing after", {ENDS: "max(0, i - r // 2), i"},
     "a window ends at its own channel", WINDOW),
    ("nothing before", {ENDS: "i, min(C - 1, i + r // 2)"},
     "a window begins at its own channel", WINDOW),
    ("r channels", {ENDS: "max(0, i - r // 2), min(C - 1, i + (r - 1) // 2)"},
     "a window has r channels, so that an even r reaches less far up", WINDOW),
    ("round the corner", {SUM: "sum(x[n, j % C] ** 2 for j in range(i - r // 2, i + r // 2 + 1))"},
     "windows go on at the other end, as np.roll does", WINDOW),
    ("negative start", {ENDS: "i - r // 2, min(C - 1, i + r // 2)"},
     "a window starts at a negative channel, which counts from the end", "max(0, i - r // 2)"),
    ("repeats the end", {SUM: "sum(x[n, min(max(j, 0), C - 1)] ** 2 "
                              "for j in range(i - r // 2, i + r // 2 + 1))"},
     "beyond the last channel, that channel is counted again", WINDOW),
    ("all channels", {ENDS: "0, C - 1"}, "every window has all channels", WINDOW),
    ("own channel only", {ENDS: "i, i"}, "a window is its own channel only", WINDOW),
    ("own channel left out", {SUM: f"{SUM} - x[n, i] ** 2"},
     "the channel itself is not in its window", WINDOW),
    ("mean", {"np.sum(": "np.mean("}, "the squares are averaged", "add them up"),
    ("no squares", {"] ** 2": "]"}, "channels are added up without being squared", FORMULA),
    ("magnitudes", {SUM: "np.sum(np.abs(x[n, first : last + 1]), axis=0)"},
     "magnitudes are added up in place of squares", FORMULA),
    ("over the image", {SUM: f"np.sum({SUM})"},
     "squares are added up over the whole image", "pixel by pixel, over channels only"),
    ("r fixed", {ENDS: ENDS.replace("r // 2", "1")}, "r is always 2", ALL),
    ("alpha fixed", {"N, C =": "alpha = 0.00002\n    N, C ="}, "alpha is always 0.00002", ALL),
    ("beta fixed", {"N, C =": "beta = 0.75\n    N, C ="}, "beta is always 0.75", ALL),
    ("k fixed", {"N, C =": "k = 1\n    N, C ="}, "k is always 1", ALL),
    ("the paper's settings", {"r=2, alpha=0.00002, beta=0.75, k=1":
                              "r=5, alpha=0.0001, beta=0.75, k=2"},
     "settings that are not given are others than the handout's",
     "r=2, alpha=0.00002, beta=0.75, k=1"),
    ("alpha divided by r", {"N, C =": "alpha = alpha / r\n    N, C ="},
     "alpha is divided by r, as PyTorch does", FORMULA),
    ("alpha squared", {"N, C =": "alpha = alpha**2\n    N, C ="}, "alpha is squared", FORMULA),
    ("k left out", {"k + alpha": "0 * k + alpha"}, "k is left out", FORMULA),
    ("k times", {"k + alpha * total": "k * (1 + alpha * total)"},
     "k multiplies the whole in place of being added", FORMULA),
)
RESPONSE = (
    *WINDOWS,
    ("wrong sign of beta", {"(-beta)": "beta"}, "it is multiplied by the power", FORMULA),
    ("power forgotten", {" ** (-beta)": " ** (-1)"}, "beta is not used", FORMULA),
    ("k outside", {NORMED: "x[n, i] * (k + (alpha * total) ** (-beta))"},
     "k is added after the power", FORMULA),
    ("not times x", {"x[n, i] * (k": "(k"}, "the channel itself is missing", FORMULA),
    ("own output used", {"y = np.zeros(x.shape)": "y = x = x.copy()"},
     "a channel sees neighbours that are normalised already",
     "y and x must be two arrays: the sums are over x"),
    ("works in place", {"y = np.zeros(x.shape)": "y, x = x, x.copy()"},
     "the caller's x is overwritten on the way", SAY.OWN),
    *SAY.last_line("y"),
)
RBF = (
    ("squared", {DIFFERENCE: "np.sum((x[n] - prototypes[k]) ** 2)"},
     "it is the squared distance", FAR),
    ("mean under the root", {"np.sum(": "np.mean("}, "squares are averaged", FAR),
    ("sum of magnitudes", {DIFFERENCE: "np.sum(np.abs(x[n] - prototypes[k]))"},
     "magnitudes are added up: the Manhattan distance", FAR),
    ("sum squared", {DIFFERENCE: "np.abs(np.sum(x[n] - prototypes[k]))"},
     "differences are added up before they are squared", FAR),
    ("product", {DIFFERENCE: "np.sum(x[n] * prototypes[k])"},
     "it is the product with the prototype", FAR),
    ("similarity", {DIFFERENCE: "np.exp(-np.sum((x[n] - prototypes[k]) ** 2))"},
     "it is the exponential of minus the squared distance", FAR),
    ("plus", {"x[n] - prototypes": "x[n] + prototypes"}, "it is added, not subtracted", FAR),
    ("sign turned", {"return y": "return -y"}, "distances are negative", FAR),
    ("expanded", {"np.sqrt(np.sum((x[n] - prototypes[k]) ** 2))":
                  "np.sqrt(np.sum(x[n] * x[n]) + np.sum(prototypes[k] ** 2) "
                  "- 2 * np.dot(x[n], prototypes[k]))"},
     "the square is expanded: where x is a prototype, rounding may leave less than 0, and no root",
     "subtract first, then square"),
    ("half", {"return y": "return y / 2"}, "it is halved", FAR),
    ("transposed", {"return y": "return y.T"}, "rows and prototypes are swapped", "y is (N, K)"),
    ("nearest only", {"return y": "return y.min(axis=1)"},
     "only the nearest prototype's distance is returned", "y is (N, K)"),
    ("largest difference", {DIFFERENCE: "np.max(np.abs(x[n] - prototypes[k]))"},
     "it is the largest difference", FAR),
    *SAY.last_line("y", "x"),
)
BATCH = (
    ("over H and W", {"return y": over((2, 3))},
     "every sample has a mean and a variance of its own", AXES),
    ("over N only", {"return y": over((0,))}, "every pixel has a mean of its own", AXES),
    ("over channels", {"return y": over((1, 2, 3))}, "each sample is normalised as a whole", AXES),
    ("over everything", {"return y": over((0, 1, 2, 3))},
     "one mean and one variance serve all channels", AXES),
    ("over N and H", {"return y": over((0, 2))}, "every column has a mean of its own", AXES),
    ("over N and W", {"return y": over((0, 3))}, "every row has a mean of its own", AXES),
    ("unbiased variance", {VARIANCE: "np.sum(centred**2) / (N * H * W - 1)"},
     "the variance is divided by one less than the number of values", "divide by N * H * W"),
    ("count without N", {"np.sum(x[:, c]) / (N * H * W)": "np.sum(x[:, c]) / (H * W)",
                         VARIANCE: "np.sum(centred**2) / (H * W)"},
     "sums are divided by H * W in place of N * H * W", AXES),
    ("eps outside", {ROOT: "np.sqrt(variance) + eps"}, "eps is added after the root", INSIDE),
    ("eps left out", {ROOT: "np.sqrt(variance)"}, "eps is left out", INSIDE),
    ("eps fixed", {ROOT: "np.sqrt(variance + 1e-5)"}, "eps is always 1e-5", "use eps"),
    ("eps squared", {ROOT: "np.sqrt(variance + eps**2)"}, "eps is squared", INSIDE),
    ("another default", {"eps=1e-5": "eps=1e-8"}, "eps is 1e-8 where none is given", "eps=1e-5"),
    ("root left out", {ROOT: "variance + eps"}, "it is divided by the variance, without a root",
     INSIDE),
    ("mean not subtracted", {"gamma[c] * centred": "gamma[c] * x[:, c]"},
     "the mean is not subtracted", "(x - mean) / sqrt(variance + eps)"),
    ("variance of x", {"centred**2": "x[:, c] ** 2"},
     "the variance is the mean of x squared", "subtract the mean before squaring"),
    ("mean of magnitudes", {ROOT: "np.mean(np.abs(centred)) + eps"},
     "the mean magnitude is used in place of the root of the variance", INSIDE),
    ("gamma left out", {"gamma[c] * ": ""}, "gamma is left out", CHANNEL),
    ("beta left out", {" + beta[c]": ""}, "beta is left out", CHANNEL),
    ("beta before gamma", {Y: "gamma[c] * (centred / root + beta[c])"},
     "beta is multiplied by gamma", "first gamma, then beta"),
    ("first channel's gamma", {"gamma[c]": "gamma[0]", "beta[c]": "beta[0]"},
     "every channel gets the first one's gamma and beta", CHANNEL),
    ("gamma along the columns", {Y: "centred / root", "return y":
         "at = np.s_[:] if W == C else np.s_[:, None, None]\n    return gamma[at] * y + beta[at]"},
     "gamma and beta go along the columns where there are C of them", CHANNEL),
    ("gamma and beta swapped", {Y: "beta[c] * centred / root + gamma[c]"},
     "gamma and beta are swapped", "gamma scales, beta shifts"),
    ("returns more", {"return y": "return y, (mean, variance)"},
     "the mean and the variance come back too", "return y alone"),
    ("kept between calls", {"root = ": "variance = np.mean(FUNCTION.__dict__.setdefault("
                                       "x.shape, []).append(variance) or "
                                       "FUNCTION.__dict__[x.shape])\n        root = "},
     "variances of earlier calls are averaged in", "use this batch's variance only"),
    ("works in place", {"x[:, c] - mean": "np.subtract(x[:, c], mean, out=x[:, c])"},
     "the caller's x is overwritten on the way", SAY.OWN),
    ("whole numbers", {"np.zeros(x.shape)": "np.zeros(x.shape, dtype=int)"}, *SAY.WHOLE),
    *SAY.last_line("y"),
)
# fmt: on
KNOWN = {"local_response_norm": RESPONSE, "rbf_output": RBF, "batch_norm2d": BATCH}
