"""What students get wrong in 07_residual's backwards, and words that the forwards share."""

PROJECT = 'conv2d(x, params["ws"], params["bs"], stride=stride)'
READS = 'if "ws" in params'
LAST, RETURN = "dz = dy * (z > 0)", "return dx, grads"
FIRST, MINE = "da1 = dh1 * (a1 > 0)", "dx = dx + dz"
BY_WS = 'ds, grads["ws"], grads["bs"] = conv2d_backward(dz, x, params["ws"], stride=stride)'
THEIRS = "dx = dx + ds"
SIZES = "(0, x.shape[2] - {0}.shape[2]), (0, x.shape[3] - {0}.shape[3])"
UNSTRIDED = f"np.pad({{0}}, ((0, 0), (0, 0), {SIZES}))"  # dy of windows that ignore the stride

# Hints that several have.
EXACTLY = "the shortcut is a projection exactly where ws is in params"
DTYPE = "leave dtype out: numpy's own float64 is right"
OWN = "work on a copy"
KEYS = 'a dict is asked by name: params["w1"]'
MASK = "relu's mask is 1 where what went into it was above 0"
SUM = "the sum passes dz, behind the mask of the last relu, on to both paths"
BOTH_WAYS = "dx is the sum of what comes back by the main path and by the shortcut"
SUMS = "the gradient of sum(dy * y) is a sum over the batch: divide by nothing"
LIKE_B = "a bias's gradient is 1-D, as the bias is"
EACH = "grads has a key for each key of params, and no other"
PAIR = "return dx, grads"
AGAIN = "work out what was before each relu exactly as the block does"
SAMPLED = "pixel (stride * i, stride * j) alone gave output (i, j) its projection"

# Other numbers on every call, the same for whoever makes fingerprints.
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
BOTH = (
    ("last mask missing", {LAST: "dz = dy"},
     "dy does not go through the last relu's mask", MASK),
    ("last mask without the shortcut", {LAST: "dz = dy * (main > 0)"},
     "the last relu's mask is made of the main path alone, without the shortcut",
     "the last relu saw the sum of both paths"),
    ("last mask of x", {LAST: "dz = dy * ((x if x.shape == z.shape else z) > 0)"},
     "the last relu's mask is made of x where its shape fits", MASK),
    ("last mask of dy", {LAST: "dz = dy * (dy > 0)"},
     "the last relu's mask is made of dy", MASK),
    ("last mask times the value", {LAST: "dz = dy * np.maximum(z, 0)"},
     "dy is multiplied by the last relu's output in place of its mask", MASK),
    ("last mask the other way round", {LAST: "dz = dy * (z < 0)"},
     "the last relu's mask lets pass what is below 0", MASK),
    ("relu6", {LAST: "dz = dy * ((z > 0) & (z < 6))"},
     "the last relu's mask is that of relu6", "relu keeps every positive number"),
    ("first mask missing", {FIRST: "da1 = dh1"},
     "the gradient does not go through the first relu's mask", MASK),
    ("first mask of the gradient", {FIRST: "da1 = dh1 * (dh1 > 0)"},
     "the first relu's mask is made of the gradient itself", MASK),
    ("first mask times the value", {FIRST: "da1 = dh1 * h1"},
     "the gradient is multiplied by the first relu's output in place of its mask", MASK),
    ("first mask of the sum", {FIRST: "da1 = dh1 * ((z if z.shape == a1.shape else a1) > 0)"},
     "the first relu's mask is made of what went into the last one, where its shape fits", MASK),
    ("x not sent back", {MINE: "pass"},
     "dx has nothing of the shortcut where that is x itself", BOTH_WAYS),
    ("projection not sent back", {THEIRS: "pass"},
     "dx has nothing of the projection", BOTH_WAYS),
    ("shortcut not sent back", {MINE: "pass", THEIRS: "pass"},
     "dx has nothing of the shortcut", BOTH_WAYS),
    ("main path not sent back", {MINE: "dx = dz", THEIRS: "dx = ds"},
     "dx has the shortcut's part only: = in place of +=", BOTH_WAYS),
    ("shortcut subtracted", {MINE: "dx = dx - dz", THEIRS: "dx = dx - ds"},
     "the shortcut's part of dx is subtracted", BOTH_WAYS),
    ("shortcut past the mask", {MINE: "dx = dx + dy", BY_WS: BY_WS.replace("(dz", "(dy")},
     "the shortcut gets dy as it was before the last relu's mask", SUM),
    ("shortcut masked again", {MINE: "dx = dx + dz * (x > 0)"},
     "what comes back by the shortcut goes through a mask of x", SUM),
    ("projection masked again", {BY_WS: BY_WS.replace("(dz", "(dz * (shortcut > 0)")},
     "the projection's gradient goes through a mask of its own", SUM),
    ("dx masked", {RETURN: "return dx * (x > 0), grads"},
     "dx goes through a mask of x", "there is no relu before the first convolution"),
    ("stride ignored in the projection", {BY_WS: BY_WS.replace(
         "(dz", f"({UNSTRIDED.format('dz')}").replace(", stride=stride", "")},
     "the projection's gradients ignore the stride", SAMPLED),
    ("projection spread", {THEIRS: "dx = dx + np.repeat(np.repeat(np.einsum("
         "'nfij,fc->ncij', dz, params['ws'][:, :, 0, 0]), stride, 2), stride, 3)"
         "[:, :, : x.shape[2], : x.shape[3]]"},
     "what comes back by the projection is spread over stride x stride pixels", SAMPLED),
    ("projection where shapes differ", {f"{READS}:": f"{READS} and z.shape != x.shape:",
         MINE: f'{MINE}\n        if "ws" in params:\n            grads["ws"], grads["bs"] = '
         '0 * params["ws"], 0 * params["bs"]'},
     "ws gets no gradient where x could be added as it is", EXACTLY),
    ("bs left out", {'params["bs"]': '0 * params["bs"]'},
     "the masks are worked out without the projection's bias", AGAIN),
    ("b1 left out", {"(x, w1, b1": "(x, w1, 0 * b1"},
     "the masks are worked out without b1", AGAIN),
    ("b2 left out", {"(h1, w2, b2": "(h1, w2, 0 * b2"},
     "the masks are worked out without b2", AGAIN),
    ("first relu left out", {"h1 = np.maximum(a1, 0)": "h1 = a1"},
     "what the second convolution reads is worked out without the first relu", AGAIN),
    ("w1 from relu of x", {"(da1, x": "(da1, np.maximum(x, 0)"},
     "dw1 is made of relu(x)", "the first convolution read x itself"),
    ("projection's keys missing", {BY_WS: BY_WS.replace('grads["ws"], grads["bs"]', "_, _")},
     "grads has no ws and bs where the shortcut is a projection", EACH),
    ("bs missing", {BY_WS: BY_WS.replace('grads["bs"]', "_")},
     "grads has no bs where the shortcut is a projection", EACH),
    ("projection's keys always", {
         MINE: f'{MINE}\n        grads["ws"], grads["bs"] = np.zeros((1, 1, 1, 1)), np.zeros(1)'},
     "grads has ws and bs where the shortcut is x itself", EACH),
    ("other keys", {RETURN: "return dx, {f'd{key}': grads[key] for key in grads}"},
     "the keys of grads are dw1, db1, … in place of w1, b1, …", EACH),
    ("x among the keys", {RETURN: 'return dx, grads | {"x": dx}'},
     "grads has dx as well", EACH),
    ("list of gradients", {RETURN: "return dx, list(grads.values())"},
     "the gradients are in a list", "grads is a dict with the keys of params"),
    ("gradients side by side", {RETURN: "return (dx, *grads.values())"},
     "the gradients are returned one after the other", PAIR),
    ("order", {RETURN: "return grads, dx"}, "grads comes before dx", PAIR),
    ("ws as a matrix", {THEIRS: f'{THEIRS}\n        grads["ws"] = grads["ws"][:, :, 0, 0]'},
     "the gradient of ws is (F, C)", "it is (F, C, 1, 1), as ws is"),
    ("biases as columns", {RETURN: "return dx, {key: grads[key][:, None] if key[0] == 'b' "
                           "else grads[key] for key in grads}"},
     "the gradients of the biases are columns", LIKE_B),
    ("biases with axes kept", {RETURN: "return dx, {key: grads[key][None, :, None, None] "
                               "if key[0] == 'b' else grads[key] for key in grads}"},
     "the gradients of the biases are (1, F, 1, 1)", f"{LIKE_B}: leave keepdims out"),
    ("means", {RETURN: "return dx, {key: grads[key] / len(x) for key in grads}"},
     "the gradients of params are divided by the number of samples", SUMS),
    ("weights are means", {RETURN: "return dx, {key: grads[key] / (len(x) if key[0] == 'w' else 1)"
                           " for key in grads}"},
     "the gradients of the filters are divided by the number of samples", SUMS),
    ("biases are means", {RETURN: "return dx, {key: grads[key] / (len(x) if key[0] == 'b' else 1)"
                          " for key in grads}"},
     "the gradients of the biases are divided by the number of samples", SUMS),
    ("b1 without its mask", {'"b1": db1': '"b1": dh1.sum(axis=(0, 2, 3))'},
     "db1 is summed before the first relu's mask", "b1 is added before the relu: sum da1"),
    ("bs without the mask", {
         THEIRS: f'{THEIRS}\n        grads["bs"] = dy.sum(axis=(0, 2, 3))'},
     "dbs is summed before the last relu's mask", "bs is added before the relu: sum dz"),
    ("filters and channels swapped", {
         RETURN: "return dx, grads | {'w2': grads['w2'].swapaxes(0, 1) "
         "if w2.shape[0] == w2.shape[1] else grads['w2']}"},
     "dw2 is (channels, filters, 3, 3), which shows no difference of shape where both are equal",
     "filters come first, as in w2"),
    ("dx of the first sample", {RETURN: "dx[1:] = 0\n    return dx, grads"},
     "only the first sample's dx is there", "every sample has its own dx"),
    ("params by place", {
         'params["w1"], params["b1"], params["w2"], params["b2"]': "[*params.values()][:4]"},
     "params is taken to have its keys in one order", KEYS),
    ("dy masked in place", {LAST: "dz = dy\n    dz *= z > 0"},
     "the mask is multiplied into the caller's dy", OWN),
    ("takes ws out", {BY_WS: BY_WS.replace('params["ws"]', 'params.pop("ws")')},
     "ws is taken out of the caller's params", OWN),
    ("float32", {RETURN: "return dx.astype(np.float32), "
                 "{key: grads[key].astype(np.float32) for key in grads}"},
     "the gradients are rounded to float32", DTYPE),
    ("random start", {THEIRS: f"{THEIRS} + {RANDOM}(x.shape)", MINE: f"{MINE} + {RANDOM}(x.shape)"},
     "dx starts from whatever was in memory, another answer on every call",
     "start from zeros, on every call"),
)
RESIDUAL = (
    ("stride ignored in the first convolution", {
         "(da1, x, w1, stride=stride": f"({UNSTRIDED.format('da1')}, x, w1"},
     "the first convolution's gradients ignore the stride",
     "conv2d_backward needs the stride that conv2d had"),
    ("masks swapped", {
         LAST: "dz = dy * ((a1 if z.shape == a1.shape else z) > 0)",
         FIRST: "da1 = dh1 * ((z if z.shape == a1.shape else a1) > 0)"},
     "the masks of the two relus are swapped where their shapes agree", MASK),
    ("w2 before the relu", {"(dz, h1, w2": "(dz, a1, w2"},
     "dw2 is made of what was before the first relu", "the second convolution read relu(a1)"),
    ("b2 without the mask", {'"b2": db2': '"b2": dy.sum(axis=(0, 2, 3))'},
     "db2 is summed before the last relu's mask", "b2 is added before the relu: sum dz"),
    ("biases swapped", {"return dx, grads": "if b1.shape == b2.shape:\n        grads['b1'], "
                        "grads['b2'] = grads['b2'], grads['b1']\n    return dx, grads"},
     "db1 and db2 are swapped where their shapes agree", "db1 comes with dw1, db2 with dw2"),
)
BOTTLENECK = (
    ("second mask missing", {"da2 = dh2 * (a2 > 0)": "da2 = dh2"},
     "the gradient does not go through the second relu's mask", MASK),
    ("second mask of the gradient", {"(a2 > 0)": "(dh2 > 0)"},
     "the second relu's mask is made of the gradient itself", MASK),
    ("masks swapped", {"(a2 > 0)": "((a1 if a1.shape == a2.shape else a2) > 0)",
                       "(a1 > 0)": "((a2 if a1.shape == a2.shape else a1) > 0)"},
     "the masks of the first two relus are swapped where their shapes agree", MASK),
    ("stride ignored in the 3x3 convolution", {
         "(da2, h1, w2, stride=stride": f"({UNSTRIDED.format('da2')}, h1, w2"},
     "the 3x3 convolution's gradients ignore the stride",
     "conv2d_backward needs the stride that conv2d had"),
    ("w2 before the relu", {"(da2, h1, w2": "(da2, a1, w2"},
     "dw2 is made of what was before the first relu", "the second convolution read relu(a1)"),
    ("w3 before the relu", {"(dz, h2, w3": "(dz, a2, w3"},
     "dw3 is made of what was before the second relu", "the third convolution read relu(a2)"),
    ("b2 without its mask", {'"b2": db2': '"b2": dh2.sum(axis=(0, 2, 3))'},
     "db2 is summed before the second relu's mask", "b2 is added before the relu: sum da2"),
    ("b3 without the mask", {'"b3": db3': '"b3": dy.sum(axis=(0, 2, 3))'},
     "db3 is summed before the last relu's mask", "b3 is added before the relu: sum dz"),
    ("b3 left out", {"(h2, w3, b3": "(h2, w3, 0 * b3"},
     "the last mask is worked out without b3", AGAIN),
    ("biases swapped", {"return dx, grads": "grads['b1'], grads['b2'] = grads['b2'], grads['b1']"
                        "\n    return dx, grads"},
     "db1 and db2 are swapped", "db1 comes with dw1, db2 with dw2"),
    ("third keys missing", {', "w3": dw3, "b3": db3': ""},
     "grads has no w3 and b3", EACH),
)
# fmt: on
