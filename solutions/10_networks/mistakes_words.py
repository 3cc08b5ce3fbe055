"""What students get wrong where words, boards and several networks are concerned."""

from pathlib import Path

from autograder.course import load_module

USUAL = load_module(
    Path(__file__).with_name("mistakes_usual.py"), "solutions.10_networks.mistakes_usual"
)
usual, RANDOM, OWN, DTYPE = USUAL.usual, USUAL.RANDOM, USUAL.OWN, USUAL.DTYPE

SUM = "y[n, f, i] = sum(x[n, :, i : i + K] * w[f]) + b[f]"
PLACES = "a window of K fits L - K + 1 times"
BEST = "the largest number along the last axis"
RELU = "a relu follows each of the three convolutions"
WIDTHS = "maps of width 3, then 4, then 5"
COLUMN = "E[n, :, i] is the row of embedding for tokens[n, i]"
LAYERS = "as many as there are in params: w1, w2, …"
POINTS = "b has a number for each point of the board"
SHARE = "one softmax over all points of a board"
BY_ROW = "row by row: reshape(len(planes), -1)"
MEAN = "the mean over the networks, for each sample and class"
WINDOW, PLACE = "np.sum(window * w[f]) + b[f]", "x[n, :, i : i + K]"
RETURN = "\n    return y"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
CONV1D = (
    ("flipped", {"window * w[f]": "window * w[f, :, ::-1]"},
     "the filters are turned round", "slide them as they are: a cross-correlation"),
    ("bias in the sum", {WINDOW: "np.sum(window * w[f] + b[f])"},
     "the bias is added once per entry of the window, inside the sum", SUM),
    ("no bias", {" + b[f]": ""}, "the bias is left out", SUM),
    ("one bias", {"b[f]": "b[0]"}, "all filters get the first bias", SUM),
    ("first channel", {PLACE: "x[n, :1, i : i + K]", "window * w[f]": "window * w[f, :1]"},
     "only the first channel is used", SUM),
    ("first sample", {"x[n, :": "x[0, :"}, "every sample's answer is the first sample's", SUM),
    ("one place too few", {"y = np.zeros((N, F, L - K + 1))": "y = np.zeros((N, F, max(L - K, 1)))",
                           "in range(L - K + 1)": "in range(max(L - K, 1))"},
     "the last window is left out", PLACES),
    ("as long as the sequence", {"y = np.zeros((N, F, L - K + 1))": "y = np.zeros((N, F, L))"},
     "y has L places", PLACES),
    ("padded", {"y = np.zeros((N, F, L - K + 1))":
                "x = np.pad(x, ((0, 0), (0, 0), (K // 2, K // 2)))\n    L = x.shape[2]\n"
                "    y = np.zeros((N, F, L - K + 1))"},
     "the sequence is padded with zeros", "no padding"),
    ("by K steps", {PLACE: "x[n, :, min(i * K, L - K) : min(i * K, L - K) + K]"},
     "windows do not overlap", "stride 1: window i starts at i"),
    ("mean", {"np.sum(window": "np.mean(window"}, "windows are averaged", SUM),
    ("relu", {WINDOW: f"max({WINDOW}, 0)"}, "y goes through relu", "conv1d has no activation"),
    ("channels last", {RETURN: "\n    return y.swapaxes(1, 2)"},
     "y is (N, L - K + 1, F)", "maps are axis 1"),
    ("uninitialised", {RETURN: f"\n    return y + {RANDOM}(y.shape)"},
     "y starts from whatever was in memory", "start from np.zeros"),
    ("float32", {RETURN: "\n    return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("returns inside the loop", {RETURN: "\n        return y"},
     "`return` stands inside the loop over samples", "move `return` left, out of all loops"),
    ("clears x", {RETURN: "\n    x[:] = 0\n    return y"}, "the caller's x is overwritten", OWN),
)
OVER_TIME = (
    ("starts at 0", {"best = x[n, f, 0]": "best = 0"},
     "a map whose numbers are all below 0 gives 0", "start from the map's first number"),
    ("last place left out", {"range(1, L)": "range(1, L - 1)"},
     "the last place is left out", BEST),
    ("mean", {"y[n, f] = best": "y[n, f] = x[n, f].mean()"}, "maps are averaged", BEST),
    ("smallest", {"best = max(": "best = min("}, "the smallest number is kept", BEST),
    ("first", {"y[n, f] = best": "y[n, f] = x[n, f, 0]"}, "the first number is kept", BEST),
    ("magnitude", {"y[n, f] = best": "y[n, f] = np.abs(x[n, f]).max()"},
     "signs are dropped", BEST),
    ("place", {"y[n, f] = best": "y[n, f] = x[n, f].argmax()"},
     "the place of the largest number is returned", "argmax says where, max says what"),
    ("over the maps", {RETURN: "\n    return x.max(axis=1)"},
     "the largest of all maps at each place is kept", BEST),
    ("over the batch", {RETURN: "\n    return x.max(axis=0)"},
     "the largest of all samples is kept", BEST),
    ("axis kept", {RETURN: "\n    return y[:, :, None]"}, "y is (N, F, 1)", "y is (N, F)"),
    ("first sample", {"best = x[n, f, 0]": "best = x[0, f, 0]", "x[n, f, i]": "x[0, f, i]"},
     "every sample's answer is the first sample's", BEST),
    ("relu", {RETURN: "\n    return np.maximum(y, 0)"}, "y goes through relu", BEST),
    ("float32", {RETURN: "\n    return y.astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("sorts x", {"    y = np.zeros": "    x.sort(axis=2)\n    y = np.zeros"},
     "the caller's x is changed", OWN),
    ("returns inside the loop", {RETURN: "\n        return y"},
     "`return` stands inside the loop over samples", "move `return` left, out of all loops"),
)
TEXT = (
    ("no relu", {f"c{k} = relu(": f"c{k} = (" for k in (3, 4, 5)}, "there is no relu", RELU),
    ("tanh", {f"c{k} = relu(": f"c{k} = tanh(" for k in (3, 4, 5)},
     "tanh stands where relu belongs", RELU),
    ("E on its side", {"return e,": "return e.swapaxes(1, 2),"},
     "E is returned as (N, L, D)", COLUMN),
    ("counted from 1", {"[tokens]": "[tokens - 1]"}, "words are counted from 1", COLUMN),
    ("average over time", {f"c{k}.max(": f"c{k}.mean(" for k in (3, 4, 5)},
     "maps are averaged over time", "the largest number of each map"),
    ("width 5 first", {"[m3, m4, m5]": "[m5, m4, m3]"}, "maps of width 5 come first", WIDTHS),
    ("dealt out", {"np.concatenate([m3, m4, m5], axis=1)":
         "np.stack([m3, m4, m5], axis=2).reshape(len(tokens), -1) "
         "if m3.shape == m4.shape == m5.shape else np.concatenate([m3, m4, m5], axis=1)"},
     "maps of the three widths take turns", WIDTHS),
    ("no biases", {f'params["b{k}"]': f'0 * params["b{k}"]' for k in (3, 4, 5)},
     "the convolutions have no biases", "every layer adds its bias"),
    ("padded", {"    c3 =": "    pad = lambda k: np.pad(e, ((0, 0), (0, 0), (k // 2, k // 2)))\n"
                "    c3 =", 'over_words(e, params["w3"]': 'over_words(pad(3), params["w3"]',
                'over_words(e, params["w4"]': 'over_words(pad(4), params["w4"]',
                'over_words(e, params["w5"]': 'over_words(pad(5), params["w5"]'},
     "the sentence is padded, so that maps are as long as it is", "no padding"),
    ("filters turned", {f'params["w{k}"]': f'params["w{k}"][:, :, ::-1]' for k in (3, 4, 5)},
     "the filters are turned round", "slide them as they are"),
    ("softmax", {'y = dense(m, params["w"], params["b"])':
                 'y = softmax(dense(m, params["w"], params["b"]))'},
     "y goes through softmax", "y are the scores themselves"),
    ("dropout", {"    y =": "    m = m * 0.5\n    y ="},
     "M is halved, as if by dropout", "nothing is dropped when a network is used"),
    *usual("text_cnn", "e, c3, c4, c5, m, y", "tokens"),
)
POLICY = (
    ("first layer only", {"while f": "while False and f"}, "only w1 is used", LAYERS),
    ("two layers", {'while f"w{k}" in params': 'while k == 2 and "w2" in params'},
     "w3 and those after it are left out", LAYERS),
    ("nine layers", {'while f"w{k}" in params': 'while k < 10 and f"w{k}" in params'},
     "w10 and those after it are left out", LAYERS),
    ("order of the dict", {'a = relu(conv2d(planes, params["w1"]':
                           'keys = [key for key in params if key[:1] == "w" and key != "w"]\n'
                           '    a = relu(conv2d(planes, params["w1"]',
                           'params[f"w{k}"], params[f"b{k}"]':
                           'params[keys[k - 1]], params["b" + keys[k - 1][1:]]'},
     "the layers stand in the order of the dict", LAYERS),
    ("no relu", {"a = relu(conv2d(planes": "a = (conv2d(planes",
                 "a = relu(conv2d(a": "a = (conv2d(a"},
     "there is no relu", "a relu follows every layer with padding"),
    ("no bias per point", {'plane = plane + params["b"]': "plane = plane"},
     "the board's biases are left out", POINTS),
    ("one bias", {'plane = plane + params["b"]': 'plane = plane + params["b"][0, 0]'},
     "all points get the first bias", POINTS),
    ("bias turned", {'plane = plane + params["b"]': 'plane = plane + params["b"][::-1]'},
     "the board's biases are upside down", POINTS),
    ("no biases below", {'params["b1"]': '0 * params["b1"]', 'params[f"b{k}"]':
                         '0 * params[f"b{k}"]'},
     "the convolutions have no biases", "every layer adds its bias"),
    ("column by column", {"s = plane.reshape": "s = plane.swapaxes(1, 2).reshape"},
     "the board is read column by column", BY_ROW),
    ("the board as answer", {"(*stages, s, y)": "(*stages, s, y.reshape(plane.shape))"},
     "y is returned as (N, H, W)", BY_ROW),
    ("no softmax", {"softmax(s)": "s"}, "y are the scores", SHARE),
    ("softmax in each row", {"softmax(s)": "softmax(plane.reshape(-1, plane.shape[2]))"
                             ".reshape(s.shape)"}, "each row of the board adds up to 1", SHARE),
    ("softmax over the batch", {"softmax(s)": "softmax(s.T).T"},
     "softmax goes over the batch", SHARE),
    ("best move", {"softmax(s)": "s.argmax(axis=1)"}, "the best move is returned", SHARE),
    ("filters turned", {'params["w1"]': 'params["w1"][..., ::-1, ::-1]'},
     "w1 is turned round", "slide filters as they are"),
    *usual("policy_network", "(*stages, s, y)", "planes"),
)
ENSEMBLE = (
    ("sum", {" / len(probabilities)": ""}, "the networks' answers are not divided", MEAN),
    ("seven", {"len(probabilities)": "7"}, "it is always divided by seven", MEAN),
    ("one fewer", {"len(probabilities)": "max(len(probabilities) - 1, 1)"},
     "it is divided by one too few", MEAN),
    ("first", {"return total / len(probabilities)": "return probabilities[0] + 0"},
     "only the first network is asked", MEAN),
    ("median", {"return total / len(probabilities)": "return np.median(probabilities, axis=0)"},
     "the median is taken", MEAN),
    ("product", {"return total / len(probabilities)": "return np.prod(probabilities, axis=0)"},
     "probabilities are multiplied", MEAN),
    ("votes", {"total += p": "total += p == p.max(axis=1, keepdims=True)"},
     "votes are counted in place of probabilities", MEAN),
    ("over samples", {"return total / len(probabilities)": "return np.mean(probabilities, axis=1)"},
     "the mean is over the samples", MEAN),
    ("one number", {"return total / len(probabilities)": "return np.mean(probabilities)"},
     "everything is averaged into one number", MEAN),
    ("labels", {"return total / len(probabilities)":
                "return (total / len(probabilities)).argmax(axis=1)"},
     "the number of the likeliest class is returned", "return the probabilities"),
    ("float32", {"return total / len(probabilities)":
                 "return (total / len(probabilities)).astype(np.float32)"},
     "the numbers are rounded to float32", DTYPE),
    ("adds to the first", {"total = np.zeros(probabilities[0].shape)": "total = probabilities[0]",
                           "for p in probabilities:": "for p in probabilities[1:]:"},
     "the caller's list, or an array in it, is changed", OWN),
)
# fmt: on
KNOWN = {
    "conv1d": CONV1D,
    "max_over_time": OVER_TIME,
    "text_cnn": TEXT,
    "policy_network": POLICY,
    "ensemble": ENSEMBLE,
}
