"""What students get wrong in 06_layers: softmax, the loss, and the dropout's mask."""

from pathlib import Path

from autograder.course import load_module

SAY = load_module(
    Path(__file__).with_name("mistakes_words.py"), "solutions.06_layers.mistakes_words"
)
LARGEST, EXPONENT = " - np.max(logits[n])", "logits[n] - np.max(logits[n])"
TOTAL, DRAWS, COMPARED = "np.sum(powers)", "rng.random(shape)", "draws >= rate"
LOSS = "np.log(np.sum(np.exp(row))) - row[labels[n]]"
PROBABILITY = "np.exp(row[labels[n]]) / np.sum(np.exp(row))"
HIT, MEAN = "dlogits[n, labels[n]] -= 1", " / N"

# Hints that several have.
BY_ROW = "subtract from every row its own largest score"
ROW = "every row by itself: axis=1, keepdims=True"
STABLE = "ln p = x - max - ln(sum of e^(x - max)): take no log of a softmax"
SURPRISE = "-ln of the probability of the right class"
AVERAGE = "divide by N, the number of rows"
LABEL = "labels[n] is the right class of row n, counted from 0"
OVER_N = "(softmax - one at the right class) / N"
CHANCE = "np.random.default_rng(seed).random(shape) >= rate"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
MAXIMA = (
    ("overflows", {LARGEST: ""}, "e^x is too large for a float where scores are", BY_ROW),
    ("one maximum for all", {LARGEST: " - np.max(logits)"},
     "the batch's largest score is subtracted everywhere: in rows far below, all is 0", BY_ROW),
    ("largest magnitude", {LARGEST: " - np.max(np.abs(logits[n]))"},
     "the largest magnitude is subtracted: where all scores are far below 0, all is 0", BY_ROW),
    ("mean subtracted", {LARGEST: " - np.mean(logits[n])"},
     "the mean is subtracted, so that what is far above it still overflows", BY_ROW),
)
SHARED = (
    *MAXIMA,
    ("divided by the largest", {LARGEST: " / np.max(logits[n])"},
     "scores are divided by the largest one, which changes the answer", "subtract it"),
    ("scores clipped", {EXPONENT: "np.clip(logits[n], -500, 500)"},
     "scores are clipped, which makes large ones equal to each other", BY_ROW),
    ("hard maximum", {EXPONENT: "np.where(logits[n] == np.max(logits[n]), 0.0, -np.inf)"},
     "the largest score gets everything", "every class gets e^x over the sum of the row"),
    ("smallest score first", {EXPONENT: "np.min(logits[n]) - logits[n]"},
     "the smallest score gets most", "e^x, and not e^(-x)"),
    ("powers of 2", {"np.exp(": "np.exp2("}, "it takes powers of 2", "powers of e: np.exp"),
    ("not normalised", {f" / {TOTAL}": ""},
     "powers are not divided by their sum", "divide each by the sum of its row"),
    ("epsilon in the sum", {TOTAL: f"({TOTAL} + 1e-6)"},
     "something small is added to the sum", "the sum is at least 1: it needs no help"),
)
SOFTMAX = (
    *SHARED,
    ("over columns", {"return y": "powers = np.exp(logits - np.max(logits, axis=0))\n"
                                  "    return powers / np.sum(powers, axis=0)"},
     "columns add up to 1 in place of rows", ROW),
    ("over everything", {"return y": "powers = np.exp(logits - np.max(logits))\n"
                                     "    return powers / np.sum(powers)"},
     "the whole batch adds up to 1 in place of each row", ROW),
    ("logarithm", {"return y": "return np.log(y)"}, "it is the softmax's logarithm",
     "return the probabilities"),
    ("softmax of the softmax", {"y[n] = powers": "powers = np.exp(powers / np.sum(powers))\n"
                                                 "        y[n] = powers"},
     "softmax is taken twice", "once"),
    ("sigmoid", {"return y": "return 1 / (1 + np.exp(-logits))"},
     "every score is treated by itself, as in a sigmoid", "divide by the sum of the row"),
    ("works in place", {EXPONENT: "np.subtract(logits[n], np.max(logits[n]), out=logits[n])"},
     "the caller's logits are overwritten on the way", SAY.OWN),
    *SAY.last_line("y"),
)
ENTROPY = (
    *MAXIMA,
    ("log of a softmax", {LOSS: f"-np.log({PROBABILITY})"},
     "the probability becomes 0 where the network is very wrong, and its log -inf", STABLE),
    ("log with an epsilon", {LOSS: f"-np.log({PROBABILITY} + 1e-12)"},
     "1e-12 is added inside the log, so that the loss never is above 28", STABLE),
    ("log of a clipped softmax", {LOSS: f"-np.log(np.clip({PROBABILITY}, 1e-15, 1))"},
     "the probability is cut off at 1e-15, so that the loss never is above 35", STABLE),
    ("sum over the batch", {MEAN: ""}, "losses are added up over the rows", AVERAGE),
    ("mean over everything", {MEAN: " / logits.size"},
     "it is divided by N * K", AVERAGE),
    ("divided by K", {MEAN: " / logits.shape[1]"}, "it is divided by K", AVERAGE),
    ("sign turned", {"total / N": "-total / N"}, "the sign is turned round",
     "-ln p is never negative"),
    ("logarithm to base 2", {"total / N": "total / N / np.log(2)"},
     "the logarithm has base 2", "the natural one: np.log"),
    ("probability", {LOSS: f"1 - {PROBABILITY}"}, "it is 1 - p, without a logarithm", SURPRISE),
    ("log of the mean", {LOSS: PROBABILITY, "total / N": "-np.log(total / N)"},
     "the mean is taken first, and then the log", "average the losses of the rows"),
    ("scores as probabilities", {LOSS: "-np.log(np.abs(logits[n, labels[n]]) + 1e-12)"},
     "the scores are taken for probabilities", "softmax comes first"),
    ("probabilities as scores", {
         "row = logits[n] - np.max(logits[n])":
         "row = np.exp(logits[n] - np.max(logits[n]))\n        row = row / np.sum(row)"},
     "softmax is taken twice: its result goes through softmax again", "once"),
    ("largest score", {"row[labels[n]]": "np.max(row)"},
     "the loss is that of the class with the largest score", LABEL),
    ("first row's label", {"row[labels[n]]": "row[labels[0]]"},
     "every row gets the first row's label", LABEL),
    ("labels from 1", {"row[labels[n]]": "row[labels[n] - 1]"},
     "labels are counted from 1", LABEL),
    ("all classes", {LOSS: "np.sum(np.log(np.sum(np.exp(row))) - row)"},
     "the losses of all classes are added up", SURPRISE),
    ("last row only", {"total += ": "total = "},
     "only the last row counts: = in place of +=", "add the losses up"),
    ("not averaged", {"return total / N": "return np.array([total / N] * N)"},
     "there is a number for every row", "one number for the batch"),
    ("returns inside the loop", {"\n    return": "\n        return"},
     "`return` stands inside the loop, so only the first row counts", SAY.OUTDENT),
    ("float32", {"return total / N": "return np.float32(total / N)"},
     "the loss is rounded to float32", SAY.DTYPE),
    ("clears logits", {"\n    return": "\n    logits[:] = 0\n    return"},
     "the caller's logits are overwritten", SAY.OWN),
)
ENTROPY_BACK = (
    *SHARED,
    ("sum over the batch", {MEAN: ""}, "nothing is divided by the number of rows", OVER_N),
    ("mean over everything", {MEAN: " / logits.size"}, "it is divided by N * K", OVER_N),
    ("divided by K", {MEAN: " / K"}, "it is divided by K", OVER_N),
    ("sign turned", {"return dlogits": "return -dlogits"}, "the sign is turned round", OVER_N),
    ("softmax alone", {HIT: "pass"}, "nothing is subtracted at the right class", OVER_N),
    ("= in place of -=", {HIT: "dlogits[n, labels[n]] = -1"},
     "the right class gets -1: = in place of -=", OVER_N),
    ("right class only", {HIT: "rest = dlogits[n, labels[n]] - 1; dlogits[n] = 0; "
                               "dlogits[n, labels[n]] = rest"},
     "only the right class gets something", "the other scores change the sum"),
    ("gradient of -ln p", {HIT: "p = dlogits[n, labels[n]]; dlogits[n] = 0; "
                                "dlogits[n, labels[n]] = -1 / max(p, 1e-300)"},
     "it is the gradient with respect to probabilities", "go on to the scores"),
    ("softmax's slope twice", {HIT: f"p = dlogits[n].copy(); {HIT}; dlogits[n] *= p * (1 - p)"},
     "it is multiplied by p * (1 - p) once more", OVER_N),
    ("all rows' labels", {HIT: "dlogits[n, labels] -= 1"},
     "every row loses 1 at the labels of all rows", "dlogits[np.arange(N), labels] -= 1"),
    ("first row's label", {HIT: "dlogits[n, labels[0]] -= 1"},
     "every row gets the first row's label", LABEL),
    ("labels from 1", {HIT: "dlogits[n, labels[n] - 1] -= 1"}, "labels are counted from 1", LABEL),
    ("largest score", {HIT: "dlogits[n, np.argmax(logits[n])] -= 1"},
     "1 is subtracted at the largest score", LABEL),
    ("over columns", {"return dlogits": "dlogits = np.exp(logits - np.max(logits, axis=0))\n"
                      "    dlogits /= np.sum(dlogits, axis=0)\n"
                      "    dlogits[np.arange(N), labels] -= 1\n    return dlogits"},
     "softmax is taken over columns", ROW),
    ("returns inside the loop", {"\n    return": "\n        return"},
     "`return` stands inside the loop, so only the first row is done", SAY.OUTDENT),
    ("float32", {"return dlogits / N": "return (dlogits / N).astype(np.float32)"},
     "the numbers are rounded to float32", SAY.DTYPE),
    ("works in place", {EXPONENT: "np.subtract(logits[n], np.max(logits[n]), out=logits[n])"},
     "the caller's logits are overwritten on the way", SAY.OWN),
)
MASK = (
    ("turned round", {COMPARED: "draws < rate"},
     "True means dropped: a share of `rate` is True", "True = kept: draws >= rate"),
    ("numbers", {COMPARED: f"({COMPARED}).astype(float)"},
     "the mask holds 0.0 and 1.0", "a comparison gives bool: leave it as it is"),
    ("already scaled", {COMPARED: f"({COMPARED}) / (1 - rate)"},
     "the mask is divided by 1 - rate already", "dropout does that; the mask is True or False"),
    ("one mask for all seeds", {"default_rng(seed)": "default_rng(0)"},
     "the seed is not used", CHANCE),
    ("random: seed unused", {"rng = np.random.default_rng(seed)":
         "rng = globals().setdefault('rng', np.random.default_rng(0))"},
     "the generator is made once, and goes on with every call", CHANCE),
    ("random: seeds go on", {"rng = np.random.default_rng(seed)":
         "rng = FUNCTION.__dict__.setdefault(str(seed), np.random.default_rng(seed))"},
     "the generator of a seed is kept, and goes on when the seed comes again", CHANCE),
    ("seed 0 ignored", {"default_rng(seed)": "default_rng(seed or 1)"},
     "seed 0 is taken for no seed", "0 is a seed like any other"),
    ("rate ignored", {COMPARED: "draws >= 0.5"}, "half is kept, whatever the rate", CHANCE),
    ("always something dropped", {COMPARED: "(draws >= rate) & (draws > 1e-2)"},
     "some entries are dropped at rate 0 too", CHANCE),
    ("normal numbers", {DRAWS: "rng.standard_normal(shape)"},
     "the random numbers are normal ones, not uniform from 0 to 1", CHANCE),
    ("one mask for all samples", {DRAWS: "np.broadcast_to(rng.random(shape[1:]), shape)"},
     "all samples have the same mask", CHANCE),
    ("samples whole", {DRAWS: "np.broadcast_to("
                              "rng.random(shape[:1] + (1,) * (len(shape) - 1)), shape)"},
     "whole samples are kept or dropped", CHANCE),
    ("channels whole", {DRAWS: "np.broadcast_to("
                               "rng.random(shape[:2] + (1,) * (len(shape) - 2)), shape)"},
     "in images whole channels are kept or dropped", CHANCE),
    ("last ones kept", {DRAWS: "(np.arange(np.prod(shape)) / np.prod(shape)).reshape(shape)"},
     "the first entries are dropped: nothing is random", CHANCE),
    ("a fixed number", {COMPARED: "draws >= np.sort(draws, axis=None)[int(draws.size * rate)]"},
     "a fixed number of entries is dropped, whatever the chances", CHANCE),
    ("tenths", {DRAWS: "rng.integers(0, 10, shape) / 10"},
     "the random numbers are tenths: the rate is rounded", CHANCE),
    ("flat", {COMPARED: f"({COMPARED}).ravel()"}, "the mask is one row", CHANCE),
    ("a list", {COMPARED: f"({COMPARED}).tolist()"},
     "a nested list comes back", "return the array itself"),
    ("indices", {COMPARED: f"np.flatnonzero({COMPARED})"},
     "it lists the places that are kept", "True or False for each place"),
)
# fmt: on
KNOWN = {
    "softmax": SOFTMAX,
    "cross_entropy": ENTROPY,
    "cross_entropy_backward": ENTROPY_BACK,
    "dropout_mask": MASK,
}
