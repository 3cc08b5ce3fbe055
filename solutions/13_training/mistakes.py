"""What students get wrong in 13_training."""

from autograder.mistakes import Mistake

# Hints that several have.
RULE = "v = momentum · velocity - lr · grads; params + v"
OWN = "make new arrays; the caller's must stay as they were"
DICTS = "return two dicts with the keys of params: (params, velocity)"
ORDER = "conv, relu, max pool, conv, relu, dense"
BIAS = "both convolutions and the dense layer have a bias"
LABEL = "logits.argmax(axis=1): the class of the largest logit, for each image"
FLAT = "reshape(len(images), -1): channel by channel, row by row"
SEED = "make one generator in train: rng = np.random.default_rng(seed)"
LOSS = "watch the loss: it must fall from about 2.3 to below 0.1"
PARAMS = "return the dict of w1 b1 w2 b2 w3 b3"
FEW = "K is 10, also where a label does not occur"

# What can be wrong, how, what it looks like, and what to do about it.
# fmt: off
V, KEEP, MOVE = ("momentum * velocity[key] - lr * grads[key]", "new_velocity[key] = v",
                 "new_params[key] = params[key] + v")
END = "return new_params, new_velocity"
STEP = (
    ("uphill", {V: "momentum * velocity[key] + lr * grads[key]"},
     "it goes uphill, along the gradient", RULE),
    ("subtracted", {MOVE: "new_params[key] = params[key] - v"},
     "the velocity is subtracted from the params", RULE),
    ("no momentum", {V: "-lr * grads[key]"}, "the old velocity is forgotten", RULE),
    ("momentum not multiplied", {V: "velocity[key] - lr * grads[key]"},
     "the old velocity is kept whole, without momentum", RULE),
    ("averaged", {V: "momentum * velocity[key] - (1 - momentum) * lr * grads[key]"},
     "the gradient is weighted by 1 - momentum: that is a moving average", RULE),
    ("lr outside", {V: "momentum * velocity[key] + grads[key]",
                    MOVE: "new_params[key] = params[key] - lr * v"},
     "the velocity holds gradients and lr comes later, as in PyTorch",
     "here lr is in the velocity: " + RULE),
    ("lr on everything", {V: "lr * (momentum * velocity[key] - grads[key])"},
     "lr is multiplied with the old velocity, too", RULE),
    ("lr left out", {V: "momentum * velocity[key] - grads[key]"}, "lr is left out", RULE),
    ("momentum and lr swapped", {V: "lr * velocity[key] - momentum * grads[key]"},
     "lr and momentum are swapped", RULE),
    ("old velocity", {MOVE: "new_params[key] = params[key] + velocity[key]"},
     "the params move by the old velocity", "add the new velocity, not the old one"),
    ("Nesterov", {MOVE: "new_params[key] = params[key] + momentum * v - lr * grads[key]"},
     "that is Nesterov's momentum, which looks ahead", RULE),
    ("velocity not kept", {KEEP: "new_velocity[key] = velocity[key]"},
     "the old velocity is returned", DICTS),
    ("params not moved", {MOVE: "new_params[key] = params[key]"},
     "the old params are returned", DICTS),
    ("order", {END: "return new_velocity, new_params"}, "the results are swapped", DICTS),
    ("params only", {END: "return new_params"}, "only one dict is returned", DICTS),
    ("nothing returned", {END: "pass"}, "nothing is returned", DICTS),
    ("first key only", {"new_params[key] = params[key] + v":
                        "new_params[key] = params[key] + v\n        break"},
     "only the first key is there: is return inside the loop?", DICTS),
    ("weights only", {MOVE: "new_params[key] = params[key] + v * (key[0] != 'b')"},
     "biases do not move", "all params are treated alike"),
    ("order of the dicts", {"for key in params:": "for key, v, g in "
                            "zip(params, velocity.values(), grads.values()):",
                            V: "momentum * v - lr * g"},
     "velocities and gradients are taken in the order of their dicts",
     "look them up by key: velocity[key]"),
    ("params in place", {MOVE: "params[key] += v\n        new_params[key] = params[key]"},
     "the caller's params are changed", OWN),
    ("velocity in place", {V: "velocity[key]\n        v *= momentum\n        v -= lr * grads[key]"},
     "the caller's velocity is changed", OWN),
    ("grads in place", {V: "momentum * velocity[key] - lr * grads[key]\n        grads[key][:] = 0"},
     "the caller's gradients are changed", OWN),
    ("kept between calls", {END: "kept = tuple((k, params[k].shape) for k in params)\n"
                                 "    found = new_params, new_velocity\n"
                                 "    return globals().setdefault(kept, found)"},
     "the first answer for each shape is given again", "work it out anew in every call"),
    ("float32", {MOVE: "new_params[key] = (params[key] + v).astype(np.float32)"},
     "params are rounded to float32", "leave dtype out: numpy's own float64 is right"),
)
R1, P1, R2, FLATTEN = ("np.maximum(a1, 0)", "_pool(r1)", "np.maximum(a2, 0)",
                       "r2.reshape(len(images), -1)")
A1, A2 = ('_conv(images, params["w1"], params["b1"])', '_conv(p1, params["w2"], params["b2"])')
B3, ARGMAX = ' + params["b3"]', "return logits.argmax(axis=1)"
PREDICT = (
    ("first relu missing", {R1: "a1"}, "the first relu is missing", ORDER),
    ("second relu missing", {R2: "a2"}, "the second relu is missing", ORDER),
    ("tanh", {R1: "np.tanh(a1)", R2: "np.tanh(a2)"}, "tanh stands for relu", ORDER),
    ("absolute values", {R1: "np.abs(a1)", R2: "np.abs(a2)"},
     "negative numbers change their sign in place of becoming 0", ORDER),
    ("average pool", {P1: "(r1[:, :, ::2, ::2] + r1[:, :, 1::2, ::2] + r1[:, :, ::2, 1::2]\n"
                          "          + r1[:, :, 1::2, 1::2]) / 4"},
     "windows are averaged: that is an average pool", ORDER),
    ("every second pixel", {P1: "r1[:, :, ::2, ::2]"},
     "every second pixel is taken, without pooling", ORDER),
    ("smallest", {P1: "-_pool(-r1)"}, "the smallest number of a window is kept", ORDER),
    ("filters turned", {'params["w1"]': 'params["w1"][:, :, ::-1, ::-1]',
                        'params["w2"]': 'params["w2"][:, :, ::-1, ::-1]'},
     "the filters are turned round", "no filter is turned round: cross-correlation"),
    ("filters transposed", {'params["w1"]': 'params["w1"].transpose(0, 1, 3, 2)',
                            'params["w2"]': 'params["w2"].transpose(0, 1, 3, 2)'},
     "rows and columns of the filters are swapped", "w is (F, C, rows, columns)"),
    ("edge repeated", {A1: '_conv(np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)), "edge"), '
                           'params["w1"], params["b1"])[:, :, 1:-1, 1:-1]'},
     "the padding repeats the edge", "the padding is zeros"),
    ("first bias missing", {'params["b1"]': '0 * params["b1"]'},
     "the first convolution's bias is missing", BIAS),
    ("second bias missing", {'params["b2"]': '0 * params["b2"]'},
     "the second convolution's bias is missing", BIAS),
    ("third bias missing", {B3: ""}, "the dense layer's bias is missing", BIAS),
    ("bias subtracted", {B3: ' - params["b3"]'}, "the dense layer's bias is subtracted", BIAS),
    ("channels last", {FLATTEN: "r2.transpose(0, 2, 3, 1).reshape(len(images), -1)"},
     "the feature maps are flattened with channels last", FLAT),
    ("columns first", {FLATTEN: "r2.transpose(0, 1, 3, 2).reshape(len(images), -1)"},
     "the feature maps are flattened column by column", FLAT),
    ("relu on logits", {ARGMAX: "return np.maximum(logits, 0).argmax(axis=1)"},
     "there is a relu behind the dense layer", ORDER),
    ("softmax overflows", {ARGMAX: "e = np.exp(logits)\n"
                                   "    return (e / e.sum(axis=1, keepdims=True)).argmax(axis=1)"},
     "exp of large logits is infinite", "the largest logit wins: argmax needs no exp"),
    ("largest by size", {ARGMAX: "return np.abs(logits).argmax(axis=1)"},
     "the sign of the logits is ignored", LABEL),
    ("smallest logit", {ARGMAX: "return logits.argmin(axis=1)"}, "the smallest logit wins", LABEL),
    ("from 1", {ARGMAX: "return logits.argmax(axis=1) + 1"},
     "labels are counted from 1", "labels are counted from 0"),
    ("along images", {ARGMAX: "return logits.argmax(axis=0)"},
     "for each class there is an image, not for each image a class", LABEL),
    ("logits", {ARGMAX: "return logits"}, "logits are returned, not labels", LABEL),
    ("largest logit", {ARGMAX: "return logits.max(axis=1)"},
     "the largest logit itself is returned, not its place", LABEL),
    ("one-hot", {ARGMAX: "return logits == logits.max(axis=1, keepdims=True)"},
     "a row of 0s and a 1 is returned for each image", LABEL),
    ("list", {ARGMAX: "return logits.argmax(axis=1).tolist()"},
     "a list is returned", "return an array"),
    ("nothing returned", {ARGMAX: "logits.argmax(axis=1)"},
     "nothing is returned", "end with return"),
    ("first image only", {ARGMAX: "return np.full(len(images), logits[0].argmax())"},
     "all images get the label of the first", LABEL),
    ("centred", {A1: '_conv(images - images.mean(axis=0), params["w1"], params["b1"])'},
     "the mean of all images is subtracted first", "each image is read by itself, as it is"),
    ("batch decides", {"logits = flat": "flat = flat - flat.mean(axis=0)\n    logits = flat"},
     "the mean over the batch is subtracted", "each image is read by itself"),
    ("images in place", {R1: "np.maximum(a1, 0)\n    images[...] = 0"},
     "the caller's images are changed", OWN),
    ("params in place", {R1: 'np.maximum(a1, 0)\n    params["b1"] += 1'},
     "the caller's params are changed", OWN),
    ("kept between calls", {ARGMAX: "labels = logits.argmax(axis=1)\n"
                                    "    return globals().setdefault(images.shape, labels)"},
     "the first answer for each shape is given again", "work it out anew in every call"),
)
GENERATOR, EPOCHS, PICKED = "np.random.default_rng(seed)", "range(20)", "y = labels[batch]"
CALL = "next(globals().setdefault('calls', iter(range(1, 9999))))"  # as random as a test may be
TRAIN = (
    ("not trained", {EPOCHS: "range(0)"}, "nothing is learned: there is no step", LOSS),
    ("one epoch", {EPOCHS: "range(1)"}, "it ends after one epoch", "more epochs"),
    ("uphill", {"dlogits /= len(y)": "dlogits /= -len(y)"}, "the loss grows: a sign", LOSS),
    ("much too fast", {"0.05 * (1": "50 * (1"}, "the lr is so large that training runs away", LOSS),
    ("labels in another order", {PICKED: "y = labels[start : start + 32]", EPOCHS: "range(4)"},
     "images are shuffled and labels are not", "take images and labels by the same indices"),
    ("first batch only", {"order[start : start + 32]": "order[:32]", EPOCHS: "range(4)"},
     "the same few images are used again and again", "step through all images in every epoch"),
    ("starts from zeros", {"rng.standard_normal(shape) * scale": "np.zeros(shape)",
                           EPOCHS: "range(2)"},
     "all filters start from 0 and stay alike", "start from small random numbers"),
    ("always the same", {GENERATOR: "np.random.default_rng(0)", EPOCHS: "range(2)"},
     "the seed is ignored: every seed gives the same params", SEED),
    ("random each time", {GENERATOR: f"np.random.default_rng({CALL})", EPOCHS: "range(2)"},
     "the seed is ignored: every call is random", SEED),
    ("velocity returned", {"    return params": "    return velocity", EPOCHS: "range(2)"},
     "the velocity is returned, not the params", PARAMS),
    ("biases left out", {"    return params": "    return {k: params[k] for k in params "
                         "if k[0] == 'w'}", EPOCHS: "range(2)"},
     "the biases are not returned", PARAMS),
    ("tuple", {"    return params": "    return params, velocity", EPOCHS: "range(2)"},
     "more than the params is returned", PARAMS),
    ("nothing returned", {"    return params": "    pass", EPOCHS: "range(2)"},
     "nothing is returned", PARAMS),
    ("as many classes as labels", {'"3": (10, 512)': '"3": (len(set(labels.tolist())), 512)',
                                   "    velocity =": "    labels = np.searchsorted(np.unique("
                                   "labels), labels)\n    velocity ="},
     "there are as many classes as labels occur", FEW),
    ("images in place", {"    velocity =": "    images -= 0.1\n    velocity ="},
     "the caller's images are changed", OWN),
    ("labels in place", {"    return params": "    labels[:] = 0\n    return params",
                         EPOCHS: "range(6)"},
     "the caller's labels are changed", OWN),
    ("kept between calls", {"    velocity =": "    params = globals().get('params', params)\n"
                                              "    velocity =",
                            "    return params": "    globals()['params'] = params\n"
                                                 "    return params", EPOCHS: "range(6)"},
     "training goes on where the last call ended", "start anew in every call"),
)
KNOWN = {"sgd_momentum": STEP, "predict": PREDICT, "train": TRAIN}
# fmt: on
MISTAKES = tuple(
    Mistake(f"{of}: {name}", of, *said) for of, known in KNOWN.items() for name, *said in known
)
