"""What students get wrong in 06_layers: gradients of batch norm."""

from pathlib import Path

from autograder.course import load_module

SAY = load_module(
    Path(__file__).with_name("mistakes_words.py"), "solutions.06_layers.mistakes_words"
)
NORMS = load_module(
    Path(__file__).with_name("mistakes_norms.py"), "solutions.06_layers.mistakes_norms"
)
ALL3 = "return dx, dgamma, dbeta"
SUM = "np.sum(dxhat) / root"
VARIANCE = " + dvariance * 2 * centred / m"

# Hints that several have.
PATHS = "x reaches y directly, through the mean, and through the variance: three terms"
ROOTED = "the derivative of v^(-1/2) is -1/2 * v^(-3/2)"
COUNT = "m is N * H * W, the number of values of a channel"
XHAT = "gamma multiplied the normalised x: dgamma is the sum of dy * xhat"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BATCH_BACK = (
    ("variance's path missing", {VARIANCE: ""},
     "the term of the variance is missing in dx", PATHS),
    ("mean's path missing", {" + dmean / m": ""}, "the term of the mean is missing in dx", PATHS),
    ("mean and variance constant", {f"{VARIANCE} + dmean / m": ""},
     "dx is dy * gamma / root: mean and variance are taken for constants", PATHS),
    ("direct path missing", {"dxhat / root + ": ""}, "the direct term is missing in dx", PATHS),
    ("half forgotten", {"-0.5 *": "-1.0 *"}, "the 1/2 of the root's derivative is missing", ROOTED),
    ("sign of the variance's path", {"-0.5 *": "0.5 *"}, "the variance's term has the wrong sign",
     ROOTED),
    ("root squared", {"root**3": "root**2"}, "the variance's term has root squared", ROOTED),
    ("root once", {"/ root**3": "/ root"}, "the variance's term has the root itself", ROOTED),
    ("square's 2 forgotten", {"dvariance * 2 *": "dvariance *"},
     "the 2 of the square's derivative is missing", "(x - mean) squared has 2 (x - mean)"),
    ("sign of the mean's path", {f"-{SUM}": SUM}, "the mean's term has the wrong sign",
     "x - mean: the mean has a minus"),
    ("mean's path not divided by m", {"dmean / m": "dmean"},
     "the mean's term is not divided by the number of values", COUNT),
    ("variance's path not divided by m", {"centred / m + dmean": "centred + dmean"},
     "the variance's term is not divided by the number of values", COUNT),
    ("m is N", {"m = N * H * W": "m = N"}, "m is the number of samples", COUNT),
    ("m is H * W", {"m = N * H * W": "m = H * W"}, "m is the number of pixels", COUNT),
    ("m is everything", {"m = N * H * W": "m = x.size"}, "m counts all channels", COUNT),
    ("unbiased variance", {"np.sum(centred**2) / m": "np.sum(centred**2) / (m - 1)"},
     "the variance is divided by one less than the number of values", "divide by N * H * W"),
    ("eps outside", {"np.sqrt(np.sum(centred**2) / m + eps)":
                     "(np.sqrt(np.sum(centred**2) / m) + eps)"},
     "eps is added after the root", NORMS.INSIDE),
    ("eps left out", {" / m + eps)": " / m + 1e-300)"}, "eps is left out", NORMS.INSIDE),
    ("eps fixed", {"+ eps)": "+ 1e-5)"}, "eps is always 1e-5", "use eps"),
    ("another default", {"eps=1e-5": "eps=1e-8"}, "eps is 1e-8 where none is given", "eps=1e-5"),
    ("gamma left out", {"dy[:, c] * gamma[c]": "dy[:, c]"}, "dx is not multiplied by gamma",
     "y = gamma * xhat + beta"),
    ("first channel's gamma", {"gamma[c]\n": "gamma[0]\n"}, "dx uses the first channel's gamma",
     "use gamma[c]"),
    ("x not normalised in dgamma", {"dy[:, c] * xhat": "dy[:, c] * x[:, c]"},
     "dgamma is the sum of dy * x", XHAT),
    ("x only centred in dgamma", {"dy[:, c] * xhat": "dy[:, c] * centred"},
     "dgamma is the sum of dy * (x - mean): the root is missing", XHAT),
    ("dgamma times gamma", {ALL3: "return dx, dgamma * gamma, dbeta"},
     "dgamma is multiplied by gamma", XHAT),
    ("dgamma is a mean", {ALL3: "return dx, dgamma / m, dbeta"},
     "dgamma is divided by the number of values", SAY.SUMS),
    ("dbeta is a mean", {ALL3: "return dx, dgamma, dbeta / m"},
     "dbeta is divided by the number of values", SAY.SUMS),
    ("dgamma and dbeta divided by N", {ALL3: "return dx, dgamma / N, dbeta / N"},
     "dgamma and dbeta are divided by the number of samples", SAY.SUMS),
    ("dbeta times gamma", {ALL3: "return dx, dgamma, dbeta * gamma"},
     "dbeta is multiplied by gamma", "beta is added last: dbeta is the sum of dy"),
    ("dgamma and dbeta swapped", {ALL3: "return dx, dbeta, dgamma"},
     "dgamma and dbeta are swapped", ALL3),
    ("axes kept", {ALL3: "return dx, dgamma[:, None, None], dbeta[:, None, None]"},
     "dgamma and dbeta are (C, 1, 1)", "both are (C,), as gamma is"),
    ("dbeta over the samples only", {ALL3: "return dx, dgamma, dy.sum(axis=0)"},
     "dbeta is summed over samples only", "sum over axes 0, 2 and 3"),
    ("first sample's dbeta", {"np.sum(dy[:, c])": "np.sum(dy[0, c])"},
     "dbeta is the first sample's", "sum over samples, rows and columns"),
    ("dx of the first sample's dy", {"dxhat = dy[:, c]": "dxhat = dy[:1, c] + 0 * dy[:, c]"},
     "every sample gets the first sample's dy", "use dy[:, c]"),
    ("dx is a mean", {ALL3: "return dx / N, dgamma, dbeta"},
     "dx is divided by the number of samples", SAY.SUMS),
    ("returns inside the loop", {"\n    return": "\n        return"},
     "`return` stands inside the loop over channels, so only the first one is done", SAY.OUTDENT),
    ("random start", {"np.zeros(C)\n    dbeta": f"{SAY.RANDOM}(C)\n    dbeta",
                      "dgamma[c] = ": "dgamma[c] += "},
     "dgamma starts from whatever was in memory, another answer on every call", SAY.ZEROS),
    ("kept between calls", {
         "np.zeros(C)\n    dbeta": "FUNCTION.__dict__.setdefault(C, np.zeros(C))\n    dbeta",
         "dgamma[c] = ": "dgamma[c] += ", ALL3: "return dx, dgamma.copy(), dbeta"},
     "what earlier calls found is added to dgamma", SAY.ZEROS),
    ("float32", {ALL3: "return dx.astype(np.float32), dgamma, dbeta"},
     "dx is rounded to float32", SAY.DTYPE),
    ("clears dy", {ALL3: f"dy[:] = 0\n    {ALL3}"}, "the caller's dy is overwritten", SAY.OWN),
)
# fmt: on
KNOWN = {"batch_norm2d_backward": BATCH_BACK}
