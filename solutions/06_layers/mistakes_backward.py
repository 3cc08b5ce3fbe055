"""What students get wrong in 06_layers: gradients of dense and local response norm."""

from pathlib import Path

from autograder.course import load_module

SAY = load_module(
    Path(__file__).with_name("mistakes_words.py"), "solutions.06_layers.mistakes_words"
)
NORMS = load_module(
    Path(__file__).with_name("mistakes_norms.py"), "solutions.06_layers.mistakes_norms"
)
DX, DW, DB = "dx[n] += dy[n, m] * w[m]", "dw[m] += dy[n, m] * x[n]", "db[m] += dy[n, m]"
ALL3 = "return dx, dw, db"
DIRECT = "dx[n, i] += dy[n, i] * base ** (-beta)"
COMMON = "dy[n, i] * x[n, i] * base ** (-beta - 1)"
SPREAD, REACH = "dx[n, j] -= common * x[n, j]", "range(first, last + 1)"

# Hints that several have.
W_LIKE = "dw is (M, D), as w is: dy.T @ x"
B_LIKE = "db is (M,), as b is"
ADD = "add up over all rows: +="
TWO = "(N, D) = dy @ w, (M, D) = dy.T @ x"
SQUARE = "the derivative of x_j squared is 2 x_j"
POWER = "the derivative of base^-beta is -beta * base^(-beta - 1)"
NEIGHBOURS = "x_j is in the windows of its neighbours i: add what each of them sends back"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
DENSE_BACK = (
    ("dw transposed", {ALL3: "return dx, dw.T if len(dw) == len(dw[0]) else dw, db"},
     "dw is (D, M), which shows no difference of shape where D and M are equal", W_LIKE),
    ("w transposed in dx", {DX: "dx[n] += dy[n, m] * (w[:, m] if M == len(x[0]) else w[m])"},
     "dx reads w as (D, M) where D and M are equal", "dx = dy @ w"),
    ("dx from x", {DX: "dx[n] += dy[n, m] * x[n]"}, "dx is made from x", TWO),
    ("dw from w", {DW: "dw[m] += dy[n, m] * w[m]"}, "dw is made from w", TWO),
    ("dx without dy", {DX: "dx[n] += w[m]"}, "dx is not multiplied by dy", TWO),
    ("dw without dy", {DW: "dw[m] += x[n]"}, "dw is not multiplied by dy", TWO),
    ("= in place of += in dx", {DX: "dx[n] = dy[n, m] * w[m]"},
     "dx holds the last output's part only: = in place of +=",
     "an input goes into every output: +="),
    ("= in place of += in dw", {DW: "dw[m] = dy[n, m] * x[n]"},
     "dw holds the last row's part only: = in place of +=", ADD),
    ("= in place of += in db", {DB: "db[m] = dy[n, m]"},
     "db holds the last row's part only: = in place of +=", ADD),
    ("= in place of += in dw and db", {DW: "dw[m] = dy[n, m] * x[n]", DB: "db[m] = dy[n, m]"},
     "dw and db hold the last row's part only: = in place of +=", ADD),
    ("db left out", {DB: "pass"}, "db is never filled in", ADD),
    ("db over outputs", {ALL3: "return dx, dw, dy.sum(axis=1)"},
     "db is summed over the outputs", "sum over the rows: axis 0"),
    ("db over everything", {ALL3: "return dx, dw, db * 0 + dy.sum()"},
     "db is the sum of all dy", "sum over the rows only: axis 0"),
    ("db with an axis kept", {ALL3: "return dx, dw, db[None]"}, "db is (1, M)", B_LIKE),
    ("db is a mean", {ALL3: "return dx, dw, db / N"}, "db is divided by the number of rows",
     SAY.SUMS),
    ("dw is a mean", {ALL3: "return dx, dw / N, db"}, "dw is divided by the number of rows",
     SAY.SUMS),
    ("dw and db are means", {ALL3: "return dx, dw / N, db / N"},
     "dw and db are divided by the number of rows", SAY.SUMS),
    ("all are means", {ALL3: "return dx / N, dw / N, db / N"},
     "all gradients are divided by the number of rows", SAY.SUMS),
    ("order", {ALL3: "return dw, dx, db"},
     "the gradients are not returned in the order dx, dw, db", ALL3),
    ("order reversed", {ALL3: "return db, dw, dx"},
     "the gradients are returned as db, dw, dx", ALL3),
    ("first row's x", {DW: "dw[m] += dy[n, m] * x[0]"}, "dw uses the first row's x", "use x[n]"),
    ("db times the bias's input", {DB: "db[m] += dy[n, m] * x[n].sum()"},
     "db is multiplied by the inputs", "b is added as it is: its derivative is 1"),
    ("returns inside the loop", {"\n    return": "\n        return"},
     "`return` stands inside the loop over rows, so only the first row counts", SAY.OUTDENT),
    ("random start", {"np.zeros(w.shape)": f"{SAY.RANDOM}(w.shape)"},
     "dw starts from whatever was in memory, another answer on every call", SAY.ZEROS),
    ("kept between calls", {
         "np.zeros(w.shape)": "FUNCTION.__dict__.setdefault(w.shape, np.zeros(w.shape))",
         ALL3: "return dx, dw.copy(), db"},
     "what earlier calls found is added to dw", SAY.ZEROS),
    ("float32", {ALL3: "return dx.astype(np.float32), dw.astype(np.float32), db"},
     "dx and dw are rounded to float32", SAY.DTYPE),
    ("clears dy", {ALL3: f"dy[:] = 0\n    {ALL3}"}, "the caller's dy is overwritten", SAY.OWN),
)
RESPONSE_BACK = (
    *NORMS.WINDOWS,
    ("direct path only", {SPREAD: "pass"},
     "a channel's part in the windows, its own included, is left out", NEIGHBOURS),
    ("direct path missing", {DIRECT: "pass"},
     "dy * base^-beta is missing, by which a channel reaches its own y", NEIGHBOURS),
    ("neighbours left out", {SPREAD: "dx[n, j] -= common * x[n, j] * (i == j)"},
     "a channel sends nothing back to its neighbours", NEIGHBOURS),
    ("itself left out", {SPREAD: "dx[n, j] -= common * x[n, j] * (i != j)"},
     "a channel's part in its own window is left out", NEIGHBOURS),
    ("without the 2", {"2 * alpha": "alpha"}, "the 2 of the square's derivative is missing",
     SQUARE),
    ("without alpha", {"2 * alpha * beta": "2 * beta"}, "alpha is missing in the second term",
     POWER),
    ("without beta", {"2 * alpha * beta": "2 * alpha"}, "beta is missing in the second term",
     POWER),
    ("wrong sign", {"-= common": "+= common"}, "the second term is added",
     "the power is negative: a larger neighbour makes y smaller"),
    ("power not lowered", {"(-beta - 1)": "(-beta)"},
     "the second term has base^-beta", POWER),
    ("power raised", {"(-beta - 1)": "(-beta + 1)"}, "the second term has base^(1 - beta)", POWER),
    ("x of the window's channel left out", {COMMON: "dy[n, i] * base ** (-beta - 1)"},
     "y_i is x_i times a power, and x_i is missing in the second term", POWER),
    ("x of the neighbour left out", {"common * x[n, j]": "common"},
     "x_j is missing in the second term", SQUARE),
    ("x of the window's channel twice", {"common * x[n, j]": "common * x[n, i]"},
     "the second term has x_i twice in place of x_i and x_j", SQUARE),
    ("dy of the neighbour", {COMMON: "x[n, i] * base ** (-beta - 1)",
                             "common * x[n, j]": "common * x[n, j] * dy[n, j]"},
     "the second term takes dy_j in place of dy_i", NEIGHBOURS),
    ("= for whole windows", {DIRECT: f"dx[n, first : last + 1] = 0\n            {DIRECT}"},
     "each window overwrites what earlier ones sent back: = in place of +=", NEIGHBOURS),
    ("= in the direct term", {DIRECT: DIRECT.replace("+=", "=")},
     "what lower channels sent is overwritten: = in place of +=", "+="),
    ("= in the second term", {SPREAD: "dx[n, j] = -common * x[n, j]"},
     "the second term overwrites what was there: = in place of +=", "-="),
    ("last neighbour left out", {REACH: "range(first, last)"},
     "the last channel of each window gets nothing", "range(first, last + 1)"),
    ("nothing back to lower ones", {REACH: "range(i, last + 1)"},
     "channels below get nothing from windows above", "range(first, last + 1)"),
    ("times y", {"return dx":
                 "return dy * local_response_norm(x, r=r, alpha=alpha, beta=beta, k=k)"},
     "dy is multiplied by y", "by the derivative of y"),
    ("dy and x swapped", {"N, C =": "dy, x = x, dy\n    N, C ="},
     "dy and x are taken for each other", "dy comes first"),
    ("first sample's dy", {DIRECT: DIRECT.replace("dy[n", "dy[0")},
     "every sample gets the first sample's dy", "use dy[n]"),
    ("mean over the batch", {"return dx": "return dx / N"},
     "the gradient is divided by the number of samples", SAY.SUMS),
    ("random start", {"np.zeros(x.shape)": f"{SAY.RANDOM}(x.shape)"},
     "dx starts from whatever was in memory, another answer on every call", SAY.ZEROS),
    ("kept between calls", {
         "np.zeros(x.shape)": "FUNCTION.__dict__.setdefault(x.shape, np.zeros(x.shape))",
         "return dx": "return dx.copy()"},
     "what earlier calls found is added in", SAY.ZEROS),
    *SAY.last_line("dx", "dy"),
)
# fmt: on
KNOWN = {"dense_backward": DENSE_BACK, "local_response_norm_backward": RESPONSE_BACK}
